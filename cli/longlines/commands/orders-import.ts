import type { Command } from 'commander';
import { z } from 'zod';
import { readOrderFile, type OrderRow } from '../../../core/host/read-order-file';
import { awaitOrders, together, waitFlags, waitOptions } from '../await-orders';
import { define, type Cli } from '../define';
import { exitCodes, Failure } from '../exit-codes';
import type { Result } from '../output';
import { counted } from '../words';
import { read } from './inventory';

/** What became of one row, or (`--dry-run`) would. */
interface RowOutcome {
  readonly line: number;
  readonly orderId: string;
  /** `in-doubt`: no answer came, so that it may be submitted, or not. */
  readonly outcome: 'submitted' | 'malformed' | 'refused' | 'served' | 'waits' | 'rejected' | 'undecided' | 'in-doubt';
  readonly message: string;
}

export function importCommand(orders: Command): void {
  define(orders, {
    usage: 'import <file>',
    does: 'Submits the orders of a CSV file; a row that is wrong is told and stops no other.',
    examples: ['longlines orders import orders.csv --dry-run', 'longlines orders import orders.csv --wait --json'],
    flags: [['--dry-run', 'only says what each row would be, were it submitted now and alone'], ...waitFlags],
    asks: ['orders.submit', 'orders.check', 'orders.await'],
    options: z.object({ dryRun: z.boolean().default(false), ...waitOptions }),
    run: importOrders,
  });
}

/** Row by row; after the first without an answer none is sent any more, and it is told how far it came. */
export async function importOrders(
  cli: Cli,
  [file = '']: readonly string[],
  { dryRun, wait, waitTimeout }: { dryRun: boolean; wait: boolean; waitTimeout: number },
): Promise<Result> {
  const content = readOrderFile(await read(file), file);
  if (content.kind === 'unreadable') throw new Failure('usage', content.message);
  const outcomes: RowOutcome[] = [];
  const lineOf = new Map<string, number>();
  let stoppedBy: Failure | null = null;
  for (const row of content.rows) {
    const orderId = row.fields.order ?? '';
    const former = orderId === '' ? undefined : lineOf.get(orderId);
    lineOf.set(orderId, former ?? row.line);
    const isTwice = dryRun && former !== undefined;
    const { outcome, failure } = await outcomeOf(row, isTwice ? twice(row, former) : dryRun ? check(cli, row) : submit(cli, row));
    outcomes.push(outcome);
    stoppedBy = failure;
    if (stoppedBy) break;
    cli.output.progress(`${outcomes.length} of ${content.rows.length} rows`);
  }
  const notSent = content.rows.length - outcomes.length;
  const isGood = ({ outcome }: RowOutcome): boolean => outcome === 'submitted' || outcome === 'served' || outcome === 'waits';
  const good = outcomes.filter(isGood);
  const exitCode = good.length === outcomes.length ? exitCodes.done : good.length > 0 ? exitCodes.partly : exitCodes.refused;
  const shown = dryRun ? outcomes : outcomes.filter((row) => !isGood(row));
  const words = dryRun
    ? `${good.length} of ${counted(content.rows.length, 'row')} would be served or wait; nothing is submitted`
    : `${good.length} of ${counted(content.rows.length, 'row')} submitted`;
  const { awaited, unanswered } = wait && !dryRun && !stoppedBy && good.length > 0 ? await waitFor(cli, good, waitTimeout) : notAwaited;
  const stop = stoppedBy ?? unanswered;
  return {
    leavesWork: !dryRun,
    data: { isDryRun: dryRun, rows: outcomes, notSent, stoppedBy: stop?.message ?? null, awaited: awaited?.data ?? null },
    show(screen) {
      if (shown.length > 0)
        screen.table(
          ['line', 'order', 'outcome', ''],
          shown.map(({ line, orderId, outcome, message }) => [String(line), orderId, outcome, message.split('\n')[0] ?? '']),
        );
      screen.line(words);
      if (stoppedBy)
        screen.line(
          `${dryRun ? 'one row was not answered' : 'one row is in doubt: look with "orders list" whether it was submitted'}, ${counted(notSent, 'row')} not sent; then import the file again, an order that is known is refused`,
        );
      if (unanswered) screen.line(`they are not waited for any more: ${unanswered.message}`);
      awaited?.show(screen);
    },
    exitCode: stop ? stop.exitCode : awaited ? together([exitCode, awaited.exitCode ?? exitCodes.done]) : exitCode,
  };
}

interface Waited {
  readonly awaited: Result | null;
  /** Why nobody knows what became of them. */
  readonly unanswered: Failure | null;
}
const notAwaited: Waited = { awaited: null, unanswered: null };

async function waitFor(cli: Cli, submitted: readonly RowOutcome[], waitTimeout: number): Promise<Waited> {
  const orderIds = submitted.map(({ orderId }) => orderId);
  try {
    return { awaited: await awaitOrders(cli, orderIds, waitTimeout), unanswered: null };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { awaited: null, unanswered: error };
  }
}

/** What concerns one row stops no other; without an answer, or with a store or host that fails, none is worth sending. */
async function outcomeOf(
  { line, fields }: OrderRow,
  asked: Promise<RowOutcome>,
): Promise<{ readonly outcome: RowOutcome; readonly failure: Failure | null }> {
  try {
    return { outcome: await asked, failure: null };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { code, message } = error;
    const told = { line, orderId: fields.order ?? '', message };
    if (code === 'invalid-input') return { outcome: { ...told, outcome: 'malformed' }, failure: null };
    if (code === 'refused' || code === 'not-found' || code === 'busy') return { outcome: { ...told, outcome: 'refused' }, failure: null };
    return { outcome: { ...told, outcome: 'in-doubt' }, failure: error };
  }
}

async function submit({ session, by }: Cli, { line, fields, intake }: OrderRow): Promise<RowOutcome> {
  const orderId = fields.order ?? '';
  if (intake.kind === 'malformed')
    return { line, orderId, outcome: 'malformed', message: intake.problems.map(({ message }) => message).join('; ') };
  await session.call('orders.submit', { fields, by });
  return { line, orderId, outcome: 'submitted', message: '' };
}

/** Submitted after the other it would be refused. */
const twice = async ({ line, fields }: OrderRow, former: number): Promise<RowOutcome> => ({
  ...{ line, orderId: fields.order ?? '', outcome: 'refused' },
  message: `order ${fields.order ?? ''} is in line ${former} already; give this one another id`,
});

async function check({ session }: Cli, { line, fields }: OrderRow): Promise<RowOutcome> {
  const checked = await session.call('orders.check', fields);
  const message = checked.kind === 'malformed' ? checked.problems.map((problem) => problem.message).join('; ') : checked.message;
  return { line, orderId: fields.order ?? '', outcome: checked.kind, message };
}
