import { expect, it } from 'vitest';
import { assertKnownWasm, loadSqliteOnDisk } from './sqljs-on-disk';

it('refuses another build of sql.js, whose import letters mean other calls', () => {
  expect(() => {
    assertKnownWasm(Buffer.from('another build'), '/somewhere/sql-wasm.wasm');
  }).toThrow(/\/somewhere\/sql-wasm\.wasm .*install sql\.js 1\.16\.0/);
});

it('is one for the process', async () => {
  expect(await loadSqliteOnDisk()).toBe(await loadSqliteOnDisk());
});
