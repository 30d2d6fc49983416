import type { Latency } from './latency';

/**
 * What an order in service had from a moment on. `carrying`: its total was known; `unknown`: it carried, and of something on the way no latency was
 * in force; `down`: it carried nothing; `ended`: it was in service no more.
 */
export const recordedStates = ['carrying', 'unknown', 'down', 'ended'] as const;
export type RecordedState = (typeof recordedStates)[number];

/**
 * What made the record: `in-service`: for the first time; `impaired`; `cleared`: what had hit it was over; `restored`, `moved`: it is on another
 * connection; `changed`: anything else, such as a latency; `ended`.
 */
export const recordOccasions = ['in-service', 'impaired', 'cleared', 'restored', 'moved', 'changed', 'ended'] as const;
export type RecordOccasion = (typeof recordOccasions)[number];

/** One step of an order's latency record (N13): it holds from `atMs` until the next one. */
export interface LatencyRecord {
  readonly orderId: string;
  /** 1, 2, 3 … for the order. */
  readonly number: number;
  /** Milliseconds since the epoch. One that is earlier than its predecessor's was made after the clock had been put back. */
  readonly atMs: number;
  readonly state: RecordedState;
  /** Only while it is `carrying`. */
  readonly total: Latency | null;
  readonly occasion: RecordOccasion;
  /** The margin to the limit was, or was last, less than the share that is warned of. */
  readonly isLow: boolean;
}
