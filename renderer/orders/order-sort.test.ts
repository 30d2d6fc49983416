import { expect, test } from 'vitest';
import { sortKey, type Names } from './order-sort';
import { exampleRow } from './testing/example-row';

const names: Names = { site: (id) => id, carrier: (id) => id };

test.each([
  ['age', 'by how long it is in its state', 'old'],
  ['received', 'by when it was received', 'young'],
] as const)('the column %s sorts %s, the youngest first', (column, _, first) => {
  // The older order came to its state last.
  const orders = [
    exampleRow({ id: 'old', receivedAtMs: 1_000, stateSinceMs: 9_000 }),
    exampleRow({ id: 'young', receivedAtMs: 5_000, stateSinceMs: 6_000 }),
  ];
  const sorted = orders.sort((one, other) => Number(sortKey(one, column, names)) - Number(sortKey(other, column, names)));
  expect(sorted[0]?.id).toBe(first);
});
