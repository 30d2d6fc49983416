import { commit, type Engine } from '../engine';
import type { Identification } from '../identification/identify-route';
import { formatNs, worseNs } from '../model/latency';
import type { Order } from '../model/order';
import type { Route } from '../model/route';
import { establish } from '../provisioning/establish';
import { endClearedSegments, releaseSegments } from '../provisioning/release';
import { reserve } from '../provisioning/reserve';
import { chooseAlternative } from '../recovery/choose-alternative';
import { carrierNames, unconfirmed, type Holdings, type Step } from './order-steps';

/**
 * Moves an impaired order to an alternative that meets its limit (N8): identify, break, book, make. The order keeps its ends; what it holds on
 * resources that survive may be used again. Where nothing is found it stays impaired, with the explanation, and is tried again when something changes.
 */
export async function restoreConnection(engine: Engine, holdings: Holdings): Promise<Step> {
  const { order, making } = holdings;
  if (order.state === 'restoring')
    return making ? make(engine, holdings) : breakOff(engine, order, 'what a crash left undone was rolled back');

  const waiting = waitsFor(engine, holdings);
  if (waiting) return stayImpaired(engine, order, waiting);
  const [refusals, alternatives] = await engine.store.transaction(async (tx) => [
    await tx.connections.refusals(order.id),
    await tx.alternatives.ofOrder(order.id),
  ]);
  if (refusals.length >= engine.settings.maxRefusals) {
    return stayImpaired(engine, order, `carriers refused alternatives ${refusals.length} times, last: ${refusals.at(-1)?.message ?? ''}`);
  }
  const identified = chooseAlternative(engine, holdings, refusals, alternatives, engine.clock.now());
  if (identified.kind !== 'route') return stayImpaired(engine, order, identified.decision.summary, identified);
  await commit(engine, async (record) => {
    await record.tx.orders.addDecision(identified.decision);
    await record.tx.impairments.settleHits(order.id, 'pending', 'being restored', engine.clock.now());
    await record.note('alternative.chosen', order.id, identified.decision.summary);
    await record.move(order.id, 'impaired', 'restoring', identified.decision.summary);
  });
  return replace(engine, order, identified.route);
}

/** Break before make: the carriers delete what there was, then the alternative is booked in the transaction that gives up the rest. */
async function replace(engine: Engine, order: Order, route: Route): Promise<Step> {
  const { unconfirmed: held } = await releaseSegments(engine, order.id);
  if (held.length > 0) {
    return breakOff(engine, order, `waits until ${carrierNames(engine, held)} confirms that the broken connection is deleted`, 'rests');
  }
  const reserved = await reserve(engine, order, route, async () => {});
  if (reserved.kind === 'taken') return breakOff(engine, order, `${reserved.subject.kind} ${reserved.subject.id} was taken meanwhile`);
  return 'goes-on';
}

async function make(engine: Engine, { order, making }: Holdings): Promise<Step> {
  if (!making) return 'goes-on';
  const { connection, segments } = making;
  const established = await establish(engine, order, connection, segments, async (record, route) => {
    const atMs = engine.clock.now();
    const hits = (await record.tx.impairments.hitsOf(order.id)).filter((hit) => hit.settledAtMs === null);
    const since = Math.min(atMs, ...hits.map((hit) => hit.hitAtMs));
    const words = `${formatNs(worseNs(route))} one way, limit ${formatNs(order.limit.oneWayNs)}`;
    await record.tx.impairments.settleHits(
      order.id,
      'restored',
      `restored at ${words}, ${((atMs - since) / 1000).toFixed(2)} s after it was hit`,
      atMs,
    );
    await record.move(order.id, 'restoring', 'active', `restored: ${words}`);
  });
  if (established.kind === 'active') return 'rests';
  const { unconfirmed: held } = await releaseSegments(engine, order.id);
  return breakOff(engine, order, established.cause, held.length > 0 ? 'rests' : 'goes-on');
}

/** Back to impaired with nothing half done; it is identified again, or rests until a carrier confirms. */
async function breakOff(engine: Engine, order: Order, cause: string, next: Step = 'goes-on'): Promise<Step> {
  await releaseSegments(engine, order.id);
  await commit(engine, async (record) => {
    await endClearedSegments(engine, record, order.id);
    await record.tx.impairments.settleHits(order.id, next === 'rests' ? 'unrestorable' : 'pending', cause, engine.clock.now());
    await record.move(order.id, 'restoring', 'impaired', cause);
  });
  return next;
}

/** The broken connection can only be taken down at carriers that are heard. */
function waitsFor(engine: Engine, holdings: Holdings): string | null {
  const { view } = engine.network;
  const stuck = unconfirmed(holdings);
  const silent = holdings.segments.filter(({ state, carrierId }) => state === 'held' && view.isStale(carrierId));
  const names = carrierNames(engine, [...stuck, ...silent]);
  return names === '' ? null : `waits for the link to ${names}, which holds a part of the broken connection`;
}

/** Nothing found yet: until something in the network changes, and what carriers refused is forgotten. */
async function stayImpaired(engine: Engine, order: Order, why: string, identified?: Identification): Promise<Step> {
  await commit(engine, async (record) => {
    const { tx } = record;
    await endClearedSegments(engine, record, order.id);
    const [latest] = await tx.orders.decisions(order.id);
    if (identified && latest?.summary !== why) await tx.orders.addDecision(identified.decision);
    await tx.impairments.settleHits(order.id, 'unrestorable', why, engine.clock.now());
  });
  return 'rests';
}
