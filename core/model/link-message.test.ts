import { expect, test } from 'vitest';
import { endedAtMs } from './link-message';

test.each([
  ['request', 200, 1_200],
  ['request', null, 1_000],
  ['link', 200, 1_000],
  ['notice', null, 1_000],
] as const)('a %s with %s ms was over at %d', (kind, elapsedMs, ended) => {
  expect(endedAtMs({ kind, atMs: 1_000, elapsedMs })).toBe(ended);
});
