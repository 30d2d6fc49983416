import { commit, type Engine } from '../engine';
import { endClearedSegments, releaseEnds, releaseSegments } from '../provisioning/release';
import { settleHits } from '../recovery/settle-hits';
import type { Holdings, Step } from './order-steps';

/** Cancelled, or at its end: every carrier deletes its segment, then what was booked is given up. It rests while a carrier has not confirmed. */
export async function releaseOrder(engine: Engine, { order }: Holdings): Promise<Step> {
  const { unconfirmed } = await releaseSegments(engine, order.id);
  return commit(engine, async (record): Promise<Step> => {
    await endClearedSegments(engine, record, order.id);
    if (unconfirmed.length > 0) return 'rests';
    await releaseEnds(engine, record, order.id);
    await record.tx.interventions.removeMove(order.id);
    await settleHits(engine, record, order.id, 'released', order.cause);
    await record.move(order.id, 'releasing', 'released', 'every carrier has confirmed');
    return 'rests';
  });
}
