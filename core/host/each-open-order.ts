import type { Engine } from '../engine';
import type { Order } from '../model/order';

/** Some milliseconds' work. */
const ordersAtOnce = 250;

/** Looks at every order that has not ended once, in the order in which they came, a few in each transaction: others have their turn between. */
export async function eachOpenOrder({ store, isEnding }: Pick<Engine, 'store' | 'isEnding'>, visit: (order: Order) => void): Promise<void> {
  for (let after: number | null = 0; after !== null && !isEnding();) {
    const place: number = after;
    const { orders, upTo } = await store.transaction((tx) => tx.orders.openAmong(place, ordersAtOnce));
    for (const order of orders) visit(order);
    after = upTo;
    if (after !== null) await store.pause();
  }
}
