import type { Command } from 'commander';
import { z } from 'zod';
import { define } from '../define';
import { importFile, importFlags, importOptions } from './import-file';

export function importCommand(circuits: Command): void {
  define(circuits, {
    usage: 'import <file>',
    does: 'Orders the circuits of a CSV file, or releases those that it names; a row that is wrong is told and stops no other.',
    examples: [
      'longlines circuits import circuits.csv --dry-run',
      'longlines circuits import circuits.csv --json',
      'longlines circuits import leaving.csv --release --dry-run',
    ],
    flags: [...importFlags, ['--release', 'the file names circuit orders that are given up']],
    asks: ['imports.begin', 'imports.add', 'imports.carry-out', 'imports.show', 'imports.rows', 'imports.list', 'imports.discard'],
    options: z.object({ ...importOptions, release: z.boolean().default(false) }),
    run: async (cli, [file = ''], { release, ...options }) =>
      (await importFile(cli, release ? 'releases' : 'circuits', file, options)).result,
  });
}
