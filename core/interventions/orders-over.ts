import type { Connection } from '../model/connection';
import type { HoldOutSubject } from '../model/hold-out';
import type { NetworkSubject } from '../model/network';
import type { Order, OrderState } from '../model/order';
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
  const over = await whoseParts(tx, await heldParts(view, tx), (part) => view.isUnder(part, subjects));
  return over.map(({ order: { id, customer, state } }) => ({ orderId: id, customer, state }));
}

/** The orders that hold one of just these parts, or wait to: their connection, or the route that they were planned on, passes there. By id. */
export async function ordersTouched(
  view: NetworkView,
  tx: Tx,
  parts: readonly NetworkSubject[],
): Promise<readonly { readonly orderId: string; readonly state: OrderState; readonly text: string }[]> {
  if (parts.length === 0) return [];
  const keys = new Set(parts.map(keyOf));
  const held = await heldParts(view, tx);
  for (const { id } of await tx.orders.inState(['planned'])) {
    const [decision] = await tx.orders.decisions(id);
    held.set(id, [...(held.get(id) ?? []), ...(decision?.candidates.find(({ isChosen }) => isChosen)?.hops ?? [])]);
  }
  const over = await whoseParts(tx, held, (part) => keys.has(keyOf(part)));
  return over.map(({ order: { id, state }, part }) => ({ orderId: id, state, text: `passes ${view.nameOf(part)}` }));
}

export const runsOver = (view: NetworkView, connection: Connection, subjects: readonly HoldOutSubject[]): boolean =>
  partsOf(view, connection).some((part) => view.isUnder(part, subjects));

/** What connections in service or in making consist of, by order. */
async function heldParts(view: NetworkView, tx: Tx): Promise<Map<string, readonly NetworkSubject[]>> {
  const held = new Map<string, readonly NetworkSubject[]>();
  for (const connection of await tx.connections.inState(['reserved', 'provisioning', 'active']))
    held.set(connection.orderId, [...(held.get(connection.orderId) ?? []), ...partsOf(view, connection)]);
  return held;
}

/** By id, with the first part that is meant. */
async function whoseParts(
  tx: Tx,
  held: ReadonlyMap<string, readonly NetworkSubject[]>,
  isMeant: (part: NetworkSubject) => boolean,
): Promise<readonly { readonly order: Order; readonly part: NetworkSubject }[]> {
  const over: { order: Order; part: NetworkSubject }[] = [];
  for (const [orderId, parts] of [...held].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const part = parts.find(isMeant);
    const order = part && (await tx.orders.get(orderId));
    if (order) over.push({ order, part });
  }
  return over;
}

const keyOf = ({ kind, id }: NetworkSubject): string => `${kind} ${id}`;
