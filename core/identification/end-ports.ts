import type { Order, OrderEnd } from '../model/order';
import type { Port } from '../model/network';
import type { NetworkView } from '../network/network-view';

export type EndPorts =
  /** By node, the ports that an order could begin or end on. */
  | { readonly kind: 'ports'; readonly byNode: ReadonlyMap<string, readonly Port[]> }
  /** None; why, in words. */
  | { readonly kind: 'none'; readonly message: string };

/**
 * The client ports that can serve an end: at the site or node, or the one named; up, accepting the signal, owned by nobody.
 * `exceptPorts`: ports that a carrier refused. An interconnect's ports are no ends.
 */
export function findEndPorts(view: NetworkView, order: Order, side: 'a' | 'z', exceptPorts: ReadonlySet<string>): EndPorts {
  const { signal } = order;
  const end = order[side];
  const place = placeOf(view, end);
  if (place.message !== null) return { kind: 'none', message: place.message };
  const joined = joinedByHand(view);
  const isNamedPlug = end.kind === 'port' && (view.ports.get(end.id)?.plug !== null || joined.has(end.id));
  if (isNamedPlug) return { kind: 'none', message: `port ${place.name} joins two carriers; an order begins and ends on a client port` };
  const present = [...view.ports.values()].filter((port) => place.includes(port) && port.plug === null && !joined.has(port.id));
  const clients = present.filter((port) => mayEndAt(view, order, port));
  const accepting = clients.filter((port) => port.signals.includes(signal));
  const up = accepting.filter((port) => view.health({ kind: 'port', id: port.id }).condition === 'up');
  const offered = up.filter((port) => !view.heldOut({ kind: 'port', id: port.id }));
  const free = offered.filter((port) => !view.portOwners.has(port.id) && !exceptPorts.has(port.id));
  const where = end.kind === 'port' ? `port ${view.nameOf({ kind: 'port', id: end.id })}` : `${end.kind} ${place.name}`;
  if (present.length > 0 && clients.length === 0) {
    return { kind: 'none', message: `the ports at ${where} belong to carriers that neither dedicate nor are the order's own` };
  }
  if (clients.length === 0) return { kind: 'none', message: `${where} has no client port` };
  if (accepting.length === 0) return { kind: 'none', message: `${where} has no port that accepts ${signal}` };
  if (up.length === 0) return { kind: 'none', message: `every ${signal} port at ${where} is down` };
  const [heldOut] = offered.length > 0 ? [] : up.flatMap((port) => view.heldOut({ kind: 'port', id: port.id }) ?? []);
  if (heldOut) return { kind: 'none', message: `every ${signal} port at ${where} is kept from new routes: ${heldOut.text}` };
  if (free.length === 0) {
    const isTaken = offered.every((port) => view.portOwners.has(port.id));
    const message = isTaken ? 'is taken' : 'that is free was refused by its carrier';
    return { kind: 'none', message: `every ${signal} port at ${where} ${message}` };
  }
  const byNode = new Map<string, Port[]>();
  for (const port of free) byNode.set(port.nodeId, [...(byNode.get(port.nodeId) ?? []), port]);
  return { kind: 'ports', byNode };
}

/** Ports without plug identifiers that an operator confirmed to join two carriers. */
function joinedByHand(view: NetworkView): ReadonlySet<string> {
  const joined = new Set<string>();
  for (const { origin, aPortId, zPortId } of view.interconnects.values()) if (origin === 'operator') joined.add(aPortId).add(zPortId);
  return joined;
}

/** Why the two ends are none, where they come down to one place; null: they are apart, as far as is known. */
export function samePlace(view: NetworkView, { a, z }: Order): string | null {
  const [siteOfA, siteOfZ] = [siteOf(view, a), siteOf(view, z)];
  const isSame = siteOfA === null ? a.kind === z.kind && a.id === z.id : siteOfA === siteOfZ;
  return isSame ? `a and z are both at ${siteOfA ?? a.id}; a connection needs two different sites` : null;
}

export function siteOf(view: NetworkView, { kind, id }: OrderEnd): string | null {
  if (kind === 'site') return id;
  return view.nodes.get(kind === 'node' ? id : (view.ports.get(id)?.nodeId ?? ''))?.siteId ?? null;
}

/** A port of a carrier that dedicates, or of the order's own accessing carrier (N5). */
const mayEndAt = (view: NetworkView, order: Order, port: Port): boolean =>
  port.carrierId === order.accessingCarrierId || view.carriers.get(port.carrierId)?.role !== 'accessing';

type Place = { readonly message: null; readonly name: string; includes(port: Port): boolean } | { readonly message: string };

function placeOf(view: NetworkView, { kind, id }: OrderEnd): Place {
  switch (kind) {
    case 'site':
      if (!view.sites.has(id)) return { message: `site ${id} is not known to any carrier; check its code` };
      return { message: null, name: id, includes: (port) => view.nodes.get(port.nodeId)?.siteId === id };
    case 'node':
      if (!view.nodes.has(id)) return { message: `node ${id} is not known; check its id` };
      return { message: null, name: view.nameOf({ kind, id }), includes: (port) => port.nodeId === id };
    case 'port':
      if (!view.ports.has(id)) return { message: `port ${id} is not known; check its id` };
      return { message: null, name: view.nameOf({ kind, id }), includes: (port) => port.id === id };
  }
}
