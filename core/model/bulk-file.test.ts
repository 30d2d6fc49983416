import { expect, test } from 'vitest';
import { csvCell } from './csv-cell';
import { readBulkFile } from './bulk-file';
import type { ImportKind } from './import-job';
import type { OrderRequest } from './order';
import { fieldsOfOrder, listedCells } from './order-cells';
import { orderFields, orderListColumns } from './order-fields';

const read = (text: string, kind: ImportKind = 'orders') => {
  const file = readBulkFile(text, kind);
  return file.kind === 'rows' ? [...file.rows] : file.message;
};

const order: OrderRequest = {
  id: '=SUM(A1)',
  customer: 'Smith, "Quay" & Co; مصرف 🚀',
  accessingCarrierId: 'elm',
  a: { kind: 'node', id: 'alpha/lon' },
  z: { kind: 'site', id: 'PAR' },
  signal: '10GE-LAN',
  limit: { oneWayNs: 4_700_000, enteredAs: 'round-trip' },
  objective: 'price',
  recovery: 'before',
  priority: 2,
  minimumProvenance: 'measured',
  startMs: Date.UTC(2026, 11, 1, 8),
  endMs: null,
  diversity: { fromOrderId: 'ORD-9', by: 'node', isRequired: false },
  revert: 'automatic',
};

test('a list of orders is read again as what was ordered, whatever its texts are', () => {
  const listed = {
    ...order,
    state: 'active',
    cause: 'a line\nand another',
    latencyNs: 1,
    marginNs: null,
    receivedAtMs: 1,
    stateSinceMs: 2,
  };
  const text = [[...orderFields, ...orderListColumns], listedCells(listed)].map((cells) => cells.map(csvCell).join(',')).join('\r\n');
  const given = Object.fromEntries(Object.entries(fieldsOfOrder(order)).filter(([, cell]) => cell !== ''));
  expect(read(text)).toEqual([{ line: 2, fields: given, amiss: '' }]);
  expect(text).toContain(`'=SUM(A1),`);
});

test('rows that are doubled, torn or too long are amiss by their line, and stop no other', () => {
  const rows = read('order;a;z;limit\nO-1;LON;PAR;9 ms\n;;;\nO-2;LON;PAR;9 ms;beyond\nO-1;LON;PAR;9 ms\n"O-3;LON\nO-4;LON;PAR;9 ms\n');
  if (typeof rows === 'string') throw new Error(rows);
  expect(rows.map(({ line, amiss }) => [line, amiss.slice(0, 38)])).toEqual([
    [2, ''],
    [4, '"beyond" is in no column that the firs'],
    [5, 'order O-1 is in line 2 already: give t'],
    [6, expect.stringMatching(/quotation mark/)],
    [7, ''],
  ]);
});

test.each([
  ['order,a,z,limt\n1,2,3,4', /no column limit \(column "limt" is not known, perhaps it is meant as limit\)/],
  ['order,a,z,limit,colour\n1,2,3,4,5', /^column "colour" is not known: correct it, or remove it$/],
  ['order,a,a,z,limit\n', /two columns are called "a"/],
  ['order,a,z,"limit\n1,2', /line 1: cell 4 begins with a quotation mark/],
  ['', /it is empty/],
])('a file that cannot be read is refused with the reason: %#', (text, why) => {
  expect(read(text)).toMatch(why);
});

test('cells without an end, and rows of thousands of them, are cut to what is told', () => {
  const rows = read(`order,a,z,limit\n${'x'.repeat(1_000_000)},LON,PAR,9 ms\nO-2,LON,PAR,9 ms${',y'.repeat(10_000)}\n`);
  if (typeof rows === 'string') throw new Error(rows);
  expect(rows[0]?.fields['order']).toHaveLength(2_000);
  expect(rows[1]?.amiss.length).toBeLessThan(300);
});

test('rows that were saved to be mended, and lists of circuits, are read as they are', () => {
  expect(read('order,end-user,path,line,state,problem\nC-1,Ann,VP-1,1-1-1-1,active,line 4: no\n', 'circuits')).toMatchObject([
    { amiss: '' },
  ]);
  expect(read('order,end-user,path,line,state\nC-1,Ann,VP-1,1-1-1-1,active\n', 'releases')).toEqual([
    { line: 2, fields: { order: 'C-1' }, amiss: '' },
  ]);
});
