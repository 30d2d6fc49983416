import type { Connection } from '../model/connection';
import type { HoldOutSubject } from '../model/hold-out';
import type { OrderState } from '../model/order';
import type { NetworkView } from '../network/network-view';
import { partsOf } from '../recovery/examine';
import type { Tx } from '../store/store';

/** An order whose connection, in service or in making, runs over something. */
export interface OrderOver {
  readonly orderId: string;
  readonly customer: string;
  readonly state: OrderState;
}

/** The orders that run over one of the subjects now, by id. */
export async function ordersOver(view: NetworkView, tx: Tx, subjects: readonly HoldOutSubject[]): Promise<readonly OrderOver[]> {
  const connections = await tx.connections.inState(['reserved', 'provisioning', 'active']);
  const orderIds = new Set(connections.filter((connection) => runsOver(view, connection, subjects)).map(({ orderId }) => orderId));
  const orders = await Promise.all([...orderIds].sort().map((id) => tx.orders.get(id)));
  return orders.flatMap((order) => (order ? [{ orderId: order.id, customer: order.customer, state: order.state }] : []));
}

export const runsOver = (view: NetworkView, connection: Connection, subjects: readonly HoldOutSubject[]): boolean =>
  partsOf(view, connection).some((part) => view.isUnder(part, subjects));
