import fc from 'fast-check';
import { expect, test } from 'vitest';
import { characterPx, fittedSpans, identifierSpans, marksOf, placeMarks, type Mark, type Span } from './identifier-spans';
import { examplePath } from './testing/example-path';

const pendingOf = (first: number, last: number) => ({
  ...{ id: 'r', pathId: 'VP-3', range: { first, last }, attempt: 1, state: 'pending' as const, startMs: 0, endMs: null },
  ...{ held: [], answer: '' },
});

test('every identifier of a path is where it is', () => {
  const path = examplePath({ vcis: { first: 32, last: 63 }, currentVci: 40, lastVci: 47, pending: pendingOf(48, 55) });
  const circuits = [
    ...[32, 33, 34, 37, 38, 39].map((vci) => ({ vci, state: 'given' as const })),
    { vci: 35, state: 'quarantined' as const },
    { vci: 36, state: 'free' as const },
    { vci: 42, state: 'foreign' as const },
    { vci: 50, state: 'foreign' as const },
  ];
  expect(identifierSpans({ ...path, circuits })).toEqual([
    { kind: 'used', first: 32, last: 34 },
    { kind: 'quarantined', first: 35, last: 35 },
    { kind: 'free', first: 36, last: 36 },
    { kind: 'used', first: 37, last: 39 },
    { kind: 'free', first: 40, last: 41 },
    { kind: 'foreign', first: 42, last: 42 },
    { kind: 'free', first: 43, last: 47 },
    { kind: 'pending', first: 48, last: 49 },
    { kind: 'foreign', first: 50, last: 50 },
    { kind: 'pending', first: 51, last: 55 },
  ]);
});

test('a resubmission asks only for what is not there', () => {
  const path = examplePath({ vcis: { first: 32, last: 63 }, currentVci: 32, lastVci: 35, pending: pendingOf(32, 47) });
  expect(identifierSpans({ ...path, circuits: [] })).toEqual([
    { kind: 'free', first: 32, last: 35 },
    { kind: 'pending', first: 36, last: 47 },
  ]);
});

test('a new path has no spans', () => {
  expect(identifierSpans({ ...examplePath({ currentVci: 32, lastVci: 31 }), circuits: [] })).toEqual([]);
});

const everyOther: Span[] = Array.from({ length: 30_000 }, (_, index) => ({ kind: 'used', first: 32 + 2 * index, last: 32 + 2 * index }));

test('a large path is drawn with no more spans than columns, and nothing rare vanishes', () => {
  const spans: Span[] = everyOther.map((span, index) => (index === 20_000 ? { ...span, kind: 'quarantined' } : span));
  const fitted = fittedSpans(spans, { first: 32, last: 65_535 }, 600);
  expect(fitted.length).toBeLessThanOrEqual(600);
  expect(fitted.filter(({ kind }) => kind === 'quarantined')).toHaveLength(1);
  expect(fitted.every(({ first, last }) => first <= last && first >= 32 && last <= 65_535)).toBe(true);
});

test('what fits is left as it is', () => {
  const spans: Span[] = [{ kind: 'used', first: 32, last: 99 }];
  expect(fittedSpans(spans, { first: 32, last: 65_535 }, 600)).toBe(spans);
  expect(fittedSpans(everyOther.slice(0, 400), { first: 32, last: 1023 }, 1000)).toHaveLength(400);
});

test('no label covers another, none leaves the bar, and the first is always there', () => {
  const mark = fc.record({
    text: fc.string({ minLength: 1, maxLength: 15 }),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    isStrong: fc.boolean(),
    side: fc.constantFrom('before' as const, 'after' as const),
  });
  fc.assert(
    fc.property(fc.array(mark, { minLength: 1, maxLength: 6 }), fc.integer({ min: 150, max: 1800 }), (marks: Mark[], width) => {
      const placed = placeMarks(marks, width).map(({ leftPx, rightPx = 0, text }) => {
        const size = Math.min(width, text.length * characterPx);
        const from = leftPx ?? width - rightPx - size;
        return { from, to: from + size };
      });
      expect(placed.length).toBeGreaterThan(0);
      for (const { from, to } of placed) {
        expect(from).toBeGreaterThanOrEqual(-1e-6);
        expect(to).toBeLessThanOrEqual(width + 1e-6);
      }
      const sorted = placed.toSorted((a, b) => a.from - b.from);
      sorted.slice(1).forEach(({ from }, index) => {
        expect(from).toBeGreaterThanOrEqual((sorted[index]?.to ?? NaN) - 1e-6);
      });
    }),
  );
});

test('a path names its next identifier, the last one, both ends, and up to where it asks', () => {
  const path = examplePath({ currentVci: 603, lastVci: 616, pending: pendingOf(617, 680) });
  expect(marksOf(path).map(({ text }) => text)).toEqual(['current 603', 'last 616', 'VCI 32', '1023', 'pending to 680']);
  expect(marksOf(examplePath({})).some(({ text }) => text.startsWith('pending'))).toBe(false);
});
