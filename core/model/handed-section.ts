/** One thing that a shift hands to the next. Times are milliseconds since the epoch; texts are empty where there is nothing to say. */
export interface HandedLine {
  readonly name: string;
  /** The order that it is about; null: it is about none. */
  readonly orderId: string | null;
  /** Whose it is: a customer, a carrier, who planned it. */
  readonly who: string;
  /** How it stands, in a word or a few. */
  readonly state: string;
  readonly text: string;
  readonly sinceMs: number | null;
  readonly untilMs: number | null;
}

export interface HandedItem extends HandedLine {
  /** What it hit, what broke with it, or what moves for it. */
  readonly under: readonly HandedLine[];
}

export const handedSections = [
  'impairments-open',
  'unrestorable',
  'links-down',
  'switches-down',
  'paths',
  'moves',
  'deletions',
  'holdouts',
  'pauses',
  'frozen',
  'windows-now',
  'windows-next',
  'orders-waiting',
  'circuits-waiting',
  'impairments-over',
  'windows-ended',
] as const;

/** A section of the hand-over report, as a page has it. */
export interface HandedSection {
  readonly id: (typeof handedSections)[number];
  readonly title: string;
  readonly items: readonly HandedItem[];
}
