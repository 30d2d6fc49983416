import { useEffect, useState } from 'react';
import type { DossierShown } from '../../core/contract/shapes';
import { useClient, useConnection, useRow } from '../client/use-client';

export type DossierState = { readonly kind: 'idle' | 'loading' | 'known' } | { readonly kind: 'failed'; readonly message: string };

/** Everything about an order; asked for again whenever its row changes. What was known of it stays until then. */
export function useDossier(orderId: string | null): { readonly dossier: DossierShown | null; readonly state: DossierState } {
  const client = useClient();
  const isUp = useConnection().kind === 'up';
  const row = useRow('orders', orderId);
  const [held, setHeld] = useState<{ readonly orderId: string; readonly dossier: DossierShown | null; readonly fault: string } | null>(
    null,
  );
  useEffect(() => {
    if (orderId === null || !isUp) return;
    const ending = new AbortController();
    void client.call('orders.show', { orderId }, { signal: ending.signal }).then((outcome) => {
      if (ending.signal.aborted) return;
      if (outcome.kind === 'answer') setHeld({ orderId, dossier: outcome.output, fault: '' });
      else setHeld({ orderId, dossier: null, fault: outcome.kind === 'error' ? outcome.error.message : outcome.message });
    });
    return () => {
      ending.abort();
    };
  }, [client, orderId, isUp, row]);
  if (orderId === null) return { dossier: null, state: { kind: 'idle' } };
  if (held?.orderId !== orderId) return { dossier: null, state: { kind: 'loading' } };
  return { dossier: held.dossier, state: held.dossier ? { kind: 'known' } : { kind: 'failed', message: held.fault } };
}
