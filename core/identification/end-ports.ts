import type { Order, OrderEnd } from '../model/order';
import type { Port } from '../model/network';
import type { NetworkView } from '../network/network-view';

/** Pairs of ports that are tried on one path, at most. */
export const maxPortPairs = 16;
/** Where no carrier has refused anything the first pair is taken; one more of each, should both ends have the same port first. */
export const fewPorts = 2;

export type EndPorts =
  /** By node, ports that an order could begin or end on: all, or as many as are ever tried. */
  | { readonly kind: 'ports'; readonly byNode: ReadonlyMap<string, readonly Port[]> }
  /** None; why, in words. */
  | { readonly kind: 'none'; readonly message: string };

/**
 * The client ports that can serve an end: at the site or node, or the one named; up, accepting the signal, owned by nobody.
 * `exceptPorts`: ports that a carrier refused. An interconnect's ports are no ends. `most`: so many of a node are tried.
 */
export function findEndPorts(
  view: NetworkView,
  order: Order,
  side: 'a' | 'z',
  exceptPorts: ReadonlySet<string>,
  most = maxPortPairs + 1,
): EndPorts {
  const { signal } = order;
  const end = order[side];
  const place = placeOf(view, end);
  if (place.message !== null) return { kind: 'none', message: place.message };
  const joined = joinedByHand(view);
  const isNamedPlug = end.kind === 'port' && (view.ports.get(end.id)?.plug !== null || joined.has(end.id));
  if (isNamedPlug) return { kind: 'none', message: `port ${place.name} joins two carriers; an order begins and ends on a client port` };
  const isClient = (port: Port): boolean => port.plug === null && !joined.has(port.id);
  const byNode = new Map<string, readonly Port[]>();
  // Windows may leave some of them out.
  const wanted = view.windows.size === 0 ? most : Infinity;
  for (const ports of place.freeByNode) {
    const serving: Port[] = [];
    const promised: Port[] = [];
    let isNodeUp: boolean | undefined;
    for (const port of ports.values()) {
      if (port.condition !== 'up' || exceptPorts.has(port.id) || !isClient(port) || !port.signals.includes(signal)) continue;
      if (!mayEndAt(view, order, port) || view.heldOut({ kind: 'port', id: port.id })) continue;
      isNodeUp ??= (view.nodes.get(port.nodeId)?.condition ?? 'up') === 'up';
      if (!isNodeUp) break;
      if (view.freePorts.isPromised(port.id)) promised.push(port);
      else if (serving.push(port) === wanted) break;
    }
    // Somebody else's at this moment: last, and never without need.
    for (const port of promised) if (serving.length < wanted) serving.push(port);
    const [first] = serving;
    if (first) byNode.set(first.nodeId, serving);
  }
  if (byNode.size > 0) return { kind: 'ports', byNode };

  const present = place.portsByNode.flatMap((ports) => [...ports.values()].filter(isClient));
  const clients = present.filter((port) => mayEndAt(view, order, port));
  const accepting = clients.filter((port) => port.signals.includes(signal));
  const up = accepting.filter((port) => view.health({ kind: 'port', id: port.id }).condition === 'up');
  const offered = up.filter((port) => !view.heldOut({ kind: 'port', id: port.id }));
  const where = end.kind === 'port' ? `port ${view.nameOf({ kind: 'port', id: end.id })}` : `${end.kind} ${place.name}`;
  if (present.length > 0 && clients.length === 0) {
    return { kind: 'none', message: `the ports at ${where} belong to carriers that neither dedicate nor are the order's own` };
  }
  if (clients.length === 0) return { kind: 'none', message: `${where} has no client port` };
  if (accepting.length === 0) return { kind: 'none', message: `${where} has no port that accepts ${signal}` };
  if (up.length === 0) return { kind: 'none', message: `every ${signal} port at ${where} is down` };
  const [heldOut] = offered.length > 0 ? [] : up.flatMap((port) => view.heldOut({ kind: 'port', id: port.id }) ?? []);
  if (heldOut) return { kind: 'none', message: `every ${signal} port at ${where} is kept from new routes: ${heldOut.text}` };
  const isTaken = offered.every((port) => view.portOwners.has(port.id));
  const message = isTaken ? 'is taken' : 'that is free was refused by its carrier';
  return { kind: 'none', message: `every ${signal} port at ${where} ${message}` };
}

/** Ports without plug identifiers that an operator confirmed to join two carriers. */
function joinedByHand(view: NetworkView): ReadonlySet<string> {
  const joined = new Set<string>();
  for (const { aPortId, zPortId } of view.interconnects.of('operator').values()) joined.add(aPortId).add(zPortId);
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

type Place =
  | { readonly message: null; readonly name: string; readonly portsByNode: PortsByNode; readonly freeByNode: PortsByNode }
  | { readonly message: string };

type PortsByNode = readonly ReadonlyMap<string, Port>[];

const portsAt = (
  view: NetworkView,
  nodeIds: readonly string[],
): { readonly portsByNode: PortsByNode; readonly freeByNode: PortsByNode } => ({
  portsByNode: nodeIds.map((nodeId) => view.ports.of(nodeId)),
  freeByNode: nodeIds.map((nodeId) => view.freePorts.at(nodeId)),
});

/** Why nothing can begin or end there, where no carrier tells of the place; null: one does. */
export const unknownEnd = (view: NetworkView, end: OrderEnd): string | null => placeOf(view, end).message;

function placeOf(view: NetworkView, { kind, id }: OrderEnd): Place {
  switch (kind) {
    case 'site':
      if (!view.sites.has(id)) return { message: `site ${id} is not known to any carrier; check its code` };
      return { message: null, name: id, ...portsAt(view, [...view.nodes.of(id).keys()]) };
    case 'node':
      if (!view.nodes.has(id)) return { message: `node ${id} is not known; check its id` };
      return { message: null, name: view.nameOf({ kind, id }), ...portsAt(view, [id]) };
    case 'port': {
      const port = view.ports.get(id);
      if (!port) return { message: `port ${id} is not known; check its id` };
      return {
        message: null,
        name: view.nameOf({ kind, id }),
        portsByNode: [new Map([[id, port]])],
        freeByNode: view.portOwners.has(id) ? [] : [new Map([[id, port]])],
      };
    }
  }
}
