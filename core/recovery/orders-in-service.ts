import type { Alternative } from '../model/alternative';
import type { Connection, Segment } from '../model/connection';
import type { Order } from '../model/order';
import type { NetworkView } from '../network/network-view';
import type { Tx } from '../store/store';
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

/** All orders that are active, with their connections and held segments and what is stored for them, in the order in which they were submitted. */
export async function ordersInService(view: NetworkView, tx: Tx): Promise<readonly OrderInService[]> {
  const connections = new Map((await tx.connections.inState(['active'])).map((connection) => [connection.orderId, connection]));
  const segments = new Map<string, Segment[]>();
  for (const segment of await tx.connections.segmentsInState(['held'])) {
    const others = segments.get(segment.connectionId);
    if (others) others.push(segment);
    else segments.set(segment.connectionId, [segment]);
  }
  const pauses = await tx.interventions.pauses();
  const inService: OrderInService[] = [];
  for (const order of await tx.orders.inState(['active'])) {
    const connection = connections.get(order.id);
    if (!connection) continue;
    const alternatives = order.recovery === 'after' ? [] : await tx.alternatives.ofOrder(order.id);
    const heldBack = wordsAgainst(view, pauses, order, connection.route);
    inService.push({ order, connection, segments: segments.get(connection.id) ?? [], alternatives, heldBack });
  }
  return inService;
}
