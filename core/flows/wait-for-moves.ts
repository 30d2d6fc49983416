import type { Engine } from '../engine';
import type { MoveRequest } from '../model/move';
import { isFinal } from '../model/order';
import type { Tx } from '../store/store';
import type { Rest } from './order-steps';

/** What the move waits for is looked at again after a while; null: it waits for no other move. */
export async function waitForMoves({ store, settings }: Engine, request: MoveRequest): Promise<Rest | null> {
  const { afterOrders = [] } = request;
  if (afterOrders.length === 0) return null;
  const isWaiting = await store.transaction(async (tx) => {
    for (const orderId of afterOrders) if (await isGivingUp(tx, orderId, request.requestedAtMs)) return true;
    return false;
  });
  return isWaiting ? { restsForMs: settings.retryMs } : null;
}

/** The order is to be moved, or is on its way, or a carrier still holds what it left. A move of it that was asked for later is not waited for. */
async function isGivingUp(tx: Tx, orderId: string, askedAtMs: number): Promise<boolean> {
  const order = await tx.orders.get(orderId);
  if (!order || isFinal(order.state)) return false;
  if (order.state === 'moving' || order.state === 'restoring' || order.state === 'releasing') return true;
  const move = await tx.interventions.move(orderId);
  if (move?.cause === 'forced' && move.requestedAtMs <= askedAtMs) return true;
  return (await tx.connections.segmentsOfOrder(orderId)).some(({ state }) => state === 'deleting' || state === 'cleared');
}
