import { expect, test } from 'vitest';
import { bestFound, isFound, rankOf, wordsOf } from './find';

test('every word counts, whatever its case and accents', () => {
  expect(isFound(wordsOf('zurich bank'), 'ORD-7', 'Vantor Bank', 'Zürich – London')).toBe(true);
  expect(isFound(wordsOf('zurich paris'), 'Zürich – London')).toBe(false);
  expect(isFound(wordsOf('  '), '')).toBe(true);
});

test('what is called so goes before what begins so, and that before what has it somewhere', () => {
  const names = ['New London', 'Londonderry', 'LONDON', 'Paris', 'Zürich – London'];
  const found = (most: number) =>
    bestFound(
      names,
      most,
      (name) => isFound(wordsOf('london'), name),
      (name) => rankOf('london', name),
    );
  expect(found(9)).toEqual(['LONDON', 'Londonderry', 'New London', 'Zürich – London']);
  expect(found(2)).toEqual(['LONDON', 'Londonderry']);
  expect(rankOf('zurich', 'ORD-7', 'Zürich')).toBe(0);
});

test('no more is looked at than is shown', () => {
  const looked: number[] = [];
  const found = bestFound(
    [1, 2, 3, 4, 5, 6],
    2,
    (row) => {
      looked.push(row);
      return row % 2 === 0;
    },
    () => 0,
  );
  expect([found, looked]).toEqual([
    [2, 4],
    [1, 2, 3, 4],
  ]);
});
