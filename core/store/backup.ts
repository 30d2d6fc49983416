import { dirname } from 'node:path';
import type { Pause } from '../model/clock';
import { damagedStore, locateTarget, type BackupTarget } from './backup-target';
import { Connection } from './connection';
import type { Disk } from './disk';
import type { SqliteOnDisk } from './sqljs-on-disk';
import type { Backup, BackupOptions } from './store';
import { StoreError } from './store-error';
import { acquireStoreLock, type StoreLock } from './store-lock';

/** An open store, as far as a backup needs it. */
export interface BackupSource {
  readonly sqlite: SqliteOnDisk;
  readonly disk: Disk;
  /** Its real path. */
  readonly file: string;
  /** Runs the work between two transactions. */
  readonly between: <T>(work: (connection: Connection) => T) => Promise<T>;
  readonly pause: Pause;
}

/** A slice between two transactions takes a few milliseconds: as long as a commit. */
const slicePages = 256;

/**
 * Copies the store while its transactions go on; the copy is the store as it is when the last page is copied. It is written beside its
 * place, checked, synced and renamed, so that under `path` there is never half a backup. Throws a StoreError, or the signal's reason, and
 * then leaves nothing but what was there. (A process that is killed may leave the `-partial` file, which the next backup to that place removes.)
 */
export async function backUp(source: BackupSource, path: string, options: BackupOptions): Promise<Backup> {
  const { disk } = source;
  const target = locateTarget(disk, source.file, path, options.overwrite === true);
  const lock = await lockTarget(target.file);
  const partial = `${target.file}-partial`;
  const removePartial = (): void => {
    if (disk.stat(partial) !== undefined) disk.unlink(partial);
  };
  try {
    target.onDisk(removePartial);
    await copyInto(source, partial, target, options);
    const bytes = target.onDisk(() => {
      // Meanwhile somebody else may have put a file there.
      target.assertFree();
      disk.rename(partial, target.file);
      return disk.stat(target.file)?.size ?? 0;
    });
    makeDurable(disk, target.file);
    return { file: target.file, bytes };
  } catch (error) {
    try {
      removePartial();
    } catch {
      // Why there is no backup matters more than that the disk cannot even delete.
    }
    throw error;
  } finally {
    await lock.release();
  }
}

/** No store that is open, and no backup that is being written, may be overwritten. */
async function lockTarget(file: string): Promise<StoreLock> {
  try {
    return await acquireStoreLock(file);
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== 'in-use') throw error;
    throw new StoreError('in-use', `${file} is open in Longlines, or another backup is just being written there: choose another name`);
  }
}

async function copyInto(source: BackupSource, partial: string, target: BackupTarget, options: BackupOptions): Promise<void> {
  const { sqlite, disk, between, pause } = source;
  const copy = target.onDisk(() => new Connection(sqlite, disk, partial));
  try {
    // No journal and no sync of SQLite's own: what is not whole is deleted.
    target.onDisk(() => {
      copy.execute('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -2048');
    });
    const pages = await between((connection) => connection.copyTo(copy));
    try {
      for (let copied = slicePages, isWhole = false; !isWhole; copied += slicePages) {
        options.signal?.throwIfAborted();
        const { step, total } = await between((connection) => ({ step: pages.step(slicePages), total: pageCount(connection) }));
        if (step.kind === 'source-failed') throw step.error;
        target.onDisk(() => {
          if (step.kind === 'target-failed') throw step.error;
          // Slice by slice, so that there is no long one at the end.
          sync(disk, partial);
        });
        isWhole = step.kind === 'whole';
        options.onProgress?.({ step: 'copying', done: isWhole ? total : Math.min(copied, total), total });
        await pause();
      }
    } finally {
      pages.end();
    }
    await check(source, copy, target, options);
  } finally {
    copy.close();
  }
}

const pageCount = (connection: Connection): number => Number(connection.get('PRAGMA page_count')?.['page_count']);

function sync(disk: Disk, path: string): void {
  const file = disk.open(path, 'read-write');
  try {
    file.sync();
  } finally {
    file.close();
  }
}

/**
 * In a damaged store the copy is damaged too, and must not take the place of a good one. Table by table, so that transactions wait for one at
 * most (a quarter of a second for a million records); CHECKs, which take most of the time, held when the rows were written.
 */
async function check(source: BackupSource, copy: Connection, target: BackupTarget, { signal, onProgress }: BackupOptions): Promise<void> {
  const tables = target.onDisk(() => {
    copy.execute('PRAGMA ignore_check_constraints = ON');
    return copy.all("SELECT name FROM sqlite_schema WHERE type = 'table'");
  });
  for (const [index, { name }] of tables.entries()) {
    signal?.throwIfAborted();
    const found = target.onDisk(() => copy.get(`PRAGMA integrity_check("${String(name)}")`)?.['integrity_check']);
    if (found !== 'ok') throw damagedStore(source.file, String(found));
    onProgress?.({ step: 'checking', done: index + 1, total: tables.length });
    await source.pause();
  }
}

function makeDurable(disk: Disk, file: string): void {
  try {
    disk.syncFolder(dirname(file));
  } catch (cause) {
    throw new StoreError('io', `the backup ${file} is whole, but a power cut may undo it (${String(cause)}): check its disk`, { cause });
  }
}
