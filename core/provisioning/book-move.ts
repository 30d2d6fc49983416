import type { Engine, Recording } from '../engine';
import type { CarryOver, Connection, Segment } from '../model/connection';
import type { Order } from '../model/order';
import type { NetworkView } from '../network/network-view';
import { bookPort, bookSegment, bookSlots, rebook, refuseHeldOut, refuseRemoved, refuseShared } from './book';
import { isBookedOn, type MovePlan } from './plan-move';
import { endClearedSegments } from './release';
import { segmentFor } from './reserve';

/**
 * Records the connection in making with all that its plan says, and books what is to be had beside the one that serves. What is left of former
 * connections, and their carriers have confirmed to be free, is given up in the same transaction. Throws a TakenError where something is taken.
 */
export async function bookMove(engine: Engine, record: Recording, order: Order, plan: MovePlan): Promise<void> {
  const { connections } = record.tx;
  const { route } = plan;
  const connectionId = engine.newId();
  const ends = [route.aPortId, route.zPortId];
  await refuseRemoved(record, route);
  await refuseHeldOut(engine, record, route.hops);
  await refuseShared(engine, record, order, route);
  await endClearedSegments(engine, record, order.id);
  await connections.insert({ id: connectionId, orderId: order.id, state: 'reserved', route, createdAtMs: engine.clock.now() });
  for (const portId of ends) await bookPort(engine, record, portId, order.id, null);
  for (const part of plan.created) {
    const segment = segmentFor(engine, order, route, connectionId, part.plan, part.ordinal);
    await connections.insertSegment(segment);
    await bookSegment(engine, record, segment, ends, part.lacks);
  }
  for (const { ordinal, segment } of plan.kept) {
    await connections.putCarryOver({ connectionId, ordinal, segmentId: segment.id, resourceIds: segment.resourceIds });
  }
  for (const { ordinal, segment, resourceIds } of plan.inPlace) {
    await connections.putCarryOver({ connectionId, ordinal, segmentId: segment.id, resourceIds });
    // Until it has changed over, and until there is no way back, it holds both.
    const added = resourceIds.filter((id) => !segment.resourceIds.includes(id));
    await bookSlots(engine, record, segment, added);
  }
}

/** Ports between the order's ends, and resources, that are not booked for the segment yet. */
export function lackingOf(view: NetworkView, { route }: Connection, segment: Segment): readonly string[] {
  const ports = [segment.aPortId, segment.zPortId].filter(
    (id) => id !== route.aPortId && id !== route.zPortId && view.portOwners.get(id)?.segmentId !== segment.id,
  );
  return [...ports, ...segment.resourceIds.filter((id) => !isBookedOn(view, segment, id))];
}

/** Gives up what was broken off and books in the same transaction what the new segments lacked because of it. Throws a TakenError. */
export async function bookLacking(engine: Engine, record: Recording, connection: Connection, segments: readonly Segment[]): Promise<void> {
  const { view } = engine.network;
  const lacking = segments.map((segment) => ({ segment, lacks: lackingOf(view, connection, segment) }));
  await endClearedSegments(engine, record, connection.orderId);
  for (const { segment, lacks } of lacking) {
    const had = [segment.aPortId, segment.zPortId, ...segment.resourceIds].filter((id) => !lacks.includes(id));
    await bookSegment(engine, record, segment, [connection.route.aPortId, connection.route.zPortId], had);
  }
}

/**
 * A segment that was to be taken over cannot be: one between the same ports is to be created in its place, which lacks for now what the other holds.
 * `wanted`: the segment as it was to be. `isGone`: its carrier holds it no longer.
 */
export async function createInstead(
  engine: Engine,
  record: Recording,
  making: { readonly connection: Connection; readonly carryOvers: readonly CarryOver[] },
  former: Segment,
  wanted: Segment,
  isGone: boolean,
): Promise<void> {
  const { connections } = record.tx;
  const { connection } = making;
  const carryOver = making.carryOvers.find(({ segmentId }) => segmentId === former.id);
  if (!carryOver) throw new Error(`segment ${former.id} is not taken over by connection ${connection.id}`);
  const others = (await connections.carryOvers(connection.id)).filter(({ segmentId }) => segmentId !== former.id);
  await connections.removeCarryOvers(connection.id);
  for (const other of others) await connections.putCarryOver(other);
  await rebook(engine, record, former, former.resourceIds);
  const { ordinal } = carryOver;
  const segment: Segment = { ...wanted, id: engine.newId(), connectionId: connection.id, ordinal, state: 'booked', detail: '' };
  await connections.insertSegment(segment);
  if (isGone) await connections.setSegment(former.id, 'cleared', 'its carrier holds it no longer');
  const added = wanted.resourceIds.filter((id) => !former.resourceIds.includes(id));
  await bookSlots(engine, record, segment, added);
}
