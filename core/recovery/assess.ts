import { commit, type Engine, type Recording } from '../engine';
import { unhandled } from '../model/impairment';
import type { NetworkSubject } from '../model/network';
import type { Order } from '../model/order';
import type { Store, Urgency } from '../store/store';
import { examine, type Finding } from './examine';

/** Orders that need a restoration, those to be served first in front. */
export interface Assessment {
  readonly toRestore: readonly string[];
  /** Services of orders that are active again because what had hit them is up: what carriers said of them meanwhile was not looked at. */
  readonly toCheck: readonly string[];
}

/**
 * Compares connections in service with the network as it is now known (N8): what is hit becomes impaired, with the impairment that did it;
 * what is whole again becomes active; impairments that are over are cleared. By state, not by event: what changed only says whose connections are
 * to be looked at. Many are judged in slices, each a transaction, the most urgent first.
 */
export async function assess(engine: Engine, changed: readonly NetworkSubject[]): Promise<Assessment> {
  const judging = await judgingOver(engine, changed);
  let areImpairedAdded = false;
  for (;;) {
    const assessment = await commit(engine, async (record): Promise<Assessment | null> => {
      const { orders } = record.tx;
      if (!areImpairedAdded) {
        const known = new Set(judging.orderIds);
        for (const { id } of await orders.urgenciesInState(['impaired'])) if (!known.has(id)) judging.orderIds.push(id);
        areImpairedAdded = true;
      }
      await judgeSlice(engine, record, judging);
      if (!isJudged(judging)) return null;
      await clearWhatIsOver(engine, record);
      return { toRestore: (await orders.urgenciesInState(['impaired'])).map(({ id }) => id), toCheck: judging.toCheck };
    });
    if (assessment) return assessment;
  }
}

/** The first half of `assess`: what is hit becomes impaired, and no more. So that nothing on broken parts is called active while a carrier is asked for the rest. */
export async function impairWhatIsHit(engine: Engine, changed: readonly NetworkSubject[]): Promise<void> {
  const judging = await judgingOver(engine, changed);
  while (!isJudged(judging)) await commit(engine, (record) => judgeSlice(engine, record, judging, 'hit alone'));
}

/** What the judging of some orders came to so far. */
export interface Judging {
  readonly orderIds: string[];
  /** How many of them are judged. */
  judged: number;
  readonly toCheck: string[];
}

export const judgingOf = (orderIds: readonly string[]): Judging => ({ orderIds: [...orderIds], judged: 0, toCheck: [] });

export const isJudged = ({ orderIds, judged }: Judging): boolean => judged === orderIds.length;

/** So many orders are judged in a slice, fewer where they are moved: some milliseconds' work. */
const sliceWeight = 120;
const movedWeight = 8;
/** Read together. */
const ordersAtOnce = 15;

/** Judges the next of them: those that are active or impaired, and have a connection in service. `hit alone`: none is called whole again. */
export async function judgeSlice(engine: Engine, record: Recording, judging: Judging, scope: 'all' | 'hit alone' = 'all'): Promise<void> {
  const { tx } = record;
  const { orderIds, toCheck } = judging;
  let services: ReadonlySet<string> | undefined;
  const openServices = async (): Promise<ReadonlySet<string>> =>
    (services ??= new Set((await tx.impairments.open()).filter(({ subject }) => subject.kind === 'service').map(({ id }) => id)));
  for (let weight = 0; weight < sliceWeight && !isJudged(judging);) {
    const ids = orderIds.slice(judging.judged, judging.judged + ordersAtOnce);
    const orders = new Map((await tx.orders.some(ids)).map((order) => [order.id, order]));
    const connections = new Map((await tx.connections.activeOf(ids)).map((connection) => [connection.orderId, connection]));
    for (const id of ids) {
      const order = orders.get(id);
      const connection = connections.get(id);
      weight += 1;
      if (!connection || (order?.state !== 'active' && order?.state !== 'impaired')) continue;
      if (scope === 'hit alone' && order.state !== 'active') continue;
      const findings = examine(engine.network.view, order, connection);
      if (findings.length > 0) {
        await impair(engine, record, order, findings);
        weight += movedWeight;
      } else if (order.state === 'impaired') {
        const hits = (await openServices()).size === 0 ? [] : await tx.impairments.hitsOf(id);
        const isStillHit = hits.some(({ impairmentId, outcome }) => services?.has(impairmentId) === true && outcome !== 'cleared');
        if (isStillHit) continue;
        await record.move(id, 'impaired', 'active', 'what had hit it is up again');
        await tx.impairments.settleHits(id, 'cleared', 'what had hit it is up again', engine.clock.now());
        for (const segment of await tx.connections.segmentsOfOrder(id)) if (segment.state === 'held') toCheck.push(segment.id);
        weight += movedWeight;
      }
    }
    judging.judged += ids.length;
  }
}

/** Of those whose connections use what changed, the most urgent first. */
async function judgingOver({ store, network }: Engine, changed: readonly NetworkSubject[]): Promise<Judging> {
  const concerned = network.view.routes.ordersUsing(changed);
  return judgingOf(concerned.length > sliceWeight ? await urgentFirst(store, concerned) : concerned);
}

const urgenciesAtOnce = 2_000;

async function urgentFirst(store: Store, ids: readonly string[]): Promise<readonly string[]> {
  const known: Urgency[] = [];
  for (let from = 0; from < ids.length; from += urgenciesAtOnce) {
    known.push(...(await store.transaction((tx) => tx.orders.urgencies(ids.slice(from, from + urgenciesAtOnce)))));
  }
  return known.sort((one, other) => one.priority - other.priority).map(({ id }) => id);
}

/** Enters what hit an order that is active, on the move, or impaired already; `cause`: why it is impaired now, where that is more than the first finding. */
export async function impair(
  engine: Engine,
  record: Recording,
  order: Order,
  findings: readonly Finding[],
  cause = findings[0]?.text ?? 'impaired',
): Promise<void> {
  const atMs = engine.clock.now();
  const { tx } = record;
  const known = new Set((await tx.impairments.hitsOf(order.id)).filter((hit) => hit.settledAtMs === null).map((hit) => hit.impairmentId));
  for (const { subject, cause, text } of findings) {
    const id = engine.newId();
    const impairment = await tx.impairments.raise({ id, subject, cause, text, raisedAtMs: atMs, clearedAtMs: null, handling: unhandled });
    if (impairment.id === id) await record.note('impairment.raised', id, text);
    if (known.has(impairment.id)) continue;
    await tx.impairments.putHit({
      impairmentId: impairment.id,
      orderId: order.id,
      outcome: 'pending',
      text: 'waits to be restored',
      hitAtMs: atMs,
      settledAtMs: null,
    });
  }
  if (order.state !== 'impaired') await record.move(order.id, order.state, 'impaired', cause);
}

/** A break is over when its subject is up; a rise, or a service's fault, when no order waits for it any more. */
async function clearWhatIsOver(engine: Engine, { tx, note }: Recording): Promise<void> {
  const open = await tx.impairments.open();
  if (open.length === 0) return;
  const waiting = new Set((await tx.impairments.unsettledHits()).map((hit) => hit.impairmentId));
  for (const { id, subject, cause, text } of open) {
    const isStanding =
      subject.kind === 'service' || cause === 'slower' ? waiting.has(id) : engine.network.view.health(subject).condition !== 'up';
    if (isStanding) continue;
    await tx.impairments.clear(id, engine.clock.now());
    await note('impairment.cleared', id, text);
  }
}
