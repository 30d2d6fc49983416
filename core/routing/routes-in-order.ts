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

/** A subspace, and its best route once that is known. */
interface Entry {
  readonly subspace: Subspace;
  path: RoutePath | null;
  /** It was searched until others came before it: the next time it is searched to the end. */
  isPutOff: boolean;
  isGiven: boolean;
}

/** The route that was given last, the best of its subspace. */
interface Given {
  readonly subspace: Subspace;
  readonly path: RoutePath;
}

/**
 * Yen's algorithm as Lawler ordered it: all routes that were not given yet, divided into subspaces that do not overlap. The best route of
 * the first subspace is given, and the rest of that subspace divided by where other routes leave it. A subspace is searched only when its
 * bound comes first, and at first only until others come before it: what is left behind seldom comes first again.
 */
class RouteSequence {
  /** What all calls together have spent of their budgets. */
  spent = 0;
  readonly #graph: RoutingGraph;
  readonly #query: RoutingQuery;
  /** All subspaces, those too that hold no route as the graph is now. */
  #entries: Entry[] = [];
  /** Entries by their index, in the order of their bound, or of their best route once that is known. */
  readonly #queue = new TieredHeap(128);
  /** The rest of its subspace is not divided yet: perhaps no other route is asked for. */
  #given: Given | null = null;
  /** Of the graph that the queue was made for. */
  #version = -1;

  constructor(graph: RoutingGraph, query: RoutingQuery) {
    this.#graph = graph;
    this.#query = query;
    this.#entries.push(entryOf(allRoutes));
  }

  /**
   * The best route that was not given yet, in the graph as it is now: it may change between two calls. `none`: there is no other now.
   * After `budget-spent` a further call goes on where this one stopped.
   */
  next(budget = defaultBudget): RouteAnswer {
    if (this.#given !== null) this.#divide(this.#given);
    this.#given = null;
    if (this.#version !== this.#graph.version) this.#queueAgain();
    const search = searchOf(this.#graph);
    let left = budget;
    for (let shared = this.#queue.tier; shared >= 0; shared = this.#queue.tier) {
      const lowest = this.#queue.at(shared);
      const key: SearchKey = { shared, first: lowest.first[0] as number, second: lowest.second[0] as number };
      const index = lowest.pop();
      const entry = this.#entries[index] as Entry;
      const { subspace, path } = entry;
      if (path !== null) {
        entry.isGiven = true;
        this.#given = { subspace, path };
        return { kind: 'route', path };
      }
      const until = entry.isPutOff || lowest.size === 0 ? Infinity : (lowest.first[0] as number);
      const outcome = search.best(this.#query, subspace, left, until);
      left -= search.spent;
      this.spent += search.spent;
      if (outcome.kind === 'budget-spent') {
        const best = this.#bestSeen(outcome.best);
        const bound = Math.min(outcome.bound.first, this.#leastWaiting());
        this.#enqueue(index, key);
        return budgetSpent(this.#query, best, bound);
      }
      if (outcome.kind === 'none') continue;
      if (outcome.kind === 'route') entry.path = outcome.path;
      entry.isPutOff = true;
      this.#enqueue(index, outcome.key);
    }
    return { kind: 'none' };
  }

  /** By the objective, over everything that waits; without sharing that is what goes first. */
  #leastWaiting(): number {
    const { tier } = this.#queue;
    return tier < 0 ? Infinity : this.#query.shareLeast === null ? (this.#queue.at(tier).first[0] as number) : 0;
  }

  #bestSeen(last: RoutePath | null): RoutePath | null {
    const waiting = this.#entries.flatMap(({ path, isGiven }) => (path === null || isGiven ? [] : [path]));
    const seen = last === null ? waiting : [...waiting, last];
    const { shareLeast, objective } = this.#query;
    const shared = (path: RoutePath): number => (shareLeast === null ? 0 : sharedCount(shareLeast, path));
    const price = (path: RoutePath): number => (objective === 'price' ? path.price : 0);
    return seen.toSorted((a, b) => shared(a) - shared(b) || price(a) - price(b) || worseTotalNs(a) - worseTotalNs(b))[0] ?? null;
  }

  /** What is left of a subspace without its best route: by where others leave that. */
  #divide({ subspace, path }: Given): void {
    const { firstArc } = this.#graph;
    if (subspace.base === null) this.#add({ ...subspace, barredSources: [...subspace.barredSources, path.vertices[0] as number] });
    for (let at = subspace.at; at < path.vertices.length; at++) {
      const vertex = path.vertices[at] as number;
      const edge = path.edges[at];
      const isOfSubspace = subspace.base !== null && at === subspace.at;
      const barredBefore = isOfSubspace ? subspace.barredEdges : nothing;
      const barredEdges = edge === undefined ? barredBefore : [...barredBefore, edge];
      const mayEnd = edge !== undefined && (!isOfSubspace || subspace.mayEnd) && this.#query.targets.includes(vertex);
      const otherArcs = (firstArc[vertex + 1] as number) - (firstArc[vertex] as number) - barredEdges.length - (at > 0 ? 1 : 0);
      if (otherArcs > 0 || mayEnd) this.#add({ base: path, at, barredSources: nothing, barredEdges, mayEnd });
    }
  }

  #add(subspace: Subspace): void {
    this.#enqueueByBound(this.#entries.push(entryOf(subspace)) - 1);
  }

  #enqueueByBound(index: number): void {
    const bound = searchOf(this.#graph).bound(this.#query, (this.#entries[index] as Entry).subspace);
    if (bound !== null) this.#enqueue(index, bound);
  }

  #enqueue(index: number, key: SearchKey): void {
    this.#queue.push(key.shared, key.first, key.second, index);
  }

  #queueAgain(): void {
    this.#version = this.#graph.version;
    this.#queue.clear();
    this.#entries = this.#entries.filter(({ isGiven }) => !isGiven).map(({ subspace }) => entryOf(subspace));
    for (let index = 0; index < this.#entries.length; index++) this.#enqueueByBound(index);
  }
}

const entryOf = (subspace: Subspace): Entry => ({ subspace, path: null, isPutOff: false, isGiven: false });

const nothing: readonly number[] = [];

export type { RouteSequence };
