import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from './database';
import type { Database } from './database';
import { temporaryFolder } from './testing/temporary-folder';

const folder = temporaryFolder();

const parents = 'CREATE TABLE parents (id INTEGER PRIMARY KEY, name TEXT) STRICT';
const children = `CREATE TABLE children (parent_id INTEGER NOT NULL REFERENCES parents (id)) STRICT;
  INSERT INTO parents VALUES (1, 'first'); INSERT INTO children VALUES (1)`;
const rebuildParents = `CREATE TABLE new_parents (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INTEGER) STRICT;
  INSERT INTO new_parents SELECT id, name, 7 FROM parents; DROP TABLE parents; ALTER TABLE new_parents RENAME TO parents`;

async function opened<T>(file: string, migrations: readonly string[], work: (database: Database) => T): Promise<T> {
  const database = await openDatabase({ file: join(folder, file), migrations });
  try {
    return await database.transaction(async () => work(database));
  } finally {
    await database.close();
  }
}

it('applies each migration once, in order, also those that came later', async () => {
  const names = (database: Database) =>
    database.all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'").map(({ name }) => name);
  expect(await opened('order.db', [parents], names)).toEqual(['parents']);
  expect(await opened('order.db', [parents, children], names)).toEqual(['parents', 'children']);
  expect(await opened('order.db', [parents, children], names)).toEqual(['parents', 'children']);
});

it('rebuilds a table that others refer to, and enforces foreign keys again afterwards', async () => {
  await opened('rebuild.db', [parents, children, rebuildParents], (database) => {
    expect(database.all('SELECT * FROM parents JOIN children ON parent_id = id')).toEqual([{ id: 1, name: 'first', age: 7, parent_id: 1 }]);
    database.run('SAVEPOINT before');
    expect(() => database.run('INSERT INTO children VALUES (2)')).toThrow('FOREIGN KEY');
  });
});

it.each([
  ['is wrong SQL', 'CREATE TABLE half (x); CREATE TABLE nonsense nonsense'],
  ['leaves a row without its parent', 'CREATE TABLE half (x); DELETE FROM parents'],
  ['breaks a constraint', "CREATE TABLE half (x); INSERT INTO parents VALUES (1, 'again')"],
])('keeps nothing of a migration that %s, and the earlier ones', async (what, broken) => {
  const file = `broken-${what.replaceAll(' ', '-')}.db`;
  await expect(opened(file, [parents, children, broken], () => undefined)).rejects.toThrow('cannot be brought to version 3; it stays at 2');
  await opened(file, [parents, children], (database) => {
    expect(database.get("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'half'")).toEqual({ n: 0 });
    expect(database.get('PRAGMA user_version')).toEqual({ user_version: 2 });
  });
});
