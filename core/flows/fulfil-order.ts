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
import type { Onward, Order } from '../model/order';
import type { Route } from '../model/route';
import type { RouteChoice } from '../model/route-choice';
import { establish } from '../provisioning/establish';
import { endClearedSegments, releaseEnds, releaseSegments } from '../provisioning/release';
import { reserve } from '../provisioning/reserve';
import { prepareRecovery, recordPrepared, type Prepared } from '../recovery/prepare-recovery';
import { carrierNames, readWish, unconfirmed, type ConnectionParts, type Holdings, type Step, type Wish } from './order-steps';

/** Where an order is in the store while it is identified, and how it gets from there to `identifying`: a new one in the transaction that records what was found. */
interface TakenUp {
  readonly from: 'received' | 'identifying';
  readonly steps: readonly Onward[];
}
const asItIs: TakenUp = { from: 'identifying', steps: [] };
const takenUp: TakenUp = { from: 'received', steps: [{ to: 'identifying', cause: 'taken up' }] };

/** Identifies a route and books it; or says what the order waits for, or why it cannot be served. */
export async function identifyOrder(engine: Engine, holdings: Holdings): Promise<Step> {
  const { order } = holdings;
  const wish = await commit(engine, async (record) => {
    await releaseEnds(engine, record, order.id);
    return readWish(record.tx, order.id);
  });
  return identifyWished(engine, holdings, wish, asItIs);
}

/** A new order, which holds nothing, is identified at once, and taken up in the transaction that records what is found. */
export async function takeUpReceived(engine: Engine, holdings: Holdings): Promise<Step> {
  const { order, wish } = holdings;
  // One that starts later is only foreseen: its dates are kept first.
  if (order.startMs !== null || !wish) {
    await commit(engine, (record) => record.moveThrough(order.id, takenUp.from, takenUp.steps));
    return 'goes-on';
  }
  return identifyWished(engine, { ...holdings, order: { ...order, state: 'identifying' } }, wish, takenUp);
}

async function identifyWished(engine: Engine, holdings: Holdings, wish: Wish, taken: TakenUp): Promise<Step> {
  const { order } = holdings;
  const { refusals, choice } = wish;
  if (refusals.length >= engine.settings.maxRefusals) return giveUp(engine, holdings, refusals);
  const identified = identifyAnew(engine, order, wish, engine.areManyWaiting() ? 'full-if-refused' : 'full');
  switch (identified.kind) {
    case 'route':
      return book(engine, order, prepareRecovery(engine, order, identified, refusals), choice, taken);
    case 'waits':
      return setAside(engine, order, identified.decision, taken, identified.route);
    case 'none':
      return noRoute(engine, holdings, refusals, identified.decision, choice, taken);
    default:
      return assertNever(identified);
  }
}

/** For an order that holds nothing yet: what is done with it at this moment. */
function identifyAnew(engine: Engine, order: Order, wish: Wish, detail: Purpose['detail'] = 'full'): Identification {
  const identified = identifyOffered(engine, order, wish, detail);
  return wish.queued ? identifyQueued(engine.network, order, wish.queued, identified, engine.settings.latencyDriftNs) : identified;
}

/** What it would get, were nothing held back that was queued offline. */
export function identifyOffered(
  engine: Engine,
  order: Order,
  { refusals, choice }: Pick<Wish, 'refusals' | 'choice'>,
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
async function book(engine: Engine, order: Order, prepared: Prepared, choice: RouteChoice | null, { from, steps }: TakenUp): Promise<Step> {
  const { primary, decision } = prepared;
  const plan = (record: Recording, ...onward: readonly Onward[]): Promise<void> => {
    const planned: Onward = { to: 'planned', cause: decision.summary, before: () => recordPrepared(record, order, prepared) };
    return record.moveThrough(order.id, from, [...steps, planned, ...onward]);
  };
  const words = `booked: ${formatNs(worseNs(primary))} one way`;
  const reserved = await reserve(engine, order, primary, async (record) => {
    await refuseOtherChoice(record, order.id, choice);
    await plan(record, { to: 'reserved', cause: words });
  });
  if (reserved.kind === 'reserved') return 'booked';
  // If somebody was faster, what is free has changed: a planned order is identified again.
  await commit(engine, (record) => plan(record));
  return takeUpAgain(engine, order, `${reserved.subject.kind} ${reserved.subject.id} was taken meanwhile`);
}

/** Planned, until what it waits for has come. `route`: over stale information, which from then on is what the operator saw. */
async function setAside(engine: Engine, order: Order, decision: Decision, { from, steps }: TakenUp, route?: Route): Promise<Step> {
  await commit(engine, async (record) => {
    await record.tx.orders.addDecision(decision);
    const queued = route && (await record.tx.orders.queued(order.id));
    if (route && queued?.plan === null)
      await record.tx.orders.putQueued(order.id, { ...queued, plan: route, queuedAtMs: engine.clock.now() });
    await record.moveThrough(order.id, from, [...steps, { to: 'planned', cause: decision.summary }]);
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
  taken: TakenUp,
): Promise<Step> {
  const { order } = holdings;
  const carriers = owing(engine, holdings);
  if (carriers !== '') {
    const summary = `${waitsForDeletion} ${carriers} confirms that an earlier attempt is deleted; without what it holds: ${decision.summary}`;
    return setAside(engine, order, { ...decision, outcome: 'waits', summary }, taken);
  }
  // Nothing was proved: it is no refusal.
  if (decision.outcome === 'budget-spent') return setAside(engine, order, decision, taken);
  const refused: Onward = { to: refusals.length > 0 ? 'failed' : 'rejected', cause: decision.summary };
  await commit(engine, async (record) => {
    await refuseOtherChoice(record, order.id, choice);
    await record.tx.orders.addDecision(decision);
    await record.moveThrough(order.id, taken.from, [...taken.steps, refused]);
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
  const identified = identifyAnew(engine, order, await engine.store.transaction((tx) => readWish(tx, order.id)));
  const isAsBefore = identified.kind === 'waits' && identified.decision.summary === order.cause;
  return isAsBefore ? 'rests' : takeUpAgain(engine, order);
}

async function takeUpAgain(engine: Engine, order: Order, cause = 'checked again'): Promise<Step> {
  await commit(engine, (record) => record.move(order.id, 'planned', 'identifying', cause));
  return 'goes-on';
}

/** Recorded before any carrier is asked: order, connection and segments, together. */
async function askFor(engine: Engine, order: Order, { connection, segments, carryOvers }: ConnectionParts): Promise<ConnectionParts> {
  await commit(engine, async (record) => {
    await record.tx.connections.setState(connection.id, 'provisioning');
    for (const segment of segments) await record.tx.connections.setSegment(segment.id, 'creating', '');
    await record.note('provisioning.asked', order.id, `${segments.length} segments, one at each carrier on the way`);
    const many = segments.length === 1 ? '1 segment' : `${segments.length} segments`;
    await record.move(order.id, 'reserved', 'provisioning', `${many} asked for`);
  });
  const creating = segments.map((segment) => ({ ...segment, state: 'creating', detail: '' }) as const);
  return { connection: { ...connection, state: 'provisioning' }, segments: creating, carryOvers };
}

/** Has every carrier provision its segment, all or none; what a carrier refuses is released everywhere and identified again without it. */
export async function provisionOrder(engine: Engine, holdings: Holdings): Promise<Step> {
  const { order } = holdings;
  const making = holdings.making && order.state === 'reserved' ? await askFor(engine, order, holdings.making) : holdings.making;
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
