import { expect, test } from 'vitest';
import { boundsOf, stepPath, xOf, yOf } from './step-path';

const scale = { fromMs: 0, toMs: 100, lowNs: 0, highNs: 10, width: 100, height: 10 };

test('a value holds until the next one, the last to the end; what is unknown is a gap', () => {
  const points = [
    { atMs: 0, ns: 5 },
    { atMs: 20, ns: 10 },
    { atMs: 40, ns: null },
    { atMs: 60, ns: 0 },
  ];
  expect(stepPath(points, scale)).toBe('M0.0 5.0H20.0V0.0H40.0M60.0 10.0H100.0');
  expect(stepPath([], scale)).toBe('');
});

test('what lies outside stands at the edge', () => {
  expect([xOf(-5, scale), xOf(500, scale), yOf(99, scale), yOf(-1, scale)]).toEqual([0, 100, 0, 10]);
  expect(xOf(5, { ...scale, toMs: 0 })).toBe(0);
});

test('the scale holds the limit too, and has a height even where nothing changes', () => {
  const { lowNs, highNs } = boundsOf([{ atMs: 0, ns: 7_000_000 }], 9_000_000);
  expect(lowNs).toBeLessThan(7_000_000);
  expect(highNs).toBeGreaterThan(9_000_000);
  const flat = boundsOf([{ atMs: 0, ns: 7_000_000 }], null);
  expect(flat.highNs).toBeGreaterThan(flat.lowNs);
});
