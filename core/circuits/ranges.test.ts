import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { IdentifierRange } from '../model/identifier-range';
import { contains, minus, rangesText, sizeOf, unbrokenTop, union, within } from './ranges';

const range = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: -2, max: 12 }))
  .map(([first, more]): IdentifierRange => ({ first, last: first + more }));
const ranges = fc.array(range, { maxLength: 8 });

const setOf = (given: readonly IdentifierRange[]): ReadonlySet<number> =>
  new Set(given.flatMap(({ first, last }) => Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)));
const ascending = (numbers: Iterable<number>): readonly number[] => [...numbers].sort((one, other) => one - other);

/** Ascending, not empty, and a gap between any two. */
function expectNormal(given: readonly IdentifierRange[]): void {
  for (const [index, { first, last }] of given.entries()) {
    expect(first).toBeLessThanOrEqual(last);
    const before = given[index - 1];
    if (before) expect(first).toBeGreaterThan(before.last + 1);
  }
}

test('ranges are sets of identifiers: union, difference and restriction agree with those of sets', () => {
  fc.assert(
    fc.property(ranges, ranges, range, (some, others, limits) => {
      for (const result of [union(some), minus(some, others), within(some, limits)]) expectNormal(result);
      const wanted = setOf(some);
      const removed = setOf(others);
      expect(ascending(setOf(union(some)))).toEqual(ascending(wanted));
      expect(sizeOf(some)).toBe(wanted.size);
      expect(ascending(setOf(minus(some, others)))).toEqual(ascending([...wanted].filter((vci) => !removed.has(vci))));
      const limited = [...wanted].filter((vci) => limits.first <= vci && vci <= limits.last);
      expect(ascending(setOf(within(some, limits)))).toEqual(ascending(limited));
    }),
    { numRuns: 2000 },
  );
});

test('the unbroken top is reached from the first identifier without a gap', () => {
  fc.assert(
    fc.property(ranges, fc.integer({ min: 0, max: 70 }), (held, first) => {
      const holds = setOf(held);
      let top = first - 1;
      while (holds.has(top + 1)) top += 1;
      expect(unbrokenTop(held, first)).toBe(top);
      expect(contains(held, first)).toBe(holds.has(first));
    }),
    { numRuns: 2000 },
  );
});

test.each<[string, readonly IdentifierRange[]]>([
  [
    '100–107, 110',
    [
      { first: 110, last: 110 },
      { first: 100, last: 107 },
    ],
  ],
  [
    '100–110',
    [
      { first: 105, last: 110 },
      { first: 100, last: 106 },
    ],
  ],
  ['none', []],
])('ranges are told as %s', (text, given) => {
  expect(rangesText(given)).toBe(text);
});
