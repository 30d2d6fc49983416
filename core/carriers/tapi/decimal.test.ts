import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scaledDecimal, uint64 } from './decimal';

describe('scaledDecimal', () => {
  test.each([
    ['6210', 3, 6_210_000],
    [6210, 3, 6_210_000],
    ['0.1', 3, 100],
    ['2810.123', 3, 2_810_123],
    ['4.35', 3, 4350],
    ['1e3', 0, 1000],
    ['1.5e-2', 3, 15],
    ['0.0004', 3, 0],
    ['0.0005', 3, 1],
    ['-2.5', 0, -3],
    [' 30 ', 0, 30],
    ['0', 3, 0],
  ])('%j times ten to the %i is exactly %i', (value, shift, expected) => {
    expect(scaledDecimal(value, shift)).toBe(expected);
  });

  test.each([
    ['fast'],
    [''],
    ['NaN'],
    ['Infinity'],
    ['1,5'],
    ['0x10'],
    ['--1'],
    ['1e400'],
    ['9'.repeat(70)],
    [null],
    [undefined],
    [true],
    [[1]],
    [{}],
    [NaN],
  ])('%j is no decimal', (value) => {
    expect(scaledDecimal(value as never, 3)).toBeNull();
  });

  test('agrees with integer arithmetic for every number of microseconds with three decimals', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000_000_000 }), (ns) => {
        const text = `${Math.floor(ns / 1000)}.${String(ns % 1000).padStart(3, '0')}`;
        expect(scaledDecimal(text, 3)).toBe(ns);
      }),
    );
  });
});

test('a uint64 is read as text or number, beyond what a number holds, and nothing else is', () => {
  expect(uint64('18446744073709551615')).toBe(18446744073709551615n);
  expect(uint64(7)).toBe(7n);
  expect([uint64('-1'), uint64('1.5'), uint64('x'), uint64(null), uint64({})]).toEqual([null, null, null, null, null]);
});
