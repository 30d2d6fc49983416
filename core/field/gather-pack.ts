import type { HoldOutSubject } from '../model/hold-out';
import type { PackContent, PackedOrder, PackOrigin, PackPart } from '../model/field-pack';
import { finalCircuitOrderStates } from '../model/virtual-circuit';
import type { NetworkSubject } from '../model/network';
import { isFinal, type Order } from '../model/order';
import type { Route } from '../model/route';
import type { BookingRecord, NetworkRecord, Tx } from '../store/store';

/** What is asked for that is not known, in words; or the content. */
export type Gathered = { readonly kind: 'content'; readonly content: PackContent } | { readonly kind: 'refused'; readonly message: string };

/** Everything of a part of the network, as it is known in this transaction. What is only ended is left out. */
export async function gatherPack(tx: Tx, part: PackPart, origin: PackOrigin): Promise<Gathered> {
  const network = await tx.network.readAll();
  const orders = await tx.orders.list();
  const unknown = unknownOf(part, network, orders);
  if (unknown !== null) return { kind: 'refused', message: unknown };
  const bookings = await tx.connections.bookings();
  const standing: PackedOrder[] = [];
  const ends = new Map<string, string[]>();
  for (const { portId, orderId, segmentId } of bookings.ports) {
    if (segmentId === null) ends.set(orderId, [...(ends.get(orderId) ?? []), portId]);
  }
  for (const order of orders) if (!isFinal(order.state)) standing.push(await packOrder(tx, order, ends.get(order.id) ?? []));

  const nodeIds = nodesOf(part, network, standing);
  const routed = new Set(standing.filter(isNamed(part)).flatMap(({ connection }) => resourcesOn(connection?.route)));
  const chosen = standing.filter((packed) => isPacked(part, nodeIds, network, packed));
  const ownOrders = new Set(chosen.map(({ order }) => order.id));
  const ownSegments = new Set(chosen.flatMap(({ segments }) => segments.map(({ id }) => id)));
  const takenByOthers = new Set(bookings.ports.filter(({ orderId }) => !ownOrders.has(orderId)).map(({ portId }) => portId));

  const nodes = network.nodes.filter(({ id }) => nodeIds.has(id));
  const ports = network.ports.filter(({ id, nodeId }) => nodeIds.has(nodeId) && !takenByOthers.has(id));
  const portIds = new Set(ports.map(({ id }) => id));
  // With orders alone chosen, only what they run over; with a part of the network, all that is in it.
  const hasWhole = part.orderIds.length === 0 || part.carrierIds.length + part.siteIds.length > 0;
  const foreign = slotsOfOthers(bookings, ownSegments);
  const resources = network.resources
    .filter(({ id, aNodeId, zNodeId }) => nodeIds.has(aNodeId) && nodeIds.has(zNodeId) && (hasWhole || routed.has(id)))
    .map((resource) => ({ ...resource, foreignSlots: resource.foreignSlots + (foreign.get(resource.id) ?? 0) }));
  const interconnects = network.interconnects.filter(({ aPortId, zPortId }) => portIds.has(aPortId) && portIds.has(zPortId));
  const siteIds = new Set([...nodes.flatMap(({ siteId }) => siteId ?? []), ...interconnects.flatMap(({ siteId }) => siteId ?? [])]);
  const carrierIds = new Set([...nodes.map(({ carrierId }) => carrierId), ...chosen.map(({ order }) => order.accessingCarrierId)]);
  const subjects: NetworkSubject[] = [
    ...nodes.map(({ id }) => ({ kind: 'node', id }) as const),
    ...resources.map(({ id }) => ({ kind: 'resource', id }) as const),
    ...interconnects.map(({ id }) => ({ kind: 'interconnect', id }) as const),
  ];
  const known = new Set([...subjects.map(({ id }) => id), ...portIds, ...siteIds, ...carrierIds]);
  const latencies = await tx.latency.readSome(subjects);
  const content: PackContent = {
    ...origin,
    part,
    carriers: network.carriers.filter(({ id }) => carrierIds.has(id)),
    linkStates: network.linkStates.filter(({ carrierId }) => carrierIds.has(carrierId)),
    fileSources: network.fileSources.filter(({ carrierId }) => carrierIds.has(carrierId)),
    sites: network.sites.filter(({ id }) => siteIds.has(id)),
    ...{ nodes, ports, resources, interconnects },
    readings: latencies.readings,
    defaults: latencies.defaults.filter(({ scopeId }) => known.has(scopeId)),
    holdOuts: (await tx.interventions.holdOuts()).filter(({ subject }) => known.has(subject.id) || isRiskOf(subject, resources)),
    orders: chosen,
    ...(await pools(tx, part, ownOrders)),
  };
  if (nodes.length === 0 && content.switches.length === 0)
    return {
      kind: 'refused',
      message: 'nothing is known of such a part of the network: connect a carrier, import an inventory, or choose another part',
    };
  return { kind: 'content', content };
}

const isEverything = ({ carrierIds, siteIds, orderIds }: PackPart): boolean => carrierIds.length + siteIds.length + orderIds.length === 0;

const isNamed =
  ({ orderIds }: PackPart) =>
  ({ order }: PackedOrder): boolean =>
    orderIds.includes(order.id);

function unknownOf(part: PackPart, network: NetworkRecord, orders: readonly Order[]): string | null {
  const missing = (kind: string, ids: readonly string[], known: readonly { readonly id: string }[]): string[] => {
    const all = new Set(known.map(({ id }) => id));
    return ids.filter((id) => !all.has(id)).map((id) => `${kind} ${id} is not known; check its id`);
  };
  const [first] = [
    ...missing('carrier', part.carrierIds, network.carriers),
    ...missing('site', part.siteIds, network.sites),
    ...missing('order', part.orderIds, orders),
  ];
  return first ?? null;
}

async function packOrder(tx: Tx, order: Order, endPortIds: readonly string[]): Promise<PackedOrder> {
  const connection = (await tx.connections.ofOrder(order.id)).find(({ state }) => state === 'active') ?? null;
  const segments =
    connection === null
      ? []
      : (await tx.connections.segmentsOfOrder(order.id)).filter(({ connectionId }) => connectionId === connection.id);
  // What is on its way from one state to another is, in the field, where it was last.
  const state = connection === null ? 'planned' : order.state === 'impaired' || order.state === 'restoring' ? 'impaired' : 'active';
  return {
    order: { ...order, state },
    homeRoute: await tx.orders.homeRoute(order.id),
    connection,
    segments,
    endPortIds: connection === null ? [] : endPortIds,
  };
}

/** Whose nodes are in it. */
function nodesOf(part: PackPart, network: NetworkRecord, standing: readonly PackedOrder[]): ReadonlySet<string> {
  if (isEverything(part)) return new Set(network.nodes.map(({ id }) => id));
  const [carriers, sites] = [new Set(part.carrierIds), new Set(part.siteIds)];
  const chosen = network.nodes.filter(({ carrierId, siteId }) => carriers.has(carrierId) || (siteId !== null && sites.has(siteId)));
  const named = standing.filter(isNamed(part));
  const onRoutes = named.flatMap(
    ({ connection }) => connection?.route.hops.filter(({ kind }) => kind === 'node').map(({ id }) => id) ?? [],
  );
  const atEnds = named.flatMap(({ order }) => [order.a, order.z].flatMap((end) => nodesAt(network, end)));
  return new Set([...chosen.map(({ id }) => id), ...onRoutes, ...atEnds]);
}

function nodesAt({ nodes, ports }: NetworkRecord, { kind, id }: Order['a']): readonly string[] {
  if (kind === 'node') return [id];
  if (kind === 'port') return ports.filter((port) => port.id === id).map(({ nodeId }) => nodeId);
  return nodes.filter(({ siteId }) => siteId === id).map((node) => node.id);
}

/** What was named, and whatever lies wholly within the part. */
function isPacked(part: PackPart, nodeIds: ReadonlySet<string>, network: NetworkRecord, packed: PackedOrder): boolean {
  if (isEverything(part) || isNamed(part)(packed)) return true;
  if (part.carrierIds.length + part.siteIds.length === 0) return false;
  const { order, connection } = packed;
  if (connection) return connection.route.hops.every(({ kind, id }) => kind !== 'node' || nodeIds.has(id));
  return [order.a, order.z].every((end) => nodesAt(network, end).some((id) => nodeIds.has(id)));
}

const resourcesOn = (route: Route | undefined): readonly string[] =>
  route?.hops.filter(({ kind }) => kind === 'resource').map(({ id }) => id) ?? [];

function slotsOfOthers({ slots }: BookingRecord, own: ReadonlySet<string>): ReadonlyMap<string, number> {
  const taken = new Map<string, number>();
  for (const booking of slots)
    if (!own.has(booking.segmentId)) taken.set(booking.resourceId, (taken.get(booking.resourceId) ?? 0) + booking.slots);
  return taken;
}

const isRiskOf = ({ kind, id }: HoldOutSubject, resources: PackContent['resources']): boolean =>
  kind === 'shared-risk' && resources.some(({ sharedRisks }) => sharedRisks.includes(id));

async function pools(tx: Tx, part: PackPart, orders: ReadonlySet<string>): Promise<Pick<PackContent, 'switches' | 'paths' | 'conditions'>> {
  if (!part.hasPools) return { switches: [], paths: [], conditions: null };
  const paths: PackContent['paths'][number][] = [];
  for (const path of await tx.paths.list()) {
    const isCarriedHere = path.carriedByOrderId !== null && orders.has(path.carriedByOrderId);
    paths.push({
      // What carries it may not be in the pack.
      path: isCarriedHere ? path : { ...path, carriedByOrderId: null },
      circuits: await tx.circuits.circuits(path.id),
      orders: (await tx.circuits.orders(path.id)).filter(({ state }) => !finalCircuitOrderStates.includes(state)),
    });
  }
  return { switches: await tx.switches.list(), paths, conditions: await tx.paths.conditions() };
}
