import type { DiversityKind } from '../../model/diversity';
import { avoidanceOf } from '../avoidance';
import type { RoutingGraph } from '../graph';
import { worseTotalNs, type RoutePath, type RoutingQuery } from '../query';
import { allRoutes, searchOf } from '../search';
import { corridorOf, type Corridor } from './corridor';
import { searchPairs, type PairMeasure } from './pair-search';
import type { SideRoute } from './side-search';
import { stakesOf, verticesAlong } from './stakes';
import { twoFlow } from './two-flow';
import { weightsOf } from './weights';

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
  let left = budget - search.spent;
  if (primary.kind === 'none') return primary;
  if (primary.kind === 'budget-spent') return { kind: 'budget-spent', best: null, bound: 0 };
  const backup = search.best({ ...query, avoid: avoidanceOf(graph, query, [primary.path], aim.by) }, allRoutes, left);
  left -= search.spent;
  if (backup.kind === 'route') return improve(graph, query, aim, primary.path, pairOf(query, aim, [primary.path, backup.path]), left);
  if (query.objective === 'latency') return improve(graph, query, aim, primary.path, null, left);
  // Whether there is a pair at all is found out sooner by latency, and one that is known leaves less to look at.
  const fastest = findDisjointPair(graph, { ...query, objective: 'latency' }, aim, left / 4);
  if (fastest.kind === 'none') return fastest;
  const known = fastest.kind === 'pair' ? fastest.pair : fastest.best;
  return improve(graph, query, aim, primary.path, known && pairOf(query, aim, known.routes), (left * 3) / 4);
}

/** The best pair, given the best route and any pair. */
function improve(
  graph: RoutingGraph,
  query: RoutingQuery,
  aim: PairAim,
  primary: RoutePath,
  known: DisjointPair | null,
  budget: number,
): PairAnswer {
  const least = costOf(query, primary);
  const leastValue = aim.measure === 'sum' ? 2 * least : least;
  if (known !== null && known.value <= leastValue) return { kind: 'pair', pair: known };
  const proved = (): PairAnswer => (known === null ? { kind: 'none' } : { kind: 'pair', pair: known });
  const unit = unitOf(query);
  // What a route of a better pair may cost at most, the other one costing the least that there is.
  const useful = ((known?.value ?? Infinity) - (aim.measure === 'sum' ? least : 0)) / unit - 1;
  const isByPrice = query.objective === 'price';
  const limitNs = isByPrice ? query.limitNs : Math.min(query.limitNs, useful);
  const corridor = corridorOf(graph, query, { limitNs, pricePerSlot: useful });
  if (corridor === null) return proved();
  const stakes = stakesOf(graph, query, corridor, aim.by);
  const weights = weightsOf(corridor, query.objective);
  const flow = twoFlow(corridor, stakes, weights);
  if (flow === null) return proved();
  const below = Math.min((known?.value ?? Infinity) / unit, isByPrice ? Infinity : valueAtLimit(aim, limitNs) + 1);
  const ground = { corridor, stakes, weights, flow, objective: query.objective };
  const { best, bound, isCutShort } = searchPairs(ground, aim.measure, limitNs, below, budget - corridor.vertices.length);
  const path = (route: SideRoute): RoutePath => pathOf(graph, query, corridor, route);
  const found = best === null ? known : pairOf(query, aim, [path(best.routes[0]), path(best.routes[1])]);
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
