import { basename, dirname, join, resolve } from 'node:path';
import { Connection } from './connection';
import type { Disk } from './disk';
import { schemaVersion } from './migrate';
import { undoSuffix } from './disk-syscalls';
import { overlayDisk } from './overlay-disk';
import type { SqliteOnDisk } from './sqljs-on-disk';
import { isWriteProtection, StoreError } from './store-error';

/** SQLite's application id of a Longlines store: "LonL". */
export const applicationId = 0x4c6f6e4c;

/** The real path of a store's file; its folder is created when it is missing. */
export function locate(disk: Disk, file: string): string {
  const path = resolve(file);
  try {
    disk.makeFolder(dirname(path));
    return disk.realPath(path) ?? join(disk.realPath(dirname(path)) ?? dirname(path), basename(path));
  } catch (cause) {
    if (isWriteProtection(cause)) throw readOnly(path, cause);
    throw new StoreError('io', `the folder of the store ${path} cannot be used (${String(cause)}): choose another file`, { cause });
  }
}

/** A store up to this size is checked whole before it is opened; of a larger one, the network's tables, which are read at once: a start is not to take longer the older a store is. */
export const wholeCheckBytes = 64 * 1024 * 1024;

/** What is read of a larger store before anything is asked of it. */
const tablesOfTheStart = ['carriers', 'link_states', 'sites', 'nodes', 'resources', 'interconnects', 'latency_readings', 'history_head'];

/**
 * Says whether there is a store to open or one to create; throws a StoreError where the file must be left alone. Changes nothing:
 * the file is tried, its journal rolled back and its pages checked, on a view in memory. `in-part`: the rest is to be checked by `checkInSlices`.
 */
export function examine(
  sqlite: SqliteOnDisk,
  disk: Disk,
  file: string,
  knownVersion: number,
  wholeBytes = wholeCheckBytes,
): 'new' | 'whole' | 'in-part' {
  const found = disk.stat(file);
  if (found?.isFolder === true) throw new StoreError('foreign-file', `${file} is a folder: choose the name of a file`);
  assertWritable(disk, file, found !== undefined);
  if (found === undefined) return 'new';
  const view = viewOf(sqlite, disk, file, knownVersion);
  if (view === 'empty') return 'new';
  try {
    const bytes = disk.stat(file)?.size ?? 0;
    const damaged = (detail: string): StoreError =>
      new StoreError('damaged', `the store ${file} is damaged (${detail}): restore it from a backup`, { detail });
    if (bytes <= wholeBytes) {
      const check = pragma(view, 'quick_check');
      if (check !== 'ok') throw damaged(String(check));
      return 'whole';
    }
    // A file that was cut off has fewer pages than it says.
    const [pages, pageBytes] = [Number(pragma(view, 'page_count')), Number(pragma(view, 'page_size'))];
    if (bytes < pages * pageBytes && !isHotJournal(disk, file + undoSuffix)) throw damaged(`${pages} pages, and room for fewer`);
    for (const { name } of view.all("SELECT name FROM sqlite_schema WHERE type = 'table'")) {
      if (!tablesOfTheStart.includes(String(name))) continue;
      const check = view.get(`PRAGMA quick_check(${String(name)})`)?.['quick_check'];
      if (check !== 'ok') throw damaged(String(check));
    }
    return 'in-part';
  } finally {
    view.close();
  }
}

/** Opens a store to look at it: on a view in memory, so that the file stays as it is, wherever it lies. Throws a StoreError if it is none of ours. */
export function viewOf(sqlite: SqliteOnDisk, disk: Disk, file: string, knownVersion: number): Connection | 'empty' {
  assertUndo(disk, file + undoSuffix);
  assertNoJournal(disk, `${file}-journal`);
  const view = overlayDisk(disk);
  const trial = new Connection(sqlite, view, file);
  try {
    trial.execute('PRAGMA locking_mode = EXCLUSIVE');
    // Empty, or a creation that was interrupted and is now rolled back; SQLite takes one byte for nothing, too.
    const isEmpty = pragma(trial, 'page_count') === 0;
    if (isEmpty && view.stat(file)?.size === 0) {
      trial.close();
      return 'empty';
    }
    if (isEmpty || pragma(trial, 'application_id') !== applicationId) {
      throw new StoreError('foreign-file', `${file} was not made by Longlines: choose another file`);
    }
    const version = schemaVersion(trial);
    if (version > knownVersion) {
      throw new StoreError(
        'newer-version',
        `the store ${file} was written by a newer Longlines (schema ${version}, this one knows ${knownVersion}): install that one, or restore an older backup`,
      );
    }
    return trial;
  } catch (error) {
    trial.close();
    throw error;
  }
}

const pragma = (connection: Connection, name: string): unknown => connection.get(`PRAGMA ${name}`)?.[name];

function assertWritable(disk: Disk, file: string, exists: boolean): void {
  try {
    disk.assertWritable(dirname(file));
    if (exists) disk.assertWritable(file);
  } catch (cause) {
    throw readOnly(file, cause);
  }
}

function readOnly(file: string, cause: unknown): StoreError {
  return new StoreError(
    'read-only',
    `the store ${file} cannot be written (${String(cause)}): make its file and its folder writable for this user`,
    { cause },
  );
}

// sqlite.org/fileformat2.html#the_rollback_journal
const journalMagic = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];

/**
 * SQLite takes a journal without its magic for an empty one and deletes it. Its own are empty, or begin with the magic, or with zeros
 * where the magic, which is written last, did not arrive whole; anything else somebody else put there.
 */
function assertUndo(disk: Disk, undo: string): void {
  const head = headOf(disk, undo);
  const arrived = head === 'folder' ? 0 : journalMagic.findIndex((byte, index) => head[index] !== byte);
  if (arrived === -1 || (head !== 'folder' && head.subarray(arrived).every((byte) => byte === 0))) return;
  throw new StoreError(
    'damaged',
    `${undo} was not written by Longlines: restore the store with its undo file from a backup, or move this file away`,
  );
}

/** Another program wrote to the store and did not finish; a journal that begins with a zero is finished. */
function assertNoJournal(disk: Disk, journal: string): void {
  if (!isHotJournal(disk, journal)) return;
  throw new StoreError(
    'damaged',
    `${journal} says that another program was interrupted while it wrote to the store: let that program, or sqlite3, open the store once; or restore a backup`,
  );
}

/** Whether SQLite would roll back to what it says: a journal that is empty, or begins with a zero, is finished. */
export function isHotJournal(disk: Disk, journal: string): boolean {
  const head = headOf(disk, journal);
  return head === 'folder' || (head[0] ?? 0) !== 0;
}

/** The first bytes of a file, zeros beyond its end or where there is none. */
function headOf(disk: Disk, path: string): Uint8Array | 'folder' {
  const head = new Uint8Array(journalMagic.length);
  const found = disk.stat(path);
  if (found?.isFolder === true) return 'folder';
  if (found === undefined) return head;
  const file = disk.open(path, 'read');
  file.read(head, 0);
  file.close();
  return head;
}
