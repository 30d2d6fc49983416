import type { RoutingGraph } from './graph';
import { budgetSpent, defaultBudget, worseTotalNs, type RouteAnswer, type RoutePath, type RoutingQuery } from './query';
import { allRoutes, searchOf } from './search';
import { sharedCount } from './sharing';

/**
 * The best route for the order within its limit (N5, N6): by `latency` the one whose worse direction is least; by `price` the cheapest,
 * among equals the faster. The same graph with the same history gives the same route. If the budget is spent by price before any route
 * was seen, as much again goes into the least latency, so that `best` is null only where a route is hard to find at all.
 */
export function findRoute(graph: RoutingGraph, query: RoutingQuery, budget = defaultBudget): RouteAnswer {
  const search = searchOf(graph);
  const outcome = search.best(query, allRoutes, budget);
  switch (outcome.kind) {
    case 'route':
      return { kind: 'route', path: outcome.path };
    case 'none':
      return outcome;
    case 'budget-spent': {
      const { best, bound } = outcome;
      if (best !== null || query.objective === 'latency') return budgetSpent(query, best, bound.first);
      const fastest = search.best({ ...query, objective: 'latency' }, allRoutes, budget);
      if (fastest.kind === 'none') return fastest;
      return budgetSpent(query, fastest.kind === 'route' ? fastest.path : fastest.best, bound.first);
    }
  }
}

/**
 * Of the routes that are no slower than this best one, and share no more, the cheapest: who asks for the fastest pays no more for it than it takes. The
 * search keeps to so tight a limit that it is short; where the budget is spent all the same, the cheaper of what was seen and the one given.
 */
export function cheapestAsFast(graph: RoutingGraph, query: RoutingQuery, best: RoutePath, budget = defaultBudget): RoutePath {
  if (query.objective !== 'latency') return best;
  const answer = findRoute(graph, { ...query, objective: 'price', limitNs: worseTotalNs(best) }, budget);
  const found = answer.kind === 'route' ? answer.path : answer.kind === 'budget-spent' ? answer.best : null;
  const sharesMore = (path: RoutePath): boolean =>
    query.shareLeast !== null && sharedCount(query.shareLeast, path) > sharedCount(query.shareLeast, best);
  return found !== null && found.price < best.price && !sharesMore(found) ? found : best;
}

/** The route of least latency, the limit aside and every other constraint kept: what could be promised instead. */
export const bestAchievable = (graph: RoutingGraph, query: RoutingQuery, budget = defaultBudget): RouteAnswer =>
  findRoute(graph, { ...query, objective: 'latency', limitNs: Infinity }, budget);
