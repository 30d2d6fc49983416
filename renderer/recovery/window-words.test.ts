import { expect, test } from 'vitest';
import type { WindowOrder, WindowOrderState, WindowState } from '../../core/model/maintenance-window';
import { progressWords } from './window-words';

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
