import type { Segment } from '../core/model/connection';
import { provenanceRank } from '../core/model/latency';
import type { NetworkSubject, Port } from '../core/model/network';
import type { Order } from '../core/model/order';
import { signalSlots } from '../core/model/signal';
import type { NetworkView } from '../core/network/network-view';

interface Edge {
  readonly id: string;
  readonly to: string;
  readonly thereNs: number;
  readonly backNs: number;
}

/** What is known of the network; `isHeldOut`: whether no new route may use a node, resource or port, told apart from the engine. */
interface Known {
  readonly view: NetworkView;
  readonly isHeldOut: (part: string) => boolean;
}

/** Steps after which the question is left open: parallel circuits make many ways. */
const maxSteps = 200_000;

/**
 * A way that would serve an order, found by trying them all, apart from the engine's search (N5, N6); null: there is none, or too many to try.
 * `own`: what the order still holds; `ends`: the ports that it keeps, or null where any that fit will do.
 */
export function wayFor(known: Known, order: Order, own: readonly Segment[], ends: readonly [string, string] | null): string | null {
  const { view } = known;
  // Being apart from another order is left to tests of its own.
  if (order.diversity?.isRequired === true) return null;
  const edges = edgesFor(known, order, own);
  if (ends?.some((id) => !isOffered(known, { kind: 'port', id })) === true) return null;
  const from = ends ? [view.ports.get(ends[0])] : endPorts(known, order, 'a');
  const to = new Set((ends ? [view.ports.get(ends[1])] : endPorts(known, order, 'z')).map((port) => port?.nodeId ?? ''));
  let steps = 0;
  const follow = (node: string, passed: readonly string[], thereNs: number, backNs: number): string | null => {
    const transit = mayPass(known, order, node) ? latencyOf(known, order, { kind: 'node', id: node }) : null;
    if (!transit || ++steps > maxSteps) return null;
    const [there, back] = [thereNs + transit.azNs, backNs + transit.azNs];
    if (Math.max(there, back) > order.limit.oneWayNs) return null;
    if (to.has(node) && passed.length > 0) return [...passed, node].join(' – ');
    for (const edge of edges.get(node) ?? []) {
      if (passed.includes(edge.to) || edge.to === node) continue;
      const found = follow(edge.to, [...passed, node], there + edge.thereNs, back + edge.backNs);
      if (found !== null) return found;
    }
    return null;
  };
  for (const port of from) {
    const found = port && follow(port.nodeId, [], 0, 0);
    if (found) return found;
  }
  return null;
}

function endPorts(known: Known, order: Order, side: 'a' | 'z'): readonly Port[] {
  const { view } = known;
  const { kind, id } = order[side];
  return [...view.ports.values()].filter((port) => {
    const isThere = kind === 'port' ? port.id === id : kind === 'node' ? port.nodeId === id : view.nodes.get(port.nodeId)?.siteId === id;
    const isFree = isOffered(known, { kind: 'port', id: port.id }) && !view.portOwners.has(port.id);
    return isThere && isFree && port.plug === null && port.signals.includes(order.signal) && mayPass(known, order, port.nodeId);
  });
}

function edgesFor(known: Known, order: Order, own: readonly Segment[]): ReadonlyMap<string, readonly Edge[]> {
  const { view } = known;
  const edges = new Map<string, Edge[]>();
  const add = (a: string, z: string, kind: 'resource' | 'interconnect', id: string): void => {
    const latency = isOffered(known, { kind, id }) ? latencyOf(known, order, { kind, id }) : null;
    if (!latency) return;
    edges.set(a, [...(edges.get(a) ?? []), { id, to: z, thereNs: latency.azNs, backNs: latency.zaNs }]);
    edges.set(z, [...(edges.get(z) ?? []), { id, to: a, thereNs: latency.zaNs, backNs: latency.azNs }]);
  };
  const ownIds = new Set(own.map(({ id }) => id));
  for (const resource of view.resources.values()) {
    const ours = [...(view.slotBookings.get(resource.id) ?? [])].reduce((sum, [id, slots]) => sum + (ownIds.has(id) ? slots : 0), 0);
    const hasRoom = view.freeSlots(resource) + ours >= signalSlots[order.signal];
    const isOpen = resource.isDedicated || resource.carrierId === order.accessingCarrierId;
    if (hasRoom && isOpen && resource.signals.includes(order.signal)) add(resource.aNodeId, resource.zNodeId, 'resource', resource.id);
  }
  for (const { id, aPortId, zPortId } of view.interconnects.values()) {
    const [aPort, zPort] = [view.ports.get(aPortId), view.ports.get(zPortId)];
    if (!aPort || !zPort) continue;
    const isFree = [aPort, zPort].every((port) => port.signals.includes(order.signal) && !view.portOwners.has(port.id));
    if (isFree) add(aPort.nodeId, zPort.nodeId, 'interconnect', id);
  }
  return edges;
}

function isOffered({ view, isHeldOut }: Known, { kind, id }: NetworkSubject): boolean {
  const interconnect = kind === 'interconnect' ? view.interconnects.get(id) : undefined;
  const parts = interconnect ? [interconnect.aPortId, interconnect.zPortId] : [id];
  return view.health({ kind, id }).condition === 'up' && !parts.some(isHeldOut);
}

/** A node of a carrier that only accesses serves its own orders alone. */
function mayPass(known: Known, { accessingCarrierId }: Order, nodeId: string): boolean {
  const { view } = known;
  const node = view.nodes.get(nodeId);
  if (!node || !isOffered(known, { kind: 'node', id: nodeId })) return false;
  return node.carrierId === accessingCarrierId || view.carriers.get(node.carrierId)?.role !== 'accessing';
}

function latencyOf(
  { view }: Known,
  { minimumProvenance }: Order,
  subject: { readonly kind: 'node' | 'resource' | 'interconnect'; readonly id: string },
) {
  const latency = view.latency(subject);
  return latency && provenanceRank(latency.provenance) >= provenanceRank(minimumProvenance) ? latency : null;
}
