import { expect, test } from 'vitest';
import { Revisions } from './revisions';

test('that all of a topic changed is told of every row of it, and of no other topic', () => {
  const revisions = new Revisions(1_000);
  revisions.renew('orders');
  revisions.renew('paths');
  revisions.change('orders', new Set(['ORD-1']));
  const before = [revisions.of('orders', 'ORD-1'), revisions.of('orders', 'ORD-2'), revisions.of('paths', 'VP-1')];
  revisions.change('orders', 'all');
  const after = [revisions.of('orders', 'ORD-1'), revisions.of('orders', 'ORD-2'), revisions.of('paths', 'VP-1')];
  expect(after[0]).toBeGreaterThan(before[0] ?? 0);
  expect(after[1]).toBeGreaterThan(before[1] ?? 0);
  expect(after[2]).toBe(before[2]);
  revisions.change('orders', new Set(['ORD-2']));
  expect(revisions.of('orders', 'ORD-2')).toBeGreaterThan(after[1] ?? 0);
  expect(revisions.of('orders', 'ORD-1')).toBe(after[0]);
});
