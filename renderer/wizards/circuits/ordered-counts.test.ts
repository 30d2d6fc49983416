import { expect, test } from 'vitest';
import type { CircuitOrderState } from '../../../core/model/virtual-circuit';
import { countOrdered, isAtRest } from './ordered-counts';

const orders = (...states: readonly CircuitOrderState[]) => new Map(states.map((state, at) => [`C-${at}`, { state, pathId: 'P' }]));

test('each order counts once, by where it is; what was not entered is told apart', () => {
  const known = orders('active', 'connecting', 'waiting', 'failed', 'released', 'given', 'releasing');
  const counts = countOrdered(['C-0', 'C-1', 'C-2', 'C-3', 'C-4', 'C-5', 'C-6', 'C-7'], known, 'P');
  expect(counts).toEqual({ active: 1, underWay: 3, waiting: 1, failed: 1, released: 1, absent: 1 });
  expect(isAtRest(counts)).toBe(false);
  expect(isAtRest(countOrdered(['C-0', 'C-2'], known, 'P'))).toBe(true);
});

test('an order of another path that has the same id is none of these', () => {
  expect(countOrdered(['C-0'], orders('active'), 'Q')).toMatchObject({ active: 0, absent: 1 });
});
