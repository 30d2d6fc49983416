import { expect, test } from 'vitest';
import type { QueueItem } from './order-index';
import { ordersBetween, placeAfter } from './grid-keys';
import { exampleRow } from './testing/example-row';

test.each([
  ['down', -1, 0],
  ['last', -1, 9],
  ['down', 9, 9],
  ['up', 0, 0],
  ['page-down', 1, 5],
  ['page-up', 2, 0],
  ['first', 7, 0],
  ['last', 3, 9],
] as const)('%s from %i of 10, 4 to a page, is %i', (step, from, to) => {
  expect(placeAfter(step, from, 10, 4)).toBe(to);
});

test('a range of orders leaves out the heads of groups, whichever end one began at', () => {
  const order = (id: string): QueueItem => ({ kind: 'order', id, row: exampleRow({ id }) });
  const head: QueueItem = { kind: 'group', key: 'g', label: 'G', count: 2, isCollapsed: false };
  const items = [head, order('1'), order('2'), head, order('3')];
  expect(ordersBetween(items, 4, 1)).toEqual(['1', '2', '3']);
  expect(ordersBetween(items, 0, 0)).toEqual([]);
});
