import { expect, test } from 'vitest';
import { readOrderFile } from './read-order-file';

const csv = `order,customer,accessing,a,z,signal,limit
ORD-1,Quay Bank,cinder,FRA,LON,10GE-LAN,28 ms
ORD-2,"Kühne, Sons",cinder,FRA,PAR,10GE-LAN,9 ms
`;

const rowsOf = (bytes: Uint8Array) => {
  const file = readOrderFile(bytes, 'orders.csv');
  if (file.kind !== 'rows') throw new Error(file.message);
  return file.rows;
};
const utf8 = (text: string) => new TextEncoder().encode(text);

test('each row is an order, with the line that it stands on', () => {
  expect(rowsOf(utf8(csv)).map(({ line, intake }) => [line, intake.kind === 'request' && intake.request.customer])).toEqual([
    [2, 'Quay Bank'],
    [3, 'Kühne, Sons'],
  ]);
});

test.each([
  ['a byte order mark', utf8(`\ufeff${csv}`)],
  ['UTF-16 with its mark', new Uint8Array(Buffer.from(`\ufeff${csv}`, 'utf16le'))],
  ['semicolons', utf8(csv.replace('"Kühne, Sons"', 'Kühne# Sons').replaceAll(',', ';').replace('#', ','))],
  ['line ends of another system', utf8(csv.replaceAll('\n', '\r\n'))],
])('%s makes no difference', (_, bytes) => {
  expect(rowsOf(bytes).map(({ fields }) => fields.customer)).toEqual(['Quay Bank', 'Kühne, Sons']);
});

test('a bad row is told with its line and does not stop the others', () => {
  const rows = rowsOf(utf8(`${csv}ORD-3,X,cinder,FRA,MUC,10GE-LAN,soon\nORD-4,X,cinder,FRA,MUC,10GE-LAN,9 ms\n`));
  expect(rows.map(({ line, intake }) => [line, intake.kind])).toEqual([
    [2, 'request'],
    [3, 'request'],
    [4, 'malformed'],
    [5, 'request'],
  ]);
});

test('a row with too many cells is told and does not stop the others; what lists tell besides is passed over', () => {
  const rows = rowsOf(
    utf8(`order,customer,accessing,a,z,signal,limit,state,limit_ns
ORD-1,Sons, Ltd,cinder,FRA,PAR,10GE-LAN,9 ms,planned,9000000
ORD-2,Quay,cinder,FRA,PAR,10GE-LAN,9 ms,planned,9000000
`),
  );
  expect(rows.map(({ intake }) => intake)).toMatchObject([
    { kind: 'malformed', problems: [{ message: expect.stringMatching(/^orders\.csv, line 2: "9000000" is in no column/) as string }] },
    { kind: 'request' },
  ]);
});

test.each([
  [
    'another encoding',
    new Uint8Array([...utf8('order,customer,a,z,limit\nO,K'), 0xfc, ...utf8('hne,A,B,1 ms\n')]),
    /save it as "CSV UTF-8"/,
  ],
  ['no header', utf8('ORD-1,Quay Bank,cinder\n'), /has no column order, a, z, limit/],
  ['an empty file', utf8(''), /has no column order/],
  [
    'a mistyped column that could be left out',
    utf8('order,a,z,limit,recover\nO,A,B,1 ms,none\n'),
    /orders\.csv, line 1: column "recover" is not known; write recovery if that is meant; there are order, customer/,
  ],
  ['an open quote', utf8('order,a,z,limit\n"ORD-1,FRA,LON,1 ms\n'), /not well-formed CSV/],
])('%s: the file is refused with the remedy', (_, bytes, message) => {
  const file = readOrderFile(bytes, 'orders.csv');
  expect(file.kind === 'unreadable' && file.message).toMatch(message);
});
