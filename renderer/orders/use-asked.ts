import { useCallback, useEffect, useState } from 'react';
import type { InputOf, OutputOf, ProcedureName } from '../../core/contract/procedures';
import { useClient, useConnection } from '../client/use-client';

/** An answer of the host, and how old it is. What was answered stays while it is asked again, and when that fails. */
export interface Asked<Output> {
  readonly output: Output | null;
  readonly answeredAtMs: number | null;
  readonly isAsking: boolean;
  /** The host's own words, of the latest time; empty: it answered. */
  readonly fault: string;
  readonly again: () => void;
}

interface Held<Output> {
  /** What was asked. */
  readonly key: string;
  readonly output: Output | null;
  readonly answeredAtMs: number | null;
  readonly fault: string;
}

/** Changes come in bursts: it is asked once for all of them. */
const gatherMs = 120;

/**
 * Asks the host, and again whenever `version` changes or the link is back. `input` null: nothing is asked.
 */
export function useAsked<Name extends ProcedureName>(
  name: Name,
  input: InputOf<Name> | null,
  version: unknown = null,
): Asked<OutputOf<Name>> {
  const client = useClient();
  const isUp = useConnection().kind === 'up';
  const key = input === null ? '' : JSON.stringify([name, input]);
  const [held, setHeld] = useState<Held<OutputOf<Name>>>({ key: '', output: null, answeredAtMs: null, fault: '' });
  const [settled, setSettled] = useState<unknown>(null);
  const [times, setTimes] = useState(0);
  const asked = `${key} ${times}`;

  useEffect(() => {
    if (key === '' || !isUp) return undefined;
    const gone = new AbortController();
    const ask = async (): Promise<void> => {
      // The key is what the input said.
      const [, given] = JSON.parse(key) as [Name, InputOf<Name>];
      const outcome = await client.call(name, given, { signal: gone.signal });
      if (gone.signal.aborted) return;
      setHeld((before) =>
        outcome.kind === 'answer'
          ? { key, output: outcome.output, answeredAtMs: Date.now(), fault: '' }
          : {
              key,
              output: before.key === key ? before.output : null,
              answeredAtMs: before.key === key ? before.answeredAtMs : null,
              fault: outcome.kind === 'error' ? outcome.error.message : outcome.message,
            },
      );
      setSettled(asked);
    };
    const timer = setTimeout(() => void ask(), version === null ? 0 : gatherMs);
    return () => {
      clearTimeout(timer);
      gone.abort();
    };
  }, [client, name, key, isUp, version, asked]);

  const again = useCallback(() => {
    setTimes((before) => before + 1);
  }, []);
  const isHeld = held.key === key;
  return {
    output: isHeld ? held.output : null,
    answeredAtMs: isHeld ? held.answeredAtMs : null,
    fault: isHeld ? held.fault : '',
    isAsking: key !== '' && isUp && settled !== asked,
    again,
  };
}
