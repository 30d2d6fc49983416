import { commit, type Engine, type Recording } from '../engine';
import { unhandled } from '../model/impairment';
import type { NetworkSubject } from '../model/network';
import type { Order } from '../model/order';
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
 * to be looked at, so it is the same after a notice as after a resynchronisation or at start, where all are.
 */
export async function assess(engine: Engine, changed: readonly NetworkSubject[] | 'everything'): Promise<Assessment> {
  return commit(engine, async (record) => {
    const { tx } = record;
    const toCheck: string[] = [];
    const services = new Set((await tx.impairments.open()).filter(({ subject }) => subject.kind === 'service').map(({ id }) => id));
    for await (const { order, findings } of examined(engine, record, changed)) {
      if (findings.length > 0) await impair(engine, record, order, findings);
      else if (order.state === 'impaired') {
        const hits = services.size === 0 ? [] : await tx.impairments.hitsOf(order.id);
        if (hits.some(({ impairmentId, outcome }) => services.has(impairmentId) && outcome !== 'cleared')) continue;
        await record.move(order.id, 'impaired', 'active', 'what had hit it is up again');
        await tx.impairments.settleHits(order.id, 'cleared', 'what had hit it is up again', engine.clock.now());
        for (const { id, state } of await tx.connections.segmentsOfOrder(order.id)) if (state === 'held') toCheck.push(id);
      }
    }
    await clearWhatIsOver(engine, record);
    const impaired = await tx.orders.inState(['impaired']);
    return { toRestore: [...impaired].sort((a, b) => a.priority - b.priority).map((order) => order.id), toCheck };
  });
}

/** The first half of `assess`: what is hit becomes impaired, and no more. So that nothing on broken parts is called active while a carrier is asked for the rest. */
export async function impairWhatIsHit(engine: Engine): Promise<void> {
  await commit(engine, async (record) => {
    for await (const { order, findings } of examined(engine, record, 'everything')) {
      if (order.state === 'active' && findings.length > 0) await impair(engine, record, order, findings);
    }
  });
}

/** One after the other, orders that are active or impaired and have a connection in service, with what is wrong with that. */
async function* examined(
  engine: Engine,
  record: Recording,
  changed: readonly NetworkSubject[] | 'everything',
): AsyncGenerator<{ readonly order: Order; readonly findings: readonly Finding[] }> {
  for (const orderId of await concerned(engine, record, changed)) {
    const order = await record.tx.orders.get(orderId);
    if (!order || (order.state !== 'active' && order.state !== 'impaired')) continue;
    const connection = (await record.tx.connections.ofOrder(orderId)).find(({ state }) => state === 'active');
    if (connection) yield { order, findings: examine(engine.network.view, order, connection) };
  }
}

/** Orders whose connections use what changed, and those that are impaired already. */
async function concerned(
  { network }: Engine,
  { tx }: Recording,
  changed: readonly NetworkSubject[] | 'everything',
): Promise<ReadonlySet<string>> {
  if (changed === 'everything') return new Set((await tx.connections.inState(['active'])).map(({ orderId }) => orderId));
  const impaired = await tx.orders.inState(['impaired']);
  return new Set([...network.view.routes.ordersUsing(changed), ...impaired.map(({ id }) => id)]);
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
