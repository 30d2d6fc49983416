import { useEffect, useState } from 'react';
import type { SubjectShown } from '../../../core/contract/network-shapes';
import type { HoldOutSubject } from '../../../core/model/hold-out';
import { useClient, useConnection } from '../../client/use-client';

export type SubjectState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'known'; readonly shown: SubjectShown }
  | { readonly kind: 'failed'; readonly message: string };

/** What a row does not tell; asked for again when `occasion` changes. What was known stays until then. */
export function useSubject({ kind, id }: HoldOutSubject, occasion: unknown): SubjectState {
  const client = useClient();
  const isUp = useConnection().kind === 'up';
  const [held, setHeld] = useState<SubjectState>({ kind: 'loading' });
  useEffect(() => {
    if (!isUp) return;
    const ending = new AbortController();
    void client.call('network.subject', { subject: { kind, id } }, { signal: ending.signal }).then((outcome) => {
      if (ending.signal.aborted) return;
      if (outcome.kind === 'answer') setHeld({ kind: 'known', shown: outcome.output });
      else setHeld({ kind: 'failed', message: outcome.kind === 'error' ? outcome.error.message : outcome.message });
    });
    return () => {
      ending.abort();
    };
  }, [client, isUp, kind, id, occasion]);
  return held;
}
