import type { Engine, Recording } from '../../engine';
import { isInEffect, type MaintenanceWindow, type WindowOrder } from '../../model/maintenance-window';
import type { NetworkSubject } from '../../model/network';
import type { Order } from '../../model/order';
import { isSameRoute } from '../../model/route';
import type { Connection } from '../../model/connection';
import { partsOf } from '../../recovery/examine';
import { runsOver } from '../orders-over';
import { isOrderOver, whatHoldsBack, type Situation } from './situation';
import { lastWords, requestMove, settleOrder } from './window-orders';

export interface Return {
  readonly toCall: readonly string[];
  /** Every order is back, or stays where it is. */
  readonly isDone: boolean;
}

/** Has the orders that a window moved away moved back to the route that they had, if that is whole and they may be moved. */
export async function bringBack(engine: Engine, record: Recording, situation: Situation, window: MaintenanceWindow): Promise<Return> {
  const toCall: string[] = [];
  let isDone = true;
  for (const entry of situation.windowOrders.filter(({ windowId }) => windowId === window.id)) {
    const next = await bringOneBack(engine, record, situation, entry);
    if (next === 'call') toCall.push(entry.orderId);
    if (next !== 'settled') isDone = false;
  }
  return { toCall, isDone };
}

type Next = 'settled' | 'pending' | 'call';

async function bringOneBack(engine: Engine, record: Recording, situation: Situation, entry: WindowOrder): Promise<Next> {
  const order = situation.orders.get(entry.orderId);
  const connection = situation.inService.get(entry.orderId);
  const settle = async (state: 'back' | 'left', text: string): Promise<Next> => {
    await settleOrder(record, entry, state, text);
    return 'settled';
  };
  if (entry.state === 'back' || entry.state === 'left') return 'settled';
  if (!order || isOrderOver(order)) return settle('left', 'the order has ended');
  if (order.state === 'moving' || order.state === 'restoring') return 'pending';
  if (connection && isSameRoute(connection.route, entry.formerRoute)) {
    // It never left, or is back already: what was asked for in vain is not done afterwards.
    if (situation.moves.get(order.id)?.cause === 'maintenance') await record.tx.interventions.removeMove(order.id);
    return settle(
      'back',
      entry.state === 'moving-back' || entry.state === 'away' ? 'it is back on the route that it had' : 'it has stayed on its route',
    );
  }
  if (entry.state === 'moving-back') {
    return situation.moves.has(order.id) ? 'pending' : settle('left', `it stays where it is: ${await lastWords(record, order.id)}`);
  }
  if (!connection || order.state !== 'active') return settle('left', `it stays where it is: it is ${order.state}, and restored as any`);
  return sendBack(engine, record, situation, entry, order, connection);
}

async function sendBack(
  engine: Engine,
  record: Recording,
  situation: Situation,
  entry: WindowOrder,
  order: Order,
  connection: Connection,
): Promise<Next> {
  const { view } = engine.network;
  const former: Connection = { ...connection, route: entry.formerRoute };
  const other = situation.windows.find((window) => isInEffect(window) && runsOver(view, former, window.subjects));
  if (other) {
    const isKnownThere = situation.windowOrders.some(({ windowId, orderId }) => windowId === other.id && orderId === order.id);
    if (!isKnownThere)
      await settleOrder(record, { ...entry, windowId: other.id, text: '' }, 'away', `it was moved away for window ${entry.windowId}`);
    await settleOrder(record, entry, 'left', `it returns when window ${other.id} ends: ${other.text}`);
    return 'settled';
  }
  if (order.isFrozen) {
    await settleOrder(record, entry, 'left', 'it stays where it is: it is frozen');
    return 'settled';
  }
  const amiss = whatIsNotWhole(engine, situation, former);
  if (amiss !== null) {
    await settleOrder(record, entry, 'left', `it stays where it is: on the route that it had, ${amiss}`);
    return 'settled';
  }
  const obstacle = await whatHoldsBack(engine, record.tx, situation, order, [connection.route, former.route]);
  if (obstacle !== null) {
    await settleOrder(record, entry, 'away', `not moved back yet: ${obstacle}`);
    return 'pending';
  }
  const text = `back to the route that it had before window ${entry.windowId}`;
  await requestMove(record, { orderId: order.id, cause: 'revert', route: entry.formerRoute, text, actor: 'engine' });
  await settleOrder(record, entry, 'moving-back', `to be moved ${text}`);
  return 'call';
}

/** Maintenance that has just ended is still in the view: the windows in effect have been looked at before. */
function whatIsNotWhole({ network: { view } }: Engine, situation: Situation, former: Connection): string | null {
  const others = situation.holdOuts.filter(({ cause }) => cause !== 'maintenance');
  for (const part of partsOf(view, former)) {
    const { condition } = view.health(part);
    if (condition !== 'up') return `${view.nameOf(part)} is ${condition}`;
    const heldOut = others.find(({ subject }) => view.isUnder(part, [subject]));
    if (heldOut) return `${nameOf(part)} is kept from new routes: ${heldOut.text}`;
  }
  return null;
}

const nameOf = ({ kind, id }: NetworkSubject): string => `${kind} ${id}`;
