import { commit, type Engine, type Recording } from '../engine';
import type { Segment } from '../model/connection';
import type { Decision } from '../model/decision';
import { formatNs, worseNs } from '../model/latency';
import type { Actor, Order } from '../model/order';
import { isSameRoute, type Route } from '../model/route';
import { signalSlots } from '../model/signal';
import type { Network } from '../network/network';
import { activate, type Part } from '../provisioning/activate';
import { TakenError } from '../provisioning/book';
import { bookMove, createInstead } from '../provisioning/book-move';
import { confirmParts, makeParts, type PartsOutcome, type Unfit } from '../provisioning/make-parts';
import { passOver, recordRefusals } from '../provisioning/pass-over';
import { describeMove, planParts, seconds, type MovePlan } from '../provisioning/plan-move';
import { endClearedSegments } from '../provisioning/release';
import { settleHits } from '../recovery/settle-hits';
import { giveUpMove } from './give-up-move';
import { isDown, makeRoom } from './make-room';
import type { ConnectionParts, Holdings, Step } from './order-steps';
import { remainingOf, type Remaining } from './remaining-parts';

/** How the order's connection would be moved to the route as things stand: what is kept, moved in place, created, and broken before or deleted after. */
export function planMove({ view }: Network, holdings: Holdings, route: Route): MovePlan {
  const { order, segments, active, inDoubt } = holdings;
  const inState = (state: Segment['state']): readonly Segment[] => segments.filter((segment) => segment.state === state);
  const former = {
    held: inState('held'),
    inDoubt: new Set(inDoubt.map(({ segmentId }) => segmentId)),
    leaving: inState('deleting'),
    cleared: inState('cleared'),
    isDown: isDown(view, active),
  };
  return planParts(view, former, route, signalSlots[order.signal]);
}

/**
 * Begins to move the order's connection to the route: the plan with the expected outage is told, the order is `to` restore or move, and what can be had
 * beside the old connection is booked, in one transaction; the next step goes on. Where something was taken meanwhile nothing has happened.
 */
export async function beginMove(
  engine: Engine,
  holdings: Holdings,
  route: Route,
  decision: Decision,
  to: 'restoring' | 'moving',
  actor: Actor = 'engine',
): Promise<Step> {
  const { order } = holdings;
  const { view } = engine.network;
  const gone = goneInterconnect(engine, route);
  if (gone !== null) return { restsForMs: engine.settings.linkLossNoticeMs };
  const plan = planMove(engine.network, holdings, route);
  const how = describeMove(view, plan);
  const summary = `${decision.summary}; ${how}`;
  try {
    await commit(engine, async (record) => {
      const { tx, note, move } = record;
      await tx.orders.addDecision({ ...decision, summary });
      if (to === 'restoring') await note('alternative.chosen', order.id, decision.summary);
      await note('move.planned', order.id, how);
      await tx.impairments.settleHits(order.id, 'pending', `being restored: ${how}`, engine.clock.now());
      await bookMove(engine, record, order, plan);
      await move(order.id, order.state, to, summary, actor);
    });
  } catch (error) {
    if (!(error instanceof TakenError)) throw error;
    // Somebody was faster: what is free has changed, and the view shows it. Else it is waited for that it does.
    const { kind, id } = error.subject;
    const resource = kind === 'resource' ? view.resources.get(id) : undefined;
    const shows = resource ? view.freeSlots(resource) < signalSlots[order.signal] : view.portOwners.has(id);
    return shows ? 'goes-on' : { restsForMs: engine.settings.linkLossNoticeMs };
  }
  return 'goes-on';
}

/**
 * Goes on with a move, or with one that a crash interrupted: all that can be made beside the old connection is made, then what is in the way is broken off,
 * then the rest is made; every part is read back and the whole is put in service. What fails gives the move up.
 */
export async function continueMove(engine: Engine, holdings: Holdings): Promise<Step> {
  const { order, making } = holdings;
  if (!making) return giveUpMove(engine, order, 'what a crash left undone was rolled back');
  const gone = goneInterconnect(engine, making.connection.route);
  if (gone !== null) return giveUpMove(engine, order, `interconnect ${gone} is not known any more`);
  const remaining = remainingOf(engine.network.view, holdings, making);

  const makeBeside = () => makeParts(engine, order, remaining.beside, remaining.moved);
  const clearTheWay = () => makeRoom(engine, holdings, making, remaining);
  let made: PartsOutcome;
  let room: Awaited<ReturnType<typeof makeRoom>> = { kind: 'made' };
  if (isDown(engine.network.view, holdings.active)) {
    // It carries nothing: to wait with the break would only keep it down for longer.
    [made, room] = await Promise.all([makeBeside(), clearTheWay()]);
  } else {
    made = await makeBeside();
    if (made.kind === 'up') room = await clearTheWay();
  }
  if (made.kind !== 'up') return fail(engine, holdings, making, remaining, made);
  if (room.kind !== 'made') return giveUpMove(engine, order, room.cause, room.next);
  const rest = await makeParts(engine, order, remaining.blocked, []);
  if (rest.kind !== 'up') return fail(engine, holdings, making, remaining, rest);
  const confirmed = await confirmParts(engine, remaining.parts);
  if (confirmed.kind !== 'up') return fail(engine, holdings, making, remaining, confirmed);

  const activation = await activate(engine, order, making.connection, remaining.parts, confirmed.services, (record, route) =>
    putInService(engine, record, holdings, remaining.parts, route),
  );
  if (activation.kind === 'active') return 'goes-on';
  const { strayed, cause } = activation;
  const keptAndStrayed = strayed.filter(
    ({ segment, isTakenOver }) => isTakenOver && !remaining.moved.some((move) => move.segment.id === segment.id),
  );
  if (order.state === 'restoring' && keptAndStrayed.length > 0) {
    return replaceUnfit(
      engine,
      holdings,
      making,
      keptAndStrayed.map(({ segment }) => ({ segment, reason: `it realised another route: ${cause}`, isGone: false })),
    );
  }
  await recordRefusals(
    engine,
    strayed.map(({ segment }) => ({ segment, tag: 'route-drift', message: cause })),
  );
  return giveUpMove(engine, order, cause);
}

async function fail(
  engine: Engine,
  holdings: Holdings,
  making: ConnectionParts,
  remaining: Remaining,
  outcome: Exclude<PartsOutcome, { kind: 'up' }>,
): Promise<Step> {
  if (outcome.kind !== 'unfit') return giveUpMove(engine, holdings.order, await passOver(engine, outcome));
  const { unfit } = outcome;
  // A sound connection is not broken for a part that turns out to be unsound: then it is impaired, and restored.
  const isUnsound = unfit.some(({ segment, isGone }) => isGone || !remaining.moved.some((move) => move.segment.id === segment.id));
  const first = unfit[0];
  if (holdings.order.state === 'moving' && isUnsound && first) {
    return giveUpMove(engine, holdings.order, `${engine.network.view.carrierName(first.segment.carrierId)}: ${first.reason}`);
  }
  return replaceUnfit(engine, holdings, making, unfit);
}

/** What cannot be taken over is deleted and created anew. */
async function replaceUnfit(
  engine: Engine,
  { order, active, segments }: Holdings,
  making: ConnectionParts,
  unfit: readonly Unfit[],
): Promise<Step> {
  try {
    await commit(engine, async (record) => {
      for (const { segment, reason, isGone } of unfit) {
        const former = segments.find(({ id }) => id === segment.id);
        if (!former) continue;
        await createInstead(engine, record, making, former, segment, isGone);
        const words = `${engine.network.view.carrierName(segment.carrierId)} cannot go on with its part (${reason}): it is deleted and created anew`;
        await record.note('move.replanned', order.id, words);
      }
      // Without a part of it the old connection is one no more.
      if (active && unfit.some(({ isGone }) => isGone)) await record.tx.connections.setState(active.connection.id, 'releasing');
    });
  } catch (error) {
    if (!(error instanceof TakenError)) throw error;
    // Others have taken what was held free for it.
    return giveUpMove(engine, order, `${engine.network.view.nameOf(error.subject)} was taken meanwhile`);
  }
  return 'goes-on';
}

/** The order is on its new connection, in the transaction that puts that in service; what is left of the old one is to be deleted. */
async function putInService(engine: Engine, record: Recording, holdings: Holdings, parts: readonly Part[], route: Route): Promise<void> {
  const { order, active } = holdings;
  const { tx } = record;
  const atMs = engine.clock.now();
  const own = new Set(parts.map(({ segment }) => segment.id));
  for (const segment of await tx.connections.segmentsOfOrder(order.id)) {
    if (segment.state === 'held' && !own.has(segment.id)) await tx.connections.setSegment(segment.id, 'deleting', '');
  }
  if (active) await tx.connections.setState(active.connection.id, 'releasing');
  await endClearedSegments(engine, record, order.id);
  const sinceMs = await tx.connections.interruptedSince(order.id);
  await tx.connections.endInterruption(order.id);
  const interruption = sinceMs === null ? '' : `, interrupted for ${seconds(atMs - sinceMs)}`;
  // What was down before it was moved was interrupted by what hit it: how long is told with that.
  const uninterrupted = order.state === 'moving' ? ', not interrupted' : '';
  const words = `${formatNs(worseNs(route))} one way, limit ${formatNs(order.limit.oneWayNs)}`;
  const request = await tx.interventions.move(order.id);
  if (request && (order.state === 'moving' || (request.route && isSameRoute(request.route, route)))) {
    await tx.interventions.removeMove(order.id);
    await record.note('move.done', order.id, `${request.text}: ${words}${interruption || uninterrupted}`, request.actor);
  }
  if (order.state === 'moving') {
    await record.move(order.id, 'moving', 'active', `moved: ${words}${interruption || uninterrupted}`);
    return;
  }
  await settleHits(engine, record, order.id, 'restored', `restored at ${words}${await sinceHit(tx, order, atMs)}${interruption}`);
  await record.move(order.id, 'restoring', 'active', `restored: ${words}${interruption}`);
}

async function sinceHit(tx: Recording['tx'], order: Order, atMs: number): Promise<string> {
  const hits = (await tx.impairments.hitsOf(order.id)).filter((hit) => hit.settledAtMs === null);
  return hits.length === 0 ? '' : `, ${seconds(atMs - Math.min(atMs, ...hits.map((hit) => hit.hitAtMs)))} after it was hit`;
}

const goneInterconnect = ({ network }: Engine, { hops }: Route): string | null =>
  hops.find(({ kind, id }) => kind === 'interconnect' && !network.view.interconnects.has(id))?.id ?? null;
