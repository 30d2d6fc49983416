import { expect, test } from 'vitest';
import { readUtc, timesAmiss, utcTyped } from './utc-typed';

const atMs = Date.UTC(2026, 10, 22, 18, 30);

test.each([
  ['2026-11-22 18:30', atMs],
  [' 2026-11-22T18:30Z ', atMs],
  ['2026-11-22 18:30 UTC', atMs],
  ['2026-11-22 9:05', Date.UTC(2026, 10, 22, 9, 5)],
  ['2026-02-31 10:00', null],
  ['2026-11-22 25:00', null],
  ['tomorrow', null],
  ['', null],
])('%j is %s', (typed, expected) => {
  expect(readUtc(typed)).toBe(expected);
});

test('a time is typed as it is read', () => {
  expect(readUtc(utcTyped(atMs))).toBe(atMs);
});

test('what is past, or ends before it begins, is said where it was typed', () => {
  const amiss = (from: string, to: string) => timesAmiss({ from, to }, atMs);
  expect(amiss('2026-11-22 18:30', '2026-11-22 20:00')).toEqual({ from: null, to: null });
  expect(amiss('2026-11-22 18:00', '2026-11-22 17:00')).toEqual({
    from: expect.stringMatching(/past/) as string,
    to: expect.stringMatching(/past/) as string,
  });
  expect(amiss('2026-11-22 20:00', '2026-11-22 19:00').to).toMatch(/not after the beginning/);
  expect(amiss('x', 'y')).toEqual({
    from: expect.stringMatching(/Write it as/) as string,
    to: expect.stringMatching(/Write it as/) as string,
  });
});
