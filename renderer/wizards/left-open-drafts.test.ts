import { expect, test } from 'vitest';
import { isLeftOpen } from './left-open-drafts';

test('what is at its result is not left open; what is in the middle is', () => {
  expect(['path', 'progress', 'keep', 'result', 'done'].filter((step) => isLeftOpen({ step }))).toEqual(['path', 'progress', 'keep']);
});
