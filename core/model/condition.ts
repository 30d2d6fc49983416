import type { RequestStatus, SerialisationParameters } from './virtual-path';

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

/**
 * `gap`: a combination that no row covers; `overlap`: one that several cover; `unsafe`: a row that sends while a request is in process and not past its
 * time (V6); `starves`: with nothing left, and nothing pending that may still come, no request would ever be sent (V7); `never-applies`: a row that no
 * combination reaches.
 */
export interface ConditionProblem {
  readonly kind: 'gap' | 'overlap' | 'unsafe' | 'starves' | 'never-applies';
  /** Their numbers; empty for a gap. */
  readonly rows: readonly number[];
  /** Values at which it shows; null for a row that never applies. */
  readonly example: SerialisationParameters | null;
  /** What is wrong, with the example, and what to do. */
  readonly text: string;
}

/** Of a table as it was written. */
export interface LineProblem {
  /** The first is 1. */
  readonly line: number;
  readonly message: string;
}
