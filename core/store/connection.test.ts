import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Connection } from './connection';
import { systemDisk } from './disk';
import { loadSqliteOnDisk } from './sqljs-on-disk';
import { temporaryFolder } from './testing/temporary-folder';

test('statements are kept, but no more than 500, and of those that were not used again the oldest go first', async () => {
  const connection = new Connection(await loadSqliteOnDisk(), systemDisk, join(temporaryFolder(), 'some.db'));
  const often = 'SELECT ? AS often';
  for (let each = 0; each < 1_200; each += 1) {
    expect(connection.get(`SELECT ${each} AS each`)).toEqual({ each });
    expect(connection.get(often, [each])).toEqual({ often: each });
  }
  expect(connection.keptStatementCount).toBe(500);
  expect([often, 'SELECT 1199 AS each', 'SELECT 3 AS each'].map((sql) => connection.isKept(sql))).toEqual([true, true, false]);
  connection.close();
});
