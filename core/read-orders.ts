import type { Order } from './model/order';
import type { Route } from './model/route';
import type { Store, Tx } from './store/store';

/** Read in one transaction: some milliseconds' work. */
const ordersAtOnce = 250;

/**
 * Visits every order that has not ended (`all`: every order) once, some in each transaction, in the order in which they came; others have their turn between. What
 * changes meanwhile may be seen or not.
 */
export async function eachOfOrders(
  store: Store,
  which: 'open' | 'all',
  visit: (orders: readonly Order[], tx: Tx) => void | Promise<void>,
): Promise<void> {
  for (let after: number | null = 0; after !== null;) {
    const place: number = after;
    after = await store.transaction(async (tx) => {
      if (which === 'open') {
        const { orders, upTo } = await tx.orders.openAmong(place, ordersAtOnce);
        await visit(orders, tx);
        return upTo;
      }
      const found = await tx.orders.slice(place, ordersAtOnce);
      await visit(
        found.map(({ order }) => order),
        tx,
      );
      return found.length < ordersAtOnce ? null : (found.at(-1)?.place ?? null);
    });
    if (after !== null) await store.pause();
  }
}

/** In the order in which they came. */
export async function readOrders(store: Store, which: 'open' | 'all'): Promise<readonly Order[]> {
  const orders: Order[] = [];
  await eachOfOrders(store, which, (some) => void orders.push(...some));
  return orders;
}

/** The routes of active connections, by order. */
export async function readRoutes(store: Store): Promise<ReadonlyMap<string, Route>> {
  const routes = new Map<string, Route>();
  await eachOfOrders(store, 'open', async (orders, tx) => {
    for (const { orderId, route } of await tx.connections.activeOf(orders.map(({ id }) => id))) routes.set(orderId, route);
  });
  return routes;
}
