import type { IdentifierRange } from '../model/identifier-range';
import type { Pool } from '../model/path-outlook';
import type { VirtualPath } from '../model/virtual-path';
import { minus, rangesText, sizeOf, within } from './ranges';

/** What is known of a path's identifiers; those of no state were never given. */
export interface PoolContent {
  readonly given: number;
  readonly quarantined: number;
  /** On the free list. */
  readonly free: number;
  readonly foreign: readonly IdentifierRange[];
}

/**
 * Where `lastVci` was set back below identifiers that were given (the switch lost its memory), those count as what they are to us: what the switch holds of
 * them is made again before anything is given from there.
 * @param pending the range of the path's pending bulk request
 */
export function poolOf(
  path: Pick<VirtualPath, 'id' | 'vcis' | 'currentVci' | 'lastVci'>,
  { given, quarantined, free: freeListed, foreign }: PoolContent,
  pending: IdentifierRange | null,
): Pool {
  const { vcis, currentVci, lastVci } = path;
  const ours = minus([vcis], foreign);
  const toCome = { first: Math.max(currentVci, lastVci + 1), last: vcis.last };
  const sizeWithin = (range: IdentifierRange): number => sizeOf(within(ours, range));
  const free = freeListed + sizeWithin({ first: currentVci, last: lastVci });
  const asked = pending === null ? 0 : sizeOf(within([pending], toCome).flatMap((range) => within(ours, range)));
  const notCreated = sizeWithin(toCome) - asked;
  const total = sizeOf([vcis]);
  const taken = { given, quarantined, foreign: total - sizeOf(ours) };
  const isFull = free === 0 && asked === 0 && notCreated === 0;
  return {
    ...{ used: given, free, pending: asked, quarantined, foreign: taken.foreign, notCreated, total },
    left: total - given - taken.foreign,
    isFull,
    fullText: isFull ? textOfFull(path, total, taken) : null,
  };
}

interface Taken {
  readonly given: number;
  readonly quarantined: number;
  readonly foreign: number;
}

function textOfFull({ id, vcis }: Pick<VirtualPath, 'id' | 'vcis'>, total: number, counts: Taken): string {
  const parts = [
    `${counts.given} given`,
    ...(counts.quarantined > 0 ? [`${counts.quarantined} in quarantine, to be given again after it`] : []),
    ...(counts.foreign > 0 ? [`${counts.foreign} used by the switch for something else`] : []),
  ];
  const remedy = 'release circuits, let its vcis end higher, or make another path';
  return `path full: all ${total} identifiers of ${id} (${rangesText([vcis])}) are used up: ${parts.join('; ')}; ${remedy}`;
}
