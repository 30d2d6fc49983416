import type { CandidateReason } from '../model/decision';
import type { Diversity, DiversityKind } from '../model/diversity';
import type { Order } from '../model/order';
import type { Network } from '../network/network';
import type { NetworkView } from '../network/network-view';
import type { Hop } from '../network/routes-in-use';
import { avoidanceOf } from '../routing/avoidance';
import type { RoutePath, RoutingQuery } from '../routing/query';
import { conflicts, whatIsShared } from './sharing';

/** An order's wish to be apart from another one, with the routes that the other has now. */
export interface Apart extends Diversity {
  readonly routes: readonly (readonly Hop[])[];
}

/** null: no wish, or the other order has no route now. */
export function apartFrom(view: NetworkView, { diversity }: Order): Apart | null {
  const routes = diversity ? view.routes.ofOrder(diversity.fromOrderId) : [];
  return diversity && routes.length > 0 ? { ...diversity, routes } : null;
}

/** The query without everything that is diverse from none of the routes. */
export function avoiding({ graph }: Network, query: RoutingQuery, routes: readonly (readonly Hop[])[], by: DiversityKind): RoutingQuery {
  return {
    ...query,
    avoid: avoidanceOf(
      graph.graph,
      query,
      routes.map((hops) => pathOf(graph, hops)),
      by,
    ),
  };
}

/** What a route shares with the other order's although it is to be apart, by name; empty: it is apart. */
export const sharedWith = (view: NetworkView, { by, routes }: Apart, hops: readonly Hop[]): readonly string[] =>
  conflicts(view, whatIsShared(view, hops, routes), by);

export const apartWords = ({ fromOrderId, by }: Diversity): string =>
  `apart from ${fromOrderId} by ${by === 'shared-risk' ? 'shared risk' : by}`;

export function sharedReason(apart: Apart, shared: readonly string[]): CandidateReason {
  return { kind: 'shared-risk', text: `shares ${shared.join(', ')} with ${apart.fromOrderId}; the order is to be ${apartWords(apart)}` };
}

/** The route in the graph's indexes, as far as the graph knows it. */
export function pathOf(graph: Network['graph'], hops: readonly Hop[]): Pick<RoutePath, 'vertices' | 'edges'> {
  return {
    vertices: hops.flatMap(({ kind, id }) => (kind === 'node' ? (graph.vertexOf(id) ?? []) : [])),
    edges: hops.flatMap(({ kind, id }) => (kind === 'node' ? [] : (graph.edgeOf({ kind, id }) ?? []))),
  };
}
