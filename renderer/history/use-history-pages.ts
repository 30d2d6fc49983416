import { useCallback, useEffect, useRef, useState } from 'react';
import type { HistoryFilter, HistoryPageShown, HistoryRecordShown } from '../../core/contract/history';
import { useClient, useConnection } from '../client/use-client';

export interface HistoryPages {
  /** Newest first, as far as one has looked. */
  readonly records: readonly HistoryRecordShown[];
  /** When the oldest record was made that was looked at. */
  readonly lookedToMs: number | null;
  /** How many records there are in all; null: not known yet. */
  readonly lastSeq: number | null;
  /** There is nothing earlier. */
  readonly isOver: boolean;
  readonly isLooking: boolean;
  /** Why the last asking gave nothing; empty: it did. */
  readonly error: string;
  /** Looks for another page of earlier ones. */
  readonly more: () => void;
  /** Looks no further until `more`. */
  readonly stop: () => void;
}

type State = Omit<HistoryPages, 'more' | 'stop'> & { readonly key: string; readonly next: string | null | undefined };

const pageRecords = 200;
const nothing = (key: string): State => ({
  ...{ key, records: [], next: undefined, lookedToMs: null, lastSeq: null, isOver: false, isLooking: true, error: '' },
});

/**
 * The records that a filter leaves, page by page; what is rare is looked for in many steps, and shown as it is found. New ones come in at the top whenever
 * `version` changes. `upToSeq`: from there back, and no new ones.
 */
export function useHistoryPages(filter: HistoryFilter, version: number, upToSeq: number | null): HistoryPages {
  const client = useClient();
  const isUp = useConnection().kind === 'up';
  const key = JSON.stringify({ filter, upToSeq });
  const [state, setState] = useState<State>(() => nothing(key));
  const looking = useRef<AbortController | null>(null);
  const latest = useRef(state);
  useEffect(() => {
    latest.current = state;
  }, [state]);

  const ask = useCallback(
    async (of: string, more: object, signal: AbortSignal): Promise<HistoryPageShown | string> => {
      // The key has what is asked for.
      const asked = JSON.parse(of) as { readonly filter: HistoryFilter; readonly upToSeq: number | null };
      const input = { order: 'newest', limit: pageRecords, filter: asked.filter, ...more } as const;
      const outcome = await client.call('history.find', input, { signal });
      if (outcome.kind === 'answer') return outcome.output;
      return outcome.kind === 'error' ? outcome.error.message : outcome.message;
    },
    [client],
  );

  const look = useCallback(
    async (of: string, from: string | undefined, before: readonly HistoryRecordShown[]): Promise<void> => {
      const own = new AbortController();
      looking.current?.abort();
      looking.current = own;
      const { upToSeq: end } = JSON.parse(of) as { readonly upToSeq: number | null };
      let cursor: string | null | undefined = from;
      let records = before;
      let newestSeq = before[0]?.seq ?? null;
      const goal = before.length + pageRecords;
      while (cursor !== null && records.length < goal) {
        const page: HistoryPageShown | string = await ask(
          of,
          { ...(cursor === undefined ? {} : { cursor }), ...(end === null ? {} : { upToSeq: end }) },
          own.signal,
        );
        if (own.signal.aborted) return;
        if (typeof page === 'string') {
          setState((known) => ({ ...known, isLooking: false, error: page }));
          return;
        }
        records = [...records, ...page.records];
        cursor = page.next;
        const { lookedToMs, lastSeq } = page;
        newestSeq ??= lastSeq;
        const [looked, since, isOver] = [records, newestSeq, cursor === null];
        const rest = { key: of, next: cursor, lookedToMs, isOver, error: '', isLooking: !isOver && looked.length < goal };
        setState((known) => {
          // What came in at the top meanwhile stays there.
          const fresh = known.key === of ? known.records.filter(({ seq }) => seq > since) : [];
          return { ...rest, records: [...fresh, ...looked], lastSeq: Math.max(lastSeq, known.key === of ? (known.lastSeq ?? 0) : 0) };
        });
      }
    },
    [ask],
  );

  useEffect(() => {
    // eslint-disable-next-line react-hooks/set-state-in-effect -- it is set when the host has answered
    if (isUp) void look(key, undefined, []);
    return () => looking.current?.abort();
  }, [key, isUp, look]);

  // What is new: everything after the latest number that was looked at.
  useEffect(() => {
    const known = latest.current;
    if (!isUp || upToSeq !== null || known.key !== key || known.lastSeq === null) return;
    const own = new AbortController();
    void (async () => {
      const page = await ask(key, { afterSeq: known.lastSeq, limit: 2_000 }, own.signal);
      if (own.signal.aborted || typeof page === 'string') return;
      // More than a page is new, or rare among much that is: looked for from the beginning.
      if (page.next !== null) void look(key, undefined, []);
      else
        setState((now) => {
          if (now.key !== key) return now;
          const first = now.records[0]?.seq ?? 0;
          const fresh = page.records.filter(({ seq }) => seq > first);
          return { ...now, records: fresh.length === 0 ? now.records : [...fresh, ...now.records], lastSeq: page.lastSeq };
        });
    })();
    return () => {
      own.abort();
    };
  }, [version, key, isUp, upToSeq, ask, look]);

  const current = state.key === key ? state : nothing(key);
  const { records, next, isLooking } = current;
  const more = useCallback(() => {
    if (isLooking || next === null || !isUp) return;
    setState((known) => (known.key === key ? { ...known, isLooking: true, error: '' } : known));
    void look(key, next, records);
  }, [isLooking, next, isUp, look, key, records]);
  const stop = useCallback(() => {
    looking.current?.abort();
    setState((known) => ({ ...known, isLooking: false }));
  }, []);
  return { ...current, isLooking: isLooking && isUp, more, stop };
}
