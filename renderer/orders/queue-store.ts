import type { ConsoleClient } from '../client/console-client';
import { OrderIndex, type Queue, type QueueView } from './order-index';
import type { Names } from './order-sort';

export interface QueueSnapshot {
  readonly queue: Queue;
  readonly names: Names;
  /** False: not all orders have come yet. */
  readonly isWhole: boolean;
  /** Why the host cannot read the orders; empty: it can. */
  readonly fault: string;
}

export interface QueueStore {
  /** Follows the host as long as somebody listens. */
  readonly listen: (listener: () => void) => () => void;
  readonly snapshot: () => QueueSnapshot;
  /** What is to be shown from now on; at once. */
  readonly show: (view: QueueView) => void;
}

/**
 * Between two arrangements by themselves: an order that changes is drawn as it is with the next picture, and goes to its new place within this time, so
 * that a storm of changes neither makes the rows dance nor the machine sort.
 */
const restMs = 350;

/** The queue, following the host. */
export function createQueueStore(
  client: Pick<ConsoleClient, 'listen' | 'snapshot' | 'changedSince'>,
  first: QueueView,
  after: (ms: number, work: () => void) => () => void,
): QueueStore {
  const index = new OrderIndex();
  const listeners = new Set<() => void>();
  let view = first;
  let names: Names = { site: (id) => id, carrier: (id) => id };
  let taken: { readonly rows: unknown; readonly version: number } | null = null;
  let named: readonly unknown[] = [];
  let cancelRest: (() => void) | null = null;
  let leave = (): void => undefined;
  let current: QueueSnapshot = { queue: index.arrange(view), names, isWhole: false, fault: '' };

  const publish = (queue: Queue): void => {
    const { isWhole, fault } = client.snapshot('orders');
    current = { queue, names, isWhole, fault };
    for (const listener of listeners) listener();
  };
  const rest = (): void => {
    cancelRest = after(restMs, () => {
      cancelRest = null;
      if (!index.isBehind()) return;
      publish(index.arrange(view));
      rest();
    });
  };
  const take = (): void => {
    const { rows, version } = client.snapshot('orders');
    if (taken?.rows === rows && taken.version === version) return;
    index.take(rows, taken?.rows === rows ? client.changedSince('orders', taken.version) : null);
    taken = { rows, version };
  };
  const onOrders = (): void => {
    take();
    if (cancelRest) {
      publish({ ...current.queue });
      return;
    }
    publish(index.isBehind() ? index.arrange(view) : { ...current.queue });
    rest();
  };
  const onNames = (): void => {
    const [sites, carriers] = [client.snapshot('sites'), client.snapshot('carriers')];
    const nameOf = new Map([...sites.rows.values(), ...carriers.rows.values()].map(({ id, name }) => [id, name]));
    const now = [...nameOf].flat();
    // Carriers change often (when they were last heard); their names do not.
    if (now.length === named.length && now.every((each, at) => each === named[at])) return;
    named = now;
    names = {
      site: (id) => sites.rows.get(id)?.name ?? id,
      carrier: (id) => carriers.rows.get(id)?.name ?? id,
    };
    index.rename(
      names,
      [...nameOf].map(([id, name]) => ({ id, name })),
    );
    publish(index.arrange(view));
  };

  return {
    listen(listener) {
      listeners.add(listener);
      if (listeners.size === 1) {
        const leaves = [client.listen('orders', onOrders), client.listen('sites', onNames), client.listen('carriers', onNames)];
        leave = () => {
          for (const each of leaves) each();
        };
        // What has come already is not told again.
        onNames();
        onOrders();
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        leave();
        cancelRest?.();
        cancelRest = null;
      };
    },
    snapshot: () => current,
    show(next) {
      if (next === view) return;
      view = next;
      take();
      publish(index.arrange(view));
    },
  };
}
