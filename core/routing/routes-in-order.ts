import type { RoutingGraph } from './graph';
import { TieredHeap } from './heap';
import { budgetSpent, defaultBudget, worseTotalNs, type RouteAnswer, type RoutePath, type RoutingQuery } from './query';
import { sharedCount } from './sharing';
import { allRoutes, searchOf, type SearchKey, type Subspace } from './search';

/** Routes one after another in the order of the objective, each found when it is asked for: for crankback and explanations. */
export const routesInOrder = (graph: RoutingGraph, query: RoutingQuery): RouteSequence => new RouteSequence(graph, query);

export interface NextBestRoutes {
  readonly routes: readonly RoutePath[];
  /** `exhausted`: these are all; `budget-spent`: there may be more. */
  readonly end: 'count-reached' | 'exhausted' | 'budget-spent';
}

/**
 * The `count` best loopless routes within the limit; routes that differ in a parallel edge alone are different. The budget is for all
 * together.
 */
export function nextBestRoutes(graph: RoutingGraph, query: RoutingQuery, count: number, budget = defaultBudget): NextBestRoutes {
  const sequence = routesInOrder(graph, query);
  const routes: RoutePath[] = [];
  while (routes.length < count) {
    const answer = sequence.next(budget - sequence.spent);
    if (answer.kind !== 'route') return { routes, end: answer.kind === 'none' ? 'exhausted' : answer.kind };
    routes.push(answer.path);
  }
  return { routes, end: 'count-reached' };
}

/** A subspace in the queue, by its bound, or by its best route once that is known. */
interface Entry {
  readonly subspace: Subspace;
  readonly path: RoutePath | null;
}

/**
 * Yen's algorithm as Lawler ordered it: all routes that were not given yet, divided into subspaces that do not overlap. The best route of
 * the first subspace is given, and the rest of that subspace divided by where other routes leave it. A subspace is searched only when its
 * bound comes first.
 */
class RouteSequence {
  /** What all calls together have spent of their budgets. */
  spent = 0;
  readonly #graph: RoutingGraph;
  readonly #query: RoutingQuery;
  /** All subspaces, those too that hold no route as the graph is now. */
  readonly #open = new Set<Subspace>([allRoutes]);
  readonly #queue = new TieredHeap(64);
  #entries: Entry[] = [];
  /** Of the graph that the queue was made for. */
  #version = -1;

  constructor(graph: RoutingGraph, query: RoutingQuery) {
    this.#graph = graph;
    this.#query = query;
  }

  /**
   * The best route that was not given yet, in the graph as it is now: it may change between two calls. `none`: there is no other now.
   * After `budget-spent` a further call goes on where this one stopped.
   */
  next(budget = defaultBudget): RouteAnswer {
    if (this.#version !== this.#graph.version) this.#queueAgain();
    const search = searchOf(this.#graph);
    let left = budget;
    for (let shared = this.#queue.tier; shared >= 0; shared = this.#queue.tier) {
      const lowest = this.#queue.at(shared);
      const key: SearchKey = { shared, first: lowest.first[0] as number, second: lowest.second[0] as number };
      const { subspace, path } = this.#entries[lowest.pop()] as Entry;
      if (path !== null) {
        this.#divide(subspace, path);
        return { kind: 'route', path };
      }
      const outcome = search.best(this.#query, subspace, left);
      left -= search.spent;
      this.spent += search.spent;
      if (outcome.kind === 'route') this.#enqueue({ subspace, path: outcome.path }, outcome.key);
      if (outcome.kind === 'budget-spent') {
        const best = this.#bestSeen(outcome.best);
        const bound = Math.min(outcome.bound.first, this.#leastWaiting());
        this.#enqueue({ subspace, path: null }, key);
        return budgetSpent(this.#query, best, bound);
      }
    }
    return { kind: 'none' };
  }

  /** By the objective, over everything that waits; without sharing that is what goes first. */
  #leastWaiting(): number {
    const { tier } = this.#queue;
    return tier < 0 ? Infinity : this.#query.shareLeast === null ? (this.#queue.at(tier).first[0] as number) : 0;
  }

  #bestSeen(last: RoutePath | null): RoutePath | null {
    const waiting = this.#entries.flatMap(({ subspace, path }) => (path !== null && this.#open.has(subspace) ? [path] : []));
    const seen = last === null ? waiting : [...waiting, last];
    const { shareLeast, objective } = this.#query;
    const shared = (path: RoutePath): number => (shareLeast === null ? 0 : sharedCount(shareLeast, path));
    const price = (path: RoutePath): number => (objective === 'price' ? path.price : 0);
    return seen.toSorted((a, b) => shared(a) - shared(b) || price(a) - price(b) || worseTotalNs(a) - worseTotalNs(b))[0] ?? null;
  }

  #divide(subspace: Subspace, path: RoutePath): void {
    this.#open.delete(subspace);
    if (subspace.base === null) this.#add({ ...subspace, barredSources: [...subspace.barredSources, path.vertices[0] as number] });
    for (let at = subspace.at; at < path.vertices.length; at++) {
      const edge = path.edges[at];
      const isOfSubspace = subspace.base !== null && at === subspace.at;
      const barredEdges = isOfSubspace ? subspace.barredEdges : [];
      this.#add({
        base: path,
        at,
        barredSources: [],
        barredEdges: edge === undefined ? barredEdges : [...barredEdges, edge],
        mayEnd: edge !== undefined && (!isOfSubspace || subspace.mayEnd),
      });
    }
  }

  #add(subspace: Subspace): void {
    this.#open.add(subspace);
    this.#enqueueByBound(subspace);
  }

  #enqueueByBound(subspace: Subspace): void {
    const bound = searchOf(this.#graph).bound(this.#query, subspace);
    if (bound !== null) this.#enqueue({ subspace, path: null }, bound);
  }

  #enqueue(entry: Entry, key: SearchKey): void {
    this.#entries.push(entry);
    this.#queue.push(key.shared, key.first, key.second, this.#entries.length - 1);
  }

  #queueAgain(): void {
    this.#version = this.#graph.version;
    this.#queue.clear();
    this.#entries = [];
    for (const subspace of this.#open) this.#enqueueByBound(subspace);
  }
}

export type { RouteSequence };
