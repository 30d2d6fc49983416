import type { NetworkSubject } from '../model/network';
import type { OrderState } from '../model/order';
import type { NetworkView } from '../network/network-view';
import { partsOf } from '../recovery/examine';
import type { Tx } from '../store/store';

/** Orders that hold one of these things, or wait to: their connection, or the route that they were planned on, passes there. */
export async function ordersOver(
  tx: Tx,
  view: NetworkView,
  subjects: readonly NetworkSubject[],
): Promise<readonly { readonly orderId: string; readonly state: OrderState; readonly text: string }[]> {
  if (subjects.length === 0) return [];
  const keys = new Set(subjects.map(keyOf));
  const held = new Map<string, readonly NetworkSubject[]>();
  for (const connection of await tx.connections.inState(['reserved', 'provisioning', 'active'])) {
    held.set(connection.orderId, [...(held.get(connection.orderId) ?? []), ...partsOf(view, connection)]);
  }
  const waiting = await tx.orders.inState(['planned']);
  for (const { id } of waiting) {
    const [decision] = await tx.orders.decisions(id);
    held.set(id, [...(held.get(id) ?? []), ...(decision?.candidates.find(({ isChosen }) => isChosen)?.hops ?? [])]);
  }
  const hit: { orderId: string; state: OrderState; text: string }[] = [];
  for (const [orderId, parts] of [...held].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const part = parts.find((candidate) => keys.has(keyOf(candidate)));
    const order = part && (await tx.orders.get(orderId));
    if (order) hit.push({ orderId, state: order.state, text: `passes ${view.nameOf(part)}` });
  }
  return hit;
}

const keyOf = ({ kind, id }: NetworkSubject): string => `${kind} ${id}`;
