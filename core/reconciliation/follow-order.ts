import { commit, type Engine, type Recording } from '../engine';
import type { Discrepancy } from '../model/discrepancy';
import { isFinal, type Order } from '../model/order';
import { reopen } from './adopt-service';
import { repairWords } from './ask-order';
import { latencyDrift } from './latency-drift';
import { close } from './record-comparison';
import { notRepaired } from './words';

/**
 * Brings an order's discrepancies to where the order is: what it runs over no longer is closed, a remedy that came to nothing stands open again. By state, so it is
 * the same after a restart. Returns whether any of them still stand.
 */
export async function followOrder(engine: Engine, orderId: string): Promise<boolean> {
  return commit(engine, async (record) => {
    const { tx } = record;
    const order = await tx.orders.get(orderId);
    if (!order) return false;
    for (const discrepancy of await tx.discrepancies.standingOf(orderId)) await follow(engine, record, order, discrepancy);
    return (await tx.discrepancies.standingOf(orderId)).length > 0;
  });
}

async function follow(engine: Engine, record: Recording, order: Order, discrepancy: Discrepancy): Promise<void> {
  const over = await isOver(engine, record, order, discrepancy);
  if (over !== null) {
    await close(record, discrepancy, over);
    await record.note('discrepancy.closed', discrepancy.subjectId, `${discrepancy.text}: ${over}`);
    return;
  }
  const { state, asked, kind } = discrepancy;
  if (state !== 'under-way') return;
  if (kind === 'orphan') {
    if (isFinal(order.state) && asked?.remedy === 'adopt')
      await reopen(record, discrepancy, `order ${order.id} is ${order.state} meanwhile`);
    return;
  }
  if (kind === 'latency-drift' && order.state === 'impaired' && asked) {
    // What is wanted now is that it carries: where it is restored to, it is totalled anew.
    if ((await record.tx.interventions.move(order.id))?.text === repairWords(asked.by)) await record.tx.interventions.removeMove(order.id);
    return reopen(record, discrepancy, `order ${order.id} became impaired before it was moved: it is restored first`);
  }
  const isUnderWay = order.state === 'moving' || order.state === 'restoring' || order.state === 'releasing';
  // A drift is moved back by its carrier first: only then the order is asked to move.
  const isAtCarrier = kind === 'route-drift' && discrepancy.outcome === '';
  if (asked?.remedy !== 'repair' || isAtCarrier || isUnderWay) return;
  if (await record.tx.interventions.move(order.id)) return;
  await reopen(record, discrepancy, notRepaired);
}

/** In words why it is over; null: it is not, as far as the order shows. */
async function isOver({ network, settings }: Engine, { tx }: Recording, order: Order, discrepancy: Discrepancy): Promise<string | null> {
  const { kind, subjectId, carrierId } = discrepancy;
  const segment = kind === 'latency-drift' ? undefined : await tx.connections.segment(subjectId);
  if (kind === 'orphan') {
    const isGone = segment?.state === 'ended' || segment?.state === 'cleared';
    return isGone ? 'removed: its carrier has confirmed' : null;
  }
  if (isFinal(order.state)) return `order ${order.id} is ${order.state}`;
  const active = (await tx.connections.ofOrder(order.id)).find(({ state }) => state === 'active');
  if (order.state !== 'active' || !active) return null;
  if (kind === 'latency-drift') {
    return latencyDrift(network.view, carrierId, order, active, settings.latencyDriftNs)
      ? null
      : 'repaired: the order runs as it was totalled';
  }
  if (segment?.state !== 'held' || segment.connectionId !== active.id) return 'repaired: the order runs over another service';
  // One that is not established yet does not impair its order: the next comparison tells.
  return kind === 'state-drift' ? null : 'the order is whole again';
}
