import { expect, test } from 'vitest';
import { LiveTable } from './live-table';

interface Row {
  readonly id: string;
  readonly n: number;
}
const piece = (seq: number, put: readonly Row[], gone: string[] = [], isWhole = true) => ({ seq, put, gone, isWhole });
const row = (id: string, n = 0): Row => ({ id, n });

test('a table tells which rows changed since a version', () => {
  const table = new LiveTable<Row>();
  table.begin();
  table.take(piece(0, [row('a'), row('b')]));
  const seen = table.snapshot().version;
  table.take(piece(1, [row('b', 1)]));
  table.take(piece(2, [row('c')], ['a']));
  expect(table.changedSince(seen)).toEqual(new Set(['b', 'c', 'a']));
  expect(table.changedSince(seen + 1)).toEqual(new Set(['c', 'a']));
  expect(table.changedSince(seen + 2)).toEqual(new Set());
});

test('what it does not remember may be any row', () => {
  const table = new LiveTable<Row>();
  table.begin();
  table.take(piece(0, [row('a')]));
  const seen = table.snapshot().version;
  for (let seq = 1; seq <= 30; seq += 1)
    table.take(
      piece(
        seq,
        Array.from({ length: 1000 }, (_, at) => row(`r${at}`, seq)),
      ),
    );
  expect(table.changedSince(seen)).toBeNull();
  expect(table.changedSince(seen + 29)?.size).toBe(1000);
  expect(table.changedSince(seen + 31)).toBeNull();
});

test('a table that is sent anew may have changed anywhere once it is whole, and stands as it was until then', () => {
  const table = new LiveTable<Row>();
  table.begin();
  table.take(piece(0, [row('a'), row('b')]));
  const seen = table.snapshot().version;
  table.begin();
  table.take(piece(0, [row('c')], [], false));
  expect(table.changedSince(seen)).toEqual(new Set());
  expect([...table.snapshot().rows.keys()]).toEqual(['a', 'b']);
  table.take(piece(1, []));
  expect(table.changedSince(seen)).toBeNull();
  expect([...table.snapshot().rows.keys()]).toEqual(['c']);
});
