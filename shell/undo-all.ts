/** Ends one thing that was started. */
export type Step = () => unknown;

/**
 * Takes every step, the last one first, and leaves none in the list; one that fails keeps no other from being taken. Rejects with what failed: the error
 * itself, or an AggregateError whose message has the words of each.
 */
export async function undoAll(steps: Step[]): Promise<void> {
  const errors: unknown[] = [];
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    try {
      await step();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new AggregateError(errors, errors.map(wordsOf).join('; '));
}

export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
