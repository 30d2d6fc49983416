import { commit, OrderMovedError, type Engine, type Recording } from '../engine';
import { asksForHuman } from '../identification/explain-refusal';
import { identifyChosen } from '../identification/identify-chosen';
import { identifyQueued } from '../identification/identify-queued';
import { identifyRoute, type Identification } from '../identification/identify-route';
import type { Purpose } from '../identification/question';
import { assertNever } from '../model/assert-never';
import type { Refusal } from '../model/connection';
import type { Decision } from '../model/decision';
import { formatNs, worseNs } from '../model/latency';
import type { Order } from '../model/order';
import type { QueuedOrder } from '../model/queued-order';
import type { Route } from '../model/route';
import type { RouteChoice } from '../model/route-choice';
import { establish } from '../provisioning/establish';
import { endClearedSegments, releaseEnds, releaseSegments } from '../provisioning/release';
import { reserve } from '../provisioning/reserve';
import { prepareRecovery, recordPrepared, type Prepared } from '../recovery/prepare-recovery';
import type { Tx } from '../store/store';
import { carrierNames, unconfirmed, type Holdings, type Step } from './order-steps';

/** Identifies a route and books it; or says what the order waits for, or why it cannot be served. */
export async function identifyOrder(engine: Engine, holdings: Holdings): Promise<Step> {
  const { order } = holdings;
  return identifyAsked(
    engine,
    holdings,
    await commit(engine, async (record) => {
      await releaseEnds(engine, record, order.id);
      return readAsked(record.tx, order.id);
    }),
  );
}

/** A new order, which holds nothing: it is taken up, and identified at once. */
export async function takeUpReceived(engine: Engine, holdings: Holdings): Promise<Step> {
  const { order } = holdings;
  const asked = await commit(engine, async (record) => {
    await record.move(order.id, 'received', 'identifying', 'taken up');
    return readAsked(record.tx, order.id);
  });
  // One that starts later is only foreseen: its dates are kept first.
  if (order.startMs !== null) return 'goes-on';
  return identifyAsked(engine, { ...holdings, order: { ...order, state: 'identifying' } }, asked);
}

/** What is asked of an order that holds nothing yet, beside the order itself. */
interface Asked {
  readonly refusals: readonly Refusal[];
  readonly choice: RouteChoice | null;
  readonly queued: QueuedOrder | null;
}

const readAsked = async (tx: Tx, orderId: string): Promise<Asked> => ({
  refusals: await tx.connections.refusals(orderId),
  choice: await tx.orders.choice(orderId),
  queued: await tx.orders.queued(orderId),
});

async function identifyAsked(engine: Engine, holdings: Holdings, asked: Asked): Promise<Step> {
  const { order } = holdings;
  const { refusals, choice } = asked;
  if (refusals.length >= engine.settings.maxRefusals) return giveUp(engine, holdings, refusals);
  const identified = identifyAnew(engine, order, asked, engine.areManyWaiting() ? 'full-if-refused' : 'full');
  switch (identified.kind) {
    case 'route':
      return book(engine, order, prepareRecovery(engine, order, identified, refusals), choice);
    case 'waits':
      return setAside(engine, order, identified.decision, identified.route);
    case 'none':
      return noRoute(engine, holdings, refusals, identified.decision, choice);
    default:
      return assertNever(identified);
  }
}

/** For an order that holds nothing yet: what is done with it at this moment. */
function identifyAnew(engine: Engine, order: Order, asked: Asked, detail: Purpose['detail'] = 'full'): Identification {
  const identified = identifyOffered(engine, order, asked, detail);
  return asked.queued ? identifyQueued(engine.network, order, asked.queued, identified, engine.settings.latencyDriftNs) : identified;
}

/** What it would get, were nothing held back that was queued offline. */
export function identifyOffered(
  engine: Engine,
  order: Order,
  { refusals, choice }: Pick<Asked, 'refusals' | 'choice'>,
  detail: Purpose['detail'] = 'full',
): Identification {
  const purpose: Purpose = {
    ...{ occasion: 'provisioning', ownSegments: [], ends: null, refusals },
    ...{ atMs: engine.clock.now(), budgets: engine.settings.searchBudgets, detail },
  };
  return choice ? identifyChosen(engine.network, order, choice, purpose) : identifyRoute(engine.network, order, purpose);
}

/** Throws OrderMovedError, which undoes the transaction, where the operator has chosen otherwise since: what was found is not what was asked for. */
async function refuseOtherChoice({ tx }: Recording, orderId: string, followed: RouteChoice | null): Promise<void> {
  const standing = await tx.orders.choice(orderId);
  if (JSON.stringify(standing) !== JSON.stringify(followed)) throw new OrderMovedError(`another route was chosen for order ${orderId}`);
}

/**
 * What the policy asks for is found and told before anything is booked, and so before any carrier is asked. In one transaction, unless what is to be booked
 * was taken meanwhile.
 */
async function book(engine: Engine, order: Order, prepared: Prepared, choice: RouteChoice | null): Promise<Step> {
  const { primary, decision } = prepared;
  const plan = async (record: Recording): Promise<void> => {
    await recordPrepared(record, order, prepared);
    await record.move(order.id, 'identifying', 'planned', decision.summary);
  };
  const words = `booked: ${formatNs(worseNs(primary))} one way`;
  const reserved = await reserve(engine, order, primary, {
    before: plan,
    after: async (record) => {
      await refuseOtherChoice(record, order.id, choice);
      await record.move(order.id, 'planned', 'reserved', words);
    },
  });
  if (reserved.kind === 'reserved') return 'goes-on';
  // If somebody was faster, what is free has changed: a planned order is identified again.
  await commit(engine, plan);
  return takeUpAgain(engine, order, `${reserved.subject.kind} ${reserved.subject.id} was taken meanwhile`);
}

/** Planned, until what it waits for has come. `route`: over stale information, which from then on is what the operator saw. */
async function setAside(engine: Engine, order: Order, decision: Decision, route?: Route): Promise<Step> {
  await commit(engine, async (record) => {
    await record.tx.orders.addDecision(decision);
    const queued = route && (await record.tx.orders.queued(order.id));
    if (route && queued?.plan === null)
      await record.tx.orders.putQueued(order.id, { ...queued, plan: route, queuedAtMs: engine.clock.now() });
    await record.move(order.id, 'identifying', 'planned', decision.summary);
  });
  return 'rests';
}

/** Rejected, with the explanation. Once a carrier has been asked it is a failure of provisioning, rolled back; what is not rolled back yet is waited for. */
async function noRoute(
  engine: Engine,
  holdings: Holdings,
  refusals: readonly Refusal[],
  decision: Decision,
  choice: RouteChoice | null,
): Promise<Step> {
  const { order } = holdings;
  const carriers = owing(engine, holdings);
  if (carriers !== '') {
    const summary = `${waitsForDeletion} ${carriers} confirms that an earlier attempt is deleted; without what it holds: ${decision.summary}`;
    return setAside(engine, order, { ...decision, outcome: 'waits', summary });
  }
  // Nothing was proved: it is no refusal.
  if (decision.outcome === 'budget-spent') return setAside(engine, order, decision);
  await commit(engine, async (record) => {
    await refuseOtherChoice(record, order.id, choice);
    await record.tx.orders.addDecision(decision);
    await record.move(order.id, 'identifying', refusals.length > 0 ? 'failed' : 'rejected', decision.summary);
  });
  return 'rests';
}

/** Failed, once every carrier has confirmed that nothing is left of it. */
async function giveUp(engine: Engine, holdings: Holdings, refusals: readonly Refusal[]): Promise<Step> {
  const { order } = holdings;
  const words = `carriers refused it ${refusals.length} times, last: ${refusals.at(-1)?.message ?? ''}`;
  const carriers = owing(engine, holdings);
  if (carriers === '') await commit(engine, (record) => record.move(order.id, 'identifying', 'failed', words));
  else {
    const waiting = `${waitsForDeletion} ${carriers} confirms that the last attempt is deleted; ${words}`;
    await commit(engine, (record) => record.move(order.id, 'identifying', 'planned', waiting));
  }
  return 'rests';
}

const waitsForDeletion = 'waits until';

/** The carriers that have not confirmed a deletion, by name; empty: none. */
const owing = (engine: Engine, holdings: Holdings): string => carrierNames(engine, unconfirmed(holdings));

/** A planned order is checked against what is known now; while it would wait for the same, it rests. */
export async function takeUpPlanned(engine: Engine, holdings: Holdings): Promise<Step> {
  const { order } = holdings;
  if (order.cause.startsWith(waitsForDeletion) && owing(engine, holdings) !== '') return 'rests';
  if (order.cause.startsWith(asksForHuman)) {
    const restsForMs = order.stateSinceMs + engine.settings.searchAgainMs - engine.clock.now();
    // A clock that was put back makes it wait no longer.
    if (restsForMs > 0 && restsForMs <= engine.settings.searchAgainMs) return { restsForMs };
  }
  const identified = identifyAnew(engine, order, await engine.store.transaction((tx) => readAsked(tx, order.id)));
  const isAsBefore = identified.kind === 'waits' && identified.decision.summary === order.cause;
  return isAsBefore ? 'rests' : takeUpAgain(engine, order);
}

async function takeUpAgain(engine: Engine, order: Order, cause = 'checked again'): Promise<Step> {
  await commit(engine, (record) => record.move(order.id, 'planned', 'identifying', cause));
  return 'goes-on';
}

/** Has every carrier provision its segment, all or none; what a carrier refuses is released everywhere and identified again without it. */
export async function provisionOrder(engine: Engine, holdings: Holdings): Promise<Step> {
  const { order, making } = holdings;
  if (order.state === 'reserved' && making) {
    await commit(engine, async (record) => {
      await record.tx.connections.setState(making.connection.id, 'provisioning');
      await record.note('provisioning.asked', order.id, `${making.segments.length} segments, one at each carrier on the way`);
      await record.move(
        order.id,
        'reserved',
        'provisioning',
        `${making.segments.length === 1 ? '1 segment' : `${making.segments.length} segments`} asked for`,
      );
    });
    return 'goes-on';
  }
  let cause = 'what a crash left undone was rolled back';
  if (making) {
    const { connection, segments } = making;
    const established = await establish(engine, order, connection, segments, async (record, route) => {
      if ((await record.tx.orders.homeRoute(order.id)) === null) await record.tx.orders.setHomeRoute(order.id, route);
      // From here on it is moved and restored like any other.
      await record.tx.orders.putChoice(order.id, null);
      const words = `${formatNs(worseNs(route))} one way, limit ${formatNs(order.limit.oneWayNs)}`;
      await record.move(order.id, 'provisioning', 'active', words);
    });
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
