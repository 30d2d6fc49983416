import initSqlJs from 'sql.js';
import { expect, it } from 'vitest';
import { loadSqliteOnDisk } from './sqljs-on-disk';

it('refuses to serve when sql.js was initialised elsewhere, and would keep files in memory', async () => {
  await initSqlJs();
  await expect(loadSqliteOnDisk()).rejects.toThrow('would keep the store in memory');
});
