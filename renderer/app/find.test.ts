import { expect, test } from 'vitest';
import { firstFound, isFound, wordsOf } from './find';

test('every word counts, whatever its case and accents', () => {
  expect(isFound(wordsOf('zurich bank'), 'ORD-7', 'Vantor Bank', 'Zürich – London')).toBe(true);
  expect(isFound(wordsOf('zurich paris'), 'Zürich – London')).toBe(false);
  expect(isFound(wordsOf('  '), '')).toBe(true);
});

test('no more is looked at than is shown', () => {
  const looked: number[] = [];
  const found = firstFound([1, 2, 3, 4, 5, 6], 2, (row) => {
    looked.push(row);
    return row % 2 === 0;
  });
  expect([found, looked]).toEqual([
    [2, 4],
    [1, 2, 3, 4],
  ]);
});
