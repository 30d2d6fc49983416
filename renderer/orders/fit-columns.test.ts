import { expect, test } from 'vitest';
import { columnMeasures, defaultColumns, fitColumns } from './fit-columns';
import { orderColumns } from './order-sort';

const chosen = new Set(defaultColumns);
const ids = (available: number, given = {}) => fitColumns(available, chosen, given).map(({ id }) => id);

test('every column has its measure, in one order', () => {
  expect(columnMeasures.map(({ id }) => id)).toEqual(orderColumns);
});

test('beside a detail on a small screen the rate, the policy and the next step give way', () => {
  expect(ids(624)).toEqual(['state', 'order', 'customer', 'ends', 'of-limit', 'margin', 'age']);
  expect(ids(1340)).toEqual(defaultColumns);
});

test('what is left goes to the columns of words, but for those whose width was given', () => {
  const width = (available: number, given = {}) => fitColumns(available, chosen, given).reduce((sum, column) => sum + column.width, 0);
  expect(width(1340)).toBeGreaterThan(1330);
  expect(width(1340)).toBeLessThanOrEqual(1340);
  expect(fitColumns(1340, chosen, { customer: 300 }).find(({ id }) => id === 'customer')?.width).toBe(300);
});

test('however little room there is, the state, the id and the ends stand', () => {
  expect(ids(50)).toEqual(['state', 'order', 'ends']);
  expect(fitColumns(2000, new Set(), {}).map(({ id }) => id)).toEqual(['state', 'order', 'ends']);
});
