import { commit, type Engine, type Recording } from '../engine';
import type { Segment } from '../model/connection';
import { carrierOf, type NetworkSubject } from '../model/network';
import type { Order } from '../model/order';
import type { Route } from '../model/route';
import { worseNs } from '../model/latency';
import { signalSlots } from '../model/signal';
import { bookPort, bookSegment, refuseHeldOut, refuseRemoved, refuseShared, TakenError } from './book';
import { endClearedSegments } from './release';
import { planSegments, type SegmentPlan } from './plan-segments';

export type ReserveOutcome = { readonly kind: 'reserved' } | { readonly kind: 'taken'; readonly subject: NetworkSubject };

/**
 * Books the route's ports and slots and records what each carrier will be asked for, in the transaction in which it is checked: all or nothing.
 * What the order's former connection held, and its carriers have confirmed to be free, is given up in the same transaction, so nobody comes between.
 * So is what it would share with the order that it must be apart from. `moveOn` moves the order on within it.
 */
export async function reserve(
  engine: Engine,
  order: Order,
  route: Route,
  moveOn: (record: Recording) => Promise<void>,
): Promise<ReserveOutcome> {
  const { view } = engine.network;
  // The network may have changed since the route was identified.
  const lost = route.hops.find((hop) =>
    hop.kind === 'interconnect' ? !view.interconnects.has(hop.id) : !view.carriers.has(carrierOf(hop.id)),
  );
  if (lost) return { kind: 'taken', subject: { kind: lost.kind, id: lost.id } };
  const connectionId = engine.newId();
  const segments = planSegments(route, view).map((plan, ordinal) => segmentFor(engine, order, route, connectionId, plan, ordinal));
  const isBooked = view.freePorts.promise([route.aPortId, route.zPortId]);
  try {
    await commit(engine, async (record) => {
      await moveOn(record);
      await refuseRemoved(record, route);
      await refuseHeldOut(engine, record, [...route.hops, ...[route.aPortId, route.zPortId].map((id) => ({ kind: 'port', id }) as const)]);
      await refuseShared(engine, record, order, route);
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
      for (const segment of segments) await bookSegment(engine, record, segment, [route.aPortId, route.zPortId]);
    });
  } catch (error) {
    if (error instanceof TakenError) return { kind: 'taken', subject: error.subject };
    throw error;
  } finally {
    isBooked();
  }
  return { kind: 'reserved' };
}

/** A new segment of a connection, as its carrier will be asked for it. */
export const segmentFor = (
  engine: Engine,
  order: Order,
  route: Route,
  connectionId: string,
  plan: SegmentPlan,
  ordinal: number,
): Segment => ({
  id: engine.newId(),
  connectionId,
  orderId: order.id,
  carrierId: plan.carrierId,
  ordinal,
  aPortId: plan.aPortId,
  zPortId: plan.zPortId,
  resourceIds: plan.resourceIds,
  slots: signalSlots[order.signal],
  maxDelayNs: maxDelayNs(order, route, plan),
  state: 'booked',
  detail: '',
});

/** A part may take what it is planned with, and all that the whole has left to its limit. */
export const maxDelayNs = (order: Pick<Order, 'limit'>, route: Route, plan: SegmentPlan): number =>
  Math.max(1, plan.oneWayNs + order.limit.oneWayNs - worseNs(route));
