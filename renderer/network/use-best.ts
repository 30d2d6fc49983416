import { useEffect, useState } from 'react';
import type { BestShown } from '../../core/contract/network-shapes';
import { useClient } from '../client/use-client';

/** A pointer that only passes by asks for nothing. */
const restMs = 90;

/** The fastest way between two sites as things are now; null while it is not known, or there are not two. */
export function useBest(aSiteId: string | null, zSiteId: string | null): BestShown | null {
  const client = useClient();
  const [held, setHeld] = useState<{ readonly between: string; readonly best: BestShown } | null>(null);
  const between = aSiteId === null || zSiteId === null || aSiteId === zSiteId ? null : `${aSiteId}\n${zSiteId}`;
  useEffect(() => {
    if (between === null || aSiteId === null || zSiteId === null) return;
    const ending = new AbortController();
    const timer = setTimeout(() => {
      void client.call('network.best', { aSiteId, zSiteId }, { signal: ending.signal }).then((outcome) => {
        if (!ending.signal.aborted && outcome.kind === 'answer') setHeld({ between, best: outcome.output });
      });
    }, restMs);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [client, between, aSiteId, zSiteId]);
  return held?.between === between ? held.best : null;
}
