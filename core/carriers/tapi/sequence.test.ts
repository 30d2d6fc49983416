import { expect, test } from 'vitest';
import { createSequenceWatch } from './sequence';

const gapsIn = (numbers: readonly number[], watch = createSequenceWatch()): readonly number[] =>
  numbers.filter((number) => watch.isGap(BigInt(number)));

test('a jump in contiguous numbers is a gap', () => {
  expect(gapsIn([5, 6, 7, 9, 10])).toEqual([9]);
});

test('a number that comes again or goes back is a gap, for the manager began anew', () => {
  expect(gapsIn([5, 6, 1, 2])).toEqual([1]);
});

test('numbers that jump all the time show no gaps once that is learnt', () => {
  const watch = createSequenceWatch();
  gapsIn([1, 4, 9, 11], watch);
  expect(gapsIn([20, 31, 32, 40], watch)).toEqual([]);
});

test('what was learnt outlives the stream, whose first number is never a gap', () => {
  const watch = createSequenceWatch();
  gapsIn([1, 2, 3], watch);
  watch.restart();
  expect(gapsIn([50, 51, 53], watch)).toEqual([53]);
});

test('a notice without a number says nothing', () => {
  const watch = createSequenceWatch();
  expect([watch.isGap(1n), watch.isGap(null), watch.isGap(2n)]).toEqual([false, false, false]);
});
