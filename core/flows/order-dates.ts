import { commit, type Engine } from '../engine';
import { identifyRoute } from '../identification/identify-route';
import { formatTime } from '../model/clock';
import type { Decision } from '../model/decision';
import { isFinal, type Order } from '../model/order';
import type { Rest, Step } from './order-steps';

/**
 * An order whose end has come is released; one whose start is to come waits as planned. null: its dates ask for nothing now.
 * Judged by the clock whenever the order is taken up, so that a restart, or a clock that jumped, makes no difference.
 */
export async function keepDates(engine: Engine, order: Order): Promise<Step | null> {
  const nowMs = engine.clock.now();
  if (order.endMs !== null && order.endMs <= nowMs && order.state !== 'releasing' && !isFinal(order.state)) {
    const cause = `its end has come: ${formatTime(order.endMs)}`;
    await commit(engine, (record) => record.move(order.id, order.state, 'releasing', cause));
    return 'goes-on';
  }
  if (order.startMs === null || order.startMs <= nowMs) return null;
  if (order.state === 'identifying') {
    const decision = foresee(engine, order, order.startMs);
    await commit(engine, async (record) => {
      await record.tx.orders.addDecision(decision);
      await record.move(order.id, 'identifying', 'planned', decision.summary);
    });
    return { restsUntilMs: order.startMs };
  }
  // In any other state it is under way already, the clock having been set back meanwhile.
  if (order.state !== 'planned') return null;
  if (foresee(engine, order, order.startMs).summary === order.cause) return { restsUntilMs: order.startMs };
  await commit(engine, (record) => record.move(order.id, 'planned', 'identifying', 'checked again before its start'));
  return 'goes-on';
}

/** Whether it could be served as things stand: for information, nothing is booked before its start. */
function foresee(engine: Engine, order: Order, startMs: number): Decision {
  const { decision } = identifyRoute(engine.network, order, {
    occasion: 'provisioning',
    ownSegments: [],
    ends: null,
    refusals: [],
    atMs: engine.clock.now(),
  });
  const words = decision.outcome === 'chosen' ? 'it could be served' : 'it could not be served';
  return { ...decision, outcome: 'waits', summary: `starts ${formatTime(startMs)}; as things stand ${words}: ${decision.summary}` };
}

/** An order that rests until something happens is taken up at its end at the latest. */
export function restUntilEnd({ state, endMs }: Order, rest: Rest): Rest {
  if (endMs === null || isFinal(state) || state === 'releasing') return rest;
  return rest === 'rests' ? { restsUntilMs: endMs } : { ...rest, restsUntilMs: Math.min(rest.restsUntilMs ?? endMs, endMs) };
}
