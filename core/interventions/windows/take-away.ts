import type { Engine, Recording } from '../../engine';
import { identifyRoute } from '../../identification/identify-route';
import type { Connection } from '../../model/connection';
import type { MaintenanceWindow, WindowOrder } from '../../model/maintenance-window';
import type { Order } from '../../model/order';
import { isSameWay } from '../../model/route';
import { formatTime } from '../../model/clock';
import { runsOver } from '../orders-over';
import { lastWords, requestMove, settleOrder } from './window-orders';
import { isOrderOver, whatHoldsBack, type Situation } from './situation';

/**
 * Has the orders that run over the window's subjects moved away, and takes note of what became of those that were asked. An order that may not be
 * moved is told, and asked once it may; one that cannot be moved is told and stays, unless another way is found before the end: it is impaired when the
 * work begins, as any would be.
 */
export async function takeAway(
  engine: Engine,
  record: Recording,
  situation: Situation,
  window: MaintenanceWindow,
): Promise<readonly string[]> {
  const known = new Map(situation.windowOrders.filter(({ windowId }) => windowId === window.id).map((entry) => [entry.orderId, entry]));
  await noteWhoLeft(engine, record, situation, window, [...known.values()]);
  const toCall: string[] = [];
  for (const [orderId, connection] of situation.inService) {
    const order = situation.orders.get(orderId);
    if (!order || isOrderOver(order) || !runsOver(engine.network.view, connection, window.subjects)) continue;
    if (await takeOneAway(engine, record, situation, window, order, connection, known.get(orderId))) toCall.push(orderId);
  }
  return toCall;
}

/** True: it is to be taken up, to be moved. */
async function takeOneAway(
  engine: Engine,
  record: Recording,
  situation: Situation,
  window: MaintenanceWindow,
  order: Order,
  connection: Connection,
  known: WindowOrder | undefined,
): Promise<boolean> {
  const entry = known ?? {
    windowId: window.id,
    orderId: order.id,
    formerRoute: formerRouteOf(situation, window, order.id) ?? connection.route,
    state: 'held-back',
    text: '',
  };
  switch (entry.state) {
    case 'moving-away':
      if (!situation.moves.has(order.id) && order.state === 'active')
        await settleOrder(record, entry, 'stays', await lastWords(record, order.id));
      return false;
    case 'stays':
    case 'held-back':
    case 'away':
    case 'back':
    case 'moving-back': {
      // What is impaired or on its way somewhere is judged again when it has arrived.
      if (order.state !== 'active') return false;
      if (entry.state === 'stays' && !(await hasAnotherWay(engine, record, order, connection))) return false;
      const obstacle = await whatHoldsBack(engine, record.tx, situation, order, [connection.route]);
      if (obstacle !== null) {
        await settleOrder(record, entry, 'held-back', `not moved away: ${obstacle}`);
        return false;
      }
      const text = `${window.text}, ${formatTime(window.fromMs)} – ${formatTime(window.toMs)}`;
      await requestMove(record, { orderId: order.id, cause: 'maintenance', route: null, text, actor: 'engine' });
      await settleOrder(record, entry, 'moving-away', `to be moved away before ${text}`);
      return true;
    }
    case 'left':
      return false;
  }
}

/** Whether there is one now, of an order that could not be moved. */
async function hasAnotherWay({ network }: Engine, { tx, atMs }: Recording, order: Order, { route }: Connection): Promise<boolean> {
  const ownSegments = (await tx.connections.segmentsOfOrder(order.id)).filter(({ state }) => state === 'held');
  const { aPortId, zPortId } = route;
  const refusals = await tx.connections.refusals(order.id);
  const identified = identifyRoute(network, order, { occasion: 'move', ownSegments, ends: { aPortId, zPortId }, refusals, atMs });
  return identified.kind === 'route' && !isSameWay(identified.route, route);
}

async function noteWhoLeft(
  engine: Engine,
  record: Recording,
  situation: Situation,
  window: MaintenanceWindow,
  entries: readonly WindowOrder[],
): Promise<void> {
  for (const entry of entries) {
    if (entry.state !== 'moving-away' && entry.state !== 'held-back' && entry.state !== 'stays') continue;
    const order = situation.orders.get(entry.orderId);
    const connection = situation.inService.get(entry.orderId);
    if (isOrderOver(order)) await settleOrder(record, entry, 'left', 'the order has ended');
    else if (connection && !runsOver(engine.network.view, connection, window.subjects)) {
      // It was restored elsewhere before its move was carried out, for one.
      if (situation.moves.get(entry.orderId)?.cause === 'maintenance') await record.tx.interventions.removeMove(entry.orderId);
      await settleOrder(record, entry, 'away', 'it runs elsewhere');
    }
  }
}

/** What it is moved back to in the end: where it was before the first of the windows that moved it. */
const formerRouteOf = ({ windowOrders, windows }: Situation, { id }: MaintenanceWindow, orderId: string) =>
  windowOrders.find(
    (entry) =>
      entry.orderId === orderId &&
      entry.windowId !== id &&
      (entry.state === 'away' || entry.state === 'moving-away' || entry.state === 'moving-back') &&
      windows.some((other) => other.id === entry.windowId && ['moving-away', 'open', 'moving-back'].includes(other.state)),
  )?.formerRoute;
