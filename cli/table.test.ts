import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clip, plain, width } from './plain-text';
import { createScreen } from './screen';
import { tableLines } from './table';

describe('plain text', () => {
  test.each([
    ['an escape sequence', '\u001b[31mred', '\\u{1b}[31mred'],
    ['an 8-bit control sequence', '\u009b31m', '\\u{9b}31m'],
    ['a line break', 'a\r\nb', 'a\\u{d}\\u{a}b'],
    ['what reverses the reading', 'abc\u202egnp.exe', 'abc\\u{202e}gnp.exe'],
    ['what cannot be seen', 'LON\u200b', 'LON\\u{200b}'],
    ['half a character', 'x\ud800', 'x\\u{d800}'],
    ['what scripts need', 'می\u200cخواهم', 'می\u200cخواهم'],
    ['names as they are', 'Düsseldorf 北京 🇨🇭', 'Düsseldorf 北京 🇨🇭'],
  ])('shows %s so that it cannot steer', (_, text, shown) => {
    expect(plain(text)).toBe(shown);
  });

  test('has nothing left that a terminal would obey, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => !/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(plain(text))),
    );
  });
});

test.each([
  ['abc', 3],
  ['北京', 4],
  ['ｱｲ', 2],
  ['e\u0301', 1],
  ['👩‍👩‍👧', 2],
  ['한국', 4],
  ['µs', 2],
  ['', 0],
])('"%s" takes %i columns', (text, columns) => {
  expect(width(text)).toBe(columns);
});

test('what is cut short fits, and says that it was', () => {
  expect(clip('北京北京', 5)).toBe('北京…');
  expect(clip('abc', 3)).toBe('abc');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 20 }), (text, columns) => {
      expect(width(clip(text, columns))).toBeLessThanOrEqual(Math.max(columns, width(text) <= columns ? width(text) : 1));
    }),
  );
});

describe('a table', () => {
  test('has its numbers to the right, and wide characters in line', () => {
    expect(
      tableLines(
        ['site', 'latency', 'why'],
        [
          ['北京', '5.35 ms', 'a'],
          ['LON', '12.00 ms', 'b'],
        ],
        null,
      ),
    ).toEqual(['  site  latency   why', '  北京   5.35 ms  a', '  LON   12.00 ms  b']);
  });

  test('fits the terminal, the widest columns giving first; elsewhere it is whole', () => {
    const rows = [['ORD-1', 'x'.repeat(60), 'y'.repeat(30)]];
    for (const columns of [40, 60, 80])
      for (const line of tableLines(['order', 'a', 'b'], rows, columns)) expect(width(line)).toBeLessThanOrEqual(columns);
    expect(tableLines(['order', 'a', 'b'], rows, 80)[1]).toContain('ORD-1');
    expect(tableLines(['order', 'a', 'b'], rows, 80)[1]).toContain('y'.repeat(30));
    expect(tableLines(['order', 'a', 'b'], rows, null)[1]).toContain('x'.repeat(60));
  });

  test('fits whatever is in it, down to columns that can give no more', () => {
    const cells = fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(cells, { maxLength: 5 }), fc.integer({ min: 40, max: 120 }), (rows, columns) => {
        for (const line of tableLines(['one', 'two', 'three'], rows, columns)) expect(width(line)).toBeLessThanOrEqual(columns);
      }),
    );
  });
});

describe('a screen', () => {
  const shown = (isTTY: boolean, environment: NodeJS.ProcessEnv) => {
    const written: string[] = [];
    const out = { isTTY, columns: 80, write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream;
    const screen = createScreen(out, environment);
    screen.heading('Orders');
    screen.line('\u001b]0;owned\u0007 two\nlines');
    return written.join('');
  };
  test('is bold on a terminal, unless NO_COLOR says otherwise, and never elsewhere', () => {
    expect(shown(true, {})).toContain('\u001b[1mOrders\u001b[0m');
    expect(shown(true, { NO_COLOR: '1' })).not.toContain('\u001b');
    expect(shown(false, {})).not.toContain('\u001b');
  });
  test('keeps line breaks that are meant, and nothing that steers', () => {
    expect(shown(false, {})).toContain('\\u{1b}]0;owned\\u{7} two\nlines\n');
  });
});
