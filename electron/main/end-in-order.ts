/** What is ended one after the other, and how long that may take before the operator is asked. */
export interface EndPorts {
  /** In order; what is under way is taken up at the next start. */
  readonly steps: readonly (() => Promise<void> | void)[];
  readonly patienceMs: number;
  /** Cancels with its answer. */
  readonly after: (delayMs: number, work: () => void) => () => void;
  /** It takes longer than `patienceMs`: true waits as long again, false ends at once. */
  readonly ask: () => Promise<boolean>;
  /** A step failed; the others are taken all the same. */
  readonly failed: (error: unknown) => void;
}

/** `left`: the operator did not wait; the store is as after a crash, which the next start takes up. */
export type Ended = 'in-order' | 'left';

/** Ends the shell in good order, and never hangs without a word. */
export async function endInOrder({ steps, patienceMs, after, ask, failed }: EndPorts): Promise<Ended> {
  const work = (async (): Promise<Ended> => {
    for (const step of steps) {
      try {
        await step();
      } catch (error) {
        failed(error);
      }
    }
    return 'in-order';
  })();
  for (;;) {
    const outcome = await Promise.race([work, patience(patienceMs, after)]);
    if (outcome === 'in-order') return outcome;
    const waits = await Promise.race([work, ask()]);
    if (waits === 'in-order') return waits;
    if (!waits) return 'left';
  }
}

const patience = (patienceMs: number, after: EndPorts['after']): Promise<'over'> =>
  new Promise((resolve) => {
    after(patienceMs, () => {
      resolve('over');
    });
  });
