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
  readonly outcome: 'submitted' | 'malformed' | 'refused' | 'served' | 'waits' | 'rejected' | 'undecided';
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

async function importOrders(
  cli: Cli,
  [file = '']: readonly string[],
  { dryRun, wait, waitTimeout }: { dryRun: boolean; wait: boolean; waitTimeout: number },
): Promise<Result> {
  const content = readOrderFile(await read(file), file);
  if (content.kind === 'unreadable') throw new Failure('usage', content.message);
  const outcomes: RowOutcome[] = [];
  for (const row of content.rows) {
    outcomes.push(await (dryRun ? check(cli, row) : submit(cli, row)));
    cli.output.progress(`${outcomes.length} of ${content.rows.length} rows`);
  }
  const isGood = ({ outcome }: RowOutcome): boolean => outcome === 'submitted' || outcome === 'served' || outcome === 'waits';
  const good = outcomes.filter(isGood);
  const exitCode = good.length === outcomes.length ? exitCodes.done : good.length > 0 ? exitCodes.partly : exitCodes.refused;
  const shown = dryRun ? outcomes : outcomes.filter((row) => !isGood(row));
  const words = dryRun
    ? `${good.length} of ${counted(outcomes.length, 'row')} would be served or wait; nothing is submitted`
    : `${good.length} of ${counted(outcomes.length, 'row')} submitted`;
  const awaited =
    wait && !dryRun && good.length > 0
      ? await awaitOrders(
          cli,
          good.map(({ orderId }) => orderId),
          waitTimeout,
        )
      : null;
  return {
    data: { isDryRun: dryRun, rows: outcomes, awaited: awaited?.data ?? null },
    show(screen) {
      if (shown.length > 0)
        screen.table(
          ['line', 'order', 'outcome', ''],
          shown.map(({ line, orderId, outcome, message }) => [String(line), orderId, outcome, message]),
        );
      screen.line(words);
      awaited?.show(screen);
    },
    exitCode: awaited ? together([exitCode, awaited.exitCode ?? exitCodes.done]) : exitCode,
  };
}

async function submit({ session, by }: Cli, { line, fields, intake }: OrderRow): Promise<RowOutcome> {
  const orderId = fields.order ?? '';
  if (intake.kind === 'malformed')
    return { line, orderId, outcome: 'malformed', message: intake.problems.map(({ message }) => message).join('; ') };
  try {
    await session.call('orders.submit', { fields, by });
    return { line, orderId, outcome: 'submitted', message: '' };
  } catch (error) {
    if (error instanceof Failure && error.code === 'refused') return { line, orderId, outcome: 'refused', message: error.message };
    throw error;
  }
}

async function check({ session }: Cli, { line, fields }: OrderRow): Promise<RowOutcome> {
  const checked = await session.call('orders.check', fields);
  const message = checked.kind === 'malformed' ? checked.problems.map((problem) => problem.message).join('; ') : checked.message;
  return { line, orderId: fields.order ?? '', outcome: checked.kind, message };
}
