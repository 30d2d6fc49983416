import { expect, test } from 'vitest';
import { needsAsking, seePaste } from './paste';

test.each([
  ['one command', 1, [], false],
  ['one\n', 1, [], true],
  ['one\r\ntwo\rthree\u2028four', 4, [], true],
  ['a\u001b[201~b\u0007', 1, ['ESC', 'U+0007'], true],
  ['right\u202eto left', 1, [], true],
  ['tab\tis seen', 1, [], false],
])('%j', (text, lines, removed, asks) => {
  const seen = seePaste(text);
  expect(seen).toMatchObject({ lines, removed });
  expect(needsAsking(seen)).toBe(asks);
});

test('what cannot be seen is written as its code', () => {
  expect(seePaste('a\u202eb').shown).toEqual(['a\\u{202e}b']);
});

test('of a long one only so much is shown', () => {
  const { shown, lines } = seePaste(`${'x'.repeat(2_000)}\n`.repeat(10_000));
  expect([shown.length, lines, Math.max(...shown.map((line) => line.length))]).toEqual([500, 10_000, 401]);
});
