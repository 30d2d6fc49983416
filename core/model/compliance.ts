import type { LatencyLimit } from './order';

/** Milliseconds of a period in which orders were in service: the last four add up to `inServiceMs`. */
export interface ServiceTimes {
  readonly inServiceMs: number;
  readonly withinMs: number;
  readonly overMs: number;
  /** It carried, and its total was not known. */
  readonly unknownMs: number;
  /** It carried nothing. */
  readonly downMs: number;
}

/** An order that was impaired and is on another connection. */
export interface Restoration {
  readonly atMs: number;
  /** From when it was impaired; null: that is not in the record any more. */
  readonly durationMs: number | null;
  /** For how much of that it carried nothing. */
  readonly outageMs: number | null;
}

/** One order over a period (N13). Latencies are nanoseconds one way, in the worse direction. */
export interface OrderCompliance extends ServiceTimes {
  readonly orderId: string;
  readonly customer: string;
  readonly accessingCarrierId: string;
  readonly limit: LatencyLimit;
  /** When the record begins, where that is later than the service and within the period: what was before is not counted. */
  readonly recordedFromMs: number | null;
  /** Share of the time in service in which it carried; null: it was not in service. */
  readonly availability: number | null;
  /** null: its total was never known in the period. */
  readonly worstNs: number | null;
  readonly leastMarginNs: number | null;
  readonly impairments: number;
  readonly restorations: readonly Restoration[];
  readonly moves: number;
}

/** All orders of one customer; times add up. */
export interface CustomerCompliance extends ServiceTimes {
  readonly customer: string;
  readonly orders: number;
  readonly availability: number | null;
  readonly leastMarginNs: number | null;
  readonly impairments: number;
  readonly restorations: number;
  readonly moves: number;
}

export interface ComplianceReport {
  readonly fromMs: number;
  readonly toMs: number;
  /** When it was drawn up: nothing after it is counted. */
  readonly atMs: number;
  /** Those that were in service in the period, or were asked for by name. */
  readonly orders: readonly OrderCompliance[];
  readonly customers: readonly CustomerCompliance[];
}
