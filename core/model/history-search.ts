import type { HistoryEntry } from './history';

/** A record of the chain: an entry, or the transition of an order, told as `order.STATE`. */
export interface HistoryRecord extends HistoryEntry {
  readonly seq: number;
}

/** Which records; what is left out is any. */
export interface RecordFilter {
  /** Each has to be in the event, the subject or the text, in capitals or not. */
  readonly words?: readonly string[] | undefined;
  readonly actor?: HistoryEntry['actor'] | undefined;
  /** An operator's act whose text says `by` this name. */
  readonly person?: string | undefined;
  /** `order.active`, or `order`: every event of orders. */
  readonly event?: string | undefined;
  readonly subject?: string | undefined;
  readonly fromMs?: number | undefined;
  /** Up to here, and not at it. */
  readonly toMs?: number | undefined;
}

/** One step of a search, over as many records as are looked through in some milliseconds. */
export interface SearchStep {
  readonly filter: RecordFilter;
  readonly order: 'newest' | 'oldest';
  /** Records beyond this one, in the order of the search. */
  readonly beyondSeq: number;
  /** Up to this one, which is looked at too. */
  readonly endSeq: number;
  readonly limit: number;
}

export interface SearchStepFound {
  readonly records: readonly HistoryRecord[];
  /** All up to here was looked at. */
  readonly lookedToSeq: number;
}

/** From here on, and before. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Numbers of records, both included. */
export interface TimeSpan {
  readonly lowestSeq: number;
  readonly highestSeq: number;
}
