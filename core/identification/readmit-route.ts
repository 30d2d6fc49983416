import type { Segment } from '../model/connection';
import { formatNs, worseNs } from '../model/latency';
import { carrierOf, type NetworkSubject } from '../model/network';
import type { Order } from '../model/order';
import type { Route, RouteHop } from '../model/route';
import { signalSlots } from '../model/signal';
import type { NetworkView } from '../network/network-view';
import { measureHop, unfitness } from '../provisioning/read-back';

export type Readmission =
  /** It still holds; with the latencies and the price of this moment. */
  | { readonly kind: 'holds'; readonly route: Route }
  /** It would, but for links that are down: nothing is provisioned over stale information (N4). */
  | { readonly kind: 'waits'; readonly text: string }
  /** Why not, in words. */
  | { readonly kind: 'fault'; readonly text: string };

/**
 * Whether a route that was found at another time can be taken now: everything on it is there, up, not held out, open to the order and free but
 * for what the order holds itself, and the total of this moment meets the limit (N5, N6).
 */
export function readmitRoute(view: NetworkView, order: Order, found: Route, ownSegments: readonly Segment[]): Readmission {
  const { hops } = found;
  const measured: RouteHop[] = [];
  for (const [index, hop] of hops.entries()) {
    const text = faultOf(view, order, hop, ownSegments) ?? gapAt(view, hops, index);
    if (text !== null) return { kind: 'fault', text };
    const now = measureHop(view, hop, hops[index - 1]?.id);
    if (!now) return { kind: 'fault', text: `the latency of ${view.nameOf(hop)} is not known any more` };
    measured.push(now);
  }
  for (const id of [found.aPortId, found.zPortId]) {
    const text = sickness(view, { kind: 'port', id });
    if (text !== null) return { kind: 'fault', text };
  }
  const price = measured.reduce((sum, { kind, id }) => sum + (kind === 'resource' ? (view.resources.get(id)?.pricePerSlot ?? 0) : 0), 0);
  const route: Route = {
    ...found,
    hops: measured,
    azNs: measured.reduce((sum, hop) => sum + hop.azNs, 0),
    zaNs: measured.reduce((sum, hop) => sum + hop.zaNs, 0),
    price: price * signalSlots[order.signal],
  };
  if (worseNs(route) > order.limit.oneWayNs) {
    return { kind: 'fault', text: `it takes ${formatNs(worseNs(route))} one way now, limit ${formatNs(order.limit.oneWayNs)}` };
  }
  const carrierIds = new Set(hops.flatMap(({ kind, id }) => (kind === 'interconnect' ? [] : [carrierOf(id)])));
  const silent = [...carrierIds].filter((id) => view.isStale(id)).map((id) => view.carrierName(id));
  return silent.length === 0 ? { kind: 'holds', route } : { kind: 'waits', text: `waits for the link to ${silent.join(', ')}` };
}

function faultOf(view: NetworkView, order: Order, hop: RouteHop, own: readonly Segment[]): string | null {
  const name = view.nameOf(hop);
  const sick = sickness(view, hop);
  if (sick !== null) return sick;
  const heldOut = view.heldOut(hop);
  if (heldOut) return `${name} is kept from new routes: ${heldOut.text}`;
  const unfit = unfitness(view, order, hop);
  if (unfit !== null) return unfit;
  if (hop.kind === 'resource') {
    const resource = view.resources.get(hop.id);
    const ownSlots = own.filter(({ resourceIds }) => resourceIds.includes(hop.id)).reduce((sum, { slots }) => sum + slots, 0);
    const free = resource ? view.freeSlots(resource) + ownSlots : 0;
    return free >= signalSlots[order.signal]
      ? null
      : `${name}: ${Math.max(0, free)} slots are free, ${signalSlots[order.signal]} are needed`;
  }
  const interconnect = hop.kind === 'interconnect' ? view.interconnects.get(hop.id) : undefined;
  if (!interconnect) return null;
  const ownPorts = new Set(own.flatMap(({ aPortId, zPortId }) => [aPortId, zPortId]));
  const ports = [interconnect.aPortId, interconnect.zPortId];
  const taken = ports.find((id) => view.portOwners.has(id) && !ownPorts.has(id));
  if (taken !== undefined) return `port ${view.nameOf({ kind: 'port', id: taken })} is taken`;
  const deaf = ports.find((id) => view.ports.get(id)?.signals.includes(order.signal) !== true);
  return deaf === undefined ? null : `port ${view.nameOf({ kind: 'port', id: deaf })} does not accept ${order.signal}`;
}

/** Not known, or not up. */
function sickness(view: NetworkView, subject: NetworkSubject): string | null {
  const { condition, text } = view.health(subject);
  return condition === 'up' ? null : `${view.nameOf(subject)} is ${condition}${text ? `: ${text}` : ''}`;
}

/** Hops that do not join any more, since something was drawn anew. */
function gapAt(view: NetworkView, hops: readonly RouteHop[], index: number): string | null {
  const hop = hops[index];
  if (!hop || hop.kind === 'node') return null;
  const resource = view.resources.get(hop.id);
  const interconnect = view.interconnects.get(hop.id);
  const nodeOf = (portId: string | undefined): string | undefined => view.ports.get(portId ?? '')?.nodeId;
  const joined =
    hop.kind === 'resource' ? [resource?.aNodeId, resource?.zNodeId] : [nodeOf(interconnect?.aPortId), nodeOf(interconnect?.zPortId)];
  const isJoined = [hops[index - 1]?.id, hops[index + 1]?.id].every((id) => id !== undefined && joined.includes(id));
  return isJoined ? null : `${view.nameOf(hop)} does not join the same nodes any more`;
}
