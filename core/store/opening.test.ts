import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from './database';
import { systemDisk } from './disk';
import type { Disk } from './disk';
import { applicationId } from './examine';
import { hasPython } from './testing/another-sqlite';
import { faultyDisk, isChange, systemError } from './testing/faulty-disk';
import { temporaryFolder } from './testing/temporary-folder';
import { writerMigrations as migrations } from './testing/writes';

const folder = temporaryFolder();
const newFolder = (): string => mkdtempSync(join(folder, 'opening-'));

/** A store of some pages, and the undo file that a crash in the middle of a commit left beside it. */
let sound: { store: Buffer; crashed: Buffer; undo: Buffer };

beforeAll(async () => {
  const file = join(newFolder(), 'store.db');
  const database = await openDatabase({ file, migrations });
  await database.transaction(async () => {
    for (let row = 0; row < 200; row++) database.run('INSERT INTO writes VALUES (1, ?, ?)', [row, 'x'.repeat(500)]);
  });
  await database.close();
  const store = readFileSync(file);

  // The disk goes away when the undo file is on it and the first pages are written.
  let writes = 0;
  const disk = faultyDisk(systemDisk, (call) => {
    if (call.kind === 'write' && call.path === file) writes++;
    return isChange(call) && writes > 5 ? systemError('EIO') : undefined;
  });
  const crashing = await openDatabase({ file, disk, migrations });
  await expect(crashing.transaction(async () => crashing.run("UPDATE writes SET text = 'changed'"))).rejects.toThrow('EIO');
  await crashing.close();
  sound = { store, crashed: readFileSync(file), undo: readFileSync(`${file}-undo`) };
  expect(sound.crashed.equals(store)).toBe(false);
});

const open = (file: string, disk?: Disk): Promise<unknown> => openDatabase({ file, migrations, ...(disk && { disk }) });

/** Everything in a folder, by name. */
const contents = (where: string): [string, string][] =>
  readdirSync(where, { withFileTypes: true }).map((entry) => [
    entry.name,
    entry.isFile() ? readFileSync(join(where, entry.name), 'base64') : 'folder',
  ]);

const garbage = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, index) => (index * 131 + 7) % 256));

function withBytes(bytes: Buffer, at: number, patch: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  patch.copy(copy, at);
  return copy;
}

const word = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const userVersionAt = 60;
const applicationIdAt = 68;

describe('opening refuses, says why, and leaves everything as it was:', () => {
  it.each<[string, string, string, () => Record<string, Buffer>]>([
    [
      'a file that is not SQLite',
      'foreign-file',
      'not a Longlines store',
      () => ({ 'store.db': Buffer.from('name,latency\nLondon,4\n'.repeat(300)) }),
    ],
    ['one byte', 'foreign-file', 'not made by Longlines', () => ({ 'store.db': Buffer.from('x') })],
    ['a header page of garbage', 'foreign-file', 'restore this one', () => ({ 'store.db': withBytes(sound.store, 0, garbage(4096)) })],
    [
      'a database of another program',
      'foreign-file',
      'not made by Longlines',
      () => ({ 'store.db': withBytes(sound.store, applicationIdAt, word(0)) }),
    ],
    [
      'another program’s crashed one',
      'foreign-file',
      'not made by Longlines',
      () => ({
        'store.db': withBytes(sound.crashed, applicationIdAt, word(17)),
        'store.db-undo': sound.undo.subarray(0, 0x400),
      }),
    ],
    [
      'a newer version',
      'newer-version',
      'schema 2, this one knows 1',
      () => ({ 'store.db': withBytes(sound.store, userVersionAt, word(2)) }),
    ],
    ['a file cut in the middle', 'damaged', 'backup', () => ({ 'store.db': sound.store.subarray(0, 30_000) })],
    ['a file cut in its header', 'damaged', 'backup', () => ({ 'store.db': sound.store.subarray(0, 80) })],
    ['a file cut in its first page', 'damaged', 'backup', () => ({ 'store.db': sound.store.subarray(0, 2000) })],
    ['pages of garbage', 'damaged', 'backup', () => ({ 'store.db': withBytes(sound.store, 8192, garbage(20_000)) })],
    ['pages of zeros', 'damaged', 'backup', () => ({ 'store.db': withBytes(sound.store, 8192, Buffer.alloc(20_000)) })],
    ['a garbage undo file', 'damaged', 'move this file away', () => ({ 'store.db': sound.store, 'store.db-undo': garbage(5000) })],
    [
      'a journal of another program',
      'damaged',
      'open the store once',
      () => ({ 'store.db': sound.crashed, 'store.db-journal': sound.undo }),
    ],
    [
      'a crashed store whose undo file was cut',
      'damaged',
      'backup',
      () => ({
        'store.db': withBytes(sound.crashed, 8192, garbage(90_000)),
        'store.db-undo': sound.undo.subarray(0, 20_000),
      }),
    ],
  ])('%s', async (_, code, words, files) => {
    const where = newFolder();
    for (const [name, bytes] of Object.entries(files())) writeFileSync(join(where, name), bytes);
    const before = contents(where);
    const error: unknown = await open(join(where, 'store.db')).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'StoreError', code });
    expect((error as Error).message).toContain(join(where, 'store.db'));
    expect((error as Error).message).toContain(words);
    expect(contents(where)).toEqual(before);
  });

  it('a folder in the place of the file', async () => {
    const where = newFolder();
    mkdirSync(join(where, 'store.db'));
    await expect(open(join(where, 'store.db'))).rejects.toMatchObject({ code: 'foreign-file' });
    expect(contents(where)).toEqual([['store.db', 'folder']]);
  });

  it('a file in the place of the folder', async () => {
    const where = newFolder();
    writeFileSync(join(where, 'file'), 'x');
    await expect(open(join(where, 'file', 'store.db'))).rejects.toMatchObject({ code: 'io' });
    expect(contents(where)).toEqual([['file', Buffer.from('x').toString('base64')]]);
  });

  it.each(['EACCES', 'EROFS', 'EPERM'])('a folder or file that answers %s', async (code) => {
    const where = newFolder();
    writeFileSync(join(where, 'store.db'), sound.crashed);
    writeFileSync(join(where, 'store.db-undo'), sound.undo);
    const before = contents(where);
    for (const protectedPath of [where, join(where, 'store.db')]) {
      const disk = faultyDisk(systemDisk, ({ kind, path }) =>
        kind === 'assert-writable' && path === protectedPath ? systemError(code) : undefined,
      );
      await expect(open(join(where, 'store.db'), disk)).rejects.toMatchObject({ code: 'read-only', cause: { code } });
    }
    const inFolder = faultyDisk(systemDisk, ({ kind }) => (kind === 'make-folder' ? systemError(code) : undefined));
    await expect(open(join(where, 'deeper', 'store.db'), inFolder)).rejects.toMatchObject({ code: 'read-only' });
    expect(contents(where)).toEqual(before);
  });

  it('a store that is open already, also by another name', async () => {
    const where = newFolder();
    const database = await openDatabase({ file: join(where, 'store.db'), migrations });
    symlinkSync(join(where, 'store.db'), join(where, 'link.db'));
    const before = contents(where);
    for (const name of ['store.db', 'link.db', '../' + (where.split('/').at(-1) ?? '') + '/store.db']) {
      await expect(open(join(where, name))).rejects.toMatchObject({ code: 'in-use' });
    }
    expect(contents(where)).toEqual(before);
    await database.close();
    await ((await open(join(where, 'link.db'))) as typeof database).close();
  });

  it('a disk that is full before the store is there', async () => {
    const file = join(newFolder(), 'store.db');
    const disk = faultyDisk(systemDisk, ({ kind }) => (kind === 'write' ? systemError('ENOSPC') : undefined));
    await expect(open(file, disk)).rejects.toMatchObject({ code: 'disk-full' });
    const database = await openDatabase({ file, migrations });
    await database.close();
  });
});

describe('opening', () => {
  it('creates a store where there is an empty file, and marks it as ours', async () => {
    const file = join(newFolder(), 'store.db');
    writeFileSync(file, '');
    await (await openDatabase({ file, migrations })).close();
    const header = readFileSync(file).subarray(0, 100);
    expect(header.subarray(0, 15).toString()).toBe('SQLite format 3');
    expect(header.readUInt32BE(applicationIdAt)).toBe(applicationId);
    expect(header.readUInt32BE(userVersionAt)).toBe(1);
  });

  it('rolls back what a crash left half-done', async () => {
    const file = join(newFolder(), 'store.db');
    writeFileSync(file, sound.crashed);
    writeFileSync(`${file}-undo`, sound.undo);
    const database = await openDatabase({ file, migrations });
    const rows = await database.transaction(async () => database.all<{ text: string }>('SELECT DISTINCT text FROM writes'));
    expect(rows).toEqual([{ text: 'x'.repeat(500) }]);
    await database.close();
    expect(readFileSync(file).equals(sound.store)).toBe(true);
  });

  it('takes back a file that another tool left in WAL mode, with what is in its log', async () => {
    const where = newFolder();
    const file = join(where, 'store.db');
    const elsewhere = join(where, 'elsewhere.db');
    writeFileSync(elsewhere, sound.store);
    if (hasPython) leaveInWalMode(elsewhere, file);
    // Without another SQLite, a file that only says that it is in WAL mode: its log is empty.
    else writeFileSync(file, withBytes(sound.store, 18, Buffer.from([2, 2])));
    const database = await openDatabase({ file, migrations });
    const rows = await database.transaction(async () => database.all('SELECT text FROM writes WHERE batch = 2'));
    expect(rows).toEqual(hasPython ? [{ text: 'from the log' }] : []);
    await database.close();
    expect(readdirSync(where)).not.toContain('store.db-wal');
    // A backup is a copy of the file: it opens by itself.
    copyFileSync(file, join(where, 'backup.db'));
    const backup = await openDatabase({ file: join(where, 'backup.db'), migrations });
    await backup.close();
  });
});

/** The copy is made while the connection is open: its log still holds the row. */
function leaveInWalMode(source: string, copy: string): void {
  const script = `import shutil, sqlite3, sys
source, copy = sys.argv[1:]
db = sqlite3.connect(source)
db.execute('PRAGMA journal_mode = WAL')
db.execute("INSERT INTO writes VALUES (2, 0, 'from the log')")
db.commit()
shutil.copy(source, copy)
shutil.copy(source + '-wal', copy + '-wal')`;
  execFileSync('python3', ['-c', script, source, copy]);
}
