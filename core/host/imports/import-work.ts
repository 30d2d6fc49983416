import { commit, HostEndingError, type Engine } from '../../engine';
import { importNouns, type ImportJob } from '../../model/import-job';
import { tellFailure } from '../announcements';
import type { OrderCalls } from '../order-calls';
import { entering, isToBeEntered, isToBeTakenBack, takingBack } from './carry-out-rows';

/**
 * Enters imports, or takes them back, piece by piece: what is done to the rows of a piece is written with what became of them, in one transaction, so that
 * wherever it is cut off, nothing is done twice. One import after the other.
 */
export class ImportWork {
  readonly #engine: Engine;
  readonly #calls: OrderCalls;
  readonly #waiting = new Set<string>();
  #last: Promise<void> = Promise.resolve();

  constructor(engine: Engine, calls: OrderCalls) {
    this.#engine = engine;
    this.#calls = calls;
  }

  /** Goes on with what was under way when the last host ended; what was only half read is forgotten, since its rows are in no store. */
  async start(): Promise<void> {
    const jobs = await this.#engine.store.transaction(async (tx) => {
      const all = await tx.imports.list();
      for (const { id, state } of all) if (state === 'reading') await tx.imports.remove(id);
      return all;
    });
    for (const { id, state } of jobs.toReversed()) if (state === 'entering' || state === 'undoing') this.call(id);
  }

  /** It is looked at once more, where it is at work already: that may be just ending. */
  call(importId: string): void {
    if (this.#waiting.has(importId)) return;
    this.#waiting.add(importId);
    this.#last = this.#last
      .then(() => {
        this.#waiting.delete(importId);
        return this.#work(importId);
      })
      .catch((error: unknown) => {
        if (!(error instanceof HostEndingError)) void tellFailure(this.#engine, `import ${importId}`, error);
      });
  }

  settled(): Promise<void> {
    return this.#last;
  }

  async #work(importId: string): Promise<void> {
    const { store } = this.#engine;
    const pieces = await store.transaction((tx) => tx.imports.pieces(importId));
    for (const { number } of pieces) {
      if (this.#engine.isEnding() || !(await this.#doPiece(importId, number))) return;
      await store.pause();
    }
    await commit(this.#engine, async ({ tx, atMs, note }) => {
      const job = await tx.imports.get(importId);
      if (!job || !isUnderWay(job)) return;
      await tx.imports.put({ ...job, state: job.state === 'entering' ? 'done' : 'undone', run: null, changedAtMs: atMs });
      const { done, many } = importNouns[job.kind];
      const { entered = 0, failed = 0, 'taken-back': takenBack = 0 } = job.counts;
      const text =
        job.state === 'entering'
          ? `${job.name}: ${entered} of ${job.total} ${many} ${done} by ${job.by}, ${failed} refused`
          : `${job.name}: ${takenBack} ${many} taken back by ${job.by}, ${entered} not`;
      await note(job.state === 'entering' ? 'import.entered' : 'import.taken-back', job.id, text, 'operator');
    });
  }

  /** False: it is no longer wanted. */
  #doPiece(importId: string, number: number): Promise<boolean> {
    return commit(this.#engine, async (record) => {
      const { tx, atMs } = record;
      const job = await tx.imports.get(importId);
      if (!job || !isUnderWay(job)) return false;
      const isEntering = job.state === 'entering';
      const carryOut = isEntering ? entering(this.#engine, this.#calls, job) : takingBack(this.#engine, this.#calls, job);
      const isToBeDone = isEntering ? isToBeEntered : isToBeTakenBack;
      const before = await tx.imports.piece(importId, number);
      const count = before.filter(isToBeDone).length;
      if (count === 0 || carryOut === null) return true;
      const after = [];
      for (const row of before) after.push(isToBeDone(row) ? await carryOut(record, row) : row);
      const run = job.run && { ...job.run, done: Math.min(job.run.toDo, job.run.done + count) };
      await tx.imports.put({ ...job, run, changedAtMs: atMs });
      await tx.imports.putPiece(importId, number, after);
      return true;
    });
  }
}

const isUnderWay = ({ state }: ImportJob): boolean => state === 'entering' || state === 'undoing';
