import type { Exhaustion } from '../model/path-outlook';

export interface PathOutlook {
  readonly exhaustion: Exhaustion;
  /** How many orders more the path can serve in the end. */
  readonly left: number;
  readonly deltaThreshold: number;
  /** How long beforehand an operator wants to know. */
  readonly horizonMs: number;
  /** Whether it was low when it was last judged. */
  readonly wasLow: boolean;
}

/** Once low, a path is so until it is clear of the limits by so much: a warning does not come and go with each order. */
const clearance = 1.5;

/**
 * Whether an operator is to be warned that a path is running out: it is expected to be exhausted within the horizon, or whatever the rate it can never
 * again have more than its delta threshold.
 */
export function isLow({ exhaustion, left, deltaThreshold, horizonMs, wasLow }: PathOutlook): boolean {
  const factor = wasLow ? clearance : 1;
  if (exhaustion.kind === 'now' || left <= deltaThreshold * factor) return true;
  return exhaustion.kind === 'expected' && exhaustion.inMs <= horizonMs * factor;
}
