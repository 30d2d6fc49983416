import { commit, type Engine } from '../engine';
import { identifyRoute } from '../identification/identify-route';
import { formatNs, worseNs } from '../model/latency';
import { establish } from '../provisioning/establish';
import { endClearedSegments, releaseEnds, releaseSegments } from '../provisioning/release';
import { reserve } from '../provisioning/reserve';
import type { Holdings, Step } from './order-steps';

/** Identifies a route and books it; or says what the order waits for, or why it cannot be served. */
export async function identifyOrder(engine: Engine, { order }: Holdings): Promise<Step> {
  await commit(engine, (record) => releaseEnds(engine, record, order.id));
  const refusals = await engine.store.transaction((tx) => tx.connections.refusals(order.id));
  const atMs = engine.clock.now();
  const identified = identifyRoute(engine.network, order, { occasion: 'provisioning', ownSegments: [], ends: null, refusals, atMs });
  const isGivenUp = refusals.length >= engine.settings.maxRefusals;
  return commit(engine, async (record): Promise<Step> => {
    const { decision } = identified;
    await record.tx.orders.addDecision(decision);
    if (isGivenUp) {
      const words = `carriers refused it ${refusals.length} times, last: ${refusals.at(-1)?.message ?? ''}`;
      await record.move(order.id, 'identifying', 'failed', words);
    } else if (identified.kind === 'none') {
      // Once a carrier has been asked, it is a failure of provisioning that was rolled back; before that, a rejection.
      await record.move(order.id, 'identifying', refusals.length > 0 ? 'failed' : 'rejected', decision.summary);
    } else {
      await record.move(order.id, 'identifying', 'planned', decision.summary);
      if (identified.kind === 'waits') return 'rests';
    }
    return 'goes-on';
  }).then(async (next) => {
    if (identified.kind !== 'route' || isGivenUp || next === 'rests') return next;
    const { route } = identified;
    const summary = `${formatNs(worseNs(route))} one way`;
    const reserved = await reserve(engine, order, route, (record) => record.move(order.id, 'planned', 'reserved', `booked: ${summary}`));
    // Somebody was faster: what is free has changed, so it is identified again.
    if (reserved.kind === 'taken')
      await commit(engine, (record) =>
        record.move(order.id, 'planned', 'identifying', `${reserved.subject.kind} ${reserved.subject.id} was taken meanwhile`),
      );
    return 'goes-on';
  });
}

/** A planned order is checked against what is known now before it goes on; until its carriers are heard again it rests. */
export async function takeUpAgain(engine: Engine, { order }: Holdings): Promise<Step> {
  await commit(engine, (record) => record.move(order.id, 'planned', 'identifying', 'checked again'));
  return 'goes-on';
}

/** Has every carrier provision its segment, all or none; what a carrier refuses is released everywhere and identified again without it. */
export async function provisionOrder(engine: Engine, holdings: Holdings): Promise<Step> {
  const { order, serving } = holdings;
  if (order.state === 'reserved' && serving) {
    await commit(engine, async (record) => {
      await record.tx.connections.setState(serving.connection.id, 'provisioning');
      await record.move(order.id, 'reserved', 'provisioning', `${serving.segments.length} segments asked for`);
    });
    return 'goes-on';
  }
  let cause = 'what a crash left undone was rolled back';
  if (serving) {
    const { connection, segments } = serving;
    const established = await establish(engine, order, connection, segments, (record, route) =>
      record.move(order.id, 'provisioning', 'active', `${formatNs(worseNs(route))} one way, limit ${formatNs(order.limit.oneWayNs)}`),
    );
    if (established.kind === 'active') return 'rests';
    cause = established.cause;
  }
  // Crankback: release the others and try the next candidate, without what refused.
  await releaseSegments(engine, order.id);
  await commit(engine, async (record) => {
    await endClearedSegments(engine, record, order.id);
    await releaseEnds(engine, record, order.id);
    await record.move(order.id, 'provisioning', 'identifying', cause);
  });
  return 'goes-on';
}
