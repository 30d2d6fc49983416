import { commit, type Engine } from '../engine';
import { assertNever } from '../model/assert-never';
import { isFinal } from '../model/order';
import { identifyOrder, provisionOrder, takeUpPlanned, takeUpReceived } from './fulfil-order';
import { holdBack } from './hold-back';
import { continueMove } from './move-connection';
import { keepDates, restUntilEnd } from './order-dates';
import { doubtful, finishDeletions, readHoldings, unconfirmed, type Holdings, type Rest, type Step } from './order-steps';
import { releaseOrder } from './release-order';
import { restoreConnection } from './restore-connection';
import { isForFlow, settleAsked } from './settle-asked';
import { settleDoubts } from './settle-doubts';
import { takeUpMove } from './take-up-move';

/**
 * Takes an order on from wherever it is until it rests: active, waiting, or ended. Every step is recorded before it acts and after it has,
 * so that after a crash this same sequence goes on. One call at a time per order.
 * `to-carriers`: unless `isWithCarriers`, it is left where carriers are to be asked, or what they hold is.
 * `try-again`: a carrier that is heard has not confirmed a deletion, or not said where a segment is; it is to be asked again before long.
 */
export async function advanceOrder(engine: Engine, orderId: string, isWithCarriers: boolean): Promise<Rest | 'try-again' | 'to-carriers'> {
  let rest: Rest = 'rests';
  for (;;) {
    const holdings = await readHoldings(engine, orderId);
    if (!holdings) return 'rests';
    if (!isWithCarriers && !holdsNothing(holdings)) return 'to-carriers';
    if (await finishDeletions(engine, holdings)) continue;
    if (await settleDoubts(engine, holdings)) continue;
    if (await settleAsked(engine, holdings)) continue;
    const next = await step(engine, holdings);
    if (next === 'booked' && !isWithCarriers) return 'to-carriers';
    if (next === 'goes-on' || next === 'booked') continue;
    rest = next;
    break;
  }
  const left = await readHoldings(engine, orderId);
  const owing = left && [...unconfirmed(left), ...doubtful(left), ...left.asked.filter(isForFlow)];
  const isOwed = owing?.some(({ carrierId }) => !engine.network.view.isStale(carrierId));
  if (isOwed) return 'try-again';
  return left ? restUntilEnd(left.order, rest) : rest;
}

/** Of a new order that rests, or has ended, no carrier need be asked. */
const holdsNothing = ({ order, segments, connections, asked }: Holdings): boolean =>
  !order.isCancelRequested && segments.length + connections.length + asked.length === 0;

async function step(engine: Engine, holdings: Holdings): Promise<Step> {
  const { order } = holdings;
  if (order.isCancelRequested && order.state !== 'releasing' && !isFinal(order.state)) {
    await commit(engine, (record) => record.move(order.id, order.state, 'releasing', 'cancelled by the operator', 'operator'));
    return 'goes-on';
  }
  const dated = await keepDates(engine, order);
  if (dated) return dated;
  switch (order.state) {
    case 'received':
      return takeUpReceived(engine, holdings);
    case 'identifying':
      return identifyOrder(engine, holdings);
    case 'planned':
      return takeUpPlanned(engine, holdings);
    case 'reserved':
    case 'provisioning':
      return provisionOrder(engine, holdings);
    case 'active':
      return takeUpMove(engine, holdings);
    case 'impaired':
      return (await holdBack(engine, holdings)) ?? restoreConnection(engine, holdings);
    case 'restoring':
    case 'moving':
      return continueMove(engine, holdings);
    case 'releasing':
      return releaseOrder(engine, holdings);
    case 'released':
    case 'rejected':
    case 'failed':
      return 'rests';
    default:
      return assertNever(order.state);
  }
}
