import type { Decision } from '../../core/model/decision';
import type { Latency } from '../../core/model/latency';
import { uuidOf } from '../../core/model/network';
import type { OrderState } from '../../core/model/order';
import type { Route, RouteHop } from '../../core/model/route';
import { nodeFrom, portFrom, resourceFrom, siteFrom } from '../../core/network/reported';
import { exampleOrder } from '../../core/orders/testing/example-order';
import type { Store, Tx } from '../../core/store/store';
import { mulberry, syntheticNetwork } from '../ui/synthetic-network';
import { reportedNetwork } from '../ui/host/reported-network';

export interface StoreSize {
  readonly carriers: number;
  readonly nodes: number;
  readonly resources: number;
  readonly orders: number;
  /** Entries of the history; the orders' transitions come on top. */
  readonly entries: number;
}

type Made = ReturnType<typeof syntheticNetwork>;

/** Four of five orders are in service, as in a store of some years; the others have ended, or never had a route. */
const stateOf = (at: number): OrderState => (at % 10 === 4 ? 'released' : at % 10 === 9 ? 'rejected' : 'active');
/** The states that an order in service went through. */
const steps: readonly OrderState[] = ['identifying', 'planned', 'reserved', 'provisioning', 'active'];
const perTransaction = 2_000;
const transitNs = 15_000;

/** Fills a new store as the product would have, through its repositories; `told` hears how far it is. */
export async function fillLargeStore(store: Store, size: StoreSize, nowMs: number, told: (words: string) => void): Promise<void> {
  const made = syntheticNetwork({ ...size, orders: 0, nowMs });
  told('network');
  await store.transaction((tx) => putNetwork(tx, made, nowMs));
  const next = walker(made);
  for (let at = 0; at < size.orders; at += perTransaction) {
    await store.transaction(async (tx) => {
      for (let order = at; order < Math.min(size.orders, at + perTransaction); order += 1) await putOrder(tx, order, next(), nowMs);
    });
    if (at % 20_000 === 0) told(`orders ${at}`);
  }
  for (let at = 0; at < size.entries; at += 10_000) {
    await store.transaction(async ({ history }) => {
      for (let entry = at; entry < Math.min(size.entries, at + 10_000); entry += 1) await history.add(entryOf(entry, size, nowMs));
    });
    if (at % 200_000 === 0) told(`history ${at}`);
  }
}

async function putNetwork(tx: Tx, made: Made, nowMs: number): Promise<void> {
  for (const { carrier, inventory } of reportedNetwork(made)) {
    await tx.network.putCarrier(carrier);
    await tx.network.putLinkState({ carrierId: carrier.id, isUp: true, reason: '', sinceMs: nowMs, heardAtMs: nowMs });
    const read = { provenance: 'reported', readAtMs: nowMs } as const;
    for (const node of inventory.nodes) {
      for (const site of siteFrom(node)) await tx.network.putSite(site);
      const put = nodeFrom(carrier.id, node);
      await tx.network.putNode(put);
      await tx.latency.putReading({ ...read, subject: { kind: 'node', id: put.id }, azNs: transitNs, zaNs: transitNs });
    }
    for (const port of inventory.ports) if (port.plug !== null) await tx.network.putPort(portFrom(carrier.id, port));
    for (const resource of inventory.resources) {
      // Room for what is booked here; a tenth is taken by others.
      const put = { ...resourceFrom(carrier.id, resource, 0), slots: slotsOfResource, foreignSlots: slotsOfResource / 10 };
      await tx.network.putResource(put);
      if (resource.latency) await tx.latency.putReading({ ...read, subject: { kind: 'resource', id: put.id }, ...resource.latency });
    }
  }
  for (const { id, siteId, aNodeId, zNodeId } of made.interconnects) {
    const ends = [aNodeId, zNodeId].map((nodeId, end) => `${nodeId.split('/')[0] ?? ''}/${id}-${end === 0 ? 'a' : 'z'}`);
    const [aPortId = '', zPortId = ''] = ends;
    await tx.network.putInterconnect({ id: `${aPortId}~${zPortId}`, siteId, aPortId, zPortId, origin: 'plug-id' });
  }
}
const slotsOfResource = 400;

/** A way through one carrier, with the slots of each resource that are left. */
interface Way {
  readonly carrierId: string;
  readonly hops: readonly RouteHop[];
  readonly total: Latency;
}

/** Ways from place to place, three to nine resources long, always the same; none passes a node twice, or a resource that is full. */
function walker({ resources, nodes }: Made): () => Way {
  const random = mulberry(11);
  const at = new Map<string, Made['resources'][number][]>();
  for (const resource of resources) {
    if (resource.condition === 'down') continue;
    for (const id of [resource.aNodeId, resource.zNodeId]) at.set(id, [...(at.get(id) ?? []), resource]);
  }
  const left = new Map(resources.map(({ id }) => [id, (slotsOfResource * 9) / 10]));
  const transit = { kind: 'node', azNs: transitNs, zaNs: transitNs } as const;
  return () => {
    for (;;) {
      const from = nodes[Math.floor(random() * nodes.length)];
      if (!from) throw new Error('a network without nodes');
      const hops: RouteHop[] = [{ ...transit, id: from.id }];
      const passed = new Set([from.id]);
      let here = from.id;
      for (let wanted = 3 + Math.floor(random() * 7); wanted > 0; wanted -= 1) {
        const on = (at.get(here) ?? []).filter(({ id, aNodeId, zNodeId }) => {
          const there = aNodeId === here ? zNodeId : aNodeId;
          return !passed.has(there) && (left.get(id) ?? 0) > 0;
        });
        const over = on[Math.floor(random() * on.length)];
        if (!over) break;
        here = over.aNodeId === here ? over.zNodeId : over.aNodeId;
        passed.add(here);
        hops.push({ kind: 'resource', id: over.id, azNs: over.azNs ?? 0, zaNs: over.zaNs ?? 0 }, { ...transit, id: here });
      }
      if (hops.length < 3) continue;
      for (const { kind, id } of hops) if (kind === 'resource') left.set(id, (left.get(id) ?? 0) - 1);
      const total = hops.reduce((sum, { azNs, zaNs }) => ({ azNs: sum.azNs + azNs, zaNs: sum.zaNs + zaNs }), { azNs: 0, zaNs: 0 });
      return { carrierId: from.carrierId, hops, total };
    }
  };
}

async function putOrder(tx: Tx, at: number, { carrierId, hops, total }: Way, nowMs: number): Promise<void> {
  const id = `ORD-${at + 1}`;
  const [a = '', z = ''] = [hops[0]?.id, hops.at(-1)?.id];
  const atMs = nowMs - 90 * 86_400_000 + at * 60;
  const state = stateOf(at);
  const order = exampleOrder({
    ...{ id, customer: `Customer ${at % 400}`, accessingCarrierId: carrierId, signal: '1GE', receivedAtMs: atMs, stateSinceMs: atMs },
    ...{ a: { kind: 'node', id: a }, z: { kind: 'node', id: z }, priority: (at % 9) + 1, isFrozen: at % 50 === 0 },
    limit: { oneWayNs: Math.round(total.azNs * (1.1 + (at % 40) / 100)), enteredAs: 'one-way' },
  });
  await tx.orders.insert(order);
  await tx.orders.addDecision(decisionOf(id, order.limit.oneWayNs, { hops, total }, state === 'rejected', atMs));
  let from: OrderState = order.state;
  const actor = 'engine';
  for (const to of state === 'rejected' ? (['identifying', 'rejected'] as const) : steps) {
    await tx.orders.move({ orderId: id, from, to, atMs: atMs + 50, cause: `as it went: ${to}`, actor });
    from = to;
  }
  if (state === 'rejected') return;
  const ports = [
    { nodeId: a, uuid: `p${at}-a` },
    { nodeId: z, uuid: `p${at}-z` },
  ].map(({ nodeId, uuid }) =>
    portFrom(carrierId, {
      ...{ uuid, nodeUuid: uuidOf(nodeId), name: uuid, signals: ['1GE', '10GE-LAN'], condition: 'up', conditionText: '', plug: null },
    }),
  );
  for (const port of ports) await tx.network.putPort(port);
  const [aPortId = '', zPortId = ''] = ports.map((port) => port.id);
  const route: Route = { ...total, price: 1_000 * hops.length, aPortId, zPortId, hops };
  const isActive = state === 'active';
  const connectionId = `conn-${id}`;
  await tx.connections.insert({ id: connectionId, orderId: id, state: isActive ? 'active' : 'ended', route, createdAtMs: atMs });
  await tx.orders.setHomeRoute(id, route);
  const segmentId = `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
  const resourceIds = hops.flatMap((hop) => (hop.kind === 'resource' ? [hop.id] : []));
  await tx.connections.insertSegment({
    ...{ id: segmentId, connectionId, orderId: id, carrierId, ordinal: 0, aPortId, zPortId, resourceIds, slots: 1 },
    ...{ maxDelayNs: order.limit.oneWayNs, state: isActive ? 'held' : 'ended', detail: '' },
  });
  const records = [{ orderId: id, number: 1, atMs, state: 'carrying', total, occasion: 'in-service', isLow: false } as const];
  await tx.latencyRecords.add(records, 5_000);
  if (isActive) {
    await booked(tx.connections.bookSlots(segmentId, resourceIds, 1));
    for (const { id: portId } of ports) await booked(tx.connections.bookPort(portId, id, null));
    return;
  }
  await tx.orders.move({ orderId: id, from: 'active', to: 'releasing', atMs: atMs + 90, cause: 'cancelled', actor: 'operator' });
  await tx.orders.move({ orderId: id, from: 'releasing', to: 'released', atMs: atMs + 95, cause: 'all deleted', actor });
}

async function booked(outcome: ReturnType<Tx['connections']['bookSlots']>): Promise<void> {
  const { kind } = await outcome;
  if (kind !== 'booked') throw new Error('the large store books what is taken');
}

/** A refusal tells six candidates and why not each; what was found tells itself. */
function decisionOf(
  orderId: string,
  limitNs: number,
  { hops, total }: Pick<Way, 'hops' | 'total'>,
  isNone: boolean,
  atMs: number,
): Decision {
  const way = hops.map(({ kind, id }) => ({ kind, id }));
  const reasons = [{ kind: 'latency', text: `${(total.azNs / 1e6).toFixed(2)} ms one way, 1.20 ms over the limit` } as const];
  const candidates = isNone
    ? Array.from({ length: 6 }, () => ({ hops: way, oneWayNs: total.azNs, price: 1_000 * hops.length, isChosen: false, reasons }))
    : [{ hops: way, oneWayNs: total.azNs, price: 1_000 * hops.length, isChosen: true, reasons: [] }];
  return {
    ...{ orderId, atMs, occasion: 'provisioning', outcome: isNone ? 'no-route' : 'chosen', limitNs, candidates },
    summary: `best achievable ${(total.azNs / 1e6).toFixed(2)} ms, limit ${(limitNs / 1e6).toFixed(2)} ms`,
    bestAchievableNs: total.azNs,
  };
}

const events = ['carrier.warned', 'link.up', 'link.down', 'impairment.raised', 'margin.narrowed', 'move.done', 'bulk.late'];

const entryOf = (at: number, { orders, entries }: StoreSize, nowMs: number) =>
  ({
    atMs: nowMs - (entries - at) * 7_000,
    actor: at % 37 === 0 ? 'operator' : at % 11 === 0 ? 'carrier' : 'engine',
    event: events[(at * 7 + (at >> 5)) % events.length] ?? '',
    subject: `ORD-${((at * 31) % Math.max(1, orders)) + 1}`,
    text: `by M. Okafor: c1/lon-par-${at % 300} was found ${at % 13} times slower than it was totalled, ${at}`,
  }) as const;
