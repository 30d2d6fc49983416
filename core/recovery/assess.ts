import { commit, type Engine, type Recording } from '../engine';
import { unhandled } from '../model/impairment';
import type { Order } from '../model/order';
import { endClearedSegments } from '../provisioning/release';
import { examine, type Finding } from './examine';

/** Orders that need a restoration, those to be served first in front. */
export interface Assessment {
  readonly toRestore: readonly string[];
  /** What had hit them is up again: they go on with what they were asked to do meanwhile. */
  readonly recovered: readonly string[];
}

/**
 * Compares every connection in service with the network as it is now known (N8): what is hit becomes impaired, with the impairment that did it;
 * what is whole again becomes active; impairments that are over are cleared. The same whether it is called after a notice or at start.
 */
export async function assess(engine: Engine): Promise<Assessment> {
  const { view } = engine.network;
  return commit(engine, async (record) => {
    const { tx } = record;
    const recovered: string[] = [];
    const open = await tx.impairments.open();
    const services = new Set(open.filter(({ subject }) => subject.kind === 'service').map(({ id }) => id));
    const atServices = services.size === 0 ? [] : (await tx.impairments.hits()).filter((hit) => services.has(hit.impairmentId));
    for (const connection of await tx.connections.inState(['active'])) {
      const order = await tx.orders.get(connection.orderId);
      if (!order || (order.state !== 'active' && order.state !== 'impaired')) continue;
      const findings = examine(view, order, connection);
      if (findings.length > 0) await impair(engine, record, order, findings);
      else if (order.state === 'impaired' && !atServices.some((hit) => hit.orderId === order.id && hit.outcome !== 'cleared')) {
        await record.move(order.id, 'impaired', 'active', 'what had hit it is up again');
        // What was kept for a restoration that is not needed any more.
        await endClearedSegments(engine, record, order.id);
        await tx.impairments.settleHits(order.id, 'cleared', 'what had hit it is up again', engine.clock.now());
        recovered.push(order.id);
      }
    }
    await clearWhatIsOver(engine, record);
    const impaired = await tx.orders.inState(['impaired']);
    return { toRestore: [...impaired].sort((a, b) => a.priority - b.priority).map((order) => order.id), recovered };
  });
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
  const waiting = new Set((await tx.impairments.hits()).filter(({ settledAtMs }) => settledAtMs === null).map((hit) => hit.impairmentId));
  for (const { id, subject, cause, text } of open) {
    const isStanding =
      subject.kind === 'service' || cause === 'slower' ? waiting.has(id) : engine.network.view.health(subject).condition !== 'up';
    if (isStanding) continue;
    await tx.impairments.clear(id, engine.clock.now());
    await note('impairment.cleared', id, text);
  }
}
