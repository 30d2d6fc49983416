import type { Recording } from '../engine';
import type { Order } from '../model/order';
import type { Route } from '../model/route';

/**
 * The order is to be moved by the operator's hand: onto the route, or (null) wherever is better. Its flow carries it out. What it is asked for
 * already stands: then in words what that is; null: it is asked.
 */
export async function putMoveRequest({ tx, atMs }: Recording, order: Order, route: Route | null, by: string): Promise<string | null> {
  const standing = await tx.interventions.move(order.id);
  if (standing) return `order ${order.id} is asked to move already: ${standing.text}; wait until it has, then compare again`;
  await tx.interventions.putMove({
    orderId: order.id,
    cause: 'forced',
    route,
    text: repairWords(by),
    actor: 'operator',
    requestedAtMs: atMs,
  });
  return null;
}

/** What a move that repairs a discrepancy is told as. */
export const repairWords = (by: string): string => `repaired by ${by}`;
