import type { RoutingGraph } from './graph';
import { defaultBudget, type RouteAnswer, type RoutingQuery } from './query';
import { allRoutes, searchOf } from './search';

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
      if (outcome.best !== null || query.objective === 'latency') return outcome;
      const fastest = search.best({ ...query, objective: 'latency' }, allRoutes, budget);
      return fastest.kind === 'route' ? { kind: 'budget-spent', best: fastest.path } : fastest;
    }
  }
}

/** The route of least latency, the limit aside and every other constraint kept: what could be promised instead. */
export const bestAchievable = (graph: RoutingGraph, query: RoutingQuery, budget = defaultBudget): RouteAnswer =>
  findRoute(graph, { ...query, objective: 'latency', limitNs: Infinity }, budget);
