import type { FieldStateShown } from '../../core/contract/field-pack';
import { useAnswer, type Answered } from '../client/use-answer';
import { useTable } from '../client/use-client';

/** Of what field pack this window's network is, and which this machine has. Asked again when something was done. */
export function useFieldState(): Answered<FieldStateShown> {
  const { rows } = useTable('history');
  return useAnswer('field-pack.state', {}, { version: [...rows.keys()].at(-1) ?? '', everyMs: 1_000 });
}
