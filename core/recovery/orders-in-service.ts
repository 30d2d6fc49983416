import type { Alternative } from '../model/alternative';
import type { Connection, Segment } from '../model/connection';
import type { Order } from '../model/order';
import type { NetworkView } from '../network/network-view';
import { eachOfOrders } from '../read-orders';
import type { Store } from '../store/store';
import { wordsAgainst } from './hold-back';

/** An order in service, with what it holds. */
export interface OrderInService {
  readonly order: Order;
  readonly connection: Connection;
  readonly segments: readonly Segment[];
  /** What is stored for it, the first to be taken first. */
  readonly alternatives: readonly Alternative[];
  /** Why it would not be restored by itself: it is frozen, or recovery is paused; empty: nothing is against it. */
  readonly heldBack: string;
}

/**
 * All orders that are active, with their connections and held segments and what is stored for them, in the order in which they were submitted. Read in slices:
 * each as it was then.
 */
export async function ordersInService(view: NetworkView, store: Store): Promise<readonly OrderInService[]> {
  const pauses = await store.transaction((tx) => tx.interventions.pauses());
  const inService: OrderInService[] = [];
  await eachOfOrders(store, 'open', async (orders, tx) => {
    const active = orders.filter(({ state }) => state === 'active');
    const ids = active.map(({ id }) => id);
    const connections = new Map((await tx.connections.activeOf(ids)).map((connection) => [connection.orderId, connection]));
    const held = await tx.connections.heldOf(ids);
    for (const order of active) {
      const connection = connections.get(order.id);
      if (!connection) continue;
      const segments = held.filter(({ connectionId }) => connectionId === connection.id);
      const alternatives = order.recovery === 'after' ? [] : await tx.alternatives.ofOrder(order.id);
      const heldBack = wordsAgainst(view, pauses, order, connection.route);
      inService.push({ order, connection, segments, alternatives, heldBack });
    }
  });
  return inService;
}
