import type { Command } from 'commander';
import { z } from 'zod';
import { awaitOrders, together, waitFlags, waitOptions } from '../await-orders';
import { define, type Cli } from '../define';
import { exitCodes, Failure } from '../exit-codes';
import type { Result } from '../output';
import { importFile, importFlags, importOptions, type ImportOptions } from './import-file';

export function importCommand(orders: Command): void {
  define(orders, {
    usage: 'import <file>',
    does: 'Enters the orders of a CSV file; a row that is wrong is told and stops no other.',
    examples: [
      'longlines orders import orders.csv --dry-run --problems mend.csv',
      'longlines orders import orders.csv --wait --json',
      'longlines orders import orders.csv --resume',
    ],
    flags: [...importFlags, ...waitFlags],
    asks: [
      ...([
        'imports.begin',
        'imports.add',
        'imports.carry-out',
        'imports.show',
        'imports.rows',
        'imports.list',
        'imports.discard',
      ] as const),
      'orders.await',
    ],
    options: z.object({ ...importOptions, ...waitOptions }),
    run: importOrders,
  });
}

export async function importOrders(
  cli: Cli,
  [file = '']: readonly string[],
  options: ImportOptions & { readonly wait: boolean; readonly waitTimeout: number },
): Promise<Result> {
  const { rows, result } = await importFile(cli, 'orders', file, options);
  const orderIds = rows.flatMap(({ outcome, fields }) => (outcome === 'entered' ? [fields['order'] ?? ''] : []));
  if (!options.wait || options.dryRun || orderIds.length === 0) return { ...result, data: { ...(result.data as object), awaited: null } };
  const { awaited, unanswered } = await waitFor(cli, orderIds, options.waitTimeout);
  const exitCode = result.exitCode ?? exitCodes.done;
  return {
    ...result,
    data: { ...(result.data as object), awaited: awaited?.data ?? null, stoppedBy: unanswered?.message ?? null },
    show(screen) {
      result.show(screen);
      if (unanswered) screen.line(`they are not waited for any more: ${unanswered.message}`);
      awaited?.show(screen);
    },
    exitCode: unanswered ? unanswered.exitCode : together([exitCode, awaited?.exitCode ?? exitCodes.done]),
  };
}

interface Waited {
  readonly awaited: Result | null;
  /** Why nobody knows what became of them. */
  readonly unanswered: Failure | null;
}

async function waitFor(cli: Cli, orderIds: readonly string[], waitTimeout: number): Promise<Waited> {
  try {
    return { awaited: await awaitOrders(cli, orderIds, waitTimeout), unanswered: null };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { awaited: null, unanswered: error };
  }
}
