import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LatencyRecord } from '../model/latency-record';
import { recordsOf } from './testing/random-records';
import { dayMs, trendOf } from './trend';

const hourMs = 3_600_000;
/** Late enough that a window lies after the epoch. */
const startMs = 1_700_000_000_000;

/** Totals in microseconds, each from so many hours after the start. */
const totals = (...steps: readonly (readonly [hour: number, us: number | null, change?: Partial<LatencyRecord>])[]) =>
  recordsOf(
    ...steps.map(([hour, us, change]) => ({
      atMs: startMs + hour * hourMs,
      state: us === null ? ('down' as const) : ('carrying' as const),
      total: us === null ? null : { azNs: us * 1_000, zaNs: 0 },
      ...change,
    })),
  );

const trendAt = (records: readonly LatencyRecord[], hour: number) => trendOf(records, 1_000_000, dayMs, startMs + hour * hourMs);

test('N13: a total that rises step by step reaches its limit when the line does', () => {
  // From 500 µs, 10 µs an hour.
  const steps = Array.from({ length: 24 }, (_, hour) => [hour, 500 + 10 * hour] as const);
  const trend = trendAt(totals(...steps), 24);
  if (trend.kind !== 'told') throw new Error(trend.text);
  // Stairs of 24 steps rise by 1/24² less than the line through their middles.
  const share = 1 - 1 / 24 ** 2;
  expect(trend.nsPerDay).toBeCloseTo(240_000 * share, 3);
  expect(trend.basis).toEqual({ changes: 23, overMs: dayMs });
  // 270 µs are left at the end.
  expect(trend.reachesLimitAtMs).toBe(startMs + dayMs + Math.round((27 * hourMs) / share));
  expect(trend.text).toBe('239.6 µs a day towards the limit, reached 2023-11-17 01:16 UTC (23 changes in 1 d)');
});

test.each([
  ['nothing changes', totals([0, 500]), /has not changed in 1 d/],
  ['a step', totals([0, 500], [12, 600]), /changed once in 1 d: steps/],
  ['two steps', totals([0, 500], [12, 600], [13, 700]), /changed twice/],
  ['it is new', totals([22, 500], [22.2, 510], [22.4, 520], [22.6, 530]), /known for 2 h only/],
  ['it was down all the time', totals([0, null]), /not known in the window/],
  ['there is no record', [], /not known in the window/],
  [
    'it is on another connection since',
    totals([0, 500], [2, 600], [4, 700], [6, 800], [10, 500, { occasion: 'moved' }]),
    /has not changed in 14 h/,
  ],
])('N13: too little to tell a trend from is said to be: %s', (_, records, words) => {
  expect(trendAt(records, 24)).toMatchObject({ kind: 'too-little', text: expect.stringMatching(words) as string });
});

test('N13: away from the limit it is never reached; over it, it has been; slowly, nobody knows', () => {
  const falling = trendAt(totals([0, 800], [6, 700], [12, 600], [18, 500]), 24);
  expect(falling).toMatchObject({ kind: 'told', reachesLimitAtMs: null, text: expect.stringMatching(/away from the limit/) as string });
  const over = trendAt(totals([0, 800], [6, 900], [12, 1_000], [18, 1_100]), 24);
  expect(over).toMatchObject({ reachesLimitAtMs: null, text: expect.stringMatching(/it is over it/) as string });
  const slow = trendAt(totals([0, 0.001], [6, 0.002], [12, 0.003], [18, 0.004]), 24);
  expect(slow).toMatchObject({ reachesLimitAtMs: null, text: expect.stringMatching(/not within ten years/) as string });
});

test('N13: the slope is that of the line through every single moment', () => {
  const step = fc.tuple(fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: 1, max: 40 }));
  fc.assert(
    fc.property(fc.array(step, { minLength: 4, maxLength: 12 }), (steps) => {
      const lengthMs = steps.reduce((sum, [, ms]) => sum + ms, 0);
      let atMs = startMs;
      const records = recordsOf(
        ...steps.map(([ns, ms]) => {
          const record = { atMs, total: { azNs: ns, zaNs: 0 } };
          atMs += ms;
          return record;
        }),
      );
      const trend = trendOf(records, 1_000, lengthMs, startMs + lengthMs);
      fc.pre(trend.kind === 'told');
      const points = steps.flatMap(([ns, ms]) => Array.from({ length: ms }, () => ns));
      // The middle of each millisecond stands for it: that leaves out what is within it, 1/12 of its own variance.
      const times = points.map((_, index) => index + 0.5);
      const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
      const [meanTime, meanValue] = [mean(times), mean(points)];
      const covariance = points.reduce((sum, ns, index) => sum + (ns - meanValue) * ((times[index] ?? 0) - meanTime), 0);
      const variance = times.reduce((sum, time) => sum + (time - meanTime) ** 2 + 1 / 12, 0);
      expect(trend.nsPerDay / dayMs).toBeCloseTo(covariance / variance, 6);
    }),
  );
});
