import { useCallback, useEffect, useState } from 'react';
import type { ImportShown } from '../../../core/contract/shapes';
import { useClient, useConnection } from '../../client/use-client';
import { requestFrom, type HeldFile, type InventoryFields } from './inventory-draft';

export interface ImportPreview {
  readonly output: ImportShown | null;
  readonly error: string;
  readonly isAsking: boolean;
  readonly askAgain: () => void;
}

const settleMs = 250;

/** What importing these files would do, asked again when they or what is chosen for them change. `isWanted`: nothing is asked otherwise. */
export function usePreview(fields: InventoryFields, held: readonly HeldFile[], isWanted: boolean): ImportPreview {
  const client = useClient();
  const isUp = useConnection().kind === 'up';
  const [state, setState] = useState<Omit<ImportPreview, 'askAgain'>>({ output: null, error: '', isAsking: true });
  const [asked, setAsked] = useState(0);
  // The files themselves are large: their names and lengths tell one choice from another.
  const { id, name, role, clientPortsPerNode, slotsPerLink, mapping, sites } = fields;
  const of = JSON.stringify([
    [id, name, role, clientPortsPerNode, slotsPerLink, mapping, sites],
    held.map((file) => [file.name, file.bytes, file.base64.slice(0, 64), file.base64.slice(-64)]),
  ]);
  useEffect(() => {
    if (!isWanted || !isUp) return;
    const over = new AbortController();
    const timer = setTimeout(() => {
      setState((before) => ({ ...before, isAsking: true, error: '' }));
      void client
        .call('inventory.preview', { ...requestFrom(fields, held), withNetwork: true }, { signal: over.signal })
        .then((outcome) => {
          if (over.signal.aborted) return;
          if (outcome.kind === 'answer') setState({ output: outcome.output, error: '', isAsking: false });
          else setState({ output: null, error: outcome.kind === 'error' ? outcome.error.message : outcome.message, isAsking: false });
        });
    }, settleMs);
    return () => {
      clearTimeout(timer);
      over.abort();
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `of` stands for the fields and files
  }, [client, isUp, isWanted, of, asked]);
  const askAgain = useCallback(() => {
    setAsked((count) => count + 1);
  }, []);
  return { ...state, askAgain };
}
