import { expect, test } from 'vitest';
import { daysLeft, expiryOf } from './certificate';

const dayMs = 86_400_000;
test.each([
  [31 * dayMs, 'fine', 31],
  [30 * dayMs + 1, 'fine', 30],
  [30 * dayMs, 'due', 30],
  [7 * dayMs + 1, 'due', 7],
  [7 * dayMs, 'urgent', 7],
  [1, 'urgent', 0],
  [0, 'expired', 0],
  [-1, 'expired', -1],
  [-3 * dayMs, 'expired', -3],
] as const)('with %d ms left it is %s', (leftMs, expiry, days) => {
  const nowMs = 1_800_000_000_000;
  expect(expiryOf({ validToMs: nowMs + leftMs }, nowMs)).toBe(expiry);
  expect(daysLeft({ validToMs: nowMs + leftMs }, nowMs)).toBe(days);
});
