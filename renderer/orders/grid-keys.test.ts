import { expect, test } from 'vitest';
import type { QueueItem } from './order-index';
import { offsetShowing, ordersBetween, placeAfter } from './grid-keys';
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

test.each([
  ['is in sight: nothing moves', 3, 50, 0, 50],
  ['is below: it comes to the lower edge', 12, 0, 0, 158],
  ['is half below', 6, 0, 0, 2],
  ['is above: it comes to just below the head', 2, 300, 0, 52],
  ['is under the head of its group', 4, 100, 26, 78],
  ['is the first of a group: nothing is above', 0, 100, 26, 0],
])('the line %s', (_, place, offset, cover, shown) => {
  expect(offsetShowing(place, { offset, height: 208, head: 28, cover, line: 26 })).toBe(shown);
});
