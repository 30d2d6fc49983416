import { provenanceRank } from '../../../core/model/latency';
import type { Objective } from '../../../core/model/order';
import { signalMask } from '../../../core/model/signal';
import { findRoute } from '../../../core/routing/find-route';
import { RoutingGraph } from '../../../core/routing/graph';
import { findDisjointPair, type PairAim } from '../../../core/routing/pairs/find-disjoint-pair';
import { worseTotalNs, type RouteAnswer, type RoutePath, type RoutingQuery } from '../../../core/routing/query';
import { nextBestRoutes } from '../../../core/routing/routes-in-order';
import { noAnswer, unproved, type JobName, type Task } from '../exchange';
import { halfEndsNs } from '../networks/bench-network';
import { constrainedSlots, type Bookings, type Question } from '../questions';
import type { Answerer } from '../serve-slices';

/** How the engine is asked: as it lives, its bounds kept; each time for the first time; or in J5 and J6 by latency alone, as those peers can that know no price. */
export const engineManners = ['warm', 'cold', 'latency'] as const;
export type EngineManner = (typeof engineManners)[number];

export function engineAnswerers(task: Task, manner: EngineManner): Partial<Record<JobName, Answerer>> {
  switch (manner) {
    case 'warm':
      return {
        ...routeAnswerers(task),
        J5: booker(task, task.questions.storm, 'price'),
        J6: booker(task, task.questions.booking, 'price'),
      };
    case 'cold':
      return coldAnswerers(task);
    case 'latency':
      return { J5: booker(task, task.questions.storm, 'latency'), J6: booker(task, task.questions.booking, 'latency') };
  }
}

const alternatives = 8;

function routeAnswerers(task: Task): Partial<Record<JobName, Answerer>> {
  const graph = new RoutingGraph(task.vertices, task.edges);
  const least = fastestAsked(task);
  const constrained = cheapestAsked(task);
  const ends = endsOf(task);
  const pair =
    (aim: PairAim) =>
    (question: number): number => {
      const answer = findDisjointPair(graph, queryOf(least[question] as Asked, 'latency'), aim);
      if (answer.kind === 'budget-spent') return unproved;
      return answer.kind === 'none' ? noAnswer : answer.pair.value - 2 * (ends[question] as number);
    };
  return {
    J1: { answer: (question) => latencyOf(findRoute(graph, queryOf(least[question] as Asked, 'latency')), ends[question] as number) },
    J2: { answer: (question) => priceOf(findRoute(graph, queryOf(constrained[question] as Asked, 'price'))) },
    J3: {
      answer: (question) => {
        const { routes, end } = nextBestRoutes(graph, queryOf(least[question] as Asked, 'latency'), alternatives);
        if (end === 'budget-spent') return unproved;
        return routes.reduce((sum, path) => sum + worseTotalNs(path) - (ends[question] as number), 0);
      },
    },
    J4: { answer: pair({ by: 'node', measure: 'sum' }) },
    J4S: { answer: pair({ by: 'shared-risk', measure: 'sum' }) },
  };
}

/**
 * The first question toward a target. The graph is another one as soon as a target comes again; the first question of all on it, which
 * takes the floor of its values, is not timed.
 */
function coldAnswerers(task: Task): Partial<Record<JobName, Answerer>> {
  const ends = endsOf(task);
  let graph = new RoutingGraph(task.vertices, task.edges);
  const seen = new Set<number>();
  const answerer = (queries: readonly RoutingQuery[], valueOf: (answer: RouteAnswer, question: number) => number): Answerer => ({
    prepare: (question) => {
      const { sources, targets } = queries[question] as RoutingQuery;
      const target = targets[0] as number;
      if (seen.size > 0 && !seen.has(target)) return void seen.add(target);
      graph = new RoutingGraph(task.vertices, task.edges);
      seen.clear();
      seen.add(target);
      findRoute(graph, { ...(queries[question] as RoutingQuery), sources: targets, targets: sources });
      seen.add(sources[0] as number);
    },
    answer: (question) => valueOf(findRoute(graph, queries[question] as RoutingQuery), question),
  });
  return {
    J1: answerer(leastLatency(task), (answer, question) => latencyOf(answer, ends[question] as number)),
    J2: answerer(leastPrice(task), priceOf),
  };
}

/** Milliseconds that a graph takes to be made, and its first answers, for which bounds are made, compared with the next ones toward other nodes. */
export function beginnings(task: Task): Readonly<Record<string, number>> {
  const begun = performance.now();
  const graph = new RoutingGraph(task.vertices, task.edges);
  const built = performance.now();
  const timed = (query: RoutingQuery | undefined): number => {
    const asked = performance.now();
    if (query !== undefined) findRoute(graph, query);
    return performance.now() - asked;
  };
  return {
    'graph made': built - begun,
    'first route by latency': timed(leastLatency(task)[0]),
    'first by price': timed(leastPrice(task)[0]),
    'second by price': timed(leastPrice(task)[1]),
  };
}

/** Each order routed and, if there is a way within its limit, booked before the next. */
function booker(task: Task, { freeSlots, orders }: Bookings, objective: Objective): Answerer {
  const edges = task.edges.map((edge, index) => ({ ...edge, freeSlots: freeSlots[index] ?? 0, isUsable: freeSlots[index] !== -1 }));
  const graph = new RoutingGraph(task.vertices, edges);
  const asked = orders.map((order) => askedOf(task, order, order.slots, true));
  const book = (path: RoutePath, slots: number): void => {
    for (const edge of path.edges) graph.setFreeSlots(edge, (graph.freeSlots[edge] as number) - slots);
  };
  return {
    reset: () => {
      for (const [edge, slots] of freeSlots.entries()) graph.setFreeSlots(edge, slots);
    },
    answer: (question) => {
      const { source, target, slots } = asked[question] as Asked;
      const answer = findRoute(graph, queryOf(asked[question] as Asked, objective));
      if (answer.kind !== 'route') return answer.kind === 'none' ? noAnswer : unproved;
      book(answer.path, slots);
      if (objective === 'price') return answer.path.price;
      return worseTotalNs(answer.path) - halfEndsNs(task, source, target);
    },
  };
}

const latencyOf = (answer: RouteAnswer, endsNs: number): number =>
  answer.kind === 'route' ? worseTotalNs(answer.path) - endsNs : answer.kind === 'none' ? noAnswer : unproved;

/** Of all the slots that were asked for. */
const priceOf = (answer: RouteAnswer): number =>
  answer.kind === 'route' ? answer.path.price : answer.kind === 'none' ? noAnswer : unproved;

export const leastLatency = (task: Task): readonly RoutingQuery[] => fastestAsked(task).map((asked) => queryOf(asked, 'latency'));

export const leastPrice = (task: Task): readonly RoutingQuery[] => cheapestAsked(task).map((asked) => queryOf(asked, 'price'));

const fastestAsked = (task: Task): readonly Asked[] => task.questions.routes.map((question) => askedOf(task, question, 1, false));

const cheapestAsked = (task: Task): readonly Asked[] =>
  task.questions.routes.map((question) => askedOf(task, question, constrainedSlots, true));

/** What the engine counts and peers do not: half of the transit of a route's first node and half of its last. */
const endsOf = (task: Task): readonly number[] => task.questions.routes.map(({ source, target }) => halfEndsNs(task, source, target));

/**
 * What is asked, in the engine's measure. The query is made of it when it is asked, as the product makes one of an order, and that is timed: thousands that were
 * made long before would have to be fetched from memory first, while a peer's question is four numbers.
 */
interface Asked {
  readonly source: number;
  readonly target: number;
  readonly slots: number;
  readonly limitNs: number;
}

const askedOf = (task: Task, { source, target, limitNs }: Question, slots: number, isLimited: boolean): Asked => ({
  source,
  target,
  slots,
  limitNs: isLimited ? limitNs + halfEndsNs(task, source, target) : Infinity,
});

const nothing = { ownSlots: new Map<number, number>(), excludedEdges: new Set<number>(), excludedVertices: new Set<number>() } as const;

const signal = signalMask(['10GE-LAN']);
const minRank = provenanceRank('derived');

const queryOf = ({ source, target, slots, limitNs }: Asked, objective: Objective): RoutingQuery => ({
  sources: [source],
  targets: [target],
  slots,
  signalMask: signal,
  accessing: 0,
  limitNs,
  minRank,
  objective,
  allowStale: false,
  ownSlots: nothing.ownSlots,
  excludedEdges: nothing.excludedEdges,
  excludedVertices: nothing.excludedVertices,
  avoid: null,
  shareLeast: null,
});
