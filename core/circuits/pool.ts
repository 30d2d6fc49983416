import type { IdentifierRange } from '../model/identifier-range';
import type { VirtualPath } from '../model/virtual-path';
import { rangesText, sizeOf, within } from './ranges';

/** How many of a path's identifiers at or below its `lastVci` are in each state; those of no state were created and never given. */
export interface CircuitCounts {
  readonly given: number;
  readonly quarantined: number;
  /** On the free list. */
  readonly free: number;
  readonly foreign: number;
}

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

/** @param pending the range of the path's pending bulk request */
export function poolOf(
  path: Pick<VirtualPath, 'id' | 'vcis' | 'lastVci'>,
  { given, quarantined, foreign }: CircuitCounts,
  pending: IdentifierRange | null,
): Pool {
  const { vcis, lastVci } = path;
  const total = sizeOf([vcis]);
  const created = lastVci - vcis.first + 1;
  const asked = pending === null ? 0 : sizeOf(within([pending], { first: lastVci + 1, last: vcis.last }));
  const free = created - given - quarantined - foreign;
  const notCreated = vcis.last - lastVci - asked;
  const isFull = free === 0 && asked === 0 && notCreated === 0;
  const fullText = isFull ? textOfFull(path, total, { given, quarantined, foreign }) : null;
  const left = total - given - foreign;
  return { used: given, free, pending: asked, quarantined, foreign, notCreated, total, left, isFull, fullText };
}

function textOfFull({ id, vcis }: Pick<VirtualPath, 'id' | 'vcis'>, total: number, counts: Omit<CircuitCounts, 'free'>): string {
  const parts = [
    `${counts.given} given`,
    ...(counts.quarantined > 0 ? [`${counts.quarantined} in quarantine, to be given again after it`] : []),
    ...(counts.foreign > 0 ? [`${counts.foreign} used by the switch for something else`] : []),
  ];
  const remedy = 'release circuits, let its vcis end higher, or make another path';
  return `path full: all ${total} identifiers of ${id} (${rangesText([vcis])}) are used up: ${parts.join('; ')}; ${remedy}`;
}
