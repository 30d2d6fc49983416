import type { TraceShown } from '../../core/contract/watch';

export interface TraceLoaderPorts {
  /** Traces of these; null: they could not be had now. */
  readonly ask: (orderIds: readonly string[]) => Promise<readonly TraceShown[] | null>;
  readonly after: (ms: number, work: () => void) => () => void;
}

/** Traces of the orders that are in sight, asked for together. */
export interface TraceLoader {
  readonly get: (orderId: string) => TraceShown['points'] | null;
  /** From now on the order is in sight; until what is answered is called. */
  readonly show: (orderId: string, listener: () => void) => () => void;
  /** Asks anew for all that is in sight. */
  readonly refresh: () => void;
  readonly end: () => void;
}

/** So long rows that come into sight together are waited for. */
const gatherMs = 60;
/** As many as the host answers at once. */
const mostAtOnce = 500;

export function createTraceLoader({ ask, after }: TraceLoaderPorts): TraceLoader {
  const known = new Map<string, TraceShown['points']>();
  const shown = new Map<string, Set<() => void>>();
  const wanted = new Set<string>();
  let cancel: (() => void) | null = null;

  const load = async (): Promise<void> => {
    cancel = null;
    const ids = [...wanted].filter((id) => shown.has(id)).slice(0, mostAtOnce);
    wanted.clear();
    if (ids.length === 0) return;
    for (const { orderId, points } of (await ask(ids)) ?? []) {
      known.set(orderId, points);
      for (const listener of shown.get(orderId) ?? []) listener();
    }
  };
  const want = (orderIds: Iterable<string>): void => {
    for (const id of orderIds) wanted.add(id);
    if (wanted.size > 0) cancel ??= after(gatherMs, () => void load());
  };
  return {
    get: (orderId) => known.get(orderId) ?? null,
    show(orderId, listener) {
      const listeners = shown.get(orderId) ?? new Set();
      shown.set(orderId, listeners.add(listener));
      if (!known.has(orderId)) want([orderId]);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && shown.get(orderId) === listeners) shown.delete(orderId);
      };
    },
    refresh: () => {
      want(shown.keys());
    },
    end: () => cancel?.(),
  };
}
