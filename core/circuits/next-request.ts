import type { IdentifierRange } from '../model/identifier-range';
import type { VirtualPath } from '../model/virtual-path';

/**
 * What a bulk request asks for. `send`: the next of its bulk size, as far as the path's identifiers go; `send-again`: the last range less what of it
 * exists (V10), or as `send` if nothing is lacking. Null: the path's identifiers are used up.
 */
export function rangeToRequest(path: VirtualPath, action: 'send' | 'send-again'): IdentifierRange | null {
  const first = path.lastVci + 1;
  const isLacking = action === 'send-again' && path.requestedVci >= first;
  const last = Math.min(isLacking ? path.requestedVci : path.lastVci + path.bulkSize, path.vcis.last);
  return first > last ? null : { first, last };
}

const mostDoublings = 5;

/** How long to wait after so many unsuccessful attempts: the path's backoff, twice as long after each further one, 32 times at most. */
export const backoffMs = (path: Pick<VirtualPath, 'backoffMs'>, attempts: number): number =>
  path.backoffMs * 2 ** Math.min(Math.max(attempts - 1, 0), mostDoublings);
