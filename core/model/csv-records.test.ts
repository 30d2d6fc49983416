import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvCell, guarded, unguarded } from './csv-cell';
import { csvRecords, delimiterOf } from './csv-records';

const read = (text: string, delimiter = ',') => [...csvRecords(text, delimiter)];

test('quoted cells hold delimiters, quotation marks and lines; each record knows where it begins', () => {
  expect(read('﻿a, b ,c\r\n"1,1","say ""no""","two\r\nlines"\r\n\r\nx,,\n')).toEqual([
    { line: 1, cells: ['a', 'b', 'c'], fault: '' },
    { line: 2, cells: ['1,1', 'say "no"', 'two\nlines'], fault: '' },
    { line: 5, cells: ['x', '', ''], fault: '' },
  ]);
});

test('a record that is badly quoted names its line and takes no other with it', () => {
  const records = read('a,b\n"open,1\ngood,2\n"x"y,3\nsix" pipe,4\nlast,5');
  expect(records.map(({ line, fault }) => [line, fault.replace(/:.*/, '')])).toEqual([
    [1, ''],
    [2, expect.stringMatching(/closing quotation mark|none at its end/)],
    [3, ''],
    [4, 'after the closing quotation mark of cell 1 stands more text'],
    [5, 'cell 1 has a quotation mark and is not quoted'],
    [6, ''],
  ]);
});

test('a quotation mark that is never closed does not swallow the file', () => {
  const rows = Array.from({ length: 5_000 }, (_, at) => `O-${at},LON`);
  const records = read(['order,a', '"torn,LON', ...rows].join('\n'));
  expect(records.filter(({ fault }) => fault !== '').map(({ line }) => line)).toEqual([2]);
  expect(records).toHaveLength(5_002);
});

test.each([
  ['a,b;c,d', ','],
  ['a;b', ';'],
  ['"x,y,z"\tb\tc', '\t'],
])('the delimiter of %j', (text, mark) => {
  expect(delimiterOf(text)).toBe(mark);
});

const cell = fc.stringMatching(/^['=+@a-z "\-,;\t\nÄ＝]{0,12}$/).filter((text) => text.trim() === text);
test('what is written is read again, formulas too', () => {
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
      const given = rows.filter((cells) => cells.some((text) => text !== ''));
      const text = given.map((cells) => cells.map(csvCell).join(',')).join('\r\n');
      expect(read(text).map(({ cells }) => cells.map(unguarded))).toEqual(given);
    }),
  );
});

test.each(['=SUM(A1)', ' +1', '-x', '@a', '\tx', "'=x", "''-1"])(
  'a spreadsheet takes %j for no formula, and the guard comes off again',
  (text) => {
    expect(guarded(text)).toBe(`'${text}`);
    expect(unguarded(guarded(text))).toBe(text);
  },
);

test.each(["O'Neill", "'quoted'", 'a=b'])('%j needs no guard and keeps what it has', (text) => {
  expect(guarded(text)).toBe(text);
  expect(unguarded(text)).toBe(text);
});
