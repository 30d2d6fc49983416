import { notifications } from '@mantine/notifications';
import { useMemo } from 'react';
import type { InputOf, OutputOf, ProcedureName } from '../../core/contract/procedures';
import { useClient } from '../client/use-client';
import { asSentence } from '../ui/numbers';
import type { CallOptions, Outcome } from '../client/console-client';

export interface Command {
  /** Carries it out, and says what became of it: `done` in a word, of the answer where it is not known before, or why not, with the host's own words. */
  carryOut<Name extends ProcedureName>(
    name: Name,
    input: InputOf<Name>,
    done: string | ((output: OutputOf<Name>) => string),
    options?: CallOptions,
  ): Promise<Outcome<OutputOf<Name>>>;
}

/** Commands from buttons: their outcome is told where it is seen from every screen. */
export function useCommand(): Command {
  const client = useClient();
  return useMemo(
    () => ({
      async carryOut(name, input, done, options) {
        const outcome = await client.call(name, input, options);
        tellOutcome(outcome, done);
        return outcome;
      },
    }),
    [client],
  );
}

/** In the host's words, for where it was asked; null: it is done. */
export const whyNotDone = (outcome: Outcome<unknown>): string | null =>
  outcome.kind === 'answer' ? null : outcome.kind === 'error' ? outcome.error.message : outcome.message;

export function tellOutcome<Output>(outcome: Outcome<Output>, done: string | ((output: Output) => string)): void {
  if (outcome.kind === 'answer') notifications.show({ message: typeof done === 'string' ? done : done(outcome.output) });
  else if (outcome.kind === 'error')
    notifications.show({ title: 'Not done', message: asSentence(outcome.error.message), color: 'red', autoClose: false });
  else notifications.show({ title: 'No answer', message: asSentence(outcome.message), color: 'red', autoClose: false });
}
