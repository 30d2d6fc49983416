import type { RoutePath } from './query';

/**
 * Some of a query's routes: those that keep the first `at` edges of `base` and then go on otherwise than was barred. Without a base: all
 * routes but those that begin at a barred source.
 */
export interface Subspace {
  readonly base: Pick<RoutePath, 'vertices' | 'edges'> | null;
  readonly at: number;
  readonly barredSources: readonly number[];
  /** Edges that must not follow the kept part, and whether the route may end right behind it. */
  readonly barredEdges: readonly number[];
  readonly mayEnd: boolean;
}

export const allRoutes: Subspace = { base: null, at: 0, barredSources: [], barredEdges: [], mayEnd: true };

/** The place of a route in the order of the objective: least first, then least second; what it shares comes before both. */
export interface SearchKey {
  readonly shared: number;
  readonly first: number;
  readonly second: number;
}

/** `bound`: by the objective, no route that was not seen is better. */
export type SearchOutcome =
  | { readonly kind: 'route'; readonly path: RoutePath; readonly key: SearchKey }
  | { readonly kind: 'none' }
  | { readonly kind: 'budget-spent'; readonly best: RoutePath | null; readonly bound: SearchKey };

/** No route comes before the key, which itself comes after what the search was to go on until. */
export interface Later {
  readonly kind: 'later';
  readonly key: SearchKey;
}
