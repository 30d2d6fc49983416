import type { RouteCandidateShown } from '../../../core/contract/route-choices';
import type { Route } from '../../../core/model/route';

export const wayColumns = ['latency', 'margin', 'price'] as const;
export type WayColumn = (typeof wayColumns)[number];
export interface WaySort {
  readonly column: WayColumn;
  readonly isDescending: boolean;
}

/** The same way between the same ports, whatever it takes by now. */
export const keyOf = ({ aPortId, zPortId, hops }: Pick<Route, 'aPortId' | 'zPortId' | 'hops'>): string =>
  [aPortId, ...hops.map(({ id }) => id), zPortId].join(' ');

/** What can be taken first, then by the column; those that are alike stay as the engine gave them. */
export function sortWays(candidates: readonly RouteCandidateShown[], { column, isDescending }: WaySort): readonly RouteCandidateShown[] {
  const value = ({ shown, marginNs }: RouteCandidateShown): number =>
    column === 'latency' ? shown.oneWayNs : column === 'margin' ? marginNs : shown.price;
  const sign = isDescending ? -1 : 1;
  return candidates.toSorted(
    (one, other) => Number(one.against.length > 0) - Number(other.against.length > 0) || sign * (value(one) - value(other)),
  );
}
