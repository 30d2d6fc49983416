import type { Objective } from '../model/order';
import type { Sharing } from './sharing';

/** Marks by the indexes of one graph: what a route must not use, so as to be diverse from others; `avoidanceOf` makes them. */
export interface Avoidance {
  /** 1: avoided, by edge and by shared-risk group. */
  readonly edges: Uint8Array;
  readonly sharedRisks: Uint8Array;
  /** `endOnly`: the route may begin or end there, not pass through; `never`: neither. */
  readonly vertices: Uint8Array;
  /** 1: no vertex there. */
  readonly sites: Uint8Array;
}

/** What an order asks of the network, in the graph's indexes. */
export interface RoutingQuery {
  /** Where a route may begin and where it may end: the best over all pairs. A vertex that is both is a route of its own. */
  readonly sources: readonly number[];
  readonly targets: readonly number[];
  /** Slots that the order takes of each edge: one or more. */
  readonly slots: number;
  /** The order's signal, one bit of `signalMask`. */
  readonly signalMask: number;
  /** Index of the order's own accessing carrier, whose own edges and vertices it may use. */
  readonly accessing: number;
  /** One way; the worse of a route's two directions must not exceed it. */
  readonly limitNs: number;
  /** `provenanceRank` of the weakest reading that counts for the order. */
  readonly minRank: number;
  readonly objective: Objective;
  /** Whether what is known from a link that is down may be used: for planning. */
  readonly allowStale: boolean;
  /** Slots by edge that this very order already holds there: a restoration may use them again. */
  readonly ownSlots: ReadonlyMap<number, number>;
  readonly excludedEdges: ReadonlySet<number>;
  readonly excludedVertices: ReadonlySet<number>;
  /** What other routes use and this one must not share; null: nothing. */
  readonly avoid: Avoidance | null;
  /** What other routes use and this one is to share as little of as it can: that comes before the objective; null: it does not matter. */
  readonly shareLeast: Sharing | null;
}

/** `edges[i]` leads from `vertices[i]` to `vertices[i + 1]`; no vertex occurs twice. */
export interface RoutePath {
  readonly vertices: readonly number[];
  readonly edges: readonly number[];
  /** Totals along the route and against it, transit of every vertex included, first and last too. */
  readonly forwardNs: number;
  readonly backwardNs: number;
  /** Minor currency units per month for the order's slots. */
  readonly price: number;
}

/**
 * `none`: proved. `budget-spent`: the search was cut off before it was done; `best` meets every constraint, but a better one may exist
 * (null: none was seen, yet there may be one). None is better than `bound`: nanoseconds of the worse direction by latency, minor currency units
 * per month for the order's slots by price. Ask again with a larger budget.
 */
export type RouteAnswer = { readonly kind: 'route'; readonly path: RoutePath } | { readonly kind: 'none' } | BudgetSpent;

export type BudgetSpent =
  | { readonly kind: 'budget-spent'; readonly best: RoutePath; readonly bound: number }
  | { readonly kind: 'budget-spent'; readonly best: null; readonly bound?: undefined };

/** `bound`: of the objective, per slot by price. */
export const budgetSpent = ({ objective, slots }: RoutingQuery, best: RoutePath | null, bound: number): BudgetSpent =>
  best === null ? { kind: 'budget-spent', best } : { kind: 'budget-spent', best, bound: objective === 'price' ? bound * slots : bound };

/** Partial routes that one search may look at. A second or two of work: far above what networks need. */
export const defaultBudget = 2_000_000;

/** Latency of a route that counts: the worse direction of its totals. */
export const worseTotalNs = (path: RoutePath): number => Math.max(path.forwardNs, path.backwardNs);
