import { useCallback, useEffect, useRef, useState } from 'react';
import type { ImportRow, RowOutcome } from '../../core/model/import-job';
import { useClient } from '../client/use-client';

const pageRows = 500;

export interface ImportRowsLoaded {
  readonly rows: readonly ImportRow[];
  readonly isLoading: boolean;
  readonly error: string;
  /** The next page, where there is one. */
  readonly more: () => void;
}

interface Loaded {
  readonly key: string;
  readonly rows: readonly ImportRow[];
  readonly total: number;
  readonly error: string;
}

/** Rows of an import with one of the outcomes, loaded as they are scrolled to; all anew with each version. */
export function useImportRows(importId: string, outcomes: readonly RowOutcome[] | null, version: string): ImportRowsLoaded {
  const client = useClient();
  const asked = outcomes?.join() ?? '';
  const key = `${importId} ${asked}`;
  const [loaded, setLoaded] = useState<Loaded>({ key: '', rows: [], total: 0, error: '' });
  const loading = useRef('');
  const load = useCallback(
    async (offset: number, signal: AbortSignal | null): Promise<void> => {
      const wanted = asked === '' ? {} : { outcomes: asked.split(',') as RowOutcome[] };
      const outcome = await client.call('imports.rows', { importId, ...wanted, offset, count: pageRows });
      if (signal?.aborted) return;
      if (outcome.kind === 'answer') {
        const { rows, total } = outcome.output;
        setLoaded((before) => ({
          key,
          rows: offset === 0 ? rows : before.key === key ? [...before.rows.slice(0, offset), ...rows] : before.rows,
          total,
          error: '',
        }));
      } else setLoaded({ key, rows: [], total: 0, error: outcome.kind === 'error' ? outcome.error.message : outcome.message });
    },
    [client, importId, asked, key],
  );
  useEffect(() => {
    const stop = new AbortController();
    void load(0, stop.signal);
    return () => {
      stop.abort();
    };
  }, [load, version]);
  const isCurrent = loaded.key === key;
  const more = useCallback(() => {
    if (!isCurrent || loaded.rows.length >= loaded.total) return;
    const page = `${key} ${version} ${loaded.rows.length}`;
    if (loading.current === page) return;
    loading.current = page;
    void load(loaded.rows.length, null);
  }, [isCurrent, loaded, key, version, load]);
  return { rows: isCurrent ? loaded.rows : [], isLoading: !isCurrent, error: isCurrent ? loaded.error : '', more };
}
