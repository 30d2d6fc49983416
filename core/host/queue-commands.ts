import { commit, type Engine } from '../engine';
import { identifyOffered } from '../flows/fulfil-order';
import type { Identification } from '../identification/identify-route';
import { planDifferences } from '../identification/identify-queued';
import { formatNs, worseNs } from '../model/latency';
import type { Order } from '../model/order';
import type { PlanDifference, QueuedOrder, WhenHeard } from '../model/queued-order';
import { isSameRoute, type Route } from '../model/route';
import { movedSince } from '../model/route-choice';
import type { HostParts } from './host-parts';

/** An order that was queued offline: what it was planned with, and what it would get at this moment. */
export interface QueuedNow {
  readonly order: Order;
  readonly whenHeard: WhenHeard;
  readonly queuedAtMs: number;
  readonly plan: Route;
  readonly now: Identification;
  /** Empty: the same; of what still waits nothing can be told. */
  readonly differences: readonly PlanDifference[];
}

export type Confirmation =
  | { readonly kind: 'sent'; readonly message: string }
  /** What it would get is not what was seen: nothing was sent. */
  | { readonly kind: 'moved'; readonly message: string }
  | { readonly kind: 'refused'; readonly message: string };

export interface QueueCommands {
  /** Those of them that were queued offline and wait; without ids: all, in the order in which they came, up to `most`. */
  queuedOrders(
    ids: readonly string[] | null,
    most: number,
    signal: AbortSignal,
  ): Promise<{ readonly queued: readonly QueuedNow[]; readonly left: number }>;
  /** The operator's yes to what he saw that the order gets now; null: that it has no route, so that it is rejected. */
  confirmQueued(id: string, seen: Route | null, by: string): Promise<Confirmation>;
  setWhenHeard(
    id: string,
    whenHeard: WhenHeard,
    by: string,
  ): Promise<{ readonly kind: 'done' } | { readonly kind: 'refused'; readonly message: string }>;
}

export function queueCommands({ engine, calls }: HostParts): QueueCommands {
  const { store, network, clock, settings } = engine;
  return {
    async queuedOrders(given, most, signal) {
      const all = await store.transaction((tx) => tx.orders.queuedOffline());
      const asked = given && new Set(given);
      const ids = asked ? all.filter((id) => asked.has(id)) : all;
      const queued: QueuedNow[] = [];
      for (const id of ids.slice(0, most)) {
        signal.throwIfAborted();
        const known = await readQueued(id);
        if (known) queued.push(known);
        await store.pause();
      }
      return { queued, left: Math.max(0, ids.length - most) };
    },
    async confirmQueued(id, seen, by) {
      const known = await readQueued(id);
      if (!known) return { kind: 'refused', message: await whyNotQueued(engine, id) };
      const { order, now } = known;
      const amiss = notAsSeen(seen, now);
      if (amiss !== null) return { kind: 'moved', message: `${amiss}; nothing was sent: look at order ${id} again` };
      const route = now.kind === 'route' ? now.route : null;
      const isDone = await commit(engine, async (record) => {
        const queued = await record.tx.orders.queued(id);
        if (queued?.plan == null || (await record.tx.orders.get(id))?.state !== 'planned') return false;
        if (route) {
          // From here on this is what the operator saw, exactly: no other is sent in its place.
          await record.tx.orders.putChoice(id, { route, otherwise: 'ask', by });
          await record.tx.orders.putQueued(id, { ...queued, whenHeard: 'send-equal', plan: route });
        } else await record.tx.orders.putQueued(id, null);
        const words = route ? `${formatNs(worseNs(route))} one way, confirmed by ${by}` : `${by} confirmed that it has no route`;
        await record.note('order.queue-confirmed', id, words, 'operator');
        return true;
      });
      if (!isDone) return { kind: 'refused', message: await whyNotQueued(engine, id) };
      calls.call(id, order.priority);
      return { kind: 'sent', message: route ? 'sent as it was shown' : 'rejected, as it has no route' };
    },
    async setWhenHeard(id, whenHeard, by) {
      const isSet = await commit(engine, async (record) => {
        const queued = await record.tx.orders.queued(id);
        if (!queued) return false;
        await record.tx.orders.putQueued(id, { ...queued, whenHeard });
        await record.note('order.when-heard', id, `${whenHeardWords[whenHeard]}, by ${by}`, 'operator');
        return true;
      });
      if (!isSet) return { kind: 'refused', message: await whyNotQueued(engine, id) };
      calls.call(id, 5);
      return { kind: 'done' };
    },
  };

  /** What keeps what it gets now from being what was seen, in words; null: nothing. */
  function notAsSeen(seen: Route | null, now: Identification): string | null {
    if (now.kind === 'waits') return `it cannot be sent now: ${now.decision.summary}`;
    if (now.kind === 'none') return seen === null ? null : `it has no route any more: ${now.decision.summary}`;
    const total = `${formatNs(worseNs(now.route))} one way`;
    if (seen === null) return `it has a route again, ${total}`;
    if (!isSameRoute(seen, now.route)) return `it would get another route by now, ${total}`;
    const moved = movedSince(seen, now.route, (hop) => network.view.nameOf(hop), settings.latencyDriftNs);
    return moved.length === 0 ? null : `its route is not as it was seen: ${moved.join('; ')}`;
  }

  async function readQueued(id: string): Promise<QueuedNow | null> {
    const { order, queued, refusals, choice } = await store.transaction(async (tx) => ({
      order: await tx.orders.get(id),
      queued: await tx.orders.queued(id),
      refusals: await tx.connections.refusals(id),
      choice: await tx.orders.choice(id),
    }));
    if (order?.state !== 'planned' || !isPlanned(queued)) return null;
    const { plan, queuedAtMs, whenHeard } = queued;
    const now = identifyOffered(engine, order, { refusals, choice });
    const differences = now.kind === 'waits' ? [] : planDifferences(network.view, plan, now, settings.latencyDriftNs);
    return { order, whenHeard, queuedAtMs: queuedAtMs ?? clock.now(), plan, now, differences };
  }
}

const isPlanned = (queued: QueuedOrder | null): queued is QueuedOrder & { readonly plan: Route } => queued !== null && queued.plan !== null;

const whenHeardWords: Readonly<Record<WhenHeard, string>> = {
  'send-equal': 'sent by itself when it gets just what it was planned with',
  ask: 'asked for in any case before it is sent',
};

async function whyNotQueued({ store }: Engine, id: string): Promise<string> {
  const order = await store.transaction((tx) => tx.orders.get(id));
  if (!order) return `order ${id} is not known; check its id`;
  return `order ${id} is ${order.state}, and is not queued for carriers to be heard: nothing was changed`;
}
