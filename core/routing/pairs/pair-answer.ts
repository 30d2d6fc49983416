import type { DiversityKind } from '../../model/diversity';
import { worseTotalNs, type RoutePath, type RoutingQuery } from '../query';
import type { PairMeasure } from './pair-search';

/** How the two routes are to differ, and what is to be least by the query's objective: their sum, or the worse of the two. */
export interface PairAim {
  readonly by: DiversityKind;
  readonly measure: PairMeasure;
}

export interface DisjointPair {
  /** The better one by the objective comes first. */
  readonly routes: readonly [RoutePath, RoutePath];
  /** By the aim: nanoseconds of the routes' worse directions, or minor currency units per month. */
  readonly value: number;
}

/**
 * `none`: proved. `budget-spent`: the search was cut off; `best` is diverse and within the limit, but no pair is better than `bound`, and
 * one may be as good.
 */
export type PairAnswer =
  | { readonly kind: 'pair'; readonly pair: DisjointPair }
  | { readonly kind: 'none' }
  | { readonly kind: 'budget-spent'; readonly best: DisjointPair | null; readonly bound: number };

/** The search counts prices per slot. */
export const unitOf = ({ objective, slots }: RoutingQuery): number => (objective === 'price' ? slots : 1);

export const costOf = ({ objective }: RoutingQuery, path: RoutePath): number => (objective === 'price' ? path.price : worseTotalNs(path));

export function pairOf(query: RoutingQuery, { measure }: PairAim, [one, other]: readonly [RoutePath, RoutePath]): DisjointPair {
  const [cost, otherCost] = [costOf(query, one), costOf(query, other)];
  const isInOrder = cost < otherCost || (cost === otherCost && worseTotalNs(one) <= worseTotalNs(other));
  return {
    routes: isInOrder ? [one, other] : [other, one],
    value: measure === 'sum' ? cost + otherCost : Math.max(cost, otherCost),
  };
}
