/** Where the identifiers of a path are: the first six add up to `total`. */
export interface Pool {
  /** Given to orders. */
  readonly used: number;
  /** Can be given now: created and never given, or on the free list. */
  readonly free: number;
  /** Asked for by the pending bulk request. */
  readonly pending: number;
  readonly quarantined: number;
  /** The switch uses them for something that is not ours. */
  readonly foreign: number;
  /** Nor asked for. */
  readonly notCreated: number;
  readonly total: number;
  /** How many orders more the path can serve in the end: all but those used and foreign. */
  readonly left: number;
  /** Nothing can be given, and nothing be created (V12). */
  readonly isFull: boolean;
  /** `path full: …` with the remedy; null: it is not. */
  readonly fullText: string | null;
}

/** Net: what was given less what was released. */
export type RateOfUse =
  | { readonly kind: 'rate'; readonly perHour: number; readonly lowPerHour: number; readonly highPerHour: number; readonly text: string }
  | { readonly kind: 'too-few'; readonly text: string };

/** Times from now. */
export type Exhaustion =
  /** Nothing is left, or the orders that wait take it all. */
  | { readonly kind: 'now'; readonly text: string }
  | { readonly kind: 'too-few'; readonly text: string }
  /** As much is released as is given, or more; `earliestMs` null: not even with the band. */
  | { readonly kind: 'not-at-this-rate'; readonly earliestMs: number | null; readonly text: string }
  /** `latestMs` null: perhaps never. */
  | {
      readonly kind: 'expected';
      readonly inMs: number;
      readonly earliestMs: number;
      readonly latestMs: number | null;
      readonly text: string;
    };

/** The order with which something of a path is reached. */
export type TippingOrder =
  | { readonly kind: 'reached'; readonly text: string }
  /** It is there already, and waits. */
  | { readonly kind: 'waiting'; readonly orderId: string; readonly text: string }
  /** One that has still to come: 1 is the next. */
  | { readonly kind: 'to-come'; readonly number: number; readonly text: string };

/** How a path stands, and where that leads. */
export interface PathOutlook {
  readonly pool: Pool;
  readonly rate: RateOfUse;
  readonly exhaustion: Exhaustion;
  /** After which more are asked for, and which takes the last. */
  readonly asksForMore: TippingOrder;
  readonly exhausts: TippingOrder;
  /** It is running out: an operator is warned. */
  readonly isLow: boolean;
}
