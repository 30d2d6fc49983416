import type { Command } from 'commander';
import { z } from 'zod';
import { mostCircuitRows } from '../../../core/contract/circuit-inputs';
import type { CircuitCheckShown, CircuitOutcomeShown } from '../../../core/contract/circuit-shapes';
import { readCircuitFile, type CircuitRow } from '../../../core/host/read-circuit-file';
import { define, type Cli } from '../define';
import { exitCodes, Failure } from '../exit-codes';
import type { Result } from '../output';
import { counted } from '../words';
import { read } from './inventory';

/** What became of one row, or (`--dry-run`) would. */
interface RowOutcome {
  readonly line: number;
  readonly orderId: string;
  /** `in-doubt`: no answer came, so that it may be ordered, or not. */
  readonly outcome: 'given' | 'waits' | 'refused' | 'malformed' | 'in-doubt';
  /** Of what is given; null: none is, or (`--dry-run`) would be. */
  readonly vci: number | null;
  readonly message: string;
}

export function importCommand(circuits: Command): void {
  define(circuits, {
    usage: 'import <file>',
    does: 'Orders the circuits of a CSV file; a row that is wrong is told and stops no other.',
    examples: ['longlines circuits import circuits.csv --dry-run', 'longlines circuits import circuits.csv --json'],
    flags: [['--dry-run', 'only says what each row would be, were they ordered now, one after the other']],
    asks: ['circuits.order', 'circuits.check'],
    options: z.object({ dryRun: z.boolean().default(false) }),
    run: importCircuits,
  });
}

/** So many at once; after the first call without an answer none is made any more, and it is told how far it came. */
const rowsPerCall = 1000;

export async function importCircuits(cli: Cli, [file = '']: readonly string[], { dryRun }: { readonly dryRun: boolean }): Promise<Result> {
  const content = readCircuitFile(await read(file), file);
  if (content.kind === 'unreadable') throw new Failure('usage', content.message);
  const { rows } = content;
  if (rows.length > mostCircuitRows)
    throw new Failure('usage', `${file} has ${rows.length} rows; at most ${mostCircuitRows} are taken at once: split it`);
  const whole = rows.filter(({ amiss }) => amiss === null);
  const sent = whole.length === 0 ? nothing : await (dryRun ? check(cli, whole) : order(cli, whole));
  const { stoppedBy } = sent;
  const outcomes = [...rows.flatMap(amissOutcome), ...sent.outcomes].toSorted((one, other) => one.line - other.line);
  const notSent = rows.length - outcomes.length;
  const isGood = ({ outcome }: RowOutcome): boolean => outcome === 'given' || outcome === 'waits';
  const good = outcomes.filter(isGood);
  const waiting = good.filter(({ outcome }) => outcome === 'waits').length;
  const exitCode = good.length === rows.length ? exitCodes.done : good.length > 0 ? exitCodes.partly : exitCodes.refused;
  const shown = dryRun ? outcomes : outcomes.filter((row) => !isGood(row));
  return {
    leavesWork: !dryRun && good.length > 0,
    data: { isDryRun: dryRun, rows: outcomes, notSent, stoppedBy: stoppedBy?.message ?? null },
    show(screen) {
      if (shown.length > 0)
        screen.table(
          ['line', 'order', 'outcome', ''],
          shown.map(({ line, orderId, outcome, message }) => [String(line), orderId, outcome, message.split('\n')[0] ?? '']),
        );
      screen.line(
        dryRun
          ? `${good.length} of ${counted(rows.length, 'row')} would be taken, ${waiting} of them would wait for an identifier; nothing is ordered`
          : `${good.length} of ${counted(rows.length, 'row')} ordered, ${waiting} of them wait for an identifier`,
      );
      if (stoppedBy)
        screen.line(
          `${stoppedBy.message}; ${counted(outcomes.filter(({ outcome }) => outcome === 'in-doubt').length, 'row')} in doubt: look with "circuits list" whether they are ordered, ${counted(notSent, 'row')} not sent; then import the file again, an order that is known is refused`,
        );
    },
    exitCode: stoppedBy ? stoppedBy.exitCode : exitCode,
  };
}

const amissOutcome = ({ line, fields, amiss }: CircuitRow): readonly RowOutcome[] =>
  amiss === null ? [] : [{ line, orderId: fields.order ?? '', outcome: 'malformed', vci: null, message: amiss }];

interface Sent {
  readonly outcomes: readonly RowOutcome[];
  readonly stoppedBy: Failure | null;
}
const nothing: Sent = { outcomes: [], stoppedBy: null };

async function check({ session, output }: Cli, rows: readonly CircuitRow[]): Promise<Sent> {
  const checked = await session.call(
    'circuits.check',
    { rows: rows.map(({ fields }) => ({ ...fields })) },
    {
      onProgress: ({ text }) => {
        output.progress(text);
      },
    },
  );
  return { outcomes: rows.map((row, index) => rowOutcome(row, checked[index])), stoppedBy: null };
}

async function order({ session, output, by }: Cli, rows: readonly CircuitRow[]): Promise<Sent> {
  const outcomes: RowOutcome[] = [];
  for (let from = 0; from < rows.length; from += rowsPerCall) {
    const slice = rows.slice(from, from + rowsPerCall);
    try {
      const answers = await session.call('circuits.order', { rows: slice.map(({ fields }) => ({ ...fields })), by });
      outcomes.push(...slice.map((row, index) => rowOutcome(row, answers[index])));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      outcomes.push(
        ...slice.map(({ line, fields }): RowOutcome => ({
          ...{ line, orderId: fields.order ?? '', outcome: 'in-doubt', vci: null, message: error.message },
        })),
      );
      return { outcomes, stoppedBy: error };
    }
    output.progress(`${outcomes.length} of ${rows.length} rows`);
  }
  return { outcomes, stoppedBy: null };
}

function rowOutcome({ line, fields }: CircuitRow, answer: CircuitOutcomeShown | CircuitCheckShown | undefined): RowOutcome {
  const row = { line, orderId: fields.order ?? '', vci: null, message: '' };
  switch (answer?.kind) {
    case undefined:
      return { ...row, outcome: 'in-doubt', message: 'the host gave no answer to it' };
    case 'received':
      return { ...row, outcome: answer.vci === null ? 'waits' : 'given', vci: answer.vci };
    case 'given':
    case 'waits':
      return { ...row, outcome: answer.kind };
    case 'refused':
      return { ...row, outcome: 'refused', message: answer.message };
    case 'malformed':
      return { ...row, outcome: 'malformed', message: answer.problems.map(({ message }) => message).join('; ') };
  }
}
