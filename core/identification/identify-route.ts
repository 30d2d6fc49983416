import type { Candidate, Decision } from '../model/decision';
import type { Refusal, Segment } from '../model/connection';
import { formatNs, provenanceRank, worseNs } from '../model/latency';
import type { Order } from '../model/order';
import type { Route } from '../model/route';
import { signalMask, signalSlots } from '../model/signal';
import type { Network } from '../network/network';
import { NetworkGraph, wholePort } from '../network/network-graph';
import type { NetworkView } from '../network/network-view';
import type { RoutingQuery } from '../routing/query';
import { findEndPorts, samePlace, type EndPorts } from './end-ports';
import { explainRefusal } from './explain-refusal';
import { clearOfWindows, describeWindows, windowsOnTheWay } from './keep-clear';
import { refusedThings, type RefusedThings } from './refused';
import { searchRoutes, type Ends, type Found } from './search-routes';

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
  /** There is a route, over carriers whose link is down: nothing is provisioned over stale information (N4); or over what is held out (N12). */
  | { readonly kind: 'waits'; readonly carrierIds: readonly string[]; readonly decision: Decision }
  | { readonly kind: 'none'; readonly decision: Decision };

/**
 * Identifies the connections that can serve an order over what is free now, determines their total latency, and chooses (N5, N6).
 * What is fresh comes first; only if that gives nothing, what is stale says what the order is to wait for.
 */
export function identifyRoute(network: Network, order: Order, purpose: Purpose): Identification {
  const found = identifyAmongOpen(network, order, purpose);
  if (found.kind !== 'none' || purpose.occasion !== 'provisioning') return found;
  return waitForHeldOut(network, order, purpose, found.decision) ?? found;
}

/** A new order that only an intervention stands against waits until that ends; null: it is not that. */
function waitForHeldOut(network: Network, order: Order, purpose: Purpose, refusal: Decision): Identification | null {
  const { view } = network;
  if (view.everyHoldOut().length === 0) return null;
  const found = identifyAmongOpen(withoutHoldOuts(view), order, purpose);
  if (found.kind === 'none') return null;
  if (found.kind === 'waits') return found;
  const { route } = found;
  const ports = [route.aPortId, route.zPortId].map((id) => ({ kind: 'port', id }) as const);
  const heldOut = [...route.hops, ...ports].flatMap((subject) => view.heldOut(subject) ?? []);
  const why = [...new Set(heldOut.map(({ subject, text }) => `${subject.kind} ${subject.id} is ${text}`))].join('; ');
  const summary = `waits for what is kept from new routes: ${why}; then ${chosenSummary(order, route)}`;
  const decision: Decision = { ...refusal, outcome: 'waits', summary, bestAchievableNs: worseNs(route) };
  return { kind: 'waits', carrierIds: [], decision };
}

function withoutHoldOuts(known: NetworkView): Network {
  const view = known.copy();
  for (const { subject, cause } of view.everyHoldOut()) view.removeHoldOut(subject, cause);
  return { view, graph: new NetworkGraph(view) };
}

function identifyAmongOpen(network: Network, order: Order, purpose: Purpose): Identification {
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
    const { route, candidates, words } = atItsDates(
      network,
      order,
      { ...fresh, route: fresh.route },
      { query, ends, refused },
      purpose.atMs,
    );
    return { kind: 'route', route, decision: decision('chosen', chosenSummary(order, route) + words, worseNs(route), candidates) };
  }
  const stale = searchRoutes(network, order, { ...query, allowStale: true }, ends, refused);
  if (stale.route) {
    const carrierIds = staleCarriers(network, stale.route);
    const names = carrierIds.map((id) => waitedFor(network, id)).join(', ');
    const summary = `waits for the link to ${names}: ${chosenSummary(order, stale.route)}`;
    return { kind: 'waits', carrierIds, decision: decision('waits', summary, worseNs(stale.route), stale.candidates) };
  }
  const isCutShort = fresh.isCutShort || stale.isCutShort;
  const why = explainRefusal(network, order, { ...query, allowStale: true }, isCutShort, [...fresh.candidates, ...stale.candidates]);
  return { kind: 'none', decision: decision(isCutShort ? 'budget-spent' : 'no-route', why.summary, why.bestAchievableNs, why.candidates) };
}

/** An order with dates keeps clear of maintenance within them where it can, while its limit is met (N5); else it is told, as one without dates is. */
function atItsDates(
  network: Network,
  order: Order,
  best: Found & { readonly route: Route },
  searched: { readonly query: RoutingQuery; readonly ends: Ends; readonly refused: RefusedThings },
  atMs: number,
): { readonly route: Route; readonly candidates: readonly Candidate[]; readonly words: string } {
  const windows = windowsOnTheWay(network.view, order, best.route, atMs);
  if (windows.length === 0) return { ...best, words: '' };
  const isDated = order.startMs !== null || order.endMs !== null;
  const clear = isDated ? clearOfWindows(network, order, searched.query, searched.ends, atMs) : null;
  const other = clear && searchRoutes(network, order, clear.query, clear.ends, searched.refused);
  if (other?.route)
    return { route: other.route, candidates: other.candidates, words: `; keeps clear of maintenance: ${describeWindows(windows)}` };
  return { ...best, words: `; maintenance on the way: ${describeWindows(windows)}` };
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
    const isToBeHad = [aPortId, zPortId].every((portId) => ownPorts.has(portId) || !view.portOwners.has(portId));
    if (isToBeHad && (ownPorts.has(aPortId) || ownPorts.has(zPortId))) own(graph.edgeOf({ kind: 'interconnect', id }), wholePort);
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
  };
}

function staleCarriers({ view }: Network, route: Route): readonly string[] {
  const carriers = route.hops.flatMap((hop) => (hop.kind === 'node' ? [view.nodes.get(hop.id)?.carrierId ?? ''] : []));
  return [...new Set(carriers)].filter((id) => view.isStale(id));
}

/** Over a carrier that is known only from a file nothing is provisioned either, and no link will come back by itself (N3). */
function waitedFor({ view }: Network, carrierId: string): string {
  const words = view.fileWords(carrierId);
  return words === null ? view.carrierName(carrierId) : `${view.carrierName(carrierId)}, ${words}`;
}

const chosenSummary = (order: Order, route: Route): string =>
  `${formatNs(worseNs(route))} one way, limit ${formatNs(order.limit.oneWayNs)}, ${order.objective === 'price' ? 'cheapest' : 'fastest'} of what is free`;
