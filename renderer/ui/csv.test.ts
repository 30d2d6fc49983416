import { expect, test } from 'vitest';
import { csvOf } from './csv';

test('cells are quoted where they have to be, and nothing is taken for a formula', () => {
  const rows = [
    ['plain', 7, null],
    ['a "b", c', 'two\nlines', '=HYPERLINK("x")'],
    ['-1', '+44', '@x'],
  ];
  expect(csvOf(['x', 'y', 'z'], rows)).toBe(`x,y,z\r\nplain,7,\r\n"a ""b"", c","two\nlines","'=HYPERLINK(""x"")"\r\n'-1,'+44,'@x\r\n`);
});
