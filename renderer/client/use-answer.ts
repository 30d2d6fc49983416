import { useCallback, useEffect, useRef, useState } from 'react';
import type { InputOf, OutputOf, ProcedureName } from '../../core/contract/procedures';
import type { Progress } from '../../core/contract/procedure';
import { useClient, useConnection } from './use-client';

/** What was answered last stays while it is asked again, and while it cannot be. */
export interface Answered<Output> {
  readonly output: Output | null;
  /** When the output came. */
  readonly atMs: number | null;
  /** Why the last asking gave none, in the host's words; empty: it did. */
  readonly error: string;
  readonly isAsking: boolean;
  readonly progress: Progress | null;
  readonly askAgain: () => void;
}

interface AskOptions {
  /** Asked again whenever this changes, but not before `everyMs` after the last time. */
  readonly version?: string | number;
  /** How long it waits for more changes. */
  readonly settleMs?: number;
  readonly everyMs?: number;
}

/** Asks the host, and again when the version changes or the link came back. `input` null: nothing is asked. */
export function useAnswer<Name extends ProcedureName>(
  name: Name,
  input: InputOf<Name> | null,
  { version = 0, settleMs = 0, everyMs = 1_000 }: AskOptions = {},
): Answered<OutputOf<Name>> {
  const client = useClient();
  const isUp = useConnection().kind === 'up';
  const [count, setCount] = useState(0);
  const [state, setState] = useState<Omit<Answered<OutputOf<Name>>, 'askAgain'> & { readonly of: string }>(() => nothing(''));
  const askedAt = useRef({ of: '', atMs: 0 });
  const asked = input === null ? null : JSON.stringify(input);
  const of = `${name} ${asked ?? ''}`;
  useEffect(() => {
    if (asked === null || !isUp) return;
    const ending = new AbortController();
    const isAnew = askedAt.current.of !== of;
    const waitMs = isAnew ? settleMs : Math.max(settleMs, askedAt.current.atMs + everyMs - Date.now());
    const timer = setTimeout(() => {
      askedAt.current = { of, atMs: Date.now() };
      setState((before) => ({ ...(before.of === of ? before : nothing(of)), isAsking: true, progress: null }));
      const onProgress = (progress: Progress): void => {
        if (!ending.signal.aborted) setState((before) => ({ ...before, progress }));
      };
      // It was made from an input of this procedure.
      void client.call(name, JSON.parse(asked) as InputOf<Name>, { signal: ending.signal, onProgress }).then((outcome) => {
        if (ending.signal.aborted) return;
        setState((before) => {
          const base = { ...before, of, isAsking: false, progress: null };
          if (outcome.kind === 'answer') return { ...base, output: outcome.output, atMs: Date.now(), error: '' };
          return { ...base, error: outcome.kind === 'error' ? outcome.error.message : outcome.message };
        });
      });
    }, waitMs);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [client, name, asked, of, isUp, version, count, settleMs, everyMs]);
  const askAgain = useCallback(() => {
    askedAt.current = { of: '', atMs: 0 };
    setCount((before) => before + 1);
  }, []);
  return { ...(state.of === of ? state : nothing<OutputOf<Name>>(of)), askAgain };
}

const nothing = <Output>(of: string): Omit<Answered<Output>, 'askAgain'> & { readonly of: string } => ({
  ...{ of, output: null, atMs: null, error: '', isAsking: true, progress: null },
});
