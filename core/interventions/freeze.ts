import { commit, type Engine } from '../engine';
import { isFinal, type Order } from '../model/order';
import { refused, whatIsMissing, wordsOf, type Intervention, type Refused } from './intervention';

export type FreezeAnswer = { readonly kind: 'received'; readonly order: Order } | Refused;

/** Keeps an order from automatic moves, or no longer (N12). What the operator forces is done all the same. */
export async function setFrozen(engine: Engine, orderId: string, isFrozen: boolean, intervention: Intervention): Promise<FreezeAnswer> {
  const missing = whatIsMissing(intervention);
  if (missing !== null) return refused(missing);
  return commit(engine, async ({ tx, note }): Promise<FreezeAnswer> => {
    const order = await tx.orders.get(orderId);
    if (!order) return refused(`order ${orderId} is not known; check its id`);
    if (isFrozen && isFinal(order.state)) return refused(`order ${orderId} is ${order.state}; it is not moved any more`);
    if (order.isFrozen === isFrozen) return refused(`order ${orderId} is ${isFrozen ? 'frozen already' : 'not frozen'}`);
    await tx.orders.setFrozen(orderId, isFrozen);
    await note(
      isFrozen ? 'order.frozen' : 'order.unfrozen',
      orderId,
      `${isFrozen ? 'frozen' : 'unfrozen'} by ${wordsOf(intervention)}`,
      'operator',
    );
    return { kind: 'received', order: { ...order, isFrozen } };
  });
}
