import type { Engine } from '../../engine';
import type { Connection } from '../../model/connection';
import type { HoldOut } from '../../model/hold-out';
import type { MaintenanceWindow, WindowOrder } from '../../model/maintenance-window';
import type { MoveRequest } from '../../model/move';
import { isFinal, type Order } from '../../model/order';
import type { Route } from '../../model/route';
import { wordsAgainstMoving } from '../../recovery/hold-back';
import type { Tx } from '../../store/store';

/** What windows are judged by, read together. */
export interface Situation {
  readonly windows: readonly MaintenanceWindow[];
  readonly windowOrders: readonly WindowOrder[];
  readonly holdOuts: readonly HoldOut[];
  /** By order. */
  readonly moves: ReadonlyMap<string, MoveRequest>;
  readonly inService: ReadonlyMap<string, Connection>;
  readonly orders: ReadonlyMap<string, Order>;
}

/** `isIdle`: the window asks nothing of orders, being over or to come. */
export async function gatherSituation(tx: Tx, isIdle: (window: MaintenanceWindow) => boolean): Promise<Situation> {
  const windowOrders = await tx.windows.orders();
  const windows = await tx.windows.list();
  // Orders in service may be many.
  const active = windows.every(isIdle) ? [] : await tx.connections.inState(['active']);
  const inService = new Map(active.map((connection) => [connection.orderId, connection]));
  const ids = new Set([...inService.keys(), ...windowOrders.map(({ orderId }) => orderId)]);
  const orders = new Map((await tx.orders.some([...ids])).map((order) => [order.id, order]));
  return {
    windows,
    windowOrders,
    holdOuts: await tx.interventions.holdOuts(),
    moves: await movesByOrder(tx),
    inService,
    orders,
  };
}

export const movesByOrder = async (tx: Tx): Promise<ReadonlyMap<string, MoveRequest>> =>
  new Map((await tx.interventions.moves()).map((move) => [move.orderId, move]));

/** Why the order may not be moved automatically on or between the routes, in words; null: it may. */
export async function whatHoldsBack(
  { network }: Engine,
  tx: Tx,
  { moves }: Pick<Situation, 'moves'>,
  order: Order,
  routes: readonly Route[],
): Promise<string | null> {
  for (const route of routes) {
    const words = await wordsAgainstMoving(network.view, tx, order, route);
    if (words !== '') return words;
  }
  return forcedElsewhere(moves.get(order.id));
}

/** In words, where the operator has it moved; null: he has not. */
export const forcedElsewhere = (move: MoveRequest | undefined): string | null =>
  move?.cause === 'forced' ? `a forced move of it stands: ${move.text}` : null;

export const isOrderOver = (order: Order | undefined): boolean => !order || isFinal(order.state) || order.state === 'releasing';
