import { mostQueuedShown, type QueueConfirmedShown, type QueuedOrderShown } from '../../contract/queue';
import type { NetworkView } from '../../network/network-view';
import type { QueuedNow } from '../queue-commands';
import { answer, done, refused, type Handlers } from './serving';
import { showRoute } from './show-route';

export const queueHandlers: Handlers<'orders.queued' | 'orders.confirm-queued' | 'orders.when-heard'> = {
  async 'orders.queued'({ host }, { orderIds }, { signal }) {
    const { queued, left } = await host.queuedOrders(orderIds ?? null, mostQueuedShown, signal);
    return answer({ orders: queued.map((each) => showQueued(host.network.view, each)), left });
  },
  async 'orders.confirm-queued'({ host }, { orders, by }, { onProgress }) {
    const outcomes: QueueConfirmedShown[] = [];
    for (const { orderId, seen } of orders) {
      outcomes.push({ orderId, ...(await host.confirmQueued(orderId, seen, by)) });
      onProgress({ text: orderId, done: outcomes.length, total: orders.length });
    }
    return answer(outcomes);
  },
  async 'orders.when-heard'({ host }, { orderId, whenHeard, by }) {
    const outcome = await host.setWhenHeard(orderId, whenHeard, by);
    return outcome.kind === 'done' ? done : refused(outcome);
  },
};

function showQueued(view: NetworkView, { order, whenHeard, queuedAtMs, plan, now, differences }: QueuedNow): QueuedOrderShown {
  return {
    ...{ orderId: order.id, customer: order.customer, whenHeard, queuedAtMs, differences },
    plan: showRoute(view, plan),
    now:
      now.kind === 'route'
        ? { kind: 'route', route: now.route, shown: showRoute(view, now.route) }
        : { kind: now.kind, message: now.decision.summary },
  };
}
