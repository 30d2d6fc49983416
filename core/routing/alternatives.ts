import { assertNever } from '../model/assert-never';
import type { Diversity } from '../model/diversity';
import { avoidanceOf } from './avoidance';
import type { RoutingGraph } from './graph';
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

/** Partial routes that all searches for the alternatives of one primary may look at together. */
export const defaultAlternativesBudget = 500_000;

/**
 * Up to `count` loopless routes beside a primary, each within the limit, the most useful first. A preference, not a requirement: first those
 * that share no risk with the primary, then those that share no edge, then any others. In each of these kinds first what shares no risk, or
 * else no edge, with the alternatives before it, so that one failure does not take all of them; then what shares least with the primary;
 * then the best by the objective.
 * `required`: what they must not share with the primary in any case.
 */
export function alternativesTo(
  graph: RoutingGraph,
  query: RoutingQuery,
  primary: RoutePath,
  count: number,
  required: Diversity | null = null,
  budget = defaultAlternativesBudget,
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
      const known = [primary, ...found];
      const apart = found.length === 0 ? [] : (['shared-risk', 'link'] as const).map((by) => avoidanceOf(graph, narrowed, found, by));
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
