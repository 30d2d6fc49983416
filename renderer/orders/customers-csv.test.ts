import { expect, test } from 'vitest';
import { customersCsv } from './customers-csv';

test('a line for each customer, with units in the names and numbers as numbers', () => {
  const customer = {
    ...{ customer: '=Quay, Bank', orders: 2, inServiceMs: 10_000, withinMs: 8_000, overMs: 1_000, unknownMs: 0, downMs: 1_000 },
    ...{ availability: 0.9, leastMarginNs: -1_500_000, impairments: 1, restorations: 1, moves: 0 },
  };
  const [head, line] = customersCsv({ customers: [customer], fromMs: 0, toMs: 20_000, atMs: 10_000 }).split('\r\n');
  expect(head?.split(',').slice(0, 5)).toEqual(['customer', 'orders', 'from', 'to', 'in_service_s']);
  expect(line).toBe(
    `"'=Quay, Bank",2,1970-01-01T00:00:00.000Z,1970-01-01T00:00:10.000Z,10.000,8.000,1.000,0.000,1.000,90.00000,-1.5,1,1,0`,
  );
});
