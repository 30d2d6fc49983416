import { expect, test } from 'vitest';
import { shortened } from './shortened';

test('what is longer than thirty characters is quoted by its beginning, and characters stay whole', () => {
  expect(shortened('9'.repeat(30))).toBe('9'.repeat(30));
  expect(shortened('9'.repeat(10_000))).toBe(`${'9'.repeat(29)}…`);
  expect(shortened('😀'.repeat(31))).toBe(`${'😀'.repeat(29)}…`);
});
