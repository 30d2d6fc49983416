import type { Engine, Recording } from '../engine';
import type { Segment } from '../model/connection';
import { carrierOf, type NetworkSubject } from '../model/network';
import type { Order } from '../model/order';
import type { Route } from '../model/route';
import { sharedInStore } from './shared-in-store';

/** Undoes the transaction that met something taken. */
export class TakenError extends Error {
  readonly subject: NetworkSubject;
  constructor(subject: NetworkSubject) {
    super(`${subject.kind} ${subject.id} is taken`);
    this.subject = subject;
  }
}

/** What has been held out since the route was identified no new route takes (N12). Throws a TakenError, which undoes the transaction. */
export async function refuseHeldOut({ network }: Engine, { tx }: Recording, parts: readonly NetworkSubject[]): Promise<void> {
  const heldOut = (await tx.interventions.holdOuts()).map(({ subject }) => subject);
  const part = parts.find((each) => network.view.isUnder(each, heldOut));
  if (part) throw new TakenError({ kind: part.kind, id: part.id });
}

/** Throws a TakenError where the route leads over a carrier that has been removed since it was identified, as the store says. */
export async function refuseRemoved({ tx }: Recording, route: Route): Promise<void> {
  const removed = new Set(await tx.carriers.listRemoved());
  if (removed.size === 0) return;
  const parts: readonly NetworkSubject[] = [...route.hops, ...[route.aPortId, route.zPortId].map((id) => ({ kind: 'port', id }) as const)];
  const part = parts.find(({ kind, id }) => kind !== 'interconnect' && removed.has(carrierOf(id)));
  if (part) throw new TakenError({ kind: part.kind, id: part.id });
}

/** Throws a TakenError where the route shares something with the order that this one must be apart from, as the store says. */
export async function refuseShared({ network }: Engine, record: Recording, order: Order, route: Route): Promise<void> {
  const shared = await sharedInStore(network.view, record, order, route);
  if (shared) throw new TakenError(shared);
}

/** Books the port for a segment, or as an end of the order (`segmentId` null). Throws a TakenError, which undoes the transaction. */
export async function bookPort(
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

/** Books the segment's slots on each resource. Throws a TakenError, which undoes the transaction, when one is taken. */
export async function bookSlots(
  { network }: Engine,
  { tx, afterCommit }: Recording,
  segment: Segment,
  resourceIds: readonly string[],
): Promise<void> {
  const booked = await tx.connections.bookSlots(segment.id, [...new Set(resourceIds)], segment.slots);
  if (booked.kind === 'taken') throw new TakenError(booked.subject);
  afterCommit(() => {
    for (const resourceId of resourceIds) {
      network.view.putSlotBooking(resourceId, segment.id, segment.slots);
      network.graph.touchBookings(resourceId);
    }
    network.graph.settle();
  });
}

/** Books for a new segment the ports between the order's ends, and its slots, but for what it lacks as yet. Throws a TakenError as the others do. */
export async function bookSegment(
  engine: Engine,
  record: Recording,
  segment: Segment,
  ends: readonly string[],
  lacks: readonly string[] = [],
): Promise<void> {
  for (const portId of [segment.aPortId, segment.zPortId]) {
    if (!ends.includes(portId) && !lacks.includes(portId)) await bookPort(engine, record, portId, segment.orderId, segment.id);
  }
  await bookSlots(
    engine,
    record,
    segment,
    segment.resourceIds.filter((id) => !lacks.includes(id)),
  );
}

/**
 * Books for a segment what a carrier really uses, in place of whatever was booked for it, in the same transaction.
 * Throws, which undoes the transaction, with a TakenError where the store says that it is taken.
 */
export async function rebook(engine: Engine, record: Recording, segment: Segment, resourceIds: readonly string[]): Promise<void> {
  const { tx } = record;
  const { view, graph } = engine.network;
  const missing = resourceIds.filter((resourceId) => view.slotBookings.get(resourceId)?.has(segment.id) !== true);
  const released = await tx.connections.releaseSlots(segment.id, resourceIds);
  record.afterCommit(() => {
    for (const resourceId of released) {
      view.slotBookings.get(resourceId)?.delete(segment.id);
      graph.touch({ kind: 'resource', id: resourceId });
    }
    graph.settle();
  });
  await tx.connections.setSegmentResources(segment.id, resourceIds);
  await bookSlots(engine, record, segment, missing);
}
