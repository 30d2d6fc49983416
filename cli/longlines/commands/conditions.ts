import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Command } from 'commander';
import { z } from 'zod';
import type { ConditionsCheckShown, ConditionsSavedShown } from '../../../core/contract/circuit-shapes';
import type { InputOf } from '../../../core/contract/procedures';
import { formatTime } from '../../../core/model/clock';
import { requestStatuses } from '../../../core/model/virtual-path';
import { define, type Cli } from '../define';
import { exitCodes, Failure } from '../exit-codes';
import type { Result } from '../output';
import { showProblems, showRows, showTried } from '../show-conditions';
import { durationOption, wholeOption } from '../values';
import { read } from './inventory';

export function conditionCommands(program: Command): void {
  const conditions = program
    .command('conditions')
    .description('The conditions table: when more circuits are asked for, and when a request is sent again.');
  define(conditions, {
    usage: 'show',
    does: 'Shows the conditions table, and for each path the row that applies now.',
    examples: ['longlines conditions show', 'longlines conditions show --table > table.txt'],
    flags: [['--table', 'only the table, as "conditions edit" reads it']],
    asks: ['conditions.show'],
    options: z.object({ table: z.boolean().default(false) }),
    async run({ session }, _, { table }) {
      const shown = await session.call('conditions.show', {});
      return {
        data: shown,
        show(screen) {
          if (table) {
            process.stdout.write(shown.text);
            return;
          }
          const rowsOf = (number: number) => shown.paths.filter(({ applied }) => applied.number === number).map(({ pathId }) => pathId);
          showRows(screen, shown.rows, rowsOf);
          const saved = shown.savedAtMs === null ? '' : `saved by ${shown.savedBy ?? ''}, ${formatTime(shown.savedAtMs)}`;
          screen.line(
            `  ${[shown.isDefault ? 'the default table' : 'an operator’s table', saved].filter((words) => words !== '').join('; ')}`,
          );
          if (shown.paths.length === 0) return;
          screen.heading('What applies now');
          screen.table(
            ['path', 'provider', 'row and values', 'what comes of it'],
            shown.paths.map(({ pathId, provider, applied }) => [pathId, provider, applied.text, applied.outcome]),
          );
        },
      };
    },
  });
  editCommand(conditions);
  tryCommand(conditions);
}

function editCommand(conditions: Command): void {
  define(conditions, {
    usage: 'edit [file]',
    does: 'Saves a conditions table, from a file, standard input or an editor; one with a gap, an overlap or an unsafe row is refused.',
    examples: [
      'longlines conditions edit table.txt',
      'longlines conditions edit --editor',
      'longlines conditions edit - --dry-run < table.txt',
    ],
    flags: [
      ['--editor', 'opens the table in force in VISUAL or EDITOR'],
      ['--dry-run', 'only says whether it can be saved'],
    ],
    asks: ['conditions.show', 'conditions.check', 'conditions.save'],
    options: z.object({ editor: z.boolean().default(false), dryRun: z.boolean().default(false) }),
    async run(cli, [file], { editor, dryRun }) {
      if (editor && file !== undefined) throw new Failure('usage', 'take the table from a file, or (--editor) from an editor, not both');
      if (editor) return fromEditor(cli, dryRun);
      const table = file === undefined || file === '-' ? await fromStandardInput() : (await read(file)).toString('utf8');
      return enter(cli, table, dryRun);
    },
  });
}

async function enter({ session, by }: Cli, table: string, isDryRun: boolean): Promise<Result> {
  const outcome: ConditionsCheckShown | ConditionsSavedShown = isDryRun
    ? await session.call('conditions.check', { table })
    : await session.call('conditions.save', { table, by });
  const isGood = outcome.kind === 'saved' || outcome.kind === 'usable';
  return {
    data: outcome,
    leavesWork: outcome.kind === 'saved',
    show(screen) {
      if (isGood) screen.line(outcome.kind === 'saved' ? 'the table is saved, and in force' : 'the table can be saved; nothing is saved');
      else showProblems(screen, outcome);
    },
    exitCode: isGood ? exitCodes.done : outcome.kind === 'malformed' ? exitCodes.usage : exitCodes.refused,
  };
}

async function fromStandardInput(): Promise<string> {
  if (process.stdin.isTTY) throw new Failure('usage', 'name a file with the table, give it on standard input, or take --editor');
  return (await buffer(process.stdin)).toString('utf8');
}

/** What was edited is kept, and told where it is, unless it is saved. */
async function fromEditor(cli: Cli, isDryRun: boolean): Promise<Result> {
  const { text } = await cli.session.call('conditions.show', {});
  const folder = mkdtempSync(join(tmpdir(), 'longlines-'));
  const file = join(folder, 'conditions.txt');
  writeFileSync(file, text, { mode: 0o600 });
  const program = process.env['VISUAL'] || process.env['EDITOR'] || 'vi';
  const ended = spawnSync(`${program} "${file}"`, { shell: true, stdio: ['inherit', 'inherit', 'inherit'] });
  if (ended.status !== 0)
    throw new Failure('usage', `the editor ${program} ended with ${ended.status ?? 'a signal'}: nothing is saved; ${file} is kept`);
  const edited = readFileSync(file, 'utf8');
  const result = await enter(cli, edited, isDryRun);
  if (result.exitCode === exitCodes.done) rmSync(folder, { recursive: true });
  else cli.output.note(`what was edited is kept in ${file}`);
  return result;
}

const parameterFlags = [
  ['--status <status>', `instead of the paths', with --current and --last: ${requestStatuses.join(', ')}`],
  ['--current <vci>', 'the next identifier to be given, with --status and --last'],
  ['--last <vci>', 'the top of what bulk requests created, with --status and --current'],
  ['--delta <number>', 'with those three: the delta threshold (8)'],
  ['--elapsed <duration>', 'with those three, of IN_PROCESS: since the pending request was sent (0s)'],
  ['--time-threshold <duration>', 'with those three: longest that one is expected to take (30s)'],
  ['--bulk-size <number>', 'with those three: how many are asked for at once (32)'],
] as const;

const tryOptions = z.object({
  file: z.string().optional(),
  path: z.string().optional(),
  status: z.enum(requestStatuses, `use ${requestStatuses.join(', ')}`).optional(),
  current: wholeOption(0, 65_536).optional(),
  last: wholeOption(0, 65_535).optional(),
  delta: wholeOption(0, 65_535).optional(),
  elapsed: durationOption.optional(),
  timeThreshold: durationOption.optional(),
  bulkSize: wholeOption(1, 65_535).optional(),
});

function tryCommand(conditions: Command): void {
  define(conditions, {
    usage: 'try',
    does: 'Says which row of the table in force, or of a file, applies to each path, or to given parameters, and what comes of it; nothing is done.',
    examples: [
      'longlines conditions try --path VP-1',
      'longlines conditions try --file table.txt',
      'longlines conditions try --status IN_PROCESS --current 128 --last 131 --elapsed 31s',
    ],
    flags: [
      ['--file <file>', 'a table in a file instead of the one in force'],
      ['--path <path>', 'this path only; not with parameters'],
      ...parameterFlags,
    ],
    asks: ['conditions.try'],
    options: tryOptions,
    async run({ session }, _, { file, path, ...given }) {
      const parameters = parametersFrom(given, Date.now());
      if (parameters && path !== undefined) throw new Failure('usage', 'take the parameters of a path (--path), or give them, not both');
      const outcome = await session.call('conditions.try', {
        ...(file === undefined ? {} : { table: (await read(file)).toString('utf8') }),
        ...(path === undefined ? {} : { pathId: path }),
        ...(parameters && { parameters }),
      });
      const isGood = outcome.kind === 'tried' && outcome.problems.length === 0;
      return {
        data: outcome,
        show(screen) {
          if (outcome.kind === 'tried') showTried(screen, outcome.tried);
          if (outcome.kind === 'malformed') showProblems(screen, outcome);
          else if (!isGood) showProblems(screen, { kind: 'refused', problems: outcome.problems });
        },
        exitCode: isGood ? exitCodes.done : outcome.kind === 'malformed' ? exitCodes.usage : exitCodes.refused,
      };
    },
  });
}

type Parameters = NonNullable<InputOf<'conditions.try'>['parameters']>;

/** null: none was given. */
function parametersFrom(given: Omit<z.output<typeof tryOptions>, 'file' | 'path'>, nowMs: number): Parameters | null {
  const { status, current, last, delta = 8, elapsed = 0, timeThreshold = 30_000, bulkSize = 32 } = given;
  if (Object.values(given).every((value) => value === undefined)) return null;
  if (status === undefined || current === undefined || last === undefined)
    throw new Failure(
      'usage',
      'parameters are given with --status, --current and --last at least; the others (--delta, --elapsed, --time-threshold, --bulk-size) go with those',
    );
  return {
    ...{ status, currentVci: current, lastVci: last, deltaThreshold: delta, bulkSize, timeThresholdMs: timeThreshold },
    ...{ startTimeMs: status === 'IN_PROCESS' ? nowMs - elapsed : null, currentTimeMs: nowMs },
  };
}
