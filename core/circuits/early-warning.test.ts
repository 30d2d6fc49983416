import { expect, test } from 'vitest';
import { isLow, type PathOutlook } from './early-warning';
import type { Exhaustion } from '../model/path-outlook';

const hourMs = 3_600_000;
const expected = (hours: number): Exhaustion => ({ kind: 'expected', inMs: hours * hourMs, earliestMs: 0, latestMs: null, text: '' });
const outlook: PathOutlook = { exhaustion: expected(100), left: 500, deltaThreshold: 8, horizonMs: 24 * hourMs, wasLow: false };

test.each<[string, Partial<PathOutlook>, boolean]>([
  ['exhaustion beyond the horizon', { exhaustion: expected(24.1) }, false],
  ['exhaustion at the horizon', { exhaustion: expected(24) }, true],
  ['exhaustion within the horizon', { exhaustion: expected(3) }, true],
  ['nothing left', { exhaustion: { kind: 'now', text: '' } }, true],
  ['no rate, and much left', { exhaustion: { kind: 'too-few', text: '' } }, false],
  ['no rate, and the delta threshold left', { exhaustion: { kind: 'too-few', text: '' }, left: 8 }, true],
  ['one more left than the delta threshold', { left: 9 }, false],
  ['more released than given', { exhaustion: { kind: 'not-at-this-rate', earliestMs: 1, text: '' } }, false],
])('a path with %s is low: %#', (_, change, low) => {
  expect(isLow({ ...outlook, ...change })).toBe(low);
});

test('a warning stays until the path is clear of the limits by half', () => {
  const after = (change: Partial<PathOutlook>) => isLow({ ...outlook, wasLow: true, ...change });
  expect(after({ exhaustion: expected(36) })).toBe(true);
  expect(after({ exhaustion: expected(36.1) })).toBe(false);
  expect(after({ left: 12 })).toBe(true);
  expect(after({ left: 13 })).toBe(false);
});

test('a warning does not come and go with each order', () => {
  let [wasLow, changes] = [false, 0];
  for (const hours of [40, 25, 23, 25, 23, 30, 24, 35, 37, 25, 23]) {
    const now = isLow({ ...outlook, wasLow, exhaustion: expected(hours) });
    if (now !== wasLow) changes += 1;
    wasLow = now;
  }
  expect(changes).toBe(3);
});
