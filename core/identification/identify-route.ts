import type { Candidate, Decision } from '../model/decision';
import type { Refusal, Segment } from '../model/connection';
import { formatNs, provenanceRank, worseNs } from '../model/latency';
import type { Order } from '../model/order';
import type { Route } from '../model/route';
import { signalMask, signalSlots } from '../model/signal';
import type { Network } from '../network/network';
import { wholePort } from '../network/network-graph';
import type { RoutingQuery } from '../routing/query';
import { findEndPorts, samePlace, type EndPorts } from './end-ports';
import { explainRefusal } from './explain-refusal';
import { refusedThings, type RefusedThings } from './refused';
import { searchRoutes, type Ends } from './search-routes';

/** What identification is asked for beside the order itself. */
export interface Purpose {
  readonly occasion: Decision['occasion'];
  /** What the order holds at carriers that have confirmed, or will have to confirm, its deletion first: it may be used again. */
  readonly ownSegments: readonly Segment[];
  /** The ports that the order keeps; null: any that serve its ends. */
  readonly ends: { readonly aPortId: string; readonly zPortId: string } | null;
  readonly refusals: readonly Refusal[];
  readonly atMs: number;
}

export type Identification =
  | { readonly kind: 'route'; readonly route: Route; readonly decision: Decision }
  /** There is a route, over carriers whose link is down: nothing is provisioned over stale information (N4). */
  | { readonly kind: 'waits'; readonly carrierIds: readonly string[]; readonly decision: Decision }
  | { readonly kind: 'none'; readonly decision: Decision };

/**
 * Identifies the connections that can serve an order over what is free now, determines their total latency, and chooses (N5, N6).
 * What is fresh comes first; only if that gives nothing, what is stale says what the order is to wait for.
 */
export function identifyRoute(network: Network, order: Order, purpose: Purpose): Identification {
  const refused = refusedThings(network.view, purpose.refusals);
  const ends = { a: endPorts(network, order, 'a', purpose, refused), z: endPorts(network, order, 'z', purpose, refused) };
  const decision = (
    outcome: Decision['outcome'],
    summary: string,
    bestAchievableNs: number | null,
    candidates: readonly Candidate[],
  ): Decision => ({
    orderId: order.id,
    atMs: purpose.atMs,
    occasion: purpose.occasion,
    outcome,
    summary,
    limitNs: order.limit.oneWayNs,
    bestAchievableNs,
    candidates,
  });
  const nowhere = samePlace(network.view, order);
  if (nowhere !== null) return { kind: 'none', decision: decision('no-route', nowhere, null, []) };
  for (const end of [ends.a, ends.z])
    if (end.kind === 'none') return { kind: 'none', decision: decision('no-route', end.message, null, []) };

  const query = queryFor(network, order, purpose, refused, ends);
  const fresh = searchRoutes(network, order, query, ends, refused);
  if (fresh.route) {
    return {
      kind: 'route',
      route: fresh.route,
      decision: decision('chosen', chosenSummary(order, fresh.route), worseNs(fresh.route), fresh.candidates),
    };
  }
  const stale = searchRoutes(network, order, { ...query, allowStale: true }, ends, refused);
  if (stale.route) {
    const carrierIds = staleCarriers(network, stale.route);
    const names = carrierIds.map((id) => network.view.carrierName(id)).join(', ');
    const summary = `waits for the link to ${names}: ${chosenSummary(order, stale.route)}`;
    return { kind: 'waits', carrierIds, decision: decision('waits', summary, worseNs(stale.route), stale.candidates) };
  }
  const isCutShort = fresh.isCutShort || stale.isCutShort;
  const why = explainRefusal(network, order, { ...query, allowStale: true }, isCutShort, [...fresh.candidates, ...stale.candidates]);
  return { kind: 'none', decision: decision(isCutShort ? 'budget-spent' : 'no-route', why.summary, why.bestAchievableNs, why.candidates) };
}

function endPorts({ view }: Network, order: Order, side: 'a' | 'z', purpose: Purpose, refused: RefusedThings): EndPorts {
  if (!purpose.ends) return findEndPorts(view, order, side, new Set(refused.ports.keys()));
  const portId = side === 'a' ? purpose.ends.aPortId : purpose.ends.zPortId;
  const port = view.ports.get(portId);
  const health = view.health({ kind: 'port', id: portId });
  if (!port || health.condition !== 'up') {
    return {
      kind: 'none',
      message: `the order's own end, port ${view.nameOf({ kind: 'port', id: portId })}, is ${health.condition}: ${health.text}`,
    };
  }
  return { kind: 'ports', byNode: new Map([[port.nodeId, [port]]]) };
}

function queryFor({ view, graph }: Network, order: Order, purpose: Purpose, refused: RefusedThings, ends: Ends): RoutingQuery {
  const vertices = (end: EndPorts): number[] =>
    end.kind === 'none' ? [] : [...end.byNode.keys()].flatMap((nodeId) => graph.vertexOf(nodeId) ?? []);
  const ownSlots = new Map<number, number>();
  const own = (edge: number | undefined, slots: number): void => {
    if (edge !== undefined) ownSlots.set(edge, (ownSlots.get(edge) ?? 0) + slots);
  };
  const ownPorts = new Set(purpose.ownSegments.flatMap(({ aPortId, zPortId }) => [aPortId, zPortId]));
  for (const segment of purpose.ownSegments) {
    for (const id of segment.resourceIds) own(graph.edgeOf({ kind: 'resource', id }), segment.slots);
  }
  for (const { id, aPortId, zPortId } of view.interconnects.values()) {
    if (ownPorts.has(aPortId) && ownPorts.has(zPortId)) own(graph.edgeOf({ kind: 'interconnect', id }), wholePort);
  }
  const excludedEdges = [
    ...[...refused.resources.keys()].map((id) => graph.edgeOf({ kind: 'resource', id })),
    ...[...view.interconnects.values()]
      .filter(({ aPortId, zPortId }) => refused.ports.has(aPortId) || refused.ports.has(zPortId))
      .map(({ id }) => graph.edgeOf({ kind: 'interconnect', id })),
  ];
  return {
    sources: vertices(ends.a),
    targets: vertices(ends.z),
    slots: signalSlots[order.signal],
    signalMask: signalMask([order.signal]),
    accessing: graph.indexOfCarrier(order.accessingCarrierId),
    limitNs: order.limit.oneWayNs,
    minRank: provenanceRank(order.minimumProvenance),
    objective: order.objective,
    allowStale: false,
    ownSlots,
    excludedEdges: new Set(excludedEdges.filter((edge) => edge !== undefined)),
    excludedVertices: new Set(),
    avoid: null,
    shareLeast: null,
  };
}

function staleCarriers({ view }: Network, route: Route): readonly string[] {
  const carriers = route.hops.flatMap((hop) => (hop.kind === 'node' ? [view.nodes.get(hop.id)?.carrierId ?? ''] : []));
  return [...new Set(carriers)].filter((id) => view.isStale(id));
}

const chosenSummary = (order: Order, route: Route): string =>
  `${formatNs(worseNs(route))} one way, limit ${formatNs(order.limit.oneWayNs)}, ${order.objective === 'price' ? 'cheapest' : 'fastest'} of what is free`;
