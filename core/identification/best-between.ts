import type { RouteHop } from '../model/route';
import { signalMask, signals, signalSlots, type Signal } from '../model/signal';
import type { Network } from '../network/network';
import { bestAchievable } from '../routing/find-route';
import { worseTotalNs, type RoutePath, type RoutingQuery } from '../routing/query';
import { hopsOf } from './route-from-path';

export type BestBetween =
  | {
      readonly kind: 'route';
      readonly hops: readonly RouteHop[];
      readonly azNs: number;
      readonly zaNs: number;
      /** Whose orders alone could go so; null: everybody's. */
      readonly accessingCarrierId: string | null;
    }
  /** Why, in words. */
  | { readonly kind: 'none'; readonly text: string };

/** Partial routes that are looked at: enough for a network of thousands of nodes, and never long. */
const budget = 20_000;

/**
 * The fastest way between two sites over what is free and fresh now, whatever ports are free at its ends. An accessing carrier's own nodes and circuits
 * count where that is faster.
 */
export function bestBetween(network: Network, aSiteId: string, zSiteId: string, signal: Signal | null): BestBetween {
  if (aSiteId === zSiteId) return { kind: 'none', text: 'both are the same site' };
  const [sources, targets] = [nodesAt(network, aSiteId), nodesAt(network, zSiteId)];
  for (const [nodes, siteId] of [
    [sources, aSiteId],
    [targets, zSiteId],
  ] as const)
    if (nodes.length === 0) return { kind: 'none', text: `no carrier has a node at ${siteNamed(network, siteId)}` };
  const query = queryFor(network, sources, targets, signal);
  const fresh = best(network, sources, targets, query);
  if (fresh) {
    const { path, accessingCarrierId } = fresh;
    return { kind: 'route', hops: hopsOf(network.graph, path), azNs: path.forwardNs, zaNs: path.backwardNs, accessingCarrierId };
  }
  const stale = best(network, sources, targets, { ...query, allowStale: true });
  if (stale) {
    const carriers = new Set(
      stale.path.vertices.flatMap((vertex) => network.view.nodes.get(network.graph.nodeAt(vertex))?.carrierId ?? []),
    );
    const names = [...carriers].filter((id) => network.view.isStale(id)).map((id) => network.view.carrierName(id));
    return { kind: 'none', text: `only over ${names.join(' and ')}, whose link is not up` };
  }
  const what = signal === null ? '' : ` for ${signal}`;
  return { kind: 'none', text: `no way is free${what} between ${siteNamed(network, aSiteId)} and ${siteNamed(network, zSiteId)}` };
}

const siteNamed = ({ view }: Network, siteId: string): string => view.sites.get(siteId)?.name ?? siteId;

const nodesAt = ({ view }: Network, siteId: string): readonly string[] =>
  [...view.nodes.values()].filter((node) => node.siteId === siteId && node.condition !== 'withdrawn').map(({ id }) => id);

/** Over what is everybody's, and over that and what is one accessing carrier's with nodes at an end: the fastest. */
function best(
  { view, graph }: Network,
  sources: readonly string[],
  targets: readonly string[],
  query: RoutingQuery,
): { readonly path: RoutePath; readonly accessingCarrierId: string | null } | null {
  const owners = [...sources, ...targets].flatMap((id) => view.nodes.get(id)?.carrierId ?? []);
  const accessing = [...new Set(owners)].filter((id) => view.carriers.get(id)?.role === 'accessing');
  let found: { readonly path: RoutePath; readonly accessingCarrierId: string | null } | null = null;
  for (const accessingCarrierId of [null, ...accessing]) {
    const answer = bestAchievable(graph.graph, { ...query, accessing: graph.indexOfCarrier(accessingCarrierId ?? '') }, budget);
    const path = answer.kind === 'route' ? answer.path : answer.kind === 'budget-spent' ? answer.best : null;
    if (path && (found === null || worseTotalNs(path) < worseTotalNs(found.path))) found = { path, accessingCarrierId };
  }
  return found;
}

function queryFor({ graph }: Network, sources: readonly string[], targets: readonly string[], signal: Signal | null): RoutingQuery {
  const vertices = (nodeIds: readonly string[]): number[] => nodeIds.flatMap((id) => graph.vertexOf(id) ?? []);
  return {
    ...{ sources: vertices(sources), targets: vertices(targets), accessing: graph.indexOfCarrier('') },
    ...{ slots: signal === null ? 1 : signalSlots[signal], signalMask: signalMask(signal === null ? signals : [signal]) },
    ...{ limitNs: Infinity, minRank: 0, objective: 'latency', allowStale: false, ownSlots: new Map<number, number>() },
    ...{ excludedEdges: new Set<number>(), excludedVertices: new Set<number>(), avoid: null, shareLeast: null },
  };
}
