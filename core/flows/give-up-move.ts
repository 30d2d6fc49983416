import { commit, type Engine, type Recording } from '../engine';
import type { CarryOver, Segment } from '../model/connection';
import type { Order } from '../model/order';
import { rebook } from '../provisioning/book';
import { endClearedSegments } from '../provisioning/release';
import { impair } from '../recovery/assess';
import { checkService } from '../recovery/check-service';
import { examine } from '../recovery/examine';
import { settleHits } from '../recovery/settle-hits';
import { isSound } from './make-room';
import { readHoldings, type ConnectionParts, type Holdings, type Step } from './order-steps';
import { moveBack, whereIs, type Whereabouts } from './whereabouts';

/**
 * Gives a move up: what was newly made is to be deleted, what moved in place is moved back, and the order is where it was; or impaired, where its old
 * connection was broken already or is not sound any more. What carriers do not confirm is finished afterwards, and kept booked until then.
 * `next`: whether there is something else to try.
 */
export async function giveUpMove(engine: Engine, order: Order, cause: string, next: Step = 'goes-on'): Promise<Step> {
  const holdings = await readHoldings(engine, order.id);
  if (!holdings) return 'rests';
  const { active, making } = holdings;
  const settled = await Promise.all(
    movedOf(holdings).map(async ({ segment, carryOver }) => ({
      segment,
      carryOver,
      // Once the old connection is broken, nothing is gained by moving its parts back.
      whereabouts: active ? await moveBack(engine, order, segment, carryOver) : await whereIs(engine, segment, carryOver),
    })),
  );
  await commit(engine, async (record) => {
    if (making) await letGo(record, making);
    for (const { segment, carryOver, whereabouts } of settled)
      await settle(engine, record, segment, carryOver, whereabouts, active !== null);
    await endClearedSegments(engine, record, order.id);
    await moveOn(engine, record, holdings, cause, next);
  });
  // What carriers said of its services meanwhile was not looked at.
  const inDoubt = new Set(settled.filter(({ whereabouts }) => whereabouts !== 'as-before').map(({ segment }) => segment.id));
  for (const { id, state } of active?.segments ?? []) if (state === 'held' && !inDoubt.has(id)) await checkService(engine, id);
  return active ? 'goes-on' : next;
}

const movedOf = ({ making, segments }: Holdings): readonly { readonly segment: Segment; readonly carryOver: CarryOver }[] =>
  (making?.carryOvers ?? []).flatMap((carryOver) => {
    const segment = segments.find(({ id }) => id === carryOver.segmentId);
    return segment && segment.resourceIds.join() !== carryOver.resourceIds.join() ? [{ segment, carryOver }] : [];
  });

async function letGo({ tx }: Recording, { connection, segments }: ConnectionParts): Promise<void> {
  for (const { id, state, detail } of segments) {
    // What no carrier was asked for, no carrier need delete.
    if (state === 'booked') await tx.connections.setSegment(id, 'cleared', detail);
    if (state === 'creating' || state === 'held') await tx.connections.setSegment(id, 'deleting', detail);
  }
  await tx.connections.removeCarryOvers(connection.id);
  await tx.connections.setState(connection.id, 'releasing');
}

async function settle(
  engine: Engine,
  record: Recording,
  segment: Segment,
  carryOver: CarryOver,
  whereabouts: Whereabouts,
  isWanted: boolean,
): Promise<void> {
  const { connections } = record.tx;
  if (whereabouts === 'as-before') return rebook(engine, record, segment, segment.resourceIds);
  // It stays booked on both ways until its carrier says on which it is.
  if (isWanted) return connections.putCarryOver(carryOver);
  if (whereabouts === 'moved') return rebook(engine, record, segment, carryOver.resourceIds);
  await connections.setSegment(segment.id, whereabouts === 'gone' ? 'cleared' : 'deleting', '');
}

async function moveOn(engine: Engine, record: Recording, holdings: Holdings, cause: string, next: Step): Promise<void> {
  const { order, active } = holdings;
  const { tx, note, move } = record;
  const atMs = engine.clock.now();
  const isBack = active !== null && (await isSound(engine, record, holdings, active));
  await note('move.given-up', order.id, cause);
  if (order.state === 'moving') await dropRequest(engine, record, holdings, cause, isBack);
  if (isBack) {
    if (order.state === 'restoring') await settleHits(engine, record, order.id, 'cleared', cause);
    await move(order.id, order.state, 'active', `on the connection that it had: ${cause}`);
    return;
  }
  const findings = active ? examine(engine.network.view, order, active.connection) : [];
  const [first] = findings;
  if (order.state === 'moving' && first) {
    await impair(engine, record, order, findings, `${first.text}; its move was given up: ${cause}`);
    return;
  }
  await tx.impairments.settleHits(order.id, next === 'rests' ? 'unrestorable' : 'pending', cause, atMs);
  await move(order.id, order.state, 'impaired', cause);
}

/**
 * A move to one route has failed; one to wherever it is possible is tried again without what carriers refused, while there is something to go by.
 * What failed for a lost link waits until that is back.
 */
async function dropRequest(
  engine: Engine,
  { tx, note }: Recording,
  { order, making, segments }: Holdings,
  cause: string,
  isBack: boolean,
): Promise<void> {
  const request = await tx.interventions.move(order.id);
  if (!request) return;
  const takenOver = new Set((making?.carryOvers ?? []).map(({ segmentId }) => segmentId));
  const parts = segments.filter(({ id, connectionId }) => takenOver.has(id) || connectionId === making?.connection.id);
  const isLinkLost = parts.some(({ carrierId }) => engine.network.view.isStale(carrierId));
  const isAnother = request.route === null && (await tx.connections.refusals(order.id)).length > 0;
  if (isBack && (isLinkLost || isAnother)) return;
  await tx.interventions.removeMove(order.id);
  await note('move.refused', order.id, `${request.text}: ${cause}`, request.actor);
}
