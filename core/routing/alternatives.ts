import { assertNever } from '../model/assert-never';
import type { Diversity } from '../model/diversity';
import { avoidanceOf } from './avoidance';
import { findRoute } from './find-route';
import type { RoutingGraph } from './graph';
import { defaultPairBudget, findDisjointPair, type PairAim } from './pairs/find-disjoint-pair';
import type { RouteAnswer, RoutePath, RoutingQuery } from './query';
import { routesInOrder, type RouteSequence } from './routes-in-order';
import { sharingWith } from './sharing';

/** A route to take instead of the primary, within the same limit, with what both have a part in. */
export interface Alternative {
  readonly path: RoutePath;
  readonly shared: SharedParts;
}

export interface SharedParts {
  readonly edges: readonly number[];
  readonly sharedRisks: readonly number[];
  /** But for those that are an end of both. */
  readonly vertices: readonly number[];
}

export interface Alternatives {
  readonly alternatives: readonly Alternative[];
  /** `exhausted`: there is no other; `budget-spent`: there may be more, or better ones than the last. */
  readonly end: 'count-reached' | 'exhausted' | 'budget-spent';
}

/**
 * Up to `count` loopless routes beside a primary, each within the limit, the most useful first. A preference, not a requirement: first those
 * that share no risk with the primary, then those that share no edge, then any others; of those that share risks or edges the ones that
 * share fewest, and among equals the best by the objective. Among those that are alike in that, one that shares no risk, or else no edge,
 * with the alternatives before it goes first, so that one failure does not take all of them.
 * `required`: what they must not share with the primary in any case.
 */
export const alternativesTo = (
  graph: RoutingGraph,
  query: RoutingQuery,
  primary: RoutePath,
  count: number,
  required: Diversity | null = null,
  budget = defaultAlternativesBudget,
): Alternatives => moreAlternatives(graph, query, primary, [], count, required, budget);

/** Partial routes that all searches for the alternatives of one primary may look at together. */
export const defaultAlternativesBudget = 500_000;

export type RoutesTogether =
  | { readonly kind: 'routes'; readonly primary: RoutePath; readonly alternatives: Alternatives }
  | { readonly kind: 'none' }
  /** Cut off before any route was seen. */
  | { readonly kind: 'budget-spent' };

/**
 * A primary and up to `count` alternatives from one search: the two routes of the best pair that is diverse as the aim says, the better one
 * as the primary, and then as `alternativesTo`. Where there is no such pair the primary is the best route: diversity is a preference here.
 */
export function findTogether(
  graph: RoutingGraph,
  query: RoutingQuery,
  aim: PairAim,
  count: number,
  budget = defaultAlternativesBudget,
): RoutesTogether {
  const answer = findDisjointPair(graph, query, aim, Math.min(budget, defaultPairBudget));
  const pair = answer.kind === 'pair' ? answer.pair : answer.kind === 'budget-spent' ? answer.best : null;
  if (pair !== null && count > 0) {
    const [primary, beside] = pair.routes;
    const more = moreAlternatives(graph, query, primary, [beside], count - 1, null, budget);
    const alternatives = [alternativeTo(graph, primary, beside), ...more.alternatives];
    return { kind: 'routes', primary, alternatives: { ...more, alternatives } };
  }
  const route = findRoute(graph, query, budget);
  const primary = route.kind === 'route' ? route.path : route.kind === 'budget-spent' ? route.best : null;
  if (primary !== null) return { kind: 'routes', primary, alternatives: alternativesTo(graph, query, primary, count, null, budget) };
  return route.kind === 'none' ? { kind: 'none' } : { kind: 'budget-spent' };
}

/** Level by level: what is preferred not to be shared with the primary, and in each the same of the alternatives before. */
function moreAlternatives(
  graph: RoutingGraph,
  query: RoutingQuery,
  primary: RoutePath,
  before: readonly RoutePath[],
  count: number,
  required: Diversity | null,
  budget: number,
): Alternatives {
  const sharing = sharingWith(graph, [primary]);
  const found: RoutePath[] = [];
  const alternatives = (end: Alternatives['end']): Alternatives => ({
    alternatives: found.map((path) => alternativeTo(graph, primary, path)),
    end,
  });
  let left = budget;
  for (const level of preferred(required)) {
    const avoid = required === null ? query.avoid : avoidanceOf(graph, query, [primary], required);
    const narrowed: RoutingQuery = {
      ...query,
      avoid: level === null ? avoid : avoidanceOf(graph, { ...query, avoid }, [primary], level),
      shareLeast: level === 'shared-risk' ? query.shareLeast : sharing,
    };
    const anyOther = routesInOrder(graph, narrowed);
    while (found.length < count) {
      const known = [primary, ...before, ...found];
      const others = known.slice(1);
      const apart = others.length === 0 ? [] : (['shared-risk', 'link'] as const).map((by) => avoidanceOf(graph, narrowed, others, by));
      let answer: RouteAnswer = { kind: 'none' };
      for (const sequence of [...apart.map((away) => routesInOrder(graph, { ...narrowed, avoid: away })), anyOther]) {
        const spentBefore = sequence.spent;
        answer = nextNew(sequence, known, left);
        left -= sequence.spent - spentBefore;
        if (answer.kind !== 'none') break;
      }
      if (answer.kind === 'none') break;
      const path = answer.kind === 'route' ? answer.path : answer.best;
      if (path !== null && !known.some((one) => isSame(one, path))) found.push(path);
      if (answer.kind === 'budget-spent') return alternatives('budget-spent');
    }
  }
  return alternatives(found.length < count ? 'exhausted' : 'count-reached');
}

/** From what is best to what will do; null: anything. Node and site include links, so that their next is whatever they leave. */
function preferred(required: Diversity | null): readonly (Diversity | null)[] {
  switch (required) {
    case null:
      return ['shared-risk', 'link', null];
    case 'shared-risk':
      return ['shared-risk'];
    case 'link':
    case 'node':
    case 'site':
      return ['shared-risk', 'link'];
    default:
      return assertNever(required);
  }
}

/** The next that is none of those known. */
function nextNew(sequence: RouteSequence, known: readonly RoutePath[], budget: number): RouteAnswer {
  const end = sequence.spent + budget;
  for (;;) {
    const answer = sequence.next(Math.max(0, end - sequence.spent));
    if (answer.kind !== 'route' || !known.some((one) => isSame(one, answer.path))) return answer;
  }
}

const isSame = (one: RoutePath, other: RoutePath): boolean =>
  one.vertices.join() === other.vertices.join() && one.edges.join() === other.edges.join();

function alternativeTo(graph: RoutingGraph, primary: RoutePath, path: RoutePath): Alternative {
  const edges = new Set(primary.edges);
  const risks = new Set(primary.edges.flatMap((edge) => graph.sharedRisksOf(edge)));
  const isEnd = ({ vertices }: RoutePath, vertex: number): boolean => vertex === vertices[0] || vertex === vertices.at(-1);
  const shared = {
    edges: path.edges.filter((edge) => edges.has(edge)),
    sharedRisks: [...new Set(path.edges.flatMap((edge) => graph.sharedRisksOf(edge)))].filter((risk) => risks.has(risk)),
    vertices: path.vertices.filter((vertex) => primary.vertices.includes(vertex) && !(isEnd(primary, vertex) && isEnd(path, vertex))),
  };
  return { path, shared };
}
