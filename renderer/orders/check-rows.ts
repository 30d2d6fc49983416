import { assertNever } from '../../core/model/assert-never';
import type { ConsoleClient } from '../client/console-client';
import type { CsvOrder } from './read-order-csv';

/** What became of a row of a file, or would. */
export const rowOutcomes = [
  'malformed',
  'refused',
  'rejected',
  'undecided',
  'in-doubt',
  'not-asked',
  'waits',
  'served',
  'submitted',
] as const;
export type RowOutcome = (typeof rowOutcomes)[number];

export interface CheckedRow {
  readonly row: CsvOrder;
  readonly outcome: RowOutcome;
  /** Why, in the host's words; several reasons are each named. */
  readonly why: string;
}

/** It would be served, at once or once there is room. */
export const isGood = ({ outcome }: CheckedRow): boolean => outcome === 'served' || outcome === 'waits';

export interface RowRun {
  readonly signal: AbortSignal;
  /** Of each row, in the order in which they are answered. */
  readonly tell: (checked: CheckedRow) => void;
}

/** Calls on their way at once: checking a row is a search for a route. */
const atOnce = 4;

/** What each row would be, were it submitted now and alone. Nothing is changed. Stopped by the signal, the rest is not asked. */
export async function checkRows(client: Pick<ConsoleClient, 'call'>, rows: readonly CsvOrder[], run: RowRun): Promise<void> {
  const lines = new Map<string, number>();
  const former = rows.map(({ fields, line }) => {
    const first = lines.get(fields.order ?? '');
    if (first === undefined) lines.set(fields.order ?? '', line);
    return first;
  });
  await each(rows, run, async (row, at) => {
    if (row.amiss !== '') return { row, outcome: 'malformed', why: row.amiss };
    const before = former[at];
    if (before !== undefined && row.fields.order !== undefined)
      return { row, outcome: 'refused', why: `order ${row.fields.order} is in line ${before} already: give it an id of its own` };
    const outcome = await client.call('orders.check', row.fields, { signal: run.signal });
    if (outcome.kind === 'unanswered') return { row, outcome: run.signal.aborted ? 'not-asked' : 'in-doubt', why: outcome.message };
    if (outcome.kind === 'error') return { row, outcome: 'refused', why: outcome.error.message };
    const check = outcome.output;
    if (check.kind === 'malformed') return { row, outcome: 'malformed', why: check.problems.map(({ message }) => message).join('; ') };
    return { row, outcome: check.kind, why: check.message };
  });
}

/** Submits the rows, one after the other as they stand in the file; without an answer no more is sent. */
export async function submitRows(
  client: Pick<ConsoleClient, 'call'>,
  rows: readonly CsvOrder[],
  by: string,
  { signal, tell }: RowRun,
): Promise<void> {
  let isLost = false;
  for (const row of rows) {
    if (signal.aborted || isLost) {
      tell({
        row,
        outcome: 'not-asked',
        why: isLost ? 'the host did not answer before: import the file again, what is known is refused' : 'stopped before',
      });
      continue;
    }
    const outcome = await client.call('orders.submit', { fields: row.fields, by });
    switch (outcome.kind) {
      case 'answer':
        tell({ row, outcome: 'submitted', why: '' });
        break;
      case 'error':
        tell({ row, outcome: outcome.error.code === 'invalid-input' ? 'malformed' : 'refused', why: outcome.error.message });
        break;
      case 'unanswered':
        isLost = true;
        tell({ row, outcome: 'in-doubt', why: outcome.message });
        break;
      default:
        assertNever(outcome);
    }
  }
}

async function each(
  rows: readonly CsvOrder[],
  { signal, tell }: RowRun,
  check: (row: CsvOrder, at: number) => Promise<CheckedRow>,
): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    for (;;) {
      const at = next;
      const row = rows[at];
      if (!row) return;
      next += 1;
      tell(signal.aborted ? { row, outcome: 'not-asked', why: 'stopped before' } : await check(row, at));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
