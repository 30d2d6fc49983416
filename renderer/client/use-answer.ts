import { useEffect, useMemo, useState } from 'react';
import type { InputOf, OutputOf, ProcedureName } from '../../core/contract/procedures';
import type { Progress } from '../../core/contract/procedure';
import { createAsking } from './asking';
import { pageTime } from './page-time';
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
  const [state, setState] = useState<Omit<Answered<OutputOf<Name>>, 'askAgain'> & { readonly of: string }>(() => nothing(''));
  const asked = input === null ? null : JSON.stringify(input);
  const of = `${name} ${asked ?? ''}`;
  const asking = useMemo(
    () =>
      createAsking({
        ...pageTime,
        async ask(key, signal) {
          setState((before) => ({ ...(before.of === key ? before : nothing(key)), isAsking: true, progress: null }));
          const onProgress = (progress: Progress): void => {
            if (!signal.aborted) setState((before) => ({ ...before, progress }));
          };
          // The key has the input of this procedure behind its name.
          const given = JSON.parse(key.slice(name.length + 1)) as InputOf<Name>;
          const outcome = await client.call(name, given, { signal, onProgress });
          if (signal.aborted) return;
          setState((before) => {
            const base = { ...before, of: key, isAsking: false, progress: null };
            if (outcome.kind === 'answer') return { ...base, output: outcome.output, atMs: Date.now(), error: '' };
            return { ...base, error: outcome.kind === 'error' ? outcome.error.message : outcome.message };
          });
        },
      }),
    [client, name],
  );
  useEffect(() => {
    asking.want(asked === null || !isUp ? null : of, version, { settleMs, everyMs });
  }, [asking, asked, of, isUp, version, settleMs, everyMs]);
  useEffect(() => asking.end, [asking]);
  const current = state.of === of ? state : nothing<OutputOf<Name>>(of);
  return { ...current, isAsking: asked !== null && isUp && current.isAsking, askAgain: asking.again };
}

const nothing = <Output>(of: string): Omit<Answered<Output>, 'askAgain'> & { readonly of: string } => ({
  ...{ of, output: null, atMs: null, error: '', isAsking: true, progress: null },
});
