import { blockersOf, type Blocker } from './eligibility';
import { bestAchievable } from './find-route';
import type { RoutingGraph } from './graph';
import { worseTotalNs, type RouteAnswer, type RoutePath, type RoutingQuery } from './query';
import { relax } from './relaxed-graph';
import { nextBestRoutes } from './routes-in-order';

/** A route that was looked at for an order, and why it was not taken: it exceeds the limit, or something on it is not to be had. */
export interface ConsideredRoute {
  /** A latency that is unknown counts as zero here, and is among the blockers. */
  readonly path: RoutePath;
  readonly exceedsLimit: boolean;
  readonly blockers: readonly Blocker[];
}

export interface NoRouteExplanation {
  /** Nothing connects the ends at all, even were everything up, free, known and open to the order. */
  readonly isDisconnected: boolean;
  /** The least latency with every constraint but the limit; `none`: the other constraints leave no route. */
  readonly bestAchievable: RouteAnswer;
  /** First those that only the limit rules out, the fastest first; then those that other things rule out. */
  readonly considered: readonly ConsideredRoute[];
  /** Whether there may be better candidates that the budget did not suffice to find. */
  readonly isCutShort: boolean;
}

const defaultExplanationBudget = 200_000;

/**
 * Why a query has no route (a refusal explains itself): up to `count` routes that come close. About half of them only exceed the limit.
 * The others have blockers, the fewest first and among equals the fastest; they would meet the limit. If none would, the fastest are told
 * that would at least be faster than the best achievable. Each search has the budget for itself.
 */
export function explainNoRoute(
  graph: RoutingGraph,
  query: RoutingQuery,
  count: number,
  budget = defaultExplanationBudget,
): NoRouteExplanation {
  const best = bestAchievable(graph, query, budget);
  const slow = nextBestRoutes(graph, { ...query, objective: 'latency', limitNs: Infinity }, count, budget);
  const blocked = blockedRoutes(graph, query, pathOf(best), count, budget);
  const slowCount = Math.max(Math.ceil(count / 2), count - blocked.routes.length);
  const considered = [...slow.routes.slice(0, slowCount), ...blocked.routes].slice(0, count);
  return {
    isDisconnected: blocked.isDisconnected,
    bestAchievable: best,
    considered: considered.map((path) => ({
      path,
      exceedsLimit: worseTotalNs(path) > query.limitNs,
      blockers: blockersOf(graph, query, path),
    })),
    isCutShort: best.kind === 'budget-spent' || slow.end === 'budget-spent' || blocked.isCutShort,
  };
}

const pathOf = (answer: RouteAnswer): RoutePath | null =>
  answer.kind === 'route' ? answer.path : answer.kind === 'none' ? null : answer.best;

interface BlockedRoutes {
  readonly routes: readonly RoutePath[];
  readonly isDisconnected: boolean;
  readonly isCutShort: boolean;
}

function blockedRoutes(graph: RoutingGraph, query: RoutingQuery, best: RoutePath | null, count: number, budget: number): BlockedRoutes {
  const relaxed = relax(graph, query);
  const withinLimit = nextBestRoutes(relaxed.graph, relaxed.fewestBlockers, count, budget);
  const isOverLimit = withinLimit.routes.length === 0 && withinLimit.end === 'exhausted';
  const found = isOverLimit
    ? nextBestRoutes(
        relaxed.graph,
        { ...relaxed.fewestBlockers, objective: 'latency', limitNs: best === null ? Infinity : worseTotalNs(best) - 1 },
        count,
        budget,
      )
    : withinLimit;
  return {
    routes: found.routes.map(relaxed.restore),
    isDisconnected: best === null && found.routes.length === 0 && found.end === 'exhausted',
    isCutShort: found.end === 'budget-spent',
  };
}
