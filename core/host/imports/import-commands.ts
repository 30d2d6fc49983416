import type { Engine } from '../../engine';
import {
  importNouns,
  mostImports,
  mostKeptRows,
  rowsPerPiece,
  type ImportJob,
  type ImportKind,
  type ImportRow,
  type RowOutcome,
} from '../../model/import-job';
import type { OrderCalls } from '../order-calls';
import { ImportWork } from './import-work';
import type { GivenRow, TryRows } from './row-trial';
import { circuitTrial, releaseTrial } from './try-circuits';
import { orderTrial } from './try-orders';

export type ImportAnswer =
  { readonly kind: 'job'; readonly job: ImportJob } | { readonly kind: 'refused' | 'not-found'; readonly message: string };

export interface ImportPage {
  readonly rows: readonly ImportRow[];
  readonly total: number;
}

/** Files with many orders: read and tried first, then entered by the host, whether or not anybody looks on. */
export interface ImportCommands {
  imports(): Promise<readonly ImportJob[]>;
  importJob(id: string): Promise<ImportJob | null>;
  /** Those with one of the outcomes, or all, as the file has them; null: there is no such import. */
  importRows(id: string, outcomes: readonly RowOutcome[] | null, offset: number, count: number): Promise<ImportPage | null>;
  beginImport(given: Pick<ImportJob, 'id' | 'kind' | 'name' | 'by' | 'total'>): Promise<ImportAnswer>;
  /** Tries the rows; `at`: how many came before. The last ones end the reading. */
  addImportRows(id: string, at: number, rows: readonly GivenRow[]): Promise<ImportAnswer>;
  /** Enters what is new, and tries again what failed. */
  carryOutImport(id: string, by: string): Promise<ImportAnswer>;
  stopImport(id: string, by: string): Promise<ImportAnswer>;
  takeBackImport(id: string, by: string): Promise<ImportAnswer>;
  discardImport(id: string, by: string): Promise<ImportAnswer>;
}

export interface ImportParts {
  readonly commands: ImportCommands;
  readonly work: ImportWork;
}

const trials: Readonly<Record<ImportKind, (engine: Engine) => TryRows>> = {
  orders: orderTrial,
  circuits: circuitTrial,
  releases: releaseTrial,
};

export function importParts(engine: Engine, calls: OrderCalls): ImportParts {
  const { store, clock } = engine;
  const work = new ImportWork(engine, calls);
  /** Of files that are being read. */
  const reading = new Map<string, TryRows>();
  const unknown: ImportAnswer = {
    kind: 'not-found',
    message: 'there is no such import: it was discarded, or its reading was cut off; choose the file again',
  };
  const refused = (message: string): ImportAnswer => ({ kind: 'refused', message });

  const change = (id: string, decide: (job: ImportJob) => ImportJob | string): Promise<ImportAnswer> =>
    store.transaction(async (tx): Promise<ImportAnswer> => {
      const job = await tx.imports.get(id);
      if (!job) return unknown;
      const next = decide(job);
      if (typeof next === 'string') return refused(next);
      if (next !== job) await tx.imports.put(next);
      return { kind: 'job', job: next };
    });

  const run = async (id: string, decide: (job: ImportJob) => ImportJob | string): Promise<ImportAnswer> => {
    const answer = await change(id, decide);
    if (answer.kind === 'job') work.call(id);
    return answer;
  };

  const commands: ImportCommands = {
    imports: () => store.transaction((tx) => tx.imports.list()),
    importJob: (id) => store.transaction(async (tx) => (await tx.imports.get(id)) ?? null),
    importRows: (id, outcomes, offset, count) =>
      store.transaction(async (tx) => {
        if (!(await tx.imports.get(id))) return null;
        const rows: ImportRow[] = [];
        let total = 0;
        for (const piece of await tx.imports.pieces(id)) {
          const wanted = (outcomes ?? (Object.keys(piece.counts) as RowOutcome[])).reduce(
            (sum, outcome) => sum + (piece.counts[outcome] ?? 0),
            0,
          );
          const skipped = Math.max(0, offset - total);
          total += wanted;
          if (wanted <= skipped || rows.length >= count) continue;
          const matching = (await tx.imports.piece(id, piece.number)).filter(({ outcome }) => outcomes?.includes(outcome) ?? true);
          rows.push(...matching.slice(skipped, skipped + count - rows.length));
        }
        return { rows, total };
      }),
    beginImport: (given) =>
      store.transaction(async (tx): Promise<ImportAnswer> => {
        const known = await tx.imports.get(given.id);
        if (known)
          return known.state === 'reading' ? { kind: 'job', job: known } : refused('this import was begun before: take another id');
        const all = await tx.imports.list();
        const keptAway = tooMany(all, given.total);
        if (keptAway === null) return refused('too many imports are under way or were stopped; discard one, and this one is taken');
        for (const id of keptAway) await tx.imports.remove(id);
        const job: ImportJob = { ...given, state: 'reading', read: 0, counts: {}, run: null, changedAtMs: clock.now() };
        await tx.imports.put(job);
        reading.set(given.id, trials[given.kind](engine));
        return { kind: 'job', job };
      }),
    async addImportRows(id, at, rows) {
      const trial = reading.get(id);
      const job = await commands.importJob(id);
      if (!trial || job?.state !== 'reading') return unknown;
      if (at !== job.read) return refused(`row ${job.read + 1} comes next, and not row ${at + 1}: choose the file again`);
      const isLast = at + rows.length === job.total;
      if (at + rows.length > job.total) return refused(`the file was said to have ${job.total} rows, and has more: choose it again`);
      if (!isLast && rows.length % rowsPerPiece !== 0) return refused(`rows are given in hundreds, but for the last ones`);
      const tried = await trial(rows);
      const answer = await store.transaction(async (tx): Promise<ImportAnswer> => {
        const now = await tx.imports.get(id);
        if (now?.state !== 'reading' || now.read !== at) return unknown;
        await tx.imports.put({ ...now, read: at + rows.length, state: isLast ? 'checked' : 'reading', changedAtMs: clock.now() });
        for (let from = 0; from < tried.length; from += rowsPerPiece)
          await tx.imports.putPiece(id, (at + from) / rowsPerPiece, tried.slice(from, from + rowsPerPiece));
        const after = await tx.imports.get(id);
        return after ? { kind: 'job', job: after } : unknown;
      });
      if (isLast) reading.delete(id);
      return answer;
    },
    carryOutImport: (id, by) =>
      run(id, (job) => {
        const { kind, state, counts } = job;
        if (state === 'entering') return job;
        if (state === 'reading') return 'it is still being read: wait until every row was tried';
        if (state === 'undoing' || state === 'undone') return 'it was taken back: import the file again';
        const toDo = (counts.new ?? 0) + (counts.failed ?? 0);
        if (toDo === 0) return `no row is left that could be ${importNouns[kind].done}`;
        const atMs = clock.now();
        return { ...job, by, state: 'entering', run: { sinceMs: atMs, toDo, done: 0 }, changedAtMs: atMs };
      }),
    stopImport: (id) =>
      change(id, (job) => {
        const isUnderWay = job.state === 'entering' || job.state === 'undoing';
        return isUnderWay ? { ...job, state: 'stopped', run: null, changedAtMs: clock.now() } : job;
      }),
    takeBackImport: (id, by) =>
      run(id, (job) => {
        const { kind, state, counts } = job;
        if (state === 'undoing') return job;
        if (kind === 'releases') return 'what was released does not come back: order it anew';
        if (state === 'entering') return 'it is being entered: stop it first';
        const toDo = counts.entered ?? 0;
        if (toDo === 0) return 'nothing of it is entered, so that there is nothing to take back';
        const atMs = clock.now();
        return { ...job, by, state: 'undoing', run: { sinceMs: atMs, toDo, done: 0 }, changedAtMs: atMs };
      }),
    discardImport: (id) =>
      store.transaction(async (tx): Promise<ImportAnswer> => {
        const job = await tx.imports.get(id);
        if (!job) return unknown;
        if (job.state === 'entering' || job.state === 'undoing') return refused('it is at work: stop it first');
        await tx.imports.remove(id);
        reading.delete(id);
        return { kind: 'job', job };
      }),
  };
  return { commands, work };
}

/** The oldest of those that nobody waits for any more, so that a new one of so many rows has room; null: they do not make enough. */
function tooMany(latestFirst: readonly ImportJob[], newRows: number): readonly string[] | null {
  const away: string[] = [];
  let [count, rows] = [latestFirst.length + 1, latestFirst.reduce((sum, { total }) => sum + total, newRows)];
  for (const { id, state, total } of latestFirst.toReversed()) {
    if (count <= mostImports && rows <= Math.max(mostKeptRows, newRows)) break;
    if (state !== 'done' && state !== 'undone' && state !== 'checked') continue;
    away.push(id);
    [count, rows] = [count - 1, rows - total];
  }
  return count <= mostImports ? away : null;
}
