import type { Engine, Recording } from '../engine';
import { finalCircuitOrderStates } from '../model/virtual-circuit';
import { moveCircuitOrder, takeBack } from './move-circuit-order';
import { serveOrders } from './serve-orders';

export type ReleaseAnswer =
  | { readonly kind: 'received'; readonly orderId: string }
  | { readonly kind: 'refused'; readonly orderId: string; readonly message: string };

/** Gives the order up, in the caller's transaction. What the switch was asked for is parted there first. */
export async function releaseOrder(engine: Engine, record: Recording, orderId: string, by: string): Promise<ReleaseAnswer> {
  const order = await record.tx.circuits.order(orderId);
  if (!order) return { kind: 'refused', orderId, message: `circuit order ${orderId} is not known; check its id` };
  if (finalCircuitOrderStates.includes(order.state))
    return { kind: 'refused', orderId, message: `circuit order ${orderId} is ${order.state} already; nothing is held for it` };
  if (order.state === 'releasing') return { kind: 'received', orderId };
  const isAtSwitch = order.state === 'connecting' || order.state === 'active';
  await moveCircuitOrder(record, order, 'releasing', `released by ${by}`, { actor: 'operator' });
  if (!isAtSwitch) {
    await takeBack(record, order, 'free');
    await moveCircuitOrder(record, { ...order, state: 'releasing' }, 'released', 'the switch was not asked for it yet', { vci: null });
    await serveOrders(engine, record, order.pathId);
  }
  return { kind: 'received', orderId };
}
