import { basename, dirname, join, resolve } from 'node:path';
import type { Disk } from './disk';
import { undoSuffix } from './disk-syscalls';
import { isHotJournal } from './examine';
import { historyKeySuffix } from './history-key';
import { isWriteProtection, StoreError } from './store-error';
import { isFull } from './wasm-abi';

/** Where a backup of a store is to go. */
export interface BackupTarget {
  /** Its real path. */
  readonly file: string;
  /** Throws a StoreError where there is something that must not be overwritten. */
  readonly assertFree: () => void;
  /** Runs work on the backup's disk; what that refuses is thrown in words about the backup. */
  readonly onDisk: <T>(work: () => T) => T;
}

/** Throws a StoreError unless a backup of the store can be written there. */
export function locateTarget(disk: Disk, store: string, path: string, overwrite: boolean): BackupTarget {
  const wanted = resolve(path);
  const file = inWords(store, wanted, () => {
    const folder = disk.realPath(dirname(wanted));
    if (folder === undefined || disk.stat(folder)?.isFolder !== true) {
      throw new StoreError('no-folder', `there is no folder ${dirname(wanted)} for the backup: make it, or choose another`);
    }
    const real = disk.realPath(wanted) ?? join(folder, basename(wanted));
    assertForeign(disk, store, real);
    assertFree(disk, real, overwrite);
    disk.assertWritable(folder);
    if (disk.stat(real) !== undefined) disk.assertWritable(real);
    return real;
  });
  return {
    file,
    assertFree: () => {
      assertFree(disk, file, overwrite);
    },
    onDisk: (work) => inWords(store, file, work),
  };
}

function assertForeign(disk: Disk, store: string, file: string): void {
  const [own, found] = [disk.stat(store), disk.stat(file)];
  const isStore = found !== undefined && found.inode === own?.inode && found.device === own.device;
  if (!isStore && !['', undoSuffix, '-journal', historyKeySuffix].some((suffix) => file === store + suffix)) return;
  throw new StoreError('exists', `${file} belongs to the store itself: choose another name for the backup`);
}

function assertFree(disk: Disk, file: string, overwrite: boolean): void {
  const found = disk.stat(file);
  if (found?.isFolder === true) throw new StoreError('exists', `${file} is a folder: choose the name of a file for the backup`);
  if (found !== undefined && !overwrite) {
    throw new StoreError(
      'exists',
      `there is a file ${file} already: choose another name for the backup, or say that it may be overwritten`,
    );
  }
  // SQLite would take it for the backup's, and roll the backup back to what it says.
  const journal =
    [undoSuffix, '-journal'].map((suffix) => file + suffix).find((name) => isHotJournal(disk, name)) ??
    [`${file}-wal`].find((name) => (disk.stat(name)?.size ?? 0) > 0);
  if (journal === undefined) return;
  throw new StoreError(
    'exists',
    `${journal} was left by a program that wrote to ${file}: choose another name for the backup, or move it away`,
  );
}

function inWords<T>(store: string, file: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw refusalOf(store, file, cause);
  }
}

function refusalOf(store: string, file: string, cause: unknown): unknown {
  // The copy's pages are the store's, and were written a moment ago.
  if (cause instanceof StoreError && (cause.code === 'damaged' || cause.code === 'foreign-file')) return damagedStore(store, cause.detail);
  const refusal = cause instanceof StoreError ? cause.cause : cause;
  if (!(refusal instanceof Error) || !('code' in refusal)) return cause;
  if (isFull(refusal)) {
    return new StoreError('disk-full', `the disk is full: there is no room for the backup ${file}; make room, or choose another disk`, {
      cause,
    });
  }
  if (isWriteProtection(refusal)) {
    const remedy = 'make its folder writable for this user, or choose another';
    return new StoreError('read-only', `the backup ${file} cannot be written (${String(refusal)}): ${remedy}`, { cause });
  }
  return new StoreError('io', `the disk of the backup ${file} fails (${String(refusal)}): check it, or choose another`, { cause });
}

export const damagedStore = (store: string, detail: string): StoreError =>
  new StoreError('damaged', `the store ${store} is damaged (${detail}): no backup was made; restore it from an earlier one`, { detail });
