import { commit, type Engine, type Recording } from '../engine';
import type { Segment } from '../model/connection';
import type { NetworkSubject } from '../model/network';
import type { Order } from '../model/order';
import type { Route } from '../model/route';
import { worseNs } from '../model/latency';
import { signalSlots } from '../model/signal';
import { endClearedSegments } from './release';
import { planSegments } from './plan-segments';
import { sharedInStore } from './shared-in-store';

export type ReserveOutcome = { readonly kind: 'reserved' } | { readonly kind: 'taken'; readonly subject: NetworkSubject };

/** Undoes the transaction that met something taken. */
export class TakenError extends Error {
  readonly subject: NetworkSubject;
  constructor(subject: NetworkSubject) {
    super(`${subject.kind} ${subject.id} is taken`);
    this.subject = subject;
  }
}

/**
 * Books the route's ports and slots and records what each carrier will be asked for, in the transaction in which it is checked: all or nothing.
 * What the order's former connection held, and its carriers have confirmed to be free, is given up in the same transaction, so nobody comes between.
 * So is what it would share with the order that it must be apart from. `andThen` moves the order on within it.
 */
export async function reserve(
  engine: Engine,
  order: Order,
  route: Route,
  andThen: (record: Recording) => Promise<void>,
): Promise<ReserveOutcome> {
  const { view } = engine.network;
  // The network may have changed since the route was identified.
  const lost = route.hops.find((hop) => hop.kind === 'interconnect' && !view.interconnects.has(hop.id));
  if (lost) return { kind: 'taken', subject: { kind: 'interconnect', id: lost.id } };
  const slots = signalSlots[order.signal];
  const connectionId = engine.newId();
  const marginNs = order.limit.oneWayNs - worseNs(route);
  const segments = planSegments(route, view).map((plan, ordinal): Segment => ({
    id: engine.newId(),
    connectionId,
    orderId: order.id,
    carrierId: plan.carrierId,
    ordinal,
    aPortId: plan.aPortId,
    zPortId: plan.zPortId,
    resourceIds: plan.resourceIds,
    slots,
    maxDelayNs: Math.max(1, plan.oneWayNs + marginNs),
    state: 'booked',
    detail: '',
  }));
  try {
    await commit(engine, async (record) => {
      const shared = await sharedInStore(view, record, order, route);
      if (shared) throw new TakenError(shared);
      await endClearedSegments(engine, record, order.id);
      await record.tx.connections.insert({
        id: connectionId,
        orderId: order.id,
        state: 'reserved',
        route,
        createdAtMs: engine.clock.now(),
      });
      for (const segment of segments) await record.tx.connections.insertSegment(segment);
      for (const portId of [route.aPortId, route.zPortId]) await bookPort(engine, record, portId, order.id, null);
      for (const segment of segments) {
        for (const portId of [segment.aPortId, segment.zPortId]) {
          if (portId !== route.aPortId && portId !== route.zPortId) await bookPort(engine, record, portId, order.id, segment.id);
        }
        await bookSlots(engine, record, segment, segment.resourceIds);
      }
      await andThen(record);
    });
  } catch (error) {
    if (error instanceof TakenError) return { kind: 'taken', subject: error.subject };
    throw error;
  }
  return { kind: 'reserved' };
}

async function bookPort(
  { network }: Engine,
  { tx, afterCommit }: Recording,
  portId: string,
  orderId: string,
  segmentId: string | null,
): Promise<void> {
  const booked = await tx.connections.bookPort(portId, orderId, segmentId);
  if (booked.kind === 'taken') throw new TakenError(booked.subject);
  afterCommit(() => {
    network.view.portOwners.set(portId, { orderId, segmentId });
    network.graph.touch({ kind: 'port', id: portId });
    network.graph.settle();
  });
}

/** Books the segment's slots on each resource. Throws, which undoes the transaction, when one is taken. */
async function bookSlots(
  { network }: Engine,
  { tx, afterCommit }: Recording,
  segment: Segment,
  resourceIds: readonly string[],
): Promise<void> {
  for (const resourceId of new Set(resourceIds)) {
    const booked = await tx.connections.bookSlots(segment.id, resourceId, segment.slots);
    if (booked.kind === 'taken') throw new TakenError(booked.subject);
    afterCommit(() => {
      network.view.putSlotBooking(resourceId, segment.id, segment.slots);
      network.graph.touch({ kind: 'resource', id: resourceId });
      network.graph.settle();
    });
  }
}

/**
 * Books what a carrier really uses for a segment in place of what was asked for, in the same transaction.
 * Throws, which undoes the transaction, with a TakenError where the store says that it is taken.
 */
export async function rebook(engine: Engine, record: Recording, segment: Segment, resourceIds: readonly string[]): Promise<void> {
  const { tx } = record;
  const { view, graph } = engine.network;
  await tx.connections.releaseSlots(segment.id);
  record.afterCommit(() => {
    for (const resourceId of segment.resourceIds) {
      view.slotBookings.get(resourceId)?.delete(segment.id);
      graph.touch({ kind: 'resource', id: resourceId });
    }
    graph.settle();
  });
  await tx.connections.setSegmentResources(segment.id, resourceIds);
  await bookSlots(engine, record, segment, resourceIds);
}
