import { commit, type Engine, type Recording } from '../engine';
import { refused, whatIsMissing, wordsOf, type Intervention, type Refused } from '../interventions/intervention';
import { assertNever } from '../model/assert-never';
import { formatTime } from '../model/clock';
import type { Discrepancy, Remedy } from '../model/discrepancy';
import { formatNs, worseNs } from '../model/latency';
import { isFinal, type Order } from '../model/order';
import { putMoveRequest } from './ask-order';
import { routeInForce } from './latency-drift';
import { placeFor } from './place-for';
import { close } from './record-comparison';
import { kindWords, remediesFor } from './words';

export type Settling =
  /** It is done. */
  | { readonly kind: 'done'; readonly discrepancy: Discrepancy }
  /** It is durable, and carried out next: by the order's flow, or (no order) by asking the carrier. */
  | { readonly kind: 'asked'; readonly discrepancy: Discrepancy }
  /** What the carrier really uses is to be judged once more, which enters it if it can be. */
  | { readonly kind: 'judge'; readonly discrepancy: Discrepancy }
  | Refused;

/**
 * Records that an operator wants a discrepancy settled by a remedy (N11): durable before anything is asked of a carrier, and one remedy at a time.
 * Whatever is refused has changed nothing.
 */
export async function settleDiscrepancy(engine: Engine, id: string, remedy: Remedy, intervention: Intervention): Promise<Settling> {
  const missing = whatIsMissing(intervention);
  if (missing !== null) return refused(missing);
  return commit(engine, async (record): Promise<Settling> => {
    const discrepancy = await record.tx.discrepancies.get(id);
    if (!discrepancy) return refused(await notKnown(record, id));
    const amiss = amissWith(engine, discrepancy, remedy);
    if (amiss !== null) return refused(amiss);
    switch (discrepancy.kind) {
      case 'orphan':
        return remedy === 'adopt' ? adoptOrphan(engine, record, discrepancy, intervention) : ask(record, discrepancy, remedy, intervention);
      case 'capacity-drift':
        return accept(record, discrepancy, intervention, 'accepted as it is');
      case 'latency-drift':
        if (remedy === 'adopt') return adoptLatency(engine, record, discrepancy, intervention);
        return withOrder(record, discrepancy, remedy, async (order) =>
          order.state === 'active'
            ? moveOrder(record, discrepancy, order, intervention)
            : refused(`order ${order.id} is ${order.state}: nothing is moved for its latency before it is active; wait`),
        );
      case 'missing':
      case 'state-drift':
      case 'route-drift':
        if (remedy === 'adopt') return { kind: 'judge', discrepancy };
        return withOrder(record, discrepancy, remedy, (order) => {
          if (remedy === 'remove') return giveUp(record, discrepancy, order, intervention);
          if (discrepancy.kind === 'route-drift') return ask(record, discrepancy, remedy, intervention);
          return order.state === 'active'
            ? moveOrder(record, discrepancy, order, intervention)
            : provisionAgain(record, discrepancy, order, intervention);
        });
      default:
        return assertNever(discrepancy.kind);
    }
  });
}

async function notKnown({ tx }: Recording, id: string): Promise<string> {
  const standing = (await tx.discrepancies.standing()).map((one) => one.id);
  const known = standing.length > 5 ? `${standing.slice(0, 5).join(', ')} and ${standing.length - 5} more` : standing.join(', ');
  return `discrepancy ${id} is not known; ${known === '' ? 'none stands' : `those that stand are ${known}`}`;
}

function amissWith({ network: { view } }: Engine, discrepancy: Discrepancy, remedy: Remedy): string | null {
  const { id, state, asked, outcome, closedAtMs, kind, carrierId } = discrepancy;
  const carrier = view.carrierName(carrierId);
  if (state === 'closed') {
    return `discrepancy ${id} was closed ${formatTime(closedAtMs ?? 0)} (${outcome}); have ${carrier} compared again to see what is there now`;
  }
  if (state === 'under-way' && asked) {
    const said = outcome === '' ? '' : `; so far: ${outcome}`;
    return `discrepancy ${id} is being settled: ${asked.remedy} was asked for ${formatTime(asked.atMs)} by ${asked.by}${said}; wait for it`;
  }
  const possible = remediesFor(discrepancy).map((meaning) => meaning.remedy);
  if (possible.includes(remedy)) return null;
  if (state === 'accepted' && remedy === 'adopt') return `discrepancy ${id} is accepted already, by ${asked?.by ?? 'somebody'}`;
  return `${kindWords[kind][0]} cannot be settled by ${remedy}; ${possible.length === 0 ? 'nothing can be done about it here' : `by ${possible.join(' or ')}`}`;
}

const askedBy = (record: Recording, remedy: Remedy, intervention: Intervention) =>
  ({ remedy, by: wordsOf(intervention), actor: 'operator', atMs: record.atMs }) as const;

async function ask(
  record: Recording,
  discrepancy: Discrepancy,
  remedy: Remedy,
  intervention: Intervention,
  orderId = discrepancy.orderId,
): Promise<Settling> {
  const asked: Discrepancy = { ...discrepancy, orderId, state: 'under-way', asked: askedBy(record, remedy, intervention), outcome: '' };
  await record.tx.discrepancies.put(asked);
  await record.note(
    `discrepancy.${remedy}-asked`,
    discrepancy.subjectId,
    `${discrepancy.text}: ${remedy} by ${wordsOf(intervention)}`,
    'operator',
  );
  return { kind: 'asked', discrepancy: asked };
}

async function accept(record: Recording, discrepancy: Discrepancy, intervention: Intervention, outcome: string): Promise<Settling> {
  const accepted: Discrepancy = { ...discrepancy, state: 'accepted', asked: askedBy(record, 'adopt', intervention), outcome };
  await record.tx.discrepancies.put(accepted);
  await record.note(
    'discrepancy.accepted',
    discrepancy.subjectId,
    `${discrepancy.text}: ${outcome}, by ${wordsOf(intervention)}`,
    'operator',
  );
  return { kind: 'done', discrepancy: accepted };
}

/** The part of an order that it fits, if there is one; else somebody else's: its slots are counted as foreign already. */
async function adoptOrphan(engine: Engine, record: Recording, discrepancy: Discrepancy, intervention: Intervention): Promise<Settling> {
  const { evidence, carrierId } = discrepancy;
  if (evidence.kind !== 'service') return refused(`discrepancy ${discrepancy.id} does not say what its carrier holds; compare again`);
  const place = await placeFor(engine.network.view, record.tx, carrierId, evidence);
  if (!place) return accept(record, discrepancy, intervention, 'accepted as somebody else’s, its slots counted so');
  if (evidence.resourceIds === null) {
    const carrier = engine.network.view.carrierName(carrierId);
    return refused(
      `${carrier} does not say which way service ${discrepancy.subjectId} takes, so order ${place.order.id} cannot be totalled with it; ask ${carrier}, or remove it`,
    );
  }
  return ask(record, discrepancy, 'adopt', intervention, place.order.id);
}

async function adoptLatency(
  { network: { view } }: Engine,
  record: Recording,
  discrepancy: Discrepancy,
  intervention: Intervention,
): Promise<Settling> {
  const { tx, note } = record;
  const order = await tx.orders.get(discrepancy.subjectId);
  const connection = (await tx.connections.ofOrder(discrepancy.subjectId)).find(({ state }) => state === 'active');
  if (order?.state !== 'active' || !connection) {
    return refused(
      `order ${discrepancy.subjectId} is ${order?.state ?? 'not known'}; only a total of an order that is active can be entered: wait`,
    );
  }
  const now = routeInForce(view, connection.route);
  if (!now) return refused(`a latency on the way of order ${order.id} is not known any more; enter a reading first`);
  if (worseNs(now) > order.limit.oneWayNs) {
    return refused(
      `order ${order.id} takes ${formatNs(worseNs(now))} now, over its limit of ${formatNs(order.limit.oneWayNs)}; it is to be moved, not adopted`,
    );
  }
  await tx.connections.setRoute(connection.id, now);
  const words = `totalled anew at ${formatNs(worseNs(now))} one way, limit ${formatNs(order.limit.oneWayNs)}`;
  const closed = await close(record, { ...discrepancy, asked: askedBy(record, 'adopt', intervention) }, words);
  await note('discrepancy.adopted', order.id, `${words}, by ${wordsOf(intervention)}`, 'operator');
  return { kind: 'done', discrepancy: closed };
}

/** Hands the order to `work`, if it can be asked for anything. */
async function withOrder(
  { tx }: Recording,
  discrepancy: Discrepancy,
  remedy: Remedy,
  work: (order: Order) => Promise<Settling>,
): Promise<Settling> {
  const order = discrepancy.orderId === null ? undefined : await tx.orders.get(discrepancy.orderId);
  if (!order || isFinal(order.state)) {
    return refused(
      `order ${discrepancy.orderId ?? ''} is ${order?.state ?? 'not known'}; compare again: nothing is wanted for it any more`,
    );
  }
  if (order.isCancelRequested || order.state === 'releasing') return refused(`order ${order.id} is being released; wait until it is`);
  if (remedy !== 'repair') return work(order);
  if (order.isFrozen) return refused(`order ${order.id} is frozen: nothing moves it; unfreeze it first, or force it onto a route`);
  if (order.state === 'restoring' || order.state === 'moving') {
    return refused(`order ${order.id} is ${order.state} already; see what becomes of it, then compare again`);
  }
  return work(order);
}

/** The order's flow finds and takes the better route, or says in the history why there is none. */
async function moveOrder(record: Recording, discrepancy: Discrepancy, order: Order, intervention: Intervention): Promise<Settling> {
  const standing = await putMoveRequest(record, order, null, wordsOf(intervention));
  if (standing !== null) return refused(standing);
  return ask(record, discrepancy, 'repair', intervention);
}

/** On the very route that it had, with what its carriers refused before forgotten: what is not held is made anew. */
async function provisionAgain(record: Recording, discrepancy: Discrepancy, order: Order, intervention: Intervention): Promise<Settling> {
  const connections = await record.tx.connections.ofOrder(order.id);
  const route = (connections.find(({ state }) => state === 'active') ?? connections.at(-1))?.route ?? null;
  const standing = await putMoveRequest(record, order, route, wordsOf(intervention));
  if (standing !== null) return refused(standing);
  await record.tx.connections.forgetRefusals([order.id]);
  return ask(record, discrepancy, 'repair', intervention);
}

async function giveUp(record: Recording, discrepancy: Discrepancy, order: Order, intervention: Intervention): Promise<Settling> {
  await record.tx.orders.requestCancel(order.id);
  return ask(record, discrepancy, 'remove', intervention);
}
