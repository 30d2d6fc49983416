import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSequenceWatch } from './sequence';
import type { SequenceFinding } from './sequence';

function find(numbers: readonly number[], watch = createSequenceWatch()): readonly SequenceFinding[] {
  return numbers.map((number) => watch.note(BigInt(number), `notice ${String(number)}`));
}

test('contiguous numbers have no gap', () => {
  const watch = createSequenceWatch();
  expect(find([5, 6, 7], watch)).toEqual(['next', 'next', 'next']);
  expect(watch.hasGap()).toBe(false);
});

test('a number that does not come is a gap, until everything is read again', () => {
  const watch = createSequenceWatch();
  expect(find([5, 6, 7, 9, 10], watch)).toEqual(['next', 'next', 'next', 'jumped', 'next']);
  expect(watch.hasGap()).toBe(true);
  watch.forgive();
  expect(watch.hasGap()).toBe(false);
  expect(find([12], watch)).toEqual(['jumped']);
});

test('a number that goes far back is a gap, for the manager began anew', () => {
  const watch = createSequenceWatch();
  expect(find([5, 6, 1, 2], watch)).toEqual(['next', 'next', 'behind', 'next']);
  expect(watch.hasGap()).toBe(true);
});

test('the same number on another notice is a gap, on the same notice a repetition', () => {
  const watch = createSequenceWatch();
  expect([watch.note(1n, 'a'), watch.note(2n, 'b'), watch.note(2n, 'b'), watch.note(1n, 'a')]).toEqual([
    'next',
    'next',
    'repeated',
    'repeated',
  ]);
  expect(watch.hasGap()).toBe(false);
  watch.note(2n, 'c');
  expect(watch.hasGap()).toBe(true);
});

test('numbers that jump all the time show no gap once that is learnt', () => {
  const watch = createSequenceWatch();
  find([1, 4, 9, 11], watch);
  watch.restart();
  find([20, 31, 32, 40], watch);
  expect(watch.hasGap()).toBe(false);
});

test('what was learnt outlives the stream, whose first number is never a gap', () => {
  const watch = createSequenceWatch();
  find([1, 2, 3], watch);
  watch.restart();
  find([50, 51], watch);
  expect(watch.hasGap()).toBe(false);
  find([53], watch);
  expect(watch.hasGap()).toBe(true);
});

test('a notice without a number says nothing', () => {
  const watch = createSequenceWatch();
  expect([watch.note(1n, 'a'), watch.note(null, 'b'), watch.note(2n, 'c')]).toEqual(['next', 'next', 'next']);
});

describe('notices out of order', () => {
  test('that all come in the end are no gap, and teach nothing wrong', () => {
    const watch = createSequenceWatch();
    find([0], watch);
    for (let round = 0; round < 10; round += 1) {
      find(
        [4, 3, 2, 1].map((step) => round * 4 + step),
        watch,
      );
    }
    watch.restart();
    find([100, 101, 103], watch);
    expect(watch.hasGap()).toBe(true);
  });

  test('any order of contiguous numbers after the first is no gap; with one missing it is', () => {
    const orders = fc.integer({ min: 3, max: 30 }).chain((count) =>
      fc.tuple(
        fc.constant(count),
        fc.shuffledSubarray(
          [...Array(count).keys()].map((number) => number + 2),
          { minLength: count },
        ),
      ),
    );
    fc.assert(
      fc.property(orders, fc.nat(), ([count, order], choice) => {
        const whole = createSequenceWatch();
        find([1, ...order], whole);
        const lost = 2 + (choice % (count - 1));
        const holed = createSequenceWatch();
        // Enough steps before, so that the numbers count as contiguous.
        find(
          [...Array(200).keys()].map((number) => number - 199 + 1),
          holed,
        );
        find(
          order.filter((number) => number !== lost),
          holed,
        );
        return !whole.hasGap() && holed.hasGap();
      }),
    );
  });
});
