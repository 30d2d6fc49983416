import { expect, test } from 'vitest';
import { nextOrderId } from './next-order-id';

test.each([
  [['ORD-9', 'ORD-10', 'x'], 'ORD-11'],
  [['ORD-0099'], 'ORD-0100'],
  [['7'], '8'],
  [['first', ''], ''],
  [[], ''],
])('after %j comes "%s"', (ids, next) => {
  expect(nextOrderId(ids)).toBe(next);
});
