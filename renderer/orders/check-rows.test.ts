import { expect, test } from 'vitest';
import type { ConsoleClient, Outcome } from '../client/console-client';
import { checkRows, submitRows, type CheckedRow } from './check-rows';
import type { CsvOrder } from './read-order-csv';

const row = (order: string, line: number, amiss = ''): CsvOrder => ({ line, fields: { order, a: 'LON', z: 'PAR', limit: '9 ms' }, amiss });
const clientOf = (answer: (order: string) => Outcome<unknown>) => {
  const asked: string[] = [];
  const call = async (name: string, input: { readonly order?: string; readonly fields?: { readonly order: string } }) => {
    const order = input.order ?? input.fields?.order ?? '';
    asked.push(`${name} ${order}`);
    return answer(order);
  };
  return { client: { call } as unknown as ConsoleClient, asked };
};
const answer = (output: unknown): Outcome<unknown> => ({ kind: 'answer', output });
const run = () => {
  const told: CheckedRow[] = [];
  const stop = new AbortController();
  return { told, stop, signal: stop.signal, tell: (checked: CheckedRow) => told.push(checked) };
};
const said = (told: readonly CheckedRow[]) =>
  [...told].sort((one, other) => one.row.line - other.row.line).map(({ row: { line }, outcome, why }) => `${line} ${outcome}: ${why}`);

test('a dry run names each bad row and its reason, and asks of no row that cannot be read or is there twice', async () => {
  const { client, asked } = clientOf((order) => {
    if (order === 'B')
      return answer({
        kind: 'malformed',
        problems: [
          { field: 'limit', message: 'no unit' },
          { field: 'z', message: 'no z' },
        ],
      });
    if (order === 'C') return { kind: 'error', error: { code: 'refused', message: 'order C is known' } };
    return answer({ kind: order === 'D' ? 'waits' : 'served', message: '7 ms', oneWayNs: 7, limitNs: 9 });
  });
  const checking = run();
  await checkRows(client, [row('A', 2), row('B', 3), row('C', 4), row('D', 5), row('A', 6), row('E', 7, 'too many cells')], checking);
  expect(said(checking.told)).toEqual([
    '2 served: 7 ms',
    '3 malformed: no unit; no z',
    '4 refused: order C is known',
    '5 waits: 7 ms',
    '6 refused: order A is in line 2 already: give it an id of its own',
    '7 malformed: too many cells',
  ]);
  expect(asked).toHaveLength(4);
});

test('a dry run that is stopped says of the rest that it was not asked', async () => {
  const checking = run();
  const { client, asked } = clientOf(() => {
    checking.stop.abort();
    return answer({ kind: 'served', message: '', oneWayNs: 1, limitNs: 2 });
  });
  await checkRows(
    client,
    Array.from({ length: 20 }, (_, at) => row(`O${at}`, at + 2)),
    checking,
  );
  expect(checking.told).toHaveLength(20);
  expect(checking.told.filter(({ outcome }) => outcome === 'not-asked')).toHaveLength(20 - asked.length);
});

test('rows are submitted in their order, and none after one that was not answered', async () => {
  const { client, asked } = clientOf((order) =>
    order === 'B'
      ? { kind: 'error', error: { code: 'refused', message: 'full' } }
      : order === 'C'
        ? { kind: 'unanswered', message: 'lost' }
        : answer({}),
  );
  const submitting = run();
  await submitRows(client, [row('A', 2), row('B', 3), row('C', 4), row('D', 5)], 'Ann', submitting);
  expect(asked).toEqual(['orders.submit A', 'orders.submit B', 'orders.submit C']);
  expect(submitting.told.map(({ outcome }) => outcome)).toEqual(['submitted', 'refused', 'in-doubt', 'not-asked']);
});
