import type { OrderState } from '../model/order';
import { circuitOrderStates, finalCircuitOrderStates } from '../model/virtual-circuit';
import type { Tx } from '../store/store';

/** Whether a connection in this state carries the virtual paths on it: while it moves, the one that it had carries on. */
export const isCarryingState = (state: OrderState | null): boolean => state === 'active' || state === 'moving';

/** Why an order whose connection carries virtual paths may not be given up, in words; null: it may. */
export async function carriedAmiss(tx: Tx, orderId: string): Promise<string | null> {
  for (const { id } of await tx.paths.carriedBy(orderId)) {
    const standing = await countStanding(tx, id);
    if (standing > 0)
      return `order ${orderId} carries virtual path ${id} with ${standing} circuits; have another order carry the path, or release its circuits first`;
  }
  return null;
}

/** Circuit orders of the path that have not ended. */
export async function countStanding(tx: Tx, pathId: string): Promise<number> {
  const counts = await tx.circuits.orderCounts(pathId);
  return circuitOrderStates.reduce((sum, state) => (finalCircuitOrderStates.includes(state) ? sum : sum + counts[state]), 0);
}
