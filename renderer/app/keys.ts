export interface KeyGroup {
  readonly where: string;
  /** The keys as one reads them, and what they do. */
  readonly keys: readonly (readonly [string, string])[];
}

/** Every key that the console knows, as the list under `?` shows it. */
export const keyGroups: readonly KeyGroup[] = [
  {
    where: 'Everywhere',
    keys: [
      ['Ctrl K', 'Find an order, site, resource, circuit or action'],
      ['?', 'This list'],
      ['Alt 1 … Alt 6', 'Network, Orders, Circuits, Recovery, Carriers, History'],
      ['Tab', 'The next thing that can be worked'],
      ['Esc', 'Close, or leave what is selected'],
    ],
  },
  {
    where: 'On the map',
    keys: [
      ['← ↑ → ↓', 'To the next site in that direction'],
      ['Enter', 'Select the site'],
      ['+ −', 'Zoom in and out'],
      ['0', 'Show the whole network'],
      ['L', 'List what is in view'],
    ],
  },
];
