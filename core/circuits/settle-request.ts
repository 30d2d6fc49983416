import type { IdentifierRange } from '../model/identifier-range';
import { minus, unbrokenTop } from './ranges';

/** What a bulk request came to, by what the switch holds (V10). */
export interface Settlement {
  /** All that was asked for exists: SUCCESS, else FAIL. */
  readonly isWhole: boolean;
  /** The top of the part that begins with the range and has no gap; `range.first − 1` where there is none. */
  readonly lastVci: number;
  /** What was asked for and does not exist, also above `lastVci`. */
  readonly missing: readonly IdentifierRange[];
}

/** What is held outside the range does not count. */
export function settleRequest(range: IdentifierRange, held: readonly IdentifierRange[]): Settlement {
  const missing = minus([range], held);
  return { isWhole: missing.length === 0, lastVci: Math.min(unbrokenTop(held, range.first), range.last), missing };
}
