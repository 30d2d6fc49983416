import fc from 'fast-check';
import { expect, test } from 'vitest';
import { duration, exactDuration, readDuration } from './duration';

const hourMs = 3_600_000;

test.each([
  [0, '0.0 s'],
  [9_940, '9.9 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [3_599_000, '59 min 59 s'],
  [hourMs + 20 * 60_000, '1 h 20 min'],
  [50 * hourMs, '2 d 2 h'],
])('a duration of %i ms is told as %s', (ms, words) => {
  expect(duration(ms)).toBe(words);
});

test.each([
  [0, '0 s'],
  [30_000, '30 s'],
  [30_001, '30.001 s'],
  [90_000, '90 s'],
  [600_000, '10 min'],
  [2 * hourMs, '2 h'],
  [-1500, '−1.5 s'],
])('%i ms is exactly %s', (ms, words) => {
  expect(exactDuration(ms)).toBe(words);
});

test.each([
  ['500ms', 500],
  ['30 s', 30_000],
  ['10m', 600_000],
  ['10 min', 600_000],
  ['1.5 H', 1.5 * hourMs],
  ['1 d', 24 * hourMs],
])('%s is read as %i ms', (text, ms) => {
  expect(readDuration(text)).toBe(ms);
});

test.each(['', '30', '-30 s', '30 years', '1e9 s', 's', '30 s 5', 'toString'])('"%s" is no duration', (text) => {
  expect(readDuration(text)).toBeNull();
});

test('a duration that is told exactly is read as it was', () => {
  fc.assert(
    fc.property(fc.nat({ max: 100 * 24 * hourMs }), (ms) => {
      expect(readDuration(exactDuration(ms))).toBe(ms);
    }),
  );
});
