import { useCallback } from 'react';
import type { ImpairmentRow } from '../../core/contract/live';
import type { InputOf } from '../../core/contract/procedures';
import { useOperator } from '../app/operator';
import { tellOutcome } from '../app/use-command';
import { useClient } from '../client/use-client';

export type HandlingStep = InputOf<'impairments.handle'>['step'];

/** Handles all impairments of one event alike, and says once what became of it: `done`, or the first that went wrong. */
export function useHandling(members: readonly ImpairmentRow[]): (step: HandlingStep, done: string) => Promise<void> {
  const client = useClient();
  const by = useOperator();
  return useCallback(
    async (step, done) => {
      const open = members.filter(({ clearedAtMs, handling }) =>
        step.kind === 'acknowledge' ? clearedAtMs === null && handling.acknowledgedBy === null : clearedAtMs === null,
      );
      const outcomes = await Promise.all(open.map(({ id }) => client.call('impairments.handle', { impairmentId: id, step, by })));
      const told = outcomes.find(({ kind }) => kind !== 'answer') ?? outcomes[0];
      if (told) tellOutcome(told, done);
    },
    [client, by, members],
  );
}
