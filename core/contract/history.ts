import { z } from 'zod';
import type { HistoryEntry } from '../model/history';

/** How many records a page has at most. */
export const maxHistoryPage = 5_000;

const word = z.string().min(1).max(100);
const seq = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
const timeMs = z.int().min(0).max(8_640_000_000_000_000);

/** Which records of the history; what is left out is any. Entries and the transitions of orders are searched together. */
export const historyFilter = z.strictObject({
  /** Each has to be in the event, the subject or the text, in capitals or not. */
  words: z.array(word).max(12).optional(),
  actor: z.enum(['operator', 'engine', 'carrier']).optional(),
  /** By whom, as he is named in the text: an operator's act that says `by` this name. */
  person: word.optional(),
  /** `order.active` itself, or `order`: every event of orders. */
  event: z
    .string()
    .regex(/^[a-z][a-z-]*(\.[a-z-]+)?$/, 'an event is named like order or order.active')
    .max(100)
    .optional(),
  /** The id of what it is about, exactly. */
  subject: z.string().min(1).max(400).optional(),
  /** From here on, and before. */
  fromMs: timeMs.optional(),
  toMs: timeMs.optional(),
});
export type HistoryFilter = z.infer<typeof historyFilter>;

export const historyFind = z.strictObject({
  filter: historyFilter,
  order: z.enum(['newest', 'oldest']),
  limit: z.int().min(1).max(maxHistoryPage),
  /** `next` of the page before. */
  cursor: z
    .string()
    .regex(/^\d{1,16}-\d{1,16}(-t)?$/)
    .optional(),
  /** Only records after this number, and only up to this one. */
  afterSeq: seq.optional(),
  upToSeq: seq.optional(),
});

/** One record, with its number in the chain. A transition of an order is told as `order.STATE`. */
export interface HistoryRecordShown extends HistoryEntry {
  readonly seq: number;
}

export interface HistoryPageShown {
  readonly records: readonly HistoryRecordShown[];
  /** Where to go on; null: there is nothing more. A page can be shorter than asked for, even empty, and go on: what is rare is looked for in steps. */
  readonly next: string | null;
  /** How far one has looked. */
  readonly lookedToSeq: number;
  readonly lookedToMs: number | null;
  /** The number of the last record that there is. */
  readonly lastSeq: number;
}

/** What happens here: every event that was ever recorded. */
export interface HistoryEventsShown {
  readonly events: readonly string[];
}
