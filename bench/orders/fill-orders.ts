import type { ReportedService } from '../../core/carriers/carrier-link';
import { uuidOf } from '../../core/model/network';
import type { Order } from '../../core/model/order';
import type { Store, Tx } from '../../core/store/store';
import { clientPortOf } from '../ui/host/reported-network';
import { numbered, type BenchNetwork } from './network';

/** At most so many of the orders are in service: what they hold is kept in memory, whichever way an order goes. */
export const mostInService = 10_000;

const perTransaction = 5_000;

/** What carriers hold, by carrier. */
export type Held = ReadonlyMap<string, readonly ReportedService[]>;

/** Orders that are in the store before: the last ones in service, each over one circuit, and before them those that have ended. */
export async function fillOrders(store: Store, network: BenchNetwork, count: number, nowMs: number): Promise<Held> {
  const serving = Math.min(count, mostInService);
  const held = new Map<string, ReportedService[]>(network.reported.map(({ carrier }) => [carrier.id, []]));
  for (let from = 0; from < count; from += perTransaction) {
    await store.transaction(async (tx) => {
      for (let at = from; at < Math.min(count, from + perTransaction); at += 1)
        await putOrder(tx, network, at, at >= count - serving ? at - (count - serving) : null, { nowMs, held });
    });
  }
  return held;
}

/** `place`: the how manieth in service; null: it has ended. */
async function putOrder(
  tx: Tx,
  network: BenchNetwork,
  at: number,
  place: number | null,
  { nowMs, held }: { readonly nowMs: number; readonly held: ReadonlyMap<string, ReportedService[]> },
): Promise<void> {
  const over = network.resources[(at * 7) % network.resources.length];
  if (!over) throw new Error('the network has no resources');
  const id = `OLD-${at}`;
  const order: Order = {
    ...{ id, customer: `Customer ${at % 400}`, accessingCarrierId: 'c1', signal: '1GE', objective: 'latency', priority: 5 },
    ...{ a: { kind: 'node', id: over.aNodeId }, z: { kind: 'node', id: over.zNodeId }, recovery: 'after', minimumProvenance: 'derived' },
    ...{ limit: { oneWayNs: 100_000_000, enteredAs: 'one-way' }, startMs: null, endMs: null, diversity: null, revert: 'never' },
    ...{ state: 'received', cause: 'submitted', receivedAtMs: nowMs, stateSinceMs: nowMs, isCancelRequested: false, isFrozen: false },
  };
  await tx.orders.insert(order);
  const cause = 'as the bench made it';
  const states = [
    'planned',
    'reserved',
    'provisioning',
    'active',
    ...(place === null ? (['releasing', 'released'] as const) : []),
  ] as const;
  const first = { orderId: id, from: 'received', to: 'identifying', atMs: nowMs, cause, actor: 'engine' } as const;
  await tx.orders.move(first, ...states.map((to) => ({ to, cause })));
  const transit = { kind: 'node', azNs: 15_000, zaNs: 15_000 } as const;
  const oneWayNs = (over.azNs ?? 0) + 30_000;
  // One of each node's clients after the other.
  const turn = place === null ? 0 : Math.floor((place * 2) / 1_000);
  const [aPortId, zPortId] = [over.aNodeId, over.zNodeId].map((nodeId) => numbered(clientPortOf(nodeId), 1 + turn));
  if (aPortId === undefined || zPortId === undefined) return;
  const hops = [
    { ...transit, id: over.aNodeId },
    { kind: 'resource', id: over.id, azNs: over.azNs ?? 0, zaNs: over.zaNs ?? 0 } as const,
    { ...transit, id: over.zNodeId },
  ];
  await tx.orders.addDecision({
    ...{ orderId: id, atMs: nowMs, occasion: 'provisioning', outcome: 'chosen', summary: 'as the bench made it' },
    ...{ limitNs: order.limit.oneWayNs, bestAchievableNs: oneWayNs },
    candidates: [{ hops: hops.map((hop) => ({ kind: hop.kind, id: hop.id })), oneWayNs, price: 1_000, isChosen: true, reasons: [] }],
  });
  const route = { azNs: oneWayNs, zaNs: oneWayNs, price: 1_000, aPortId, zPortId, hops };
  const state = place === null ? ('ended' as const) : ('active' as const);
  await tx.connections.insert({ id: `conn-${id}`, orderId: id, state, createdAtMs: nowMs, route });
  await tx.connections.insertSegment({
    ...{ id: `seg-${id}`, connectionId: `conn-${id}`, orderId: id, carrierId: over.carrierId, ordinal: 0, aPortId, zPortId },
    ...{ resourceIds: [over.id], slots: 1, maxDelayNs: 100_000_000, state: place === null ? 'ended' : 'held', detail: '' },
  });
  if (place === null) return;
  held.get(over.carrierId)?.push({
    ...{
      uuid: `seg-${id}`,
      name: id,
      aPortUuid: uuidOf(aPortId),
      zPortUuid: uuidOf(zPortId),
      slots: 1,
      state: 'up',
      route: [uuidOf(over.id)],
    },
  });
  await tx.connections.bookSlots(`seg-${id}`, [over.id], 1);
  for (const portId of [aPortId, zPortId]) await tx.connections.bookPort(portId, id, null);
}
