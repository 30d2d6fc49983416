import { expect, test } from 'vitest';
import { readOrder } from '../../core/orders/intake';
import { ordersCsv } from './export-orders';
import { readOrderCsv } from './read-order-csv';
import { exampleRow as row } from './testing/example-row';

const read = (text: string | Uint8Array) => readOrderCsv(typeof text === 'string' ? new TextEncoder().encode(text) : text, 'orders.csv');

const utf16 = (text: string): Uint8Array =>
  new Uint8Array([0xff, 0xfe, ...Array.from(text).flatMap((letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8])]);

test('what was exported is read again as what was ordered, whatever its texts are', () => {
  const hostile = row({
    id: '=SUM(A1)',
    customer: 'Smith, "Quay" & Co;\tمصرف 🚀',
    cause: 'a line\nand another',
    limit: { oneWayNs: 4_700_000, enteredAs: 'round-trip' },
    a: { kind: 'node', id: 'alpha/lon' },
    startMs: Date.UTC(2026, 11, 1, 8),
    priority: 2,
    recovery: 'before',
    revert: 'automatic',
  });
  const answer = read(ordersCsv([row({ id: 'ORD-2' }), hostile]));
  if (answer.kind !== 'orders') throw new Error(answer.message);
  expect(answer.orders.map(({ line, amiss }) => ({ line, amiss }))).toEqual([
    { line: 2, amiss: '' },
    { line: 3, amiss: '' },
  ]);
  const intake = readOrder({ ...answer.orders[1]?.fields, customer: 'Smith' });
  expect(answer.orders[1]?.fields.customer).toBe(hostile.customer);
  expect(intake).toMatchObject({
    kind: 'request',
    request: {
      id: '=SUM(A1)',
      limit: hostile.limit,
      a: hostile.a,
      startMs: hostile.startMs,
      priority: 2,
      recovery: 'before',
      revert: 'automatic',
    },
  });
});

test('a spreadsheet takes no cell for a formula', () => {
  expect(ordersCsv([row({ customer: '=HYPERLINK("x")' })])).toContain(`"'=HYPERLINK(""x"")"`);
});

test('a semicolon, a tab, UTF-16 and rows of blanks are read; a row with too many cells is amiss', () => {
  expect(read('order;a;z;limit\nO-1;LON;PAR;9 ms\n;;;\nO-2;LON;PAR;9 ms;beyond\n')).toEqual({
    kind: 'orders',
    orders: [
      { line: 2, fields: { order: 'O-1', a: 'LON', z: 'PAR', limit: '9 ms' }, amiss: '' },
      {
        line: 4,
        fields: { order: 'O-2', a: 'LON', z: 'PAR', limit: '9 ms' },
        amiss: expect.stringMatching(/"beyond" is in no column/) as string,
      },
    ],
  });
  expect(read(utf16('order\ta\tz\tlimit\nÖ\tA\tB\t1 ms'))).toMatchObject({
    orders: [{ fields: { order: 'Ö' } }],
  });
});

test.each([
  ['order,a,z,limt\n1,2,3,4', /no column limit \(column "limt" is not known, perhaps it is meant as limit\)/],
  ['order,a,z,limit,colour\n1,2,3,4,5', /column "colour" is not known: correct it, or remove it, and choose it again/],
  ['order,a,a,z,limit\n', /two columns are called "a"/],
  ['order,a,z,limit\n"1,2', /not well-formed CSV/],
  ['', /no column order, a, z, limit/],
  [new Uint8Array([0x80, 0x81]), /neither UTF-8 nor UTF-16/],
])('a file that cannot be read is refused with the reason: %#', (text, why) => {
  expect(read(text)).toMatchObject({ kind: 'unreadable', message: expect.stringMatching(why) as string });
});
