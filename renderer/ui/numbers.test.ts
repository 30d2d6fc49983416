import { expect, test } from 'vitest';
import {
  asSentence,
  clockToleranceMs,
  counted,
  formatAge,
  formatAmount,
  formatBytes,
  formatCount,
  formatDuration,
  formatMs,
  formatMsNumber,
  formatPercent,
  formatRelative,
  formatRough,
  formatPrice,
} from './numbers';

test.each([
  [0, '0'],
  [999, '999'],
  [12_418, '12 418'],
  [-1_234_567, '−1 234 567'],
])('a count of %d has thin spaces between thousands', (count, text) => {
  expect(formatCount(count)).toBe(text);
});

test.each([
  [0, '0.00'],
  [5, '0.05'],
  [124_050, '1 240.50'],
  [199.9999999, '2.00'],
  [-150, '−1.50'],
])('%d hundredths are %s', (minorUnits, text) => {
  expect(formatAmount(minorUnits)).toBe(text);
  expect(formatPrice(minorUnits)).toBe(`${text} units a month`);
});

test('latencies have fixed decimals, a true minus, and no minus before zero', () => {
  expect(formatMs(7_457_000, 3)).toBe('7.457 ms');
  expect(formatMs(-110_000)).toBe('−0.11 ms');
  expect(formatMsNumber(-1_000)).toBe('0.00');
});

test.each([
  [0, '0 s'],
  [59_999, '59 s'],
  [102_000, '1 min 42 s'],
  [545_000, '9 min 05 s'],
  [3_600_000, '1 h'],
  [12_000_000, '3 h 20 min'],
  [172_800_000, '2 d'],
  [400_000_000, '4 d'],
  [-5, '0 s'],
])('%d ms is %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test.each([
  [-5, '0 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [3_599_999, '59 min'],
  [3_660_000, '1 h 01 min'],
  [400_000_000, '4 d'],
])('%d ms ago is %s', (ms, text) => {
  expect(formatRough(ms)).toBe(text);
});

test('bytes are in decimal units, with a decimal only where it says something', () => {
  expect([0, 999, 1_200, 214_300_000].map(formatBytes)).toEqual(['0 B', '999 B', '1.2 kB', '214 MB']);
});

test('words follow their number', () => {
  expect([counted(1, 'order'), counted(1_200, 'order'), counted(0, 'switch', 'switches')]).toEqual([
    '1 order',
    '1 200 orders',
    '0 switches',
  ]);
  expect(formatPercent(0.2067)).toBe('20.7 %');
});

test.each([
  ['the host cannot be reached', 'The host cannot be reached.'],
  ['It ended.', 'It ended.'],
  ['store.db is locked', 'store.db is locked.'],
  ['', ''],
])('%j as a sentence is %j', (text, sentence) => {
  expect(asSentence(text)).toBe(sentence);
});

const day = 86_400_000;

test.each([
  [-38_000, '38 s', '38 s ago'],
  [-3 * day, '3 d', '3 d ago'],
  [-1_000, '1 s', '1 s ago'],
  [-999, '0 s', 'now'],
  [0, '0 s', 'now'],
  [clockToleranceMs, '0 s', 'now'],
  [clockToleranceMs + 1_000, 'in 6 s', 'in 6 s'],
  [38_000, 'in 38 s', 'in 38 s'],
  [3 * day, 'in 3 d', 'in 3 d'],
])('what is %d ms from now is %s old, and is said to be %s', (fromNowMs, age, relative) => {
  const nowMs = Date.UTC(2026, 10, 23);
  expect([formatAge(nowMs + fromNowMs, nowMs), formatRelative(nowMs + fromNowMs, nowMs)]).toEqual([age, relative]);
});
