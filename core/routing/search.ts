import { CheapestSearch } from './cheapest-search';
import { FastestSearch } from './fastest-search';
import type { RoutingGraph } from './graph';
import { checkQuery, Ground } from './ground';
import { LabelSearch } from './label-search';
import type { RoutingQuery } from './query';
import type { Later, SearchKey, SearchOutcome, Subspace } from './subspace';

export { allRoutes, type SearchKey, type SearchOutcome, type Subspace } from './subspace';

/**
 * The best route of a subspace within the query's limit, exactly: each question goes to the search that is the quickest for it. Where
 * latencies are the same in both directions, and it does not matter what a route shares, that is the one for its objective; else the one for
 * everything. One search ends before the next begins; what was learnt of the graph is kept.
 */
export class Search {
  /** For searches of another kind in the same graph, as long as they end before the next begins. */
  readonly ground: Ground;
  readonly #graph: RoutingGraph;
  readonly #everything: LabelSearch;
  readonly #fastest: FastestSearch;
  readonly #cheapest: CheapestSearch;
  #last: { readonly spent: number };

  constructor(graph: RoutingGraph) {
    const ground = new Ground(graph);
    this.ground = ground;
    this.#graph = graph;
    this.#everything = new LabelSearch(ground);
    this.#fastest = new FastestSearch(ground);
    this.#cheapest = new CheapestSearch(ground);
    this.#last = this.#everything;
  }

  /** What a budget counts of the last search: mostly labels that it made. */
  get spent(): number {
    return this.#last.spent;
  }

  best(query: RoutingQuery, subspace: Subspace, budget: number): SearchOutcome;
  /** `until`: of the objective; once it is clear that no route takes so little the search may stop. */
  best(query: RoutingQuery, subspace: Subspace, budget: number, until: number): SearchOutcome | Later;
  best(query: RoutingQuery, subspace: Subspace, budget: number, until = Infinity): SearchOutcome | Later {
    const search = this.#searchFor(query);
    this.#last = search;
    return search.best(query, subspace, budget, until);
  }

  /** No route of the subspace comes before this key; null: it has none within the limit. Looks one step ahead only. */
  bound(query: RoutingQuery, subspace: Subspace): SearchKey | null {
    return this.#searchFor(query).bound(query, subspace);
  }

  #searchFor(query: RoutingQuery): LabelSearch | FastestSearch | CheapestSearch {
    checkQuery(this.#graph, query);
    if (query.shareLeast !== null || !this.#graph.isSymmetric) return this.#everything;
    return query.objective === 'price' ? this.#cheapest : this.#fastest;
  }
}

const searches = new WeakMap<RoutingGraph, Search>();

/** The graph's one search, with what it has learnt of the graph so far. */
export function searchOf(graph: RoutingGraph): Search {
  let search = searches.get(graph);
  if (search === undefined) {
    search = new Search(graph);
    searches.set(graph, search);
  }
  return search;
}
