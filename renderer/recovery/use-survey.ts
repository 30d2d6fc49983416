import { useMemo } from 'react';
import type { RecoverySurveyShown } from '../../core/contract/recovery';
import { useAnswer, type Answered } from '../client/use-answer';
import { useTable } from '../client/use-client';
import { useNow } from '../ui/times';

/** While something is under way its parts are looked at so often. */
const pollMs = 2_000;

/** How the recovery from these impairments stands, followed; from all that are open, where none is named; null: nothing is asked. */
export function useSurvey(impairmentIds: readonly string[] | null): Answered<RecoverySurveyShown> {
  const impairments = useTable('impairments');
  const orders = useTable('orders');
  const now = useNow();
  const input = useMemo(() => (impairmentIds === null ? null : { impairmentIds: impairmentIds.slice(0, 1_000) }), [impairmentIds]);
  const version = `${impairments.version} ${orders.version} ${Math.floor(now / pollMs)}`;
  return useAnswer('recovery.survey', input, { version, settleMs: 150, everyMs: 700 });
}
