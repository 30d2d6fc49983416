import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom, type SeededRandom } from '../routing/testing/seeded-random';
import type { Exhaustion } from '../model/path-outlook';
import { exhaustionOf, rateOfUse, useWithin } from './forecast';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

test('what lies within the window is counted, its end included and its beginning not', () => {
  expect(useWithin([100, 101, 150, 200, 201], [90, 200, 170], 100, 200)).toEqual({ given: 3, released: 2, windowMs: 100 });
});

test('the net rate of use is told with its counting error', () => {
  const rate = rateOfUse({ given: 240, released: 16, windowMs: dayMs });
  if (rate.kind !== 'rate') throw new Error(rate.text);
  expect(rate.perHour).toBeCloseTo(224 / 24, 10);
  expect(rate.highPerHour - rate.perHour).toBeCloseTo((1.645 * 16) / 24, 10);
  expect(rate.perHour - rate.lowPerHour).toBeCloseTo((1.645 * 16) / 24, 10);
  expect(rate.text).toBe('9.3 an hour (8.2 to 10): 240 given, 16 released in 1 d');
});

test('too few orders to tell are said to be', () => {
  expect(rateOfUse({ given: 4, released: 0, windowMs: dayMs })).toEqual({
    kind: 'too-few',
    text: 'too few orders to tell a rate: 4 given, 0 released in 1 d',
  });
  expect(rateOfUse({ given: 5, released: 0, windowMs: dayMs }).kind).toBe('rate');
  expect(rateOfUse({ given: 50, released: 0, windowMs: 0 }).kind).toBe('too-few');
  const { kind, text } = exhaustionOf({ given: 3, released: 0, windowMs: dayMs }, 20, 0);
  expect([kind, text]).toEqual(['too-few', 'too few orders to tell when it is exhausted: 3 given in 1 d']);
});

test('the time of exhaustion is told with its band', () => {
  expect(exhaustionOf({ given: 720, released: 0, windowMs: dayMs }, 100, 0).text).toBe(
    'exhausted in 3 h 20 min (2 h 48 min to 3 h 58 min)',
  );
  expect(exhaustionOf({ given: 6, released: 4, windowMs: dayMs }, 100, 0).text).toBe(
    'exhausted in 50 d (13 d 12 h at the earliest, perhaps never)',
  );
  expect(exhaustionOf({ given: 60, released: 70, windowMs: dayMs }, 10, 0).text).toBe(
    'not exhausted at this rate (9 h 31 min at the earliest)',
  );
  expect(exhaustionOf({ given: 10, released: 90, windowMs: dayMs }, 500, 0)).toEqual({
    kind: 'not-at-this-rate',
    earliestMs: null,
    text: 'not exhausted at this rate',
  });
});

test('orders that wait take what is left first', () => {
  const use = { given: 720, released: 0, windowMs: dayMs };
  expect(exhaustionOf(use, 130, 30)).toEqual(exhaustionOf(use, 100, 0));
  expect(exhaustionOf(use, 30, 30)).toEqual({ kind: 'now', text: 'exhausted by the orders that wait' });
  expect(exhaustionOf(use, 0, 0)).toEqual({ kind: 'now', text: 'exhausted' });
});

test('the ends of the band are where the net use, give or take its error, reaches what is left', () => {
  const count = fc.integer({ min: 5, max: 500 });
  fc.assert(
    fc.property(count, fc.nat({ max: 500 }), fc.integer({ min: 1, max: 2000 }), (given, released, left) => {
      const windowMs = dayMs;
      const exhaustion = exhaustionOf({ given, released, windowMs }, left, 0);
      if (exhaustion.kind !== 'expected' && exhaustion.kind !== 'not-at-this-rate') throw new Error(exhaustion.text);
      const errorAt = (t: number) => 1.645 * Math.sqrt((given + released) * (t / windowMs + (t / windowMs) ** 2));
      const netAt = (t: number) => ((given - released) * t) / windowMs;
      const { earliestMs } = exhaustion;
      // The brute force: step by step until the upper end of the band reaches what is left.
      const steps = Array.from({ length: 400 }, (_, index) => 10 ** (2 + index / 40));
      const reached = steps.findIndex((t) => netAt(t) + errorAt(t) >= left);
      if (earliestMs === null) expect(reached).toBe(-1);
      else {
        expect(netAt(earliestMs) + errorAt(earliestMs)).toBeCloseTo(left, 4);
        if (reached > 0) expect(steps[reached - 1]).toBeLessThanOrEqual(earliestMs * (1 + 1e-9));
      }
      if (exhaustion.kind === 'not-at-this-rate') return;
      expect(netAt(exhaustion.inMs)).toBeCloseTo(left, 6);
      expect(exhaustion.earliestMs).toBeLessThan(exhaustion.inMs);
      if (exhaustion.latestMs === null) {
        expect(steps.every((t) => netAt(t) - errorAt(t) < left)).toBe(true);
      } else {
        expect(exhaustion.latestMs).toBeGreaterThan(exhaustion.inMs);
        expect(netAt(exhaustion.latestMs) - errorAt(exhaustion.latestMs)).toBeCloseTo(left, 4);
      }
    }),
    { numRuns: 1000 },
  );
});

/** Lives through a day of orders, forecasts, and lives on until the path is exhausted. */
function liveOn(
  random: SeededRandom,
  givenPerHour: number,
  releasedPerHour: number,
  left: number,
): { readonly told: Exhaustion; readonly wasMs: number } {
  const together = givenPerHour + releasedPerHour;
  const given: number[] = [];
  const released: number[] = [];
  let atMs = 0;
  const nextIsGiven = (): boolean => {
    atMs += (-Math.log(1 - random.below(2 ** 32) / 2 ** 32) / together) * hourMs;
    return random.chance(givenPerHour / together);
  };
  for (let isGiven = nextIsGiven(); atMs <= dayMs; isGiven = nextIsGiven()) (isGiven ? given : released).push(atMs);
  const told = exhaustionOf(useWithin(given, released, 0, dayMs), left, 0);
  atMs = dayMs;
  let toGo = left;
  while (toGo > 0 && atMs < 2000 * dayMs) toGo -= nextIsGiven() ? 1 : -1;
  return { told, wasMs: toGo > 0 ? Infinity : atMs - dayMs };
}

test.each([
  [2, 0, 20],
  [2, 0, 200],
  [10, 0, 100],
  [10, 3, 100],
  [5, 1, 400],
])(
  'with %i orders given and %i released an hour, and %i left, the true time lies in the band nine times in ten',
  (given, released, left) => {
    const random = seededRandom(given * 1000 + released * 100 + left);
    const lives = 1500;
    let [within, early, late] = [0, 0, 0];
    for (let life = 0; life < lives; life += 1) {
      const { told, wasMs } = liveOn(random, given, released, left);
      if (told.kind !== 'expected') continue;
      if (wasMs < told.earliestMs) early += 1;
      else if (told.latestMs !== null && wasMs > told.latestMs) late += 1;
      else within += 1;
    }
    expect(within + early + late).toBeGreaterThan(lives * 0.99);
    // The error of such a share, over so many lives, is below 0.01; what a normal distribution leaves out is of that size too.
    expect(within / lives).toBeGreaterThan(0.87);
    expect(within / lives).toBeLessThan(0.94);
    expect(early).toBeGreaterThan(lives * 0.01);
    expect(late).toBeGreaterThan(lives * 0.01);
  },
);
