import { createContext, use, useCallback, useEffect, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import type { OutputOf } from '../../core/contract/procedures';
import type { ConsoleClient } from '../client/console-client';
import { useClient } from '../client/use-client';
import { pageTime } from '../client/page-time';
import { counted, formatMs } from '../ui/numbers';
import { Sparkline } from '../ui/sparkline';
import { createTraceLoader, type TraceLoader } from './trace-loader';

interface Traces {
  readonly loader: TraceLoader;
  readonly fromMs: number;
  readonly toMs: number;
}

const TraceContext = createContext<Traces | null>(null);

/** Around rows that show traces from `windowMs` ago up to `atMs`. */
export function TracesAround({
  windowMs,
  atMs,
  children,
}: {
  readonly windowMs: number;
  readonly atMs: number;
  readonly children: ReactNode;
}) {
  const client = useClient();
  const loader = useMemo(
    () =>
      createTraceLoader({
        ask: (orderIds) => tracesOf(client, orderIds, windowMs),
        after: pageTime.after,
      }),
    [client, windowMs],
  );
  useEffect(() => loader.end, [loader]);
  useEffect(() => {
    loader.refresh();
  }, [loader, atMs]);
  const traces = useMemo(() => ({ loader, fromMs: atMs - windowMs, toMs: atMs }), [loader, atMs, windowMs]);
  return <TraceContext value={traces}>{children}</TraceContext>;
}

async function tracesOf(client: ConsoleClient, orderIds: readonly string[], windowMs: number): Promise<OutputOf<'latency.traces'> | null> {
  const outcome = await client.call('latency.traces', { orderIds: [...orderIds], fromMs: Math.max(0, pageTime.now() - windowMs) });
  return outcome.kind === 'answer' ? outcome.output : null;
}

/** An order's total over the window, as wide as its cell; nothing until it is known. */
export function TraceCell({ orderId, limitNs }: { readonly orderId: string; readonly limitNs: number }) {
  const traces = use(TraceContext);
  const loader = traces?.loader;
  const listen = useCallback((listener: () => void) => loader?.show(orderId, listener) ?? (() => undefined), [loader, orderId]);
  const points = useSyncExternalStore(listen, () => loader?.get(orderId) ?? null);
  const steps = useMemo(() => points?.map(({ atMs, oneWayNs }) => ({ atMs, ns: oneWayNs })) ?? [], [points]);
  if (!traces || steps.length === 0) return null;
  const last = steps.at(-1)?.ns ?? null;
  const label = `${counted(steps.length, 'step')}, ${last === null ? 'now unknown' : `now ${formatMs(last, 3)}`} of ${formatMs(limitNs, 3)}`;
  return <Sparkline points={steps} fromMs={traces.fromMs} toMs={traces.toMs} limitNs={limitNs} label={label} />;
}
