import type { Engine } from '../engine';
import type { Order } from '../model/order';

/** Some milliseconds' work. */
const ordersAtOnce = 250;

/** Looks at every order once, in the order in which they came, a few in each transaction: others have their turn between. */
export async function eachOrder({ store, isEnding }: Pick<Engine, 'store' | 'isEnding'>, visit: (order: Order) => void): Promise<void> {
  for (let after = 0; !isEnding();) {
    const slice = await store.transaction((tx) => tx.orders.slice(after, ordersAtOnce));
    for (const { order } of slice) visit(order);
    const last = slice.at(-1);
    if (!last || slice.length < ordersAtOnce) return;
    after = last.place;
    await store.pause();
  }
}
