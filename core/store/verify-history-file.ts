import { resolve } from 'node:path';
import type { Pause } from '../model/clock';
import type { HistoryVerdict } from '../model/history';
import { systemDisk, type Disk } from './disk';
import { viewOf } from './examine';
import { migrations } from './schema';
import { loadSqliteOnDisk } from './sqljs-on-disk';
import type { HistoryCheck } from './store';
import { StoreError } from './store-error';
import { acquireStoreLock } from './store-lock';
import { verifyHistory } from './verify-history';

/**
 * Verifies a backup, or a store that no host has open, without changing it. Throws a StoreError where that is no store, or open, or damaged,
 * or the signal's reason.
 */
export async function verifyHistoryFile(
  file: string,
  { pause, disk = systemDisk, ...check }: HistoryCheck & { readonly pause: Pause; readonly disk?: Disk },
): Promise<HistoryVerdict> {
  const path = realPath(disk, file);
  const lock = await acquireStoreLock(path);
  try {
    const view = viewOf(await loadSqliteOnDisk(), disk, path, migrations.length);
    if (view === 'empty') throw new StoreError('foreign-file', `${path} is empty: choose another file`);
    try {
      const isChained = view.get("SELECT 1 FROM sqlite_schema WHERE name = 'history_head'") !== undefined;
      return isChained ? await verifyHistory(async (work) => work(view), pause, check) : notChained(path, check);
    } finally {
      view.close();
    }
  } finally {
    await lock.release();
  }
}

function realPath(disk: Disk, file: string): string {
  const path = resolve(file);
  try {
    const real = disk.realPath(path);
    const found = real === undefined ? undefined : disk.stat(real);
    if (real !== undefined && found?.isFolder === false) return real;
  } catch (cause) {
    throw new StoreError('io', `${path} cannot be read (${String(cause)}): choose another file`, { cause });
  }
  throw new StoreError('foreign-file', `there is no store ${path}: check the name of the file`);
}

const notChained = (path: string, { publicKey }: HistoryCheck): HistoryVerdict => ({
  checked: 0,
  head: null,
  problems: [
    {
      kind: 'not-chained',
      seq: 0,
      text: `${path} was written before histories were chained: nothing in it can be verified; the chain begins when Longlines opens it the next time`,
    },
  ],
  remarks: [],
  isKeyCompared: publicKey !== undefined,
});
