import { avoidanceOf } from '../avoidance';
import type { RoutingGraph } from '../graph';
import type { RoutePath, RoutingQuery } from '../query';
import { allRoutes, searchOf } from '../search';
import { corridorOf, type Corridor } from './corridor';
import { searchPairs } from './pair-search';
import { costOf, pairOf, unitOf, type DisjointPair, type PairAim, type PairAnswer } from './pair-answer';
import { relaxedPair, type RelaxedPair } from './relaxed-pair';
import type { SideRoute } from './side-search';
import { stakesOf, verticesAlong } from './stakes';
import { twoFlow } from './two-flow';
import { weightsOf } from './weights';

export type { DisjointPair, PairAim, PairAnswer };

/** Partial routes that the search for a pair may look at. */
export const defaultPairBudget = 300_000;

/**
 * Two routes that are diverse from one another, each within the query's limit: the best two. Exact and with proof.
 * First the best two ways by sum, which push one another aside and keep no other rule: they bound every pair, and are the best one where the rules
 * leave them alone. Else the best route and the best beside it; then, in the corridor that this leaves, a flow that knows more of the rules, and
 * branch and bound. The pair can be had together: no edge is on both routes.
 */
export function findDisjointPair(graph: RoutingGraph, query: RoutingQuery, aim: PairAim, budget = defaultPairBudget): PairAnswer {
  const relaxed = relaxedPair(graph, query, aim, budget);
  if (relaxed.kind === 'none' || relaxed.kind === 'budget-spent') return relaxed;
  const { pair, bound } = relaxed;
  if (pair !== null && pair.value <= bound) return { kind: 'pair', pair };
  const search = searchOf(graph);
  let left = budget - relaxed.spent;
  const besides: RoutePath[] = [];
  for (const risk of relaxed.sharedRisks) {
    const without = search.best(withoutRisk(graph, query, risk), allRoutes, left);
    left -= search.spent;
    // Both routes would have to share it.
    if (without.kind === 'none') return without;
    if (without.kind === 'route' && query.objective === 'latency') besides.push(without.path);
  }
  const primary = search.best(query, allRoutes, left);
  left -= search.spent;
  if (primary.kind === 'none') return primary;
  if (primary.kind === 'budget-spent') return { kind: 'budget-spent', best: pair, bound };
  let known = pair;
  // Where nothing goes beside the best route, perhaps it does beside one that does without a risk that stood in the way.
  for (const path of [primary.path, ...besides]) {
    const backup = search.best({ ...query, avoid: avoidanceOf(graph, query, [path], aim.by) }, allRoutes, left);
    left -= search.spent;
    if (backup.kind !== 'route') continue;
    const found = pairOf(query, aim, [path, backup.path]);
    if (known === null || found.value < known.value) known = found;
    if (path === primary.path) break;
  }
  if (known !== null || query.objective === 'latency') return improve(graph, query, aim, primary.path, known, relaxed, left);
  // Whether there is a pair at all is found out sooner by latency, and one that is known leaves less to look at.
  const fastest = findDisjointPair(graph, { ...query, objective: 'latency' }, aim, left / 4);
  if (fastest.kind === 'none') return fastest;
  const slower = fastest.kind === 'pair' ? fastest.pair : fastest.best;
  return improve(graph, query, aim, primary.path, slower && pairOf(query, aim, slower.routes), relaxed, (left * 3) / 4);
}

/** Any route that does without the shared risk, as fast as it goes: whether there is one is found out soonest by latency. */
function withoutRisk(graph: RoutingGraph, query: RoutingQuery, risk: number): RoutingQuery {
  const avoid = avoidanceOf(graph, query, [], 'link');
  avoid.sharedRisks[risk] = 1;
  return { ...query, objective: 'latency', avoid };
}

/** The best pair, given the best route, any pair, and what is known of every one. */
function improve(
  graph: RoutingGraph,
  query: RoutingQuery,
  aim: PairAim,
  primary: RoutePath,
  known: DisjointPair | null,
  { bound, part }: RelaxedPair,
  budget: number,
): PairAnswer {
  const least = costOf(query, primary);
  const leastValue = Math.max(bound, aim.measure === 'sum' ? 2 * least : least);
  if (known !== null && known.value <= leastValue) return { kind: 'pair', pair: known };
  const proved = (): PairAnswer => (known === null ? { kind: 'none' } : { kind: 'pair', pair: known });
  const unit = unitOf(query);
  // What a route of a better pair may cost at most, the other one costing the least that there is.
  const useful = ((known?.value ?? Infinity) - (aim.measure === 'sum' ? least : 0)) / unit - 1;
  const isByPrice = query.objective === 'price';
  const limitNs = isByPrice ? query.limitNs : Math.min(query.limitNs, useful);
  const corridor = corridorOf(graph, query, { limitNs, pricePerSlot: useful }, part);
  if (corridor === null) return proved();
  const stakes = stakesOf(graph, query, corridor, aim.by);
  const weights = weightsOf(corridor, query.objective);
  const flow = twoFlow(corridor, stakes, weights);
  if (flow === null) return proved();
  const below = Math.min((known?.value ?? Infinity) / unit, isByPrice ? Infinity : valueAtLimit(aim, limitNs) + 1);
  const ground = { corridor, stakes, weights, flow, objective: query.objective };
  const { best, bound: open, isCutShort } = searchPairs(ground, aim.measure, limitNs, below, budget - corridor.vertices.length);
  const path = (route: SideRoute): RoutePath => pathOf(graph, query, corridor, route);
  const found = best === null ? known : pairOf(query, aim, [path(best.routes[0]), path(best.routes[1])]);
  if (isCutShort) return { kind: 'budget-spent', best: found, bound: Math.max(leastValue, Math.ceil(open) * unit) };
  return found === null ? { kind: 'none' } : { kind: 'pair', pair: found };
}

/** What two routes may take at most. */
const valueAtLimit = ({ measure }: PairAim, limitNs: number): number => (measure === 'sum' ? 2 * limitNs : limitNs);

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
