import type { RoutingGraph } from '../graph';
import { checkQuery } from '../ground';
import { worseTotalNs, type RoutePath, type RoutingQuery } from '../query';
import { searchOf } from '../search';
import { pairOf, unitOf, type DisjointPair, type PairAim, type PairAnswer } from './pair-answer';
import type { Part } from './blocks';
import { PairFlow } from './pair-flow';

/** No pair is better than the bound. `pair`: one that keeps all the rules, perhaps not the best; null: none came up. */
export interface RelaxedPair {
  readonly kind: 'relaxed';
  readonly pair: DisjointPair | null;
  readonly bound: number;
  /** Risks that the two best ways share, some of them: one route of a pair does without each. */
  readonly sharedRisks: readonly number[];
  /** Both routes lie in it; null: it is not known. */
  readonly part: Part | null;
  readonly spent: number;
}

const flows = new WeakMap<RoutingGraph, PairFlow>();

function flowOf(graph: RoutingGraph): PairFlow {
  let flow = flows.get(graph);
  if (flow === undefined) {
    flow = new PairFlow(searchOf(graph).ground);
    flows.set(graph, flow);
  }
  return flow;
}

/**
 * The best pair by sum, were there no rules but links, and nodes where they matter: a bound for every pair, and often the best itself. Where what a route
 * costs is not a sum over its links, only the part is known that both lie in.
 */
export function relaxedPair(
  graph: RoutingGraph,
  query: RoutingQuery,
  aim: PairAim,
  budget: number,
): RelaxedPair | Exclude<PairAnswer, { readonly kind: 'pair' }> {
  checkQuery(graph, query);
  const isByLatency = query.objective === 'latency';
  // A route without links shares nothing with itself.
  if (query.sources.some((source) => query.targets.includes(source))) return nothingKnown(null);
  const flow = flowOf(graph);
  const isSplit = aim.by === 'node' || aim.by === 'site';
  if ((isByLatency && !graph.isSymmetric) || query.shareLeast !== null) {
    const part = flow.partFor(query, isSplit);
    return part === 'none' ? { kind: 'none' } : nothingKnown(part);
  }
  const mostEach = isByLatency ? query.limitNs : Infinity;
  const outcome = flow.best(query, isSplit, mostEach, 2 * mostEach, budget);
  if (outcome.kind === 'none') return outcome;
  const cost = outcome.kind === 'flow' ? outcome.cost : outcome.bound;
  const least = aim.measure === 'sum' ? cost : Math.ceil(cost / 2);
  if (outcome.kind === 'budget-spent') return { kind: 'budget-spent', best: null, bound: least * unitOf(query) };
  const bound = (aim.measure === 'sum' ? least : Math.max(least, outcome.least)) * unitOf(query);
  const sharedRisks = aim.by === 'shared-risk' ? risksInCommon(graph, outcome.routes) : [];
  const isAllowed =
    outcome.routes.every((route) => worseTotalNs(route) <= query.limitNs) &&
    sharedRisks.length === 0 &&
    !(aim.by === 'site' && haveSiteInCommon(graph, query, outcome.routes));
  const pair = isAllowed ? pairOf(query, aim, outcome.routes) : null;
  return { kind: 'relaxed', pair, bound, sharedRisks: sharedRisks.slice(0, mostRisksTold), part: flow.part, spent: flow.spent };
}

const nothingKnown = (part: Part | null): RelaxedPair => ({ kind: 'relaxed', pair: null, bound: 0, sharedRisks: [], part, spent: 0 });

/** More of them seldom say more. */
const mostRisksTold = 4;

function risksInCommon(graph: RoutingGraph, [one, other]: readonly [RoutePath, RoutePath]): readonly number[] {
  const own = new Set(one.edges.flatMap((edge) => graph.sharedRisksOf(edge)));
  return [...new Set(other.edges.flatMap((edge) => graph.sharedRisksOf(edge)))].filter((risk) => own.has(risk));
}

function haveSiteInCommon(
  { vertexSite }: RoutingGraph,
  { sources, targets }: RoutingQuery,
  [one, other]: readonly [RoutePath, RoutePath],
): boolean {
  const sitesOf = (vertices: readonly number[]): number[] => vertices.map((vertex) => vertexSite[vertex] as number);
  const free = new Set([-1, ...sitesOf(sources), ...sitesOf(targets)]);
  const own = new Set(sitesOf(one.vertices));
  return sitesOf(other.vertices).some((site) => own.has(site) && !free.has(site));
}
