import {
  closeSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemPause } from '../host/system-clock';
import { Connection } from './connection';
import { openDatabase } from './database';
import type { Database } from './database';
import { systemDisk } from './disk';
import type { Disk } from './disk';
import { loadSqliteOnDisk } from './sqljs-on-disk';
import type { BackupOptions, Store } from './store';
import { runInAnotherSqlite } from './testing/another-sqlite';
import { overlayDisk } from './overlay-disk';
import { faultyDisk, isChange, systemError } from './testing/faulty-disk';
import type { DiskCall } from './testing/faulty-disk';
import { PowerCutDisk } from './testing/power-cut-disk';
import { meanwhile, openRecorded, recordExamples } from './testing/recorded-store';
import { seeded } from './testing/seeded';
import { temporaryFolder } from './testing/temporary-folder';
import { writerMigrations as migrations } from './testing/writes';
import { verifyHistoryFile } from './verify-history-file';

const folder = temporaryFolder();
const newFolder = (): string => mkdtempSync(join(folder, 'backup-'));

async function opened(where = newFolder(), disk?: Disk): Promise<Database> {
  const database = await openDatabase({ file: join(where, 'store.db'), migrations, ...(disk && { disk }) });
  onTestFinished(() => database.close());
  return database;
}

const backup = (database: Database, file: string, options: BackupOptions = {}) => database.backup(file, options, systemPause);

/** A transaction that changes one page at the beginning, and adds at the end: `step` is in both. */
function write(database: Database, step: number, rows = 3): Promise<void> {
  return database.transaction(async () => {
    database.run('DELETE FROM writes WHERE rowid = 0');
    database.run('INSERT INTO writes (rowid, batch, position, text) VALUES (0, 0, ?, ?)', [step, 'x'.repeat(step % 900)]);
    for (let row = 0; row < rows; row++) database.run('INSERT INTO writes VALUES (1, ?, ?)', [step, 'y'.repeat(1500)]);
  });
}

/** The last step that is in the file; throws unless everything is there, and as it was at one moment. */
async function stepIn(file: string, disk: Disk = systemDisk): Promise<number> {
  const connection = new Connection(await loadSqliteOnDisk(), disk, file);
  try {
    expect(connection.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
    const found = connection.get(
      'SELECT (SELECT position FROM writes WHERE rowid = 0) AS first, max(position) AS last, count(DISTINCT position) AS n FROM writes WHERE batch = 1',
    );
    expect([found?.['first'], found?.['n']]).toEqual([found?.['last'], found?.['last']]);
    return Number(found?.['last']);
  } finally {
    connection.close();
  }
}

/** Some megabytes: several slices. */
async function fill(database: Database): Promise<void> {
  await write(database, 1, 1500);
}

describe('a backup', () => {
  it(
    'is the store as it was at one moment, while transactions go on, also failing ones and such as are larger than the cache',
    { timeout: 60_000 },
    async () => {
      const where = newFolder();
      // In memory, where a sync costs nothing.
      const disk = overlayDisk(systemDisk);
      const database = await opened(where, disk);
      await fill(database);
      const random = seeded(3);
      let step = 1;
      const work = async () => {
        // Changed pages go to the file before the commit, and are put back if it does not come.
        if (random() < 0.3) {
          const failing = database.transaction(async () => {
            database.run('PRAGMA cache_size = 10');
            database.run('UPDATE writes SET text = text || ?, position = -1 WHERE rowid % 31 = 0', ['z'.repeat(600)]);
            throw new Error('changed my mind');
          });
          await expect(failing).rejects.toThrow('changed my mind');
          await database.transaction(async () => database.run('PRAGMA cache_size = 2000'));
        }
        await write(database, step + 1, random() < 0.2 ? 60 : 3);
        step++;
        await systemPause();
      };
      const found = [];
      for (let round = 0; round < 20; round++) {
        const before = step;
        const target = join(where, `${round}.db`);
        const made = await meanwhile(work, backup(database, target));
        const copied = await stepIn(target, disk);
        expect(copied).toBeGreaterThanOrEqual(before);
        expect(copied).toBeLessThanOrEqual(step + 1);
        expect(made).toEqual({ file: target, bytes: disk.stat(target)?.size });
        found.push(copied - before);
      }
      // Some of it happened while the copies were made.
      expect(Math.max(...found)).toBeGreaterThan(1);
    },
  );

  it('opens with another SQLite, which finds nothing wrong, and as a store, whose history is sound', async () => {
    const where = newFolder();
    const store = await openRecorded(join(where, 'store.db'));
    await recordExamples(store);
    const keptHead = await store.exportHead();
    const target = join(where, 'copy.db');
    await store.backup(target);
    await store.close();
    // `json` refuses anything but JSON: another verdict than “ok” would be an error.
    const check = "SELECT json(CASE WHEN (SELECT group_concat(integrity_check) FROM pragma_integrity_check) = 'ok' THEN '{}' END || '')";
    expect(await runInAnotherSqlite(target, check)).toBe(0);
    expect((await verifyHistoryFile(target, { pause: systemPause, keptHead })).problems).toEqual([]);
    const copy = await openRecorded(target);
    expect(await copy.transaction(({ orders }) => orders.transitions('O'))).toHaveLength(3);
    await copy.close();
  });

  it('is made in slices, tells how far it is, and then checks', async () => {
    const database = await opened();
    await fill(database);
    const seen: string[] = [];
    let turns = 0;
    const others = async () => {
      await systemPause();
      turns++;
    };
    const onProgress: BackupOptions['onProgress'] = ({ step, done, total }) => seen.push(`${step} ${done} of ${total}`);
    await meanwhile(others, backup(database, join(newFolder(), 'copy.db'), { onProgress }));
    const pages = Number(/ of (\d+)/.exec(seen[0] ?? '')?.[1]);
    expect(pages).toBeGreaterThan(600);
    const copying = Array.from(
      { length: Math.ceil(pages / 256) },
      (_, index) => `copying ${Math.min((index + 1) * 256, pages)} of ${pages}`,
    );
    expect(seen).toEqual([...copying, 'checking 1 of 1']);
    expect(turns).toBeGreaterThanOrEqual(copying.length);
  });

  it('of a store in memory can be made on the same disk', async () => {
    const { disk } = new PowerCutDisk();
    const database = await openDatabase({ file: '/memory/store.db', disk, migrations });
    await write(database, 1);
    await backup(database, '/memory/copy.db');
    await database.close();
    expect(await stepIn('/memory/copy.db', disk)).toBe(1);
  });

  it('takes the place of a file only when told, and of what a killed backup left always', async () => {
    const where = newFolder();
    const database = await opened(where);
    const target = join(where, 'copy.db');
    await write(database, 1);
    await backup(database, target);
    await write(database, 2);
    await expect(backup(database, target)).rejects.toMatchObject({ code: 'exists', message: expect.stringContaining(target) as string });
    expect(await stepIn(target)).toBe(1);
    writeFileSync(`${target}-partial`, 'half of a backup');
    await backup(database, target, { overwrite: true });
    expect(await stepIn(target)).toBe(2);
    expect(readdirSync(where).sort()).toEqual(['copy.db', 'store.db', 'store.db-undo']);
  });
});

describe('a backup is refused, and nothing is left behind or changed,', () => {
  const refuse = async (
    make: (where: string, database: Database) => Promise<string> | string,
    code: string,
    words: string,
    options?: BackupOptions,
  ) => {
    const where = newFolder();
    const database = await opened(where);
    await write(database, 1);
    const target = await make(where, database);
    const before = contents(where);
    const error: unknown = await backup(database, target, options).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'StoreError', code });
    expect((error as Error).message).toContain(words);
    expect(contents(where)).toEqual(before);
    await write(database, 2);
    await database.close();
    expect(await stepIn(join(where, 'store.db'))).toBe(2);
  };
  const contents = (where: string): [string, string][] =>
    readdirSync(where, { withFileTypes: true }).map((entry) => [
      entry.name,
      entry.isFile() ? readFileSync(join(where, entry.name), 'base64') : 'other',
    ]);

  it.each<[string, (where: string) => string, string, string]>([
    ['in the place of the store', (where) => join(where, 'store.db'), 'exists', 'belongs to the store itself'],
    ['in the place of its undo file', (where) => join(where, 'store.db-undo'), 'exists', 'belongs to the store itself'],
    ['in the place of its key', (where) => join(where, 'store.db-history-key'), 'exists', 'belongs to the store itself'],
    [
      'through a symbolic link to the store',
      (where) => {
        symlinkSync(join(where, 'store.db'), join(where, 'link.db'));
        return join(where, 'link.db');
      },
      'exists',
      'belongs to the store itself',
    ],
    [
      'through a hard link to the store',
      (where) => {
        linkSync(join(where, 'store.db'), join(where, 'link.db'));
        return join(where, 'link.db');
      },
      'exists',
      'belongs to the store itself',
    ],
    [
      'in the place of a folder',
      (where) => {
        mkdirSync(join(where, 'copy.db'));
        return join(where, 'copy.db');
      },
      'exists',
      'is a folder',
    ],
    [
      'beside a journal that would be taken for its own',
      (where) => {
        writeFileSync(join(where, 'copy.db-undo'), 'left by somebody');
        return join(where, 'copy.db');
      },
      'exists',
      'copy.db-undo was left',
    ],
    ['in a folder that is not there', (where) => join(where, 'none', 'copy.db'), 'no-folder', 'make it, or choose another'],
    [
      'in a file that is no folder',
      (where) => {
        writeFileSync(join(where, 'file'), '');
        return join(where, 'file', 'copy.db');
      },
      'no-folder',
      'make it, or choose another',
    ],
  ])('%s, even if it may overwrite', (_, make, code, words) => refuse(make, code, words, { overwrite: true }));

  it('in the place of a store that is open', () =>
    refuse(
      async (where) => {
        const other = await openDatabase({ file: join(where, 'other.db'), migrations });
        onTestFinished(() => other.close());
        return join(where, 'other.db');
      },
      'in-use',
      'is open in Longlines',
      { overwrite: true },
    ));

  it('inside a transaction, which it would wait for', async () => {
    const database = await opened();
    await expect(database.transaction(() => backup(database, join(newFolder(), 'copy.db')))).rejects.toThrow('inside a transaction');
  });

  it('in a damaged store; the good backup stays', async () => {
    const where = newFolder();
    const file = join(where, 'store.db');
    const before = await openDatabase({ file, migrations });
    await fill(before);
    const target = join(where, 'copy.db');
    await backup(before, target);
    await before.close();
    const good = readFileSync(target);
    const database = await opened(where);
    // Pages that it has not in its memory.
    const handle = openSync(file, 'r+');
    writeSync(handle, Buffer.alloc(8192, 7), 0, 8192, 100 * 4096);
    closeSync(handle);
    await expect(backup(database, target, { overwrite: true })).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringContaining('store.db is damaged') as string,
    });
    expect(readFileSync(target).equals(good)).toBe(true);
    expect(readdirSync(where).sort()).toEqual(['copy.db', 'store.db', 'store.db-undo']);
  });

  it('when it is given up, or the store is closed', async () => {
    const where = newFolder();
    const database = await openDatabase({ file: join(where, 'store.db'), migrations });
    await fill(database);
    const target = join(where, 'copy.db');
    const reason = new Error('not now');
    const controller = new AbortController();
    const onProgress = () => {
      controller.abort(reason);
    };
    await expect(backup(database, target, { signal: controller.signal, onProgress })).rejects.toBe(reason);
    expect(readdirSync(where).sort()).toEqual(['store.db', 'store.db-undo']);
    const made = new Promise<unknown>((resolve) => {
      const closing = () => {
        // Closed is closed: when the promise resolves there is nothing of the backup any more.
        void database.close().then(() => {
          resolve(readdirSync(where).sort());
        });
      };
      backup(database, target, { onProgress: closing }).catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'closed' });
      });
    });
    expect(await made).toEqual(['store.db', 'store.db-undo']);
    expect(await stepIn(join(where, 'store.db'))).toBe(1);
  });
});

describe('a disk that fails', () => {
  const isOfBackup = (call: DiskCall): boolean => isChange(call) && call.path.includes('copy.db');

  it.each([
    ['ENOSPC', 'disk-full', 'there is no room for the backup'],
    ['EDQUOT', 'disk-full', 'there is no room for the backup'],
    ['EROFS', 'read-only', 'make its folder writable'],
    ['EIO', 'io', 'check it, or choose another'],
  ])(
    'under a backup with %s, at any change, is told, disturbs no transaction and leaves nothing',
    { timeout: 60_000 },
    async (code, expected, words) => {
      const where = newFolder();
      let nth = 0;
      let calls = 0;
      const disk = faultyDisk(systemDisk, (call) =>
        isOfBackup(call) && call.kind !== 'unlink' && ++calls === nth ? systemError(code) : undefined,
      );
      const database = await openDatabase({ file: join(where, 'store.db'), disk, migrations });
      await fill(database);
      const target = join(where, 'copy.db');
      let step = 1;
      const work = async () => {
        await write(database, step + 1);
        step++;
        await systemPause();
      };
      for (;;) {
        // The first ones, and some of the many after them.
        nth += nth < 12 ? 1 : 97;
        calls = 0;
        const outcome: unknown = await meanwhile(work, backup(database, target)).catch((thrown: unknown) => thrown);
        if (calls < nth) {
          expect(outcome).toMatchObject({ file: target });
          break;
        }
        expect(outcome).toMatchObject({ name: 'StoreError', code: expected, message: expect.stringContaining(words) as string });
        expect(readdirSync(where).sort()).toEqual(['store.db', 'store.db-undo']);
      }
      expect(nth).toBeGreaterThan(100);
      await database.close();
      expect(await stepIn(join(where, 'store.db'))).toBe(step);
    },
  );

  it('at the end leaves nothing if the backup cannot take its place, and says so if only its durability is in doubt', async () => {
    const where = newFolder();
    let failing: DiskCall['kind'] | undefined;
    const disk = faultyDisk(systemDisk, (call) => (call.kind === failing ? systemError('EIO') : undefined));
    const database = await opened(where, disk);
    await write(database, 1);
    const target = join(where, 'copy.db');
    failing = 'rename';
    await expect(backup(database, target)).rejects.toMatchObject({ code: 'io' });
    expect(readdirSync(where).sort()).toEqual(['store.db', 'store.db-undo']);
    failing = 'sync-folder';
    await expect(backup(database, target)).rejects.toMatchObject({
      code: 'io',
      message: expect.stringContaining('is whole, but') as string,
    });
    expect(await stepIn(target)).toBe(1);
    failing = undefined;
    await write(database, 2);
  });

  it('under the store itself is told as such', async () => {
    const where = newFolder();
    const before = await openDatabase({ file: join(where, 'store.db'), migrations });
    await fill(before);
    await before.close();
    let fails = false;
    const disk = faultyDisk(systemDisk, ({ kind, path }) =>
      fails && kind === 'read' && path.endsWith('store.db') ? systemError('EIO') : undefined,
    );
    const database = await opened(where, disk);
    fails = true;
    await expect(backup(database, join(where, 'copy.db'))).rejects.toMatchObject({
      code: 'io',
      message: expect.stringContaining('the disk of the store') as string,
    });
    fails = false;
    expect(readdirSync(where).sort()).toEqual(['store.db', 'store.db-undo']);
  });
});

describe('a power cut', () => {
  it.each([1, 2, 3])(
    'at any change leaves the old backup or the new one, whole, and a sound store (seed %i)',
    { timeout: 60_000 },
    async (seed) => {
      const random = seeded(seed);
      const outcomes = new Set<number>();
      // Each seed every third change.
      for (let cutAt = seed, isCut = true; isCut; cutAt += 3) {
        const medium = new PowerCutDisk();
        const [file, target] = [`/power-cut/${seed}/${cutAt}/store.db`, `/power-cut/${seed}/${cutAt}/copy.db`];
        let changes = Number.NEGATIVE_INFINITY;
        isCut = false;
        const disk = faultyDisk(medium.disk, (call) => {
          isCut ||= isChange(call) && ++changes >= cutAt;
          return isCut ? systemError('EIO') : undefined;
        });
        const database: Store = await openRecorded(file, disk);
        await recordExamples(database);
        await database.backup(target);
        await database.transaction(({ history }) => history.add({ atMs: 1, actor: 'engine', event: 'e', subject: 's', text: 'later' }));
        changes = 0;
        await database.backup(target, { overwrite: true }).catch(() => undefined);
        await database.close().catch(() => undefined);
        const share = random();
        const { disk: after } = medium.cutPower(() => random() < share);
        for (const path of [file, target]) {
          const verdict = await verifyHistoryFile(path, { pause: systemPause, disk: after });
          expect(verdict.problems).toEqual([]);
          if (path === target) outcomes.add(verdict.checked);
          else expect(verdict.checked).toBe(8);
        }
        // The next backup goes over what is left of this one.
        const again = await openRecorded(file, after);
        await again.backup(target, { overwrite: true });
        await again.close();
      }
      expect([...outcomes].sort()).toEqual([7, 8]);
    },
  );
});
