import { commit, type Engine, type Recording } from '../engine';
import type { CarryOver, Segment } from '../model/connection';
import { rebook } from '../provisioning/book';
import { endClearedSegments } from '../provisioning/release';
import { checkService } from '../recovery/check-service';
import type { Holdings } from './order-steps';
import { moveBack } from './whereabouts';

/**
 * Segments that a move in place left in doubt, because their carriers were not heard when it was given up: moved back, where the carrier is heard
 * again. What it took instead is judged as any way that a carrier takes by itself. True: something was settled.
 */
export async function settleDoubts(engine: Engine, holdings: Holdings): Promise<boolean> {
  const { order, segments, inDoubt } = holdings;
  if (order.state !== 'active' && order.state !== 'impaired') return false;
  const settled = await Promise.all(
    inDoubt.map((carryOver) => {
      const segment = segments.find(({ id }) => id === carryOver.segmentId);
      return segment ? settle(engine, holdings, segment, carryOver) : Promise.resolve(false);
    }),
  );
  return settled.includes(true);
}

async function settle(engine: Engine, { order, active }: Holdings, segment: Segment, carryOver: CarryOver): Promise<boolean> {
  if (segment.state !== 'held') {
    await commit(engine, (record) => forget(engine, record, carryOver, segment.orderId));
    return true;
  }
  if (engine.network.view.isStale(segment.carrierId)) return false;
  if (segment.connectionId !== active?.connection.id) {
    // Of no connection any more: where it is does not matter.
    await commit(engine, async (record) => {
      await record.tx.connections.setSegment(segment.id, 'deleting', '');
      await forget(engine, record, carryOver, segment.orderId);
    });
    return true;
  }
  const whereabouts = await moveBack(engine, order, segment, carryOver);
  if (whereabouts === 'unclear') return false;
  if (whereabouts !== 'as-before') await checkService(engine, segment.id);
  await commit(engine, async (record) => {
    const known = await record.tx.connections.segment(segment.id);
    if (known?.state === 'held') await rebook(engine, record, known, known.resourceIds);
    await forget(engine, record, carryOver, segment.orderId);
  });
  return true;
}

async function forget(engine: Engine, record: Recording, { connectionId, segmentId }: CarryOver, orderId: string): Promise<void> {
  const { connections } = record.tx;
  const others = (await connections.carryOvers(connectionId)).filter((other) => other.segmentId !== segmentId);
  await connections.removeCarryOvers(connectionId);
  for (const other of others) await connections.putCarryOver(other);
  await endClearedSegments(engine, record, orderId);
}
