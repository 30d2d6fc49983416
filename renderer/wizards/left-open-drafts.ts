import { useMemo } from 'react';
import type { DraftShown } from '../../core/contract/drafts';
import { useRows } from '../client/use-client';

/** The steps in which a wizard is done: nothing is left to resume. */
const doneSteps: ReadonlySet<string> = new Set(['result', 'done']);

export const isLeftOpen = ({ step }: Pick<DraftShown, 'step'>): boolean => !doneSteps.has(step);

/** What was left in the middle of it; what is done is not. */
export function useLeftOpen(): readonly DraftShown[] {
  const rows = useRows('drafts');
  return useMemo(() => rows.filter(isLeftOpen), [rows]);
}
