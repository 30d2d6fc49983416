import type { Segment } from '../model/connection';
import type { Evidence } from '../model/discrepancy';
import type { Order } from '../model/order';
import type { Route } from '../model/route';
import { signalSlots } from '../model/signal';
import type { NetworkView } from '../network/network-view';
import { planSegments, type SegmentPlan } from '../provisioning/plan-segments';
import type { Tx } from '../store/store';

/** The part of an order's connection that a service stands for: the same carrier, ends and slots. */
export interface Place {
  readonly order: Order;
  /** The order's route, or its last one. */
  readonly route: Route;
  readonly ordinal: number;
  readonly plan: SegmentPlan;
  /** The service is drawn from Z to A. */
  readonly isReversed: boolean;
  /** What the store says that the carrier holds there; null: nothing any more. */
  readonly standing: Segment | null;
}

/** An order in service, by the service's name or by its ports, that has, or had last, its part between these ports; null: none. */
export async function placeFor(
  view: NetworkView,
  tx: Tx,
  carrierId: string,
  { name, aPortId, zPortId, slots }: Extract<Evidence, { kind: 'service' }>,
): Promise<Place | null> {
  const owners = [aPortId, zPortId].flatMap((portId) => view.portOwners.get(portId)?.orderId ?? []);
  for (const orderId of new Set([...owners, name])) {
    const order = await tx.orders.get(orderId);
    if (!order || (order.state !== 'active' && order.state !== 'impaired') || signalSlots[order.signal] !== slots) continue;
    const connections = await tx.connections.ofOrder(orderId);
    const route = (connections.find(({ state }) => state === 'active') ?? connections.at(-1))?.route;
    if (!route || route.hops.some(({ kind, id }) => kind === 'interconnect' && !view.interconnects.has(id))) continue;
    for (const [ordinal, plan] of planSegments(route, view).entries()) {
      const isAlong = plan.aPortId === aPortId && plan.zPortId === zPortId;
      const isReversed = plan.aPortId === zPortId && plan.zPortId === aPortId;
      if (plan.carrierId !== carrierId || (!isAlong && !isReversed)) continue;
      const standing = (await tx.connections.segmentsOfOrder(orderId)).find(
        (segment) =>
          segment.state === 'held' &&
          segment.carrierId === carrierId &&
          segment.aPortId === plan.aPortId &&
          segment.zPortId === plan.zPortId,
      );
      return { order, route, ordinal, plan, isReversed, standing: standing ?? null };
    }
  }
  return null;
}
