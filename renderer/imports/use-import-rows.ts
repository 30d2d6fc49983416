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
  const ask = useCallback(
    async (offset: number): Promise<(before: Loaded) => Loaded> => {
      const wanted = asked === '' ? {} : { outcomes: asked.split(',') as RowOutcome[] };
      const outcome = await client.call('imports.rows', { importId, ...wanted, offset, count: pageRows });
      if (outcome.kind !== 'answer') {
        const error = outcome.kind === 'error' ? outcome.error.message : outcome.message;
        return () => ({ key, rows: [], total: 0, error });
      }
      const { rows, total } = outcome.output;
      return (before) => {
        if (offset === 0) return { key, rows, total, error: '' };
        // Another list was asked for meanwhile.
        return before.key === key ? { key, rows: [...before.rows.slice(0, offset), ...rows], total, error: '' } : before;
      };
    },
    [client, importId, asked, key],
  );
  useEffect(() => {
    let isWanted = true;
    void ask(0).then((next) => {
      if (isWanted) setLoaded(next);
    });
    return () => {
      isWanted = false;
    };
  }, [ask, version]);
  const isCurrent = loaded.key === key;
  const more = useCallback(() => {
    if (!isCurrent || loaded.rows.length >= loaded.total) return;
    const page = `${key} ${version} ${loaded.rows.length}`;
    if (loading.current === page) return;
    loading.current = page;
    void ask(loaded.rows.length).then(setLoaded);
  }, [isCurrent, loaded, key, version, ask]);
  return { rows: isCurrent ? loaded.rows : [], isLoading: !isCurrent, error: isCurrent ? loaded.error : '', more };
}
