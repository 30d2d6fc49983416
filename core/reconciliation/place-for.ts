import type { Connection, Segment } from '../model/connection';
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
  /** The order's route, or one that it had. */
  readonly route: Route;
  readonly ordinal: number;
  readonly plan: SegmentPlan;
  /** The service is drawn from Z to A. */
  readonly isReversed: boolean;
  /** What the store says that the carrier holds there; null: nothing any more. */
  readonly standing: Segment | null;
}

/** An order in service, by the service's name or by its ports, that has, or had, its part between these ports; null: none. */
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
    const segments = await tx.connections.segmentsOfOrder(orderId);
    for (const { route } of await connectionsOf(tx, orderId)) {
      const fit = fitOf(view, route, carrierId, aPortId, zPortId);
      if (!fit) continue;
      const { plan } = fit;
      const standing = segments.find(
        (segment) =>
          segment.state === 'held' &&
          segment.carrierId === carrierId &&
          segment.aPortId === plan.aPortId &&
          segment.zPortId === plan.zPortId,
      );
      return { order, route, ...fit, standing: standing ?? null };
    }
  }
  return null;
}

/** The active one; where there is none all that there were, the latest first: what is left of a broken one may be used again. */
async function connectionsOf({ connections }: Tx, orderId: string): Promise<readonly Connection[]> {
  const all = await connections.ofOrder(orderId);
  const active = all.find(({ state }) => state === 'active');
  return active ? [active] : [...all].reverse();
}

function fitOf(
  view: NetworkView,
  route: Route,
  carrierId: string,
  aPortId: string,
  zPortId: string,
): Pick<Place, 'ordinal' | 'plan' | 'isReversed'> | null {
  if (route.hops.some(({ kind, id }) => kind === 'interconnect' && !view.interconnects.has(id))) return null;
  for (const [ordinal, plan] of planSegments(route, view).entries()) {
    if (plan.carrierId !== carrierId) continue;
    if (plan.aPortId === aPortId && plan.zPortId === zPortId) return { ordinal, plan, isReversed: false };
    if (plan.aPortId === zPortId && plan.zPortId === aPortId) return { ordinal, plan, isReversed: true };
  }
  return null;
}
