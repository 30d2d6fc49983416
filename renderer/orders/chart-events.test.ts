import { expect, test } from 'vitest';
import { chartEvents, timeTicks } from './chart-events';

test('moves have a letter, changes of a figure a ring and their provenance; what held before the period is no event', () => {
  const events = chartEvents({
    spells: [
      { fromMs: 0, toMs: 5, state: 'carrying', oneWayNs: 7_000_000, occasion: null },
      { fromMs: 5, toMs: 6, state: 'down', oneWayNs: null, occasion: 'impaired' },
      { fromMs: 6, toMs: 9, state: 'carrying', oneWayNs: 8_000_000, occasion: 'restored' },
      { fromMs: 9, toMs: 10, state: 'carrying', oneWayNs: 8_500_000, occasion: 'changed' },
    ],
    changes: [
      {
        ...{ atMs: 9, subject: { kind: 'resource', id: 'r' }, name: 'LON-PAR', oneWayNs: 3_500_000, provenance: 'operator' },
        before: { oneWayNs: 3_000_000, provenance: 'reported' },
      },
    ],
  });
  expect(events.map(({ atMs, sign }) => [atMs, sign])).toEqual([
    [9, '○'],
    [6, 'R'],
    [5, 'I'],
  ]);
  expect(events[0]?.text).toMatch(/^LON-PAR: 3\.000.ms reported → 3\.500.ms operator$/);
});

test.each([
  [0, 20_000],
  [0, 3_600_000],
  [1_000, 86_400_000],
  [0, 30 * 86_400_000],
])('between %d and %d there are a few round moments', (fromMs, toMs) => {
  const ticks = timeTicks(fromMs, toMs);
  expect(ticks.length).toBeGreaterThanOrEqual(3);
  expect(ticks.length).toBeLessThanOrEqual(8);
  expect(ticks.every((atMs) => atMs >= fromMs && atMs <= toMs && atMs % 1_000 === 0)).toBe(true);
});
