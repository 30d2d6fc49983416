import { expect, test } from 'vitest';
import { backoffMs } from './backoff';

test('the bound doubles with each attempt up to the largest', () => {
  const bounds = [0, 1, 2, 3, 6, 7, 100].map((attempt) => backoffMs(attempt, 500, 30_000, () => 0.9999999));
  expect(bounds).toEqual([500, 1000, 2000, 4000, 30_000, 30_000, 30_000]);
});

test('the wait is anywhere between zero and the bound', () => {
  expect([backoffMs(1, 500, 30_000, () => 0), backoffMs(1, 500, 30_000, () => 0.5)]).toEqual([0, 500]);
});
