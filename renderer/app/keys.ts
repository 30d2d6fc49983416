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
  {
    where: 'Orders',
    keys: [
      ['/', 'Filter the queue; ↓ goes into the list'],
      ['j k, ↑ ↓', 'The next order, the one before'],
      ['Enter', 'Open the order beside the queue'],
      ['x, Space', 'Select it; Shift ↑ ↓ selects a range, Ctrl A all that are shown'],
      ['← →', 'Collapse or open a group'],
    ],
  },
  {
    where: 'What leads you through in steps',
    keys: [
      ['Ctrl Enter', 'Go on'],
      ['Ctrl Shift Enter', 'Back to the step before'],
    ],
  },
  {
    where: 'Terminals',
    keys: [
      ['Ctrl `', 'Open the terminals, or put them away'],
      ['Ctrl Shift C', 'Copy what is selected'],
      ['Ctrl Shift V', 'Paste'],
      ['Ctrl Shift F', 'Search in the session'],
      ['F6', 'Out of the session’s screen, to its tab'],
      ['Delete', 'On a tab: close the session'],
    ],
  },
  {
    where: 'Circuits, Recovery, Carriers, History',
    keys: [
      ['/', 'Find'],
      ['← → ↑ ↓', 'From gauge to gauge, or from row to row'],
      ['Home, End', 'The first row, the last one'],
      ['Enter', 'Select, or open what is below a row'],
      ['Esc', 'In a list: leave what is selected'],
      ['x', 'Choose a circuit, to release many'],
    ],
  },
];
