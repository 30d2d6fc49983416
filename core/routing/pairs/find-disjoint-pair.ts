import type { Diversity } from '../../model/diversity';
import { avoidanceOf } from '../avoidance';
import type { RoutingGraph } from '../graph';
import { worseTotalNs, type RoutePath, type RoutingQuery } from '../query';
import { allRoutes, searchOf } from '../search';
import { corridorOf, type Corridor } from './corridor';
import { PairSearch, type PairMeasure } from './pair-search';
import type { SideRoute } from './side-search';
import { stakesOf, verticesAlong } from './stakes';
import { twoFlow } from './two-flow';
import { weightsOf } from './weights';

/** How the two routes are to differ, and what is to be least by the query's objective: their sum, or the worse of the two. */
export interface PairAim {
  readonly by: Diversity;
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

/** Partial routes that the search for a pair may look at. */
export const defaultPairBudget = 300_000;

/**
 * Two routes that are diverse from one another, each within the query's limit: the best two. Exact and with proof.
 * First the best route and the best beside it; then, in the corridor that this leaves, the two cheapest flows, which bound every pair and
 * often are the best one; then branch and bound. The pair can be had together: no edge is on both routes.
 */
export function findDisjointPair(graph: RoutingGraph, query: RoutingQuery, aim: PairAim, budget = defaultPairBudget): PairAnswer {
  const search = searchOf(graph);
  const primary = search.best(query, allRoutes, budget);
  let left = budget - search.labelCount;
  if (primary.kind === 'none') return primary;
  if (primary.kind === 'budget-spent') return { kind: 'budget-spent', best: null, bound: 0 };
  const least = costOf(query, primary.path);
  const backup = search.best({ ...query, avoid: avoidanceOf(graph, query, [primary.path], aim.by) }, allRoutes, left);
  left -= search.labelCount;
  const known = backup.kind === 'route' ? pairOf(query, aim, [primary.path, backup.path]) : null;
  const leastValue = aim.measure === 'sum' ? 2 * least : least;
  if (known !== null && known.value <= leastValue) return { kind: 'pair', pair: known };

  // What a route of a better pair may take at most, the other one taking the least that there is.
  const usefulNs = aim.measure === 'sum' ? (known?.value ?? Infinity) - least - 1 : (known?.value ?? Infinity) - 1;
  const limitNs = query.objective === 'price' ? query.limitNs : Math.min(query.limitNs, usefulNs);
  const proved = (): PairAnswer => (known === null ? { kind: 'none' } : { kind: 'pair', pair: known });
  const corridor = corridorOf(graph, query, limitNs);
  if (corridor === null) return proved();
  left -= corridor.vertices.length;
  const stakes = stakesOf(graph, query, corridor, aim.by);
  const weights = weightsOf(corridor, query.objective);
  const flow = twoFlow(corridor, stakes, weights);
  if (flow === null) return proved();
  const unit = unitOf(query);
  const pairs = new PairSearch(
    { corridor, stakes, weights, flow, objective: query.objective },
    aim.measure,
    limitNs,
    Math.min((known?.value ?? Infinity) / unit, query.objective === 'latency' ? valueAtLimit(aim, limitNs) + 1 : Infinity),
    left,
  );
  const { best, bound, isCutShort } = pairs.run();
  const found =
    best === null
      ? known
      : pairOf(query, aim, [pathOf(graph, query, corridor, best.routes[0]), pathOf(graph, query, corridor, best.routes[1])]);
  if (isCutShort) return { kind: 'budget-spent', best: found, bound: Math.max(leastValue, Math.ceil(bound) * unit) };
  return found === null ? { kind: 'none' } : { kind: 'pair', pair: found };
}

/** What two routes may take at most. */
const valueAtLimit = ({ measure }: PairAim, limitNs: number): number => (measure === 'sum' ? 2 * limitNs : limitNs);

/** The search counts prices per slot. */
const unitOf = ({ objective, slots }: RoutingQuery): number => (objective === 'price' ? slots : 1);

const costOf = ({ objective }: RoutingQuery, path: RoutePath): number => (objective === 'price' ? path.price : worseTotalNs(path));

function pairOf(query: RoutingQuery, { measure }: PairAim, [one, other]: readonly [RoutePath, RoutePath]): DisjointPair {
  const [cost, otherCost] = [costOf(query, one), costOf(query, other)];
  const isInOrder = cost < otherCost || (cost === otherCost && worseTotalNs(one) <= worseTotalNs(other));
  return {
    routes: isInOrder ? [one, other] : [other, one],
    value: measure === 'sum' ? cost + otherCost : Math.max(cost, otherCost),
  };
}

function pathOf(graph: RoutingGraph, query: RoutingQuery, corridor: Corridor, route: SideRoute): RoutePath {
  const edges = route.arcs.map((arc) => corridor.edges[corridor.arcEdge[arc] as number] as number);
  return {
    vertices: verticesAlong(corridor, route).map((vertex) => corridor.vertices[vertex] as number),
    edges,
    forwardNs: route.forwardNs,
    backwardNs: route.backwardNs,
    price: edges.reduce((sum, edge) => sum + (graph.pricePerSlot[edge] as number), 0) * query.slots,
  };
}
