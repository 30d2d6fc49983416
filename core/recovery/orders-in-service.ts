import type { Connection, Segment } from '../model/connection';
import type { Order } from '../model/order';
import type { Tx } from '../store/store';

/** An order in service, with what it holds. */
export interface OrderInService {
  readonly order: Order;
  readonly connection: Connection;
  readonly segments: readonly Segment[];
}

/** All orders that are active, with their connections and held segments, in the order in which they were submitted. */
export async function ordersInService(tx: Tx): Promise<readonly OrderInService[]> {
  const connections = new Map((await tx.connections.inState(['active'])).map((connection) => [connection.orderId, connection]));
  const segments = new Map<string, Segment[]>();
  for (const segment of await tx.connections.segmentsInState(['held'])) {
    const others = segments.get(segment.connectionId);
    if (others) others.push(segment);
    else segments.set(segment.connectionId, [segment]);
  }
  return (await tx.orders.inState(['active'])).flatMap((order) => {
    const connection = connections.get(order.id);
    return connection ? [{ order, connection, segments: segments.get(connection.id) ?? [] }] : [];
  });
}
