import type { Engine } from '../engine';
import { qualifyRoute } from '../identification/qualify-route';
import { isSameWay, type Route } from '../model/route';
import type { Tx } from '../store/store';
import { faultOf } from './choose-alternative';
import { wordsAgainstMoving } from './hold-back';

/** Whether an order is to return to its first route. */
export type RevertJudgement =
  /** It is there, does not revert by itself, is not in service, is moving anyway, or the operator has put it where it is. */
  | { readonly kind: 'not-due' }
  /** Its first route could not be taken now. */
  | { readonly kind: 'broken'; readonly home: Route; readonly text: string }
  /** Its first route could be taken now, and nothing is against it. */
  | { readonly kind: 'whole'; readonly home: Route; readonly against: string };

export async function judgeRevert({ network, clock }: Engine, tx: Tx, orderId: string): Promise<RevertJudgement> {
  const order = await tx.orders.get(orderId);
  if (order?.state !== 'active' || order.revert !== 'automatic') return { kind: 'not-due' };
  const home = await tx.orders.homeRoute(orderId);
  const active = (await tx.connections.ofOrder(orderId)).find(({ state }) => state === 'active');
  if (!home || !active || isSameWay(home, active.route)) return { kind: 'not-due' };
  if ((await tx.interventions.move(orderId)) || (await isPutByOperator(tx, orderId))) return { kind: 'not-due' };
  const held = (await tx.connections.segmentsOfOrder(orderId)).filter(({ state }) => state === 'held');
  const judged = qualifyRoute(network, order, home, { occasion: 'move', ownSegments: held, refusals: [], atMs: clock.now() });
  if (judged.kind === 'fails') return { kind: 'broken', home, text: faultOf(judged) };
  return { kind: 'whole', home, against: await wordsAgainstMoving(network.view, tx, order, active.route) };
}

/** Where the operator has forced it, it stays until it is moved again. */
async function isPutByOperator(tx: Tx, orderId: string): Promise<boolean> {
  const last = (await tx.orders.transitions(orderId)).findLast(({ to }) => to === 'moving' || to === 'restoring');
  return last?.actor === 'operator';
}
