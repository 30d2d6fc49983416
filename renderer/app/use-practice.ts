import { useCallback, useEffect, useState } from 'react';
import type { PracticeShown } from '../../core/contract/practice';
import { useClient, useConnection } from '../client/use-client';
import { useShell } from './shell-context';
import { useCommand } from './use-command';

/** Asked now and then while it is used: the shell has it, not the network that this window shows. */
export function usePractice(): { readonly practice: PracticeShown | null; readonly ask: () => void } {
  const client = useClient();
  const connection = useConnection();
  const [practice, setPractice] = useState<PracticeShown | null>(null);
  const ask = useCallback(() => {
    void client.call('practice.state', {}).then((outcome) => {
      if (outcome.kind === 'answer') setPractice(outcome.output);
    });
  }, [client]);
  const isUp = connection.kind === 'up';
  useEffect(() => {
    if (!isUp) return;
    ask();
    const timer = setInterval(ask, 2_000);
    return () => {
      clearInterval(timer);
    };
  }, [ask, isUp]);
  return { practice, ask };
}

/** Starts the practice network and shows it in this window. `doing`: how far it is; null: it is not being started by this window. */
export function useStartPractice(): { readonly doing: string | null; readonly start: (isFresh: boolean) => Promise<void> } {
  const { setNetwork } = useShell();
  const command = useCommand();
  const [doing, setDoing] = useState<string | null>(null);
  const start = async (isFresh: boolean): Promise<void> => {
    setDoing('Being started');
    const outcome = await command.carryOut('practice.start', { isFresh }, 'The practice network runs', {
      onProgress: ({ text }) => {
        setDoing(text);
      },
    });
    setDoing(null);
    if (outcome.kind === 'answer') setNetwork('practice');
  };
  return { doing, start };
}
