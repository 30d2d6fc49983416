import { AsyncLocalStorage } from 'node:async_hooks';
import type { Pause } from '../model/clock';
import { backUp } from './backup';
import type { BackupSource } from './backup';
import { Connection } from './connection';
import type { RawColumn, RowReader, SqlValue } from './connection';
import { systemDisk } from './disk';
import type { Disk } from './disk';
import { undoSuffix } from './disk-syscalls';
import { applicationId, examine, locate } from './examine';
import { watchFile } from './file-watch';
import type { FileWatch } from './file-watch';
import { migrate } from './migrate';
import type { Migration } from './migrate';
import { loadSqliteOnDisk } from './sqljs-on-disk';
import { acquireStoreLock } from './store-lock';
import type { StoreLock } from './store-lock';
import type { Backup, BackupOptions } from './store';
import { StoreError } from './store-error';
import type { TextPool } from './text-pool';
import { takingTurns, type Between } from './turns';

export { StoreError } from './store-error';

/**
 * A durable SQLite database. Every statement, a read too, belongs inside a transaction's callback: there is one connection, and a
 * statement from elsewhere would see, or become part of, what another has not committed. Elsewhere it throws a plain Error.
 */
export interface Database {
  /** Its real path. */
  readonly file: string;
  /** Whether all its pages were checked when it was opened. */
  readonly isChecked: boolean;
  /** Rows changed by an INSERT, UPDATE or DELETE; otherwise 0. */
  run(sql: string, params?: readonly SqlValue[]): number;
  all<T>(sql: string, params?: readonly SqlValue[]): T[];
  /** The first row. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller says what its columns hold, SQL cannot
  get<T>(sql: string, params?: readonly SqlValue[]): T | undefined;
  /** Rows that are many, each read while it is visited; texts that name the same are one. */
  each(sql: string, params: readonly SqlValue[], pool: TextPool, visit: (row: RowReader) => void): void;
  /** The rows as they are stored; what a visit gets is good until it ends. */
  scan(sql: string, params: readonly SqlValue[], visit: (row: readonly RawColumn[]) => void): void;
  /**
   * One at a time, in the order of the calls. What it wrote is on the medium when the promise resolves; whatever it throws, nothing of
   * it is kept. Only after a StoreError `io` from the very end of a commit does the next opening decide, as after a crash: all or nothing.
   * Throws at once when called inside a transaction of the same database.
   * Those that wait are committed together, and nobody is told before that is done: one that throws is taken back alone, but a commit that fails,
   * or a disk that is full, fails for all of them.
   */
  transaction<T>(work: () => Promise<T>): Promise<T>;
  /** See `CommitKeeper`; there is one at most. */
  keep(keeper: CommitKeeper): void;
  /** See `Store.backup`; the copy is made in slices between transactions, and after each `pause` lets others have their turn. */
  backup(file: string, options: BackupOptions, pause: Pause): Promise<Backup>;
  /** After the transactions that were asked for; a backup that is being made is given up. */
  close(): Promise<void>;
}

/** What is done once for all transactions of a commit. */
export interface CommitKeeper {
  /** Before the first. */
  readonly begin: () => void;
  /** Before each; what it gives takes back what was noted since. */
  readonly enter: () => () => void;
  /** After the last, as a part of the commit. */
  readonly seal: () => void;
}

export interface DatabaseOptions {
  readonly file: string;
  readonly disk?: Disk;
  readonly migrations: readonly Migration[];
  readonly onStage?: (stage: string) => void;
  /** See `wholeCheckBytes`. */
  readonly wholeBytes?: number | undefined;
  /** Between commits. Without: nothing is. */
  readonly between?: Between;
}

/** Opens a store, or creates it where there is no file or an empty one. Throws a StoreError, and then has changed nothing that was there. */
export async function openDatabase({
  file,
  disk = systemDisk,
  migrations,
  onStage,
  wholeBytes,
  between = { pause: () => Promise.resolve() },
}: DatabaseOptions): Promise<Database> {
  const path = locate(disk, file);
  const lock = await acquireStoreLock(path);
  try {
    const sqlite = await loadSqliteOnDisk();
    onStage?.('SQLite loaded');
    const found = examine(sqlite, disk, path, migrations.length, wholeBytes);
    onStage?.('file examined');
    makeDurable(disk, path + undoSuffix);
    const connection = new Connection(sqlite, disk, path);
    try {
      configure(connection);
      if (found === 'new') stamp(connection);
      migrate(connection, migrations);
      onStage?.('file open');
      return serve(
        connection,
        { watch: watchFile(disk, path), lock, apart: between },
        { sqlite, disk, file: path, isChecked: found !== 'in-part' },
      );
    } catch (error) {
      connection.close();
      throw error;
    }
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/**
 * What the last process did to the undo file may not have reached the medium. Where its head was made void and the disk failed in that moment, a power
 * cut in the middle of the next transaction would bring the old head back over new pages.
 */
function makeDurable(disk: Disk, undoFile: string): void {
  if (!disk.stat(undoFile)) return;
  try {
    const file = disk.open(undoFile, 'read-write');
    try {
      file.sync();
    } finally {
      file.close();
    }
  } catch (cause) {
    throw new StoreError('io', `the disk of ${undoFile} fails (${String(cause)}): check the disk, then start Longlines again`, { cause });
  }
}

/**
 * Exclusive: the pages stay in SQLite's cache between transactions. Never WAL: another program that reads the live file would delete it. The undo file
 * is kept, and its head made void at a commit: to cut it off would cost more than all else of a small commit.
 */
function configure(connection: Connection): void {
  connection.execute('PRAGMA locking_mode = EXCLUSIVE');
  const mode = connection.get('PRAGMA journal_mode = PERSIST');
  if (mode?.['journal_mode'] !== 'persist')
    throw new Error(`the store ${connection.file} has journal mode ${String(mode?.['journal_mode'])}`);
  connection.execute(`PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;
    PRAGMA journal_size_limit = 4194304; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768`);
}

function stamp(connection: Connection): void {
  connection.execute(`BEGIN IMMEDIATE; PRAGMA application_id = ${applicationId}; COMMIT`);
}

/** A transaction under way, or over: then what it started and did not wait for may no more speak for it. */
interface Transaction {
  /** The database that it is of, and the transaction of another database that it was begun in. */
  readonly of: Connection;
  readonly outer: Transaction | undefined;
  readonly commit: Commit;
  isOver: boolean;
  hasWritten: boolean;
}

/** Transactions that are committed together. */
interface Commit {
  /** Something of it is written, and not taken back. */
  isWritten: boolean;
  /** Why SQLite ended it by itself: a statement after that would be a transaction of its own. */
  spoiledBy: Error | undefined;
}

/** A transaction that was asked for. */
interface Asked {
  readonly outer: Transaction | undefined;
  readonly work: () => Promise<unknown>;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

type Outcome = { readonly kind: 'done'; readonly result: unknown } | { readonly kind: 'failed'; readonly error: unknown };

/** One for all databases: each further one would cost every promise of the process something, even after its database is closed. */
const current = new AsyncLocalStorage<Transaction | undefined>();
const none = undefined;

function transactionOf(connection: Connection): Transaction | undefined {
  let transaction = current.getStore();
  while (transaction !== undefined && transaction.of !== connection) transaction = transaction.outer;
  return transaction;
}

function serve(
  connection: Connection,
  { watch, lock, apart }: { readonly watch: FileWatch; readonly lock: StoreLock; readonly apart: Between },
  { isChecked, ...origin }: Pick<BackupSource, 'sqlite' | 'disk' | 'file'> & { readonly isChecked: boolean },
): Database {
  let closing: Promise<void> | undefined;
  let keeper: CommitKeeper | undefined;
  const backups = new Set<Promise<unknown>>();
  /** The disk failed, and what is on it is not known: SQLite's view in memory is worth nothing until the file is read again. */
  let stoppedBy: StoreError | undefined;

  /** Runs a piece of SQL; remembers what ends the service. */
  const attempt = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      if (error instanceof StoreError && (error.code === 'io' || error.code === 'damaged' || error.code === 'read-only'))
        stoppedBy ??= error;
      throw error;
    }
  };

  const statement = <T>(sql: string, work: () => T): T => {
    const transaction = transactionOf(connection);
    if (transaction === undefined || transaction.isOver) throw new Error(`a statement belongs inside a transaction: ${sql}`);
    if (transactionControl.test(sql)) throw new Error(`the database itself begins and ends transactions: ${sql}`);
    const { commit } = transaction;
    if (commit.spoiledBy !== undefined) throw commit.spoiledBy;
    try {
      return attempt(() => {
        if (!transaction.hasWritten && !onlyReads.test(sql)) {
          // What those before it wrote is to stay if it is taken back. Before the first, there is nothing.
          if (commit.isWritten) connection.run('SAVEPOINT one_of_several');
          transaction.hasWritten = true;
        }
        return work();
      });
    } catch (error) {
      if (!connection.isInTransaction()) commit.spoiledBy = error instanceof Error ? error : new Error(String(error));
      throw error;
    }
  };

  /** Throws where that ends the commit. */
  const perform = async (commit: Commit, { outer, work }: Asked): Promise<Outcome> => {
    const transaction: Transaction = { of: connection, outer, commit, isOver: false, hasWritten: false };
    const takeBack = keeper?.enter();
    try {
      const result = await current.run(transaction, work);
      transaction.isOver = true;
      if (commit.spoiledBy !== undefined) throw commit.spoiledBy;
      if (transaction.hasWritten && commit.isWritten) attempt(() => connection.run('RELEASE one_of_several'));
      commit.isWritten ||= transaction.hasWritten;
      return { kind: 'done', result };
    } catch (error) {
      transaction.isOver = true;
      takeBack?.();
      if (commit.spoiledBy === undefined && transaction.hasWritten) undo(commit, error);
      return { kind: 'failed', error };
    }
  };

  /** What the last transaction of the commit wrote; throws where that cannot be done. */
  const undo = (commit: Commit, why: unknown): void => {
    if (commit.isWritten) {
      attempt(() => {
        connection.run('ROLLBACK TO one_of_several');
        connection.run('RELEASE one_of_several');
      });
      return;
    }
    rollBackAfter(why);
    if (stoppedBy !== undefined) throw stoppedBy;
    attempt(() => connection.run('BEGIN IMMEDIATE'));
  };

  /** Whoever waits, in one commit. Nobody is told before it is decided what becomes of all. */
  const commitTogether = async (next: () => Promise<Asked | undefined>): Promise<void> => {
    const first = await next();
    if (!first) return;
    const taken: { readonly asked: Asked; outcome: Outcome | undefined }[] = [{ asked: first, outcome: undefined }];
    try {
      if (stoppedBy !== undefined) throw stopped(connection.file, stoppedBy);
      attempt(() => connection.run('BEGIN IMMEDIATE'));
      keeper?.begin();
      const commit: Commit = { isWritten: false, spoiledBy: undefined };
      for (const each of taken) {
        each.outcome = await perform(commit, each.asked);
        const asked = commit.spoiledBy === undefined ? await next() : undefined;
        if (asked) taken.push({ asked, outcome: undefined });
      }
      if (commit.spoiledBy !== undefined) throw commit.spoiledBy;
      if (commit.isWritten && keeper) {
        const sealing: Transaction = { of: connection, outer: undefined, commit, isOver: false, hasWritten: true };
        current.run(sealing, keeper.seal);
        sealing.isOver = true;
      }
      attempt(() => {
        watch.assertUntouched();
        connection.commit();
        watch.noteOurs();
      });
    } catch (error) {
      rollBackAfter(error);
      for (const { asked, outcome } of taken) asked.reject(outcome?.kind === 'failed' ? outcome.error : error);
      return;
    }
    for (const [at, { asked, outcome }] of taken.entries()) {
      // What each does next may take its time.
      if (at > 0 && at % toldTogether === 0) await apart.pause();
      if (outcome?.kind === 'done') asked.resolve(outcome.result);
      else asked.reject(outcome?.error);
    }
  };

  const turns = takingTurns(commitTogether, apart);

  const rollBackAfter = (why: unknown): void => {
    // A rollback that found no room is unfinished, and the file as it was, or as we made it.
    if (why instanceof StoreError && why.code === 'disk-full') watch.forget();
    if (!connection.isInTransaction()) return;
    try {
      connection.run('ROLLBACK');
    } catch (error) {
      // The caller hears why its transaction failed; everyone after it, that the service ended here.
      stoppedBy ??=
        error instanceof StoreError
          ? error
          : new StoreError('io', `the store ${connection.file} cannot take back a transaction`, { cause: error });
    }
  };

  const closed = (): StoreError => new StoreError('closed', `the store ${connection.file} is closed`);

  const between: BackupSource['between'] = async (work) => {
    if (closing !== undefined) throw closed();
    return turns.alone(() => {
      if (stoppedBy !== undefined) throw stopped(connection.file, stoppedBy);
      return work(connection);
    });
  };

  const isInside = (): boolean => transactionOf(connection)?.isOver === false;

  return {
    file: connection.file,
    isChecked,
    run: (sql, params) => statement(sql, () => connection.run(sql, params)),
    all: (sql, params) => statement(sql, () => connection.all(sql, params)) as never[],
    get: (sql, params) => statement(sql, () => connection.get(sql, params)) as never,
    each: (sql, params, pool, visit) => {
      statement(sql, () => {
        connection.each(sql, params, pool, visit);
      });
    },
    scan: (sql, params, visit) => {
      statement(sql, () => {
        connection.scan(sql, params, visit);
      });
    },
    transaction: async (work) => {
      if (isInside()) throw new Error('a transaction inside a transaction would wait for itself: pass its work to the outer one');
      if (closing !== undefined) throw closed();
      const outer = current.getStore();
      return new Promise((resolve, reject) => {
        // What is carried out for others in this turn is not of the transaction that this was asked for in.
        current.run(none, () => {
          turns.together({ outer, work, resolve: resolve as (result: unknown) => void, reject });
        });
      });
    },
    keep: (given) => {
      keeper = given;
    },
    backup: async (file, options, pause) => {
      if (isInside()) throw new Error('a backup inside a transaction would wait for itself: begin it outside');
      const backup = backUp({ ...origin, between, pause }, file, options);
      backups.add(backup);
      try {
        return await backup;
      } finally {
        backups.delete(backup);
      }
    },
    close: async () => {
      if (isInside()) throw new Error('a database cannot be closed inside its transaction');
      closing ??= turns.alone(async () => {
        await Promise.allSettled(backups);
        watch.close();
        connection.close();
        await lock.release();
      });
      return closing;
    },
  };
}

/** So many are told of their commit before others have the process. */
const toldTogether = 32;

const transactionControl = /^\s*(begin|commit|end|rollback(?!\s+to))\b/i;
const onlyReads = /^\s*(select|pragma|explain)\b/i;

function stopped(file: string, cause: StoreError): StoreError {
  return new StoreError(cause.code, `the store ${file} has stopped (${cause.message})`, { detail: cause.detail, cause });
}
