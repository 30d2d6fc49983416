import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { mostRowsAtOnce, type ImportShown } from '../../../core/contract/imports';
import { systemClock, systemNewId } from '../../../core/host/system-clock';
import { bulkColumns, maxBulkBytes, problemColumn, readBulkFile, type BulkFileRow } from '../../../core/model/bulk-file';
import { sleep } from '../../../core/model/clock';
import {
  importNouns,
  problemOutcomes,
  rowOutcomes,
  type ImportKind,
  type ImportRow,
  type RowOutcome,
} from '../../../core/model/import-job';
import { decodeAs, encodingNames, recogniseEncoding, textEncodings, type TextEncoding } from '../../../core/model/text-encoding';
import { csvText } from '../csv';
import type { Cli } from '../define';
import { exitCodes, Failure, type ExitCode } from '../exit-codes';
import type { Result } from '../output';
import { counted } from '../words';
import { read } from './inventory';

export const importFlags = [
  ['--dry-run', 'only says of each row what it would change'],
  ['--resume', 'goes on with the import of this file that was stopped or cut off, and tries again what failed'],
  ['--encoding <encoding>', `how its bytes are text, where they do not tell: ${textEncodings.join(', ')}`],
  ['--problems <file>', 'saves the rows that somebody has to look at, with the reason in a column'],
] as const;

export const importOptions = {
  dryRun: z.boolean().default(false),
  resume: z.boolean().default(false),
  encoding: z.enum(textEncodings, { error: `an encoding is one of ${textEncodings.join(', ')}` }).optional(),
  problems: z.string().min(1).optional(),
};
export type ImportOptions = z.output<z.ZodObject<typeof importOptions>>;

export interface Imported {
  readonly job: ImportShown;
  readonly rows: readonly ImportRow[];
  readonly result: Result;
}

/** Reads a file into an import of the host, and has it entered there. What the host has is not lost with this command. */
export async function importFile(cli: Cli, kind: ImportKind, file: string, options: ImportOptions): Promise<Imported> {
  const { session, by } = cli;
  const job = options.resume ? await toResume(cli, kind, file) : await readInto(cli, kind, file, options.encoding);
  const toDo = (job.counts.new ?? 0) + (job.counts.failed ?? 0);
  const isEntered = !options.dryRun && toDo > 0;
  if (isEntered) await session.call('imports.carry-out', { importId: job.id, by });
  const ended = isEntered ? await entered(cli, job.id, file) : job;
  const rows = await rowsOf(cli, ended);
  if (options.problems !== undefined) await writeProblems(options.problems, kind, rows);
  if (options.dryRun) await session.call('imports.discard', { importId: job.id, by });
  return { job: ended, rows, result: resultOf(ended, rows, options) };
}

async function toResume({ session }: Cli, kind: ImportKind, file: string): Promise<ImportShown> {
  const name = nameOf(file);
  const kept = (await session.call('imports.list', {})).find(
    (job) =>
      job.kind === kind && job.name === name && (job.state === 'stopped' || job.state === 'entering' || (job.counts.failed ?? 0) > 0),
  );
  if (kept) return kept;
  throw new Failure(
    'refused',
    `no import of ${name} was stopped or cut off; import it without --resume: what is there already is not entered again`,
  );
}

async function readInto(cli: Cli, kind: ImportKind, file: string, encoding: TextEncoding | undefined): Promise<ImportShown> {
  const { session, output, by } = cli;
  const rows = [...readRows(await read(file), kind, file, encoding)];
  if (rows.length === 0) throw new Failure('usage', `${file} has a header and no rows: name another`);
  const importId = systemNewId()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 40);
  await session.call('imports.begin', { importId, kind, name: nameOf(file), total: rows.length, by });
  let job: ImportShown | null = null;
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    job = await session.call('imports.add', { importId, at, rows: rows.slice(at, at + rowsAtOnce) });
    output.progress(`${job.read} of ${counted(job.total, 'row')} tried`);
  }
  return job ?? (await session.call('imports.show', { importId }));
}

/** So few that progress is seen. */
const rowsAtOnce = mostRowsAtOnce / 2;

const nameOf = (file: string): string => file.split(/[/\\]/).at(-1)?.slice(0, 255) ?? file;

function readRows(bytes: Uint8Array, kind: ImportKind, file: string, given: TextEncoding | undefined): Iterable<BulkFileRow> {
  const refuse = (why: string): Failure => new Failure('usage', `${file}: ${why}, and import it again`);
  if (bytes.length > maxBulkBytes) throw refuse(`it is larger than ${maxBulkBytes / 2 ** 20} MB: split it`);
  const recognised = given === undefined ? recogniseEncoding(bytes) : { kind: 'sure' as const, encoding: given };
  if (recognised.kind === 'none') throw refuse(recognised.why);
  if (recognised.kind === 'asked') {
    const [sample] = recognised.samples;
    const as = recognised.choices.map(
      (choice) => `--encoding ${choice} (${encodingNames[choice]}) reads "${sample?.as[choice]?.slice(0, 80) ?? ''}"`,
    );
    throw refuse(`it is not UTF-8 from line ${sample?.line ?? 1} on; ${as.join('; ')}: say which is right, or save it as "CSV UTF-8"`);
  }
  const content = readBulkFile(decodeAs(bytes, recognised.encoding), kind);
  if (content.kind === 'unreadable') throw refuse(content.message);
  return content.rows;
}

const lookAgainMs = 200;

/** Until it is done, stopped or taken back; the host goes on without us. */
async function entered({ session, output }: Cli, importId: string, file: string): Promise<ImportShown> {
  try {
    for (;;) {
      const job = await session.call('imports.show', { importId });
      if (job.state !== 'entering') return job;
      if (job.run) output.progress(`${job.run.done} of ${job.run.toDo} ${importNouns[job.kind].done}`);
      await sleep(systemClock, lookAgainMs);
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(
      error.code,
      `${error.message}; a host that runs goes on with the import of ${file}, and "--resume" tells how far it came`,
    );
  }
}

async function rowsOf({ session }: Cli, { id, total }: ImportShown): Promise<readonly ImportRow[]> {
  const rows: ImportRow[] = [];
  while (rows.length < total) {
    const page = await session.call('imports.rows', { importId: id, offset: rows.length, count: mostRowsAtOnce });
    if (page.rows.length === 0) break;
    rows.push(...page.rows);
  }
  return rows;
}

/** As they stand in the file, so that they can be corrected and imported. */
async function writeProblems(file: string, kind: ImportKind, rows: readonly ImportRow[]): Promise<void> {
  const { fields } = bulkColumns[kind];
  const lines = rows
    .filter(({ outcome }) => problemOutcomes.includes(outcome))
    .map((row) => [...fields.map((field) => row.fields[field] ?? ''), `line ${row.line}: ${row.why}`]);
  await writeFile(file, csvText([[...fields, problemColumn], ...lines]));
}

const goodOutcomes: readonly RowOutcome[] = ['new', 'entered'];

function resultOf(job: ImportShown, rows: readonly ImportRow[], { dryRun }: ImportOptions): Result {
  const { kind, counts, total } = job;
  const countOf = (outcomes: readonly RowOutcome[]): number => outcomes.reduce((sum, outcome) => sum + (counts[outcome] ?? 0), 0);
  const [good, bad] = [countOf(goodOutcomes), countOf(problemOutcomes)];
  const exitCode: ExitCode = bad === 0 ? exitCodes.done : good > 0 ? exitCodes.partly : exitCodes.refused;
  const told = rows.map(({ line, fields, outcome, column, why }) => ({
    line,
    orderId: fields['order'] ?? '',
    outcome,
    column,
    message: why,
  }));
  const problems = told.filter(({ outcome }) => problemOutcomes.includes(outcome));
  const { one, done } = importNouns[kind];
  return {
    leavesWork: !dryRun && (counts.entered ?? 0) > 0,
    data: { importId: job.id, state: job.state, isDryRun: dryRun, counts, rows: told },
    show(screen) {
      if (problems.length > 0)
        screen.table(
          ['line', one, 'outcome', 'column', ''],
          problems.map(({ line, orderId, outcome, column, message }) => [
            String(line),
            orderId,
            outcome,
            column,
            message.split('\n')[0] ?? '',
          ]),
        );
      screen.line(
        `${counted(total, 'row')}: ${rowOutcomes.flatMap((outcome) => ((counts[outcome] ?? 0) > 0 ? [`${counts[outcome]} ${outcome}`] : [])).join(', ')}`,
      );
      if (dryRun) screen.line(`${counts.new ?? 0} would be ${done}; nothing is`);
      else if (job.state === 'stopped') screen.line('somebody stopped it; "--resume" goes on');
    },
    exitCode,
  };
}
