import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPasted } from './pasted-circuits';

const rowsOf = (text: string) => {
  const read = readPasted(text, 'VP-1');
  return read.kind === 'rows' ? read.rows : read.message;
};

test('one order a line is for the path that is shown', () => {
  expect(rowsOf('C-1, Elm Street 5, 1-1-8-17\n\nC-2, Elm Street 6, 1-1-8-18, 0, 36\n')).toEqual([
    { line: 1, fields: { path: 'VP-1', order: 'C-1', 'end-user': 'Elm Street 5', line: '1-1-8-17' } },
    { line: 3, fields: { path: 'VP-1', order: 'C-2', 'end-user': 'Elm Street 6', line: '1-1-8-18', 'line-vpi': '0', 'line-vci': '36' } },
  ]);
});

test('from a spreadsheet, with the names of the columns, and another path', () => {
  expect(rowsOf('Order\tLine\tEnd-user\tPath\tstate\nC-1\t1-1-8-17\t"Elm ""Court"", 5"\tVP-2\tactive\n')).toEqual([
    { line: 2, fields: { path: 'VP-2', order: 'C-1', line: '1-1-8-17', 'end-user': 'Elm "Court", 5' } },
  ]);
});

test('a quoted cell may have separators and line breaks in it, and lines are counted on', () => {
  expect(rowsOf('C-1,"Elm\nStreet, 5",1-1-8-17\nC-2,b,1-1-8-18')).toMatchObject([
    { line: 1, fields: { 'end-user': 'Elm\nStreet, 5' } },
    { line: 3, fields: { order: 'C-2' } },
  ]);
});

test('an id that stands there twice is named, with where it stood first', () => {
  expect(rowsOf('C-1,a,1-1-8-17\nC-2,b,1-1-8-18\nC-1,c,1-1-2-19')).toMatchObject([
    { line: 1 },
    { line: 2 },
    { line: 3, amiss: 'order C-1 stands on line 1 already: give each an id of its own' },
  ]);
});

test('semicolons separate too, also below a line with commas', () => {
  const rows = [
    { line: 1, fields: { path: 'VP-1', order: 'C-1', 'end-user': 'a', line: '1-1-8-17' } },
    { line: 2, fields: { path: 'VP-1', order: 'C-2', 'end-user': 'b', line: '1-1-8-18' } },
  ];
  expect(rowsOf('C-1; a; 1-1-8-17\nC-2; b; 1-1-8-18')).toEqual(rows);
  expect(rowsOf('C-1, a, 1-1-8-17\nC-2; b; 1-1-8-18')).toEqual(rows);
});

test('names that are no columns of ours do not fill fields by accident', () => {
  expect(rowsOf('toString;__proto__;x')).toEqual([
    { line: 1, fields: { path: 'VP-1', order: 'toString', 'end-user': '__proto__', line: 'x' } },
  ]);
});

test.each([
  ['', 'nothing is pasted: one order a line, as C-1, Elm Street 5, 1-1-8-17'],
  ['order,line\n', 'below the names of the columns there is no order: add one a line'],
  ['order,lien\nC-1,1-1-8-17', 'column lien is not known: the columns are order, end-user, line, line-vpi, line-vci, path'],
  [
    'C-1,Elm Street, 5, of Town, 1-1-8-17, 0',
    'line 1 has 6 cells for 5 columns (order, end-user, line, line-vpi, line-vci): quote what has a separator in it',
  ],
])('%j: %s', (text, message) => {
  expect(rowsOf(text)).toBe(message);
});

test('no text makes it throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(['rows', 'malformed']).toContain(readPasted(text, 'x').kind);
    }),
  );
});
