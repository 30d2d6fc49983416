import type { Order } from './order';

/** How far an order in service is from its limit (N13). Nanoseconds one way, in the worse direction. */
export interface Margin {
  readonly order: Order;
  /** `carrying`, `unknown` or `down`; see `LatencyRecord`. */
  readonly state: 'carrying' | 'unknown' | 'down';
  readonly totalNs: number | null;
  /** Negative: over the limit; null: the total is not known. */
  readonly marginNs: number | null;
  /** Of the limit. */
  readonly marginShare: number | null;
  /** Less than the share that is warned of. */
  readonly isLow: boolean;
  /** How long it has been over its limit without a break, and in all within the window. */
  readonly overForMs: number;
  readonly overMs: number;
  readonly trend: Trend;
}

/** Where an order's total is going. */
export type Trend =
  | {
      readonly kind: 'told';
      /** Positive: towards the limit. */
      readonly nsPerDay: number;
      /** What it was told from. */
      readonly basis: { readonly changes: number; readonly overMs: number };
      /** When it would be at its limit if it went on so; null: never, or not within ten years. */
      readonly reachesLimitAtMs: number | null;
      readonly text: string;
    }
  /** There is too little to tell one from; the text says what. */
  | { readonly kind: 'too-little'; readonly text: string };
