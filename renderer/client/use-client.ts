import { createContext, use, useCallback, useMemo, useSyncExternalStore } from 'react';
import type { LiveRows, Topic } from '../../core/contract/live';
import type { ConnectionState, ConsoleClient } from './console-client';
import type { TableSnapshot } from './live-table';

export const ClientContext = createContext<ConsoleClient | null>(null);

export function useClient(): ConsoleClient {
  const client = use(ClientContext);
  if (client === null) throw new Error('there is no client around this component');
  return client;
}

export function useConnection(): ConnectionState {
  const client = useClient();
  return useSyncExternalStore(client.onState, client.state);
}

/** The topic's table; the component is drawn again whenever it changes, at most once a picture. */
export function useTable<T extends Topic>(topic: T): TableSnapshot<LiveRows[T]> {
  const client = useClient();
  const listen = useCallback((listener: () => void) => client.listen(topic, listener), [client, topic]);
  return useSyncExternalStore(listen, () => client.snapshot(topic));
}

/** The topic's rows as a list, in the order in which the host told them first. */
export function useRows<T extends Topic>(topic: T): readonly LiveRows[T][] {
  const table = useTable(topic);
  return useMemo(() => [...table.rows.values()], [table]);
}

/** One row; the component is drawn again only when that row changes. */
export function useRow<T extends Topic>(topic: T, id: string | null): LiveRows[T] | undefined {
  const client = useClient();
  const listen = useCallback((listener: () => void) => client.listen(topic, listener), [client, topic]);
  return useSyncExternalStore(listen, () => (id === null ? undefined : client.snapshot(topic).rows.get(id)));
}
