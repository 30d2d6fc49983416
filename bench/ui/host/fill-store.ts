import type { Order, OrderState } from '../../../core/model/order';
import { siteFrom, nodeFrom, portFrom, resourceFrom } from '../../../core/network/reported';
import type { Store, Tx } from '../../../core/store/store';
import type { OrderRow, ResourceRow } from '../../../core/contract/live';
import { clientPortOf, type ReportedCarrier } from './reported-network';

/** Puts the network and its orders into a new store: through the repositories, in one transaction. */
export async function fillStore(
  store: Store,
  network: {
    readonly reported: readonly ReportedCarrier[];
    readonly resources: readonly ResourceRow[];
    readonly orders: readonly OrderRow[];
  },
  nowMs: number,
): Promise<void> {
  await store.transaction(async (tx) => {
    for (const one of network.reported) await putCarrier(tx, one, nowMs);
    // Connections run over even ones that are up; what goes down in a storm are the odd ones, so that a storm is one of changes and not of restorations.
    const carrying = network.resources.filter(({ condition }, at) => at % 2 === 0 && condition === 'up');
    for (const [at, row] of network.orders.entries()) await putOrder(tx, row, at, carrying[at % carrying.length], nowMs);
  });
}

async function putCarrier(tx: Tx, { carrier, inventory }: ReportedCarrier, nowMs: number): Promise<void> {
  await tx.network.putCarrier(carrier);
  await tx.network.putLinkState({ carrierId: carrier.id, isUp: true, reason: '', sinceMs: nowMs, heardAtMs: nowMs });
  for (const node of inventory.nodes) {
    for (const site of siteFrom(node)) await tx.network.putSite(site);
    const put = nodeFrom(carrier.id, node);
    await tx.network.putNode(put);
    const { transitNs } = node;
    if (transitNs !== null)
      await tx.latency.putReading({
        subject: { kind: 'node', id: put.id },
        azNs: transitNs,
        zaNs: transitNs,
        provenance: 'reported',
        readAtMs: nowMs,
      });
  }
  // Those with a plug come with the link: the host joins carriers by what it is told anew.
  for (const port of inventory.ports) if (port.plug === null) await tx.network.putPort(portFrom(carrier.id, port));
  for (const resource of inventory.resources) {
    const put = resourceFrom(carrier.id, resource, resource.slots - resource.availableSlots);
    await tx.network.putResource(put);
    if (resource.latency)
      await tx.latency.putReading({
        subject: { kind: 'resource', id: put.id },
        ...resource.latency,
        provenance: 'reported',
        readAtMs: nowMs,
      });
  }
}

/** Of every ten orders, so that every state and colour of the queue is drawn. */
const states: readonly OrderState[] = [
  'active',
  'active',
  'active',
  'active',
  'active',
  'active',
  'active',
  'released',
  'active',
  'rejected',
];

async function putOrder(tx: Tx, row: OrderRow, at: number, over: ResourceRow | undefined, nowMs: number): Promise<void> {
  const { id, customer, accessingCarrierId, a, z, signal, objective, priority, startMs, endMs, revert } = row;
  const state = states[at % states.length] ?? 'active';
  const transitNs = 15_000;
  const totalNs = (over?.azNs ?? 0) + 2 * transitNs;
  // What is met with little to spare, and with much.
  const limit = { ...row.limit, oneWayNs: Math.round(totalNs * (1.1 + (at % 40) / 100)) };
  const order: Order = {
    ...{ id, customer, accessingCarrierId, a, z, signal, limit, objective, priority, minimumProvenance: row.minimumProvenance },
    ...{
      startMs,
      endMs,
      diversity: null,
      revert,
      state,
      cause: 'as the bench made it',
      receivedAtMs: row.receivedAtMs,
      stateSinceMs: row.stateSinceMs,
    },
    // What is stored ahead is searched for in the background, which is not what is measured.
    ...{ isCancelRequested: false, isFrozen: at % 50 === 0, recovery: 'after' },
  };
  await tx.orders.insert(order);
  if (state !== 'active' || !over) return;
  const latency = { azNs: totalNs, zaNs: totalNs };
  const transit = { kind: 'node', azNs: transitNs, zaNs: transitNs } as const;
  await tx.connections.insert({
    id: `conn-${id}`,
    orderId: id,
    state: 'active',
    createdAtMs: nowMs,
    route: {
      ...{ ...latency, price: 1_000, aPortId: clientPortOf(over.aNodeId), zPortId: clientPortOf(over.zNodeId) },
      hops: [
        { ...transit, id: over.aNodeId },
        { kind: 'resource', id: over.id, azNs: over.azNs ?? 0, zaNs: over.zaNs ?? 0 },
        { ...transit, id: over.zNodeId },
      ],
    },
  });
}
