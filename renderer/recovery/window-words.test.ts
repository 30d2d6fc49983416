import { describe, expect, test } from 'vitest';
import type { WindowOrder, WindowOrderState, WindowState } from '../../core/model/maintenance-window';
import { cutIds, previewCounts, progressWords, restWords, someIds } from './window-words';

const words = (state: WindowState, ...orders: readonly WindowOrderState[]) =>
  progressWords({
    state,
    orders: orders.map((became, at) => ({
      windowId: 'W',
      orderId: `O${at}`,
      state: became,
      text: '',
      formerRoute: {} as WindowOrder['formerRoute'],
    })),
  }).replaceAll(' ', ' ');

test.each([
  ['planned', [], 'nothing is moved yet'],
  ['open', [], 'no connection ran over it'],
  ['cancelled', [], 'nothing was moved'],
  ['moving-away', ['away', 'moving-away', 'stays'], '1 of 3 connections moved away, 1 on the way, 1 cannot be moved'],
  ['open', ['away', 'held-back'], '1 of 2 connections moved away, 1 held back'],
  ['moving-back', ['back', 'moving-back', 'left'], '1 of 3 connections returned, 1 on the way, 1 left where they are'],
  ['closed', ['back'], '1 of 1 connection returned'],
] as const)('a window that is %s with %j: %s', (state, orders, expected) => {
  expect(words(state, ...orders)).toBe(expected);
});

describe('whom a window would hit', () => {
  const hit = (orderId: string, how: string | null, heldBack: string | null = null) => ({ orderId, customer: '', how, heldBack, text: '' });
  const moved = hit('MOVED', 'by another way');
  test.each([
    [[], { all: 0, moved: 0, held: 0, stay: 0 }, '', []],
    [[moved], { all: 1, moved: 1, held: 0, stay: 0 }, '', []],
    [[moved, hit('STAYS', null)], { all: 2, moved: 1, held: 0, stay: 1 }, '1 could not be', ['STAYS']],
    [[moved, hit('HELD', 'by another way', 'frozen')], { all: 2, moved: 1, held: 1, stay: 0 }, '1 held back', ['HELD']],
    [
      [hit('HELD', 'by another way', 'frozen'), hit('STAYS', null), hit('BOTH', null, 'frozen'), moved],
      { all: 4, moved: 1, held: 1, stay: 2 },
      '2 could not be, 1 held back',
      ['HELD', 'STAYS', 'BOTH'],
    ],
  ])('%j: each is counted once, and who is not moved is cut', (orders, counts, rest, cut) => {
    expect(previewCounts({ orders })).toEqual(counts);
    expect(restWords({ orders })).toBe(rest);
    expect(cutIds({ orders })).toEqual(cut);
  });
  test.each([
    [1, 'O0'],
    [6, 'O0, O1, O2, O3, O4, O5'],
    [7, 'O0, O1, O2, O3, O4 and 2 more'],
    [12, 'O0, O1, O2, O3, O4 and 7 more'],
  ])('of %d the first are named, and how many more', (count, words) => {
    expect(someIds(Array.from({ length: count }, (_, at) => `O${at}`))).toBe(words);
  });
});
