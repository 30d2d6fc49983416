/** What was done, by whom, or by which rule. */
export interface HistoryEntry {
  readonly atMs: number;
  readonly actor: 'operator' | 'engine' | 'carrier';
  /** In the past tense, `thing.happened`. */
  readonly event: string;
  /** The id of what it is about. */
  readonly subject: string;
  readonly text: string;
}
