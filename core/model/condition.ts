import type { RequestStatus } from './virtual-path';

export const comparisons = ['<', '<=', '=', '>=', '>'] as const;
export type Comparison = (typeof comparisons)[number];

/** `send`: a bulk request for more; `send-again`: what the last one lacks, not before its backoff ends. */
export const conditionActions = ['send', 'send-again', 'do-not-send'] as const;
export type ConditionAction = (typeof conditionActions)[number];

/** One row of the conditions table (V7): it applies if all that it says holds; null says nothing. */
export interface Condition {
  readonly status: RequestStatus | null;
  /** Of last − current with the delta threshold. */
  readonly remaining: Comparison | null;
  /** Of the time since the pending request was sent with the time threshold. */
  readonly elapsed: Comparison | null;
  readonly action: ConditionAction;
}

/** Rows by their number, which begins with 1. */
export interface ConditionsTable {
  readonly rows: readonly Condition[];
  readonly savedAtMs: number;
  /** By whom; empty: the default. */
  readonly savedBy: string;
}
