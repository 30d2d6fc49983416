import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OrderRow } from '../../core/contract/live';
import { orderStates } from '../../core/model/order';
import { OrderIndex, type Queue, type QueueView } from './order-index';
import { groupings, orderColumns, type Names } from './order-sort';
import { isUnder, quickFilters } from './order-standing';
import { exampleRow as orderRow } from './testing/example-row';

const view = (change: Partial<QueueView> = {}): QueueView => ({
  quick: 'all',
  text: '',
  sort: { column: 'order', isDescending: false },
  grouping: null,
  collapsed: new Set(),
  ...change,
});
const indexOf = (rows: readonly OrderRow[]): OrderIndex => {
  const index = new OrderIndex();
  index.take(new Map(rows.map((row) => [row.id, row])), null);
  return index;
};
const said = ({ items }: Queue): readonly string[] =>
  items.map((item) => (item.kind === 'order' ? item.id : `${item.label} ${item.count}${item.isCollapsed ? ' …' : ''}`));

test('orders are sorted by their numbers, and those whose value is not known come last either way', () => {
  const index = indexOf([
    orderRow({ id: 'ORD-10', marginNs: 5 }),
    orderRow({ id: 'ORD-9', marginNs: null }),
    orderRow({ id: 'ORD-100', marginNs: -1 }),
  ]);
  expect(said(index.arrange(view()))).toEqual(['ORD-9', 'ORD-10', 'ORD-100']);
  expect(said(index.arrange(view({ sort: { column: 'margin', isDescending: false } })))).toEqual(['ORD-100', 'ORD-10', 'ORD-9']);
  expect(said(index.arrange(view({ sort: { column: 'margin', isDescending: true } })))).toEqual(['ORD-10', 'ORD-100', 'ORD-9']);
});

test('those that need the operator come first', () => {
  const index = indexOf([
    orderRow({ id: 'released', state: 'released' }),
    orderRow({ id: 'active', state: 'active', marginNs: 3 }),
    orderRow({ id: 'planned', state: 'planned' }),
    orderRow({ id: 'slow', state: 'active', marginNs: -3 }),
    orderRow({ id: 'asks', state: 'planned', cause: 'asks for a human: no end' }),
    orderRow({ id: 'restoring', state: 'restoring' }),
    orderRow({ id: 'impaired', state: 'impaired' }),
  ]);
  const queue = index.arrange(view({ sort: { column: 'state', isDescending: false } }));
  expect(said(queue)).toEqual(['impaired', 'slow', 'asks', 'restoring', 'planned', 'active', 'released']);
  expect(queue.counts).toEqual({ 'needs-you': 3, 'in-progress': 1, waiting: 1, queued: 0, ended: 1, active: 2, all: 7 });
});

test('every word has to be found, accents and case aside, in the order or in the names of its sites', () => {
  const index = indexOf([
    orderRow({ id: 'ORD-1', customer: 'Société Générale', a: { kind: 'site', id: 'ZRH' } }),
    orderRow({ id: 'ORD-2', customer: 'Quay Bank', cause: 'best achievable 31.20 ms' }),
    orderRow({ id: 'ORD-3', customer: '🚀 مصرف' }),
  ]);
  const find = (text: string) => said(index.arrange(view({ text })));
  expect(find('societe')).toEqual(['ORD-1']);
  expect(find('QUAY  achievable')).toEqual(['ORD-2']);
  expect(find('quay societe')).toEqual([]);
  expect(find('🚀')).toEqual(['ORD-3']);
  expect(find('مصرف')).toEqual(['ORD-3']);
  expect(find('zurich')).toEqual([]);
  index.rename({ site: (id) => (id === 'ZRH' ? 'Zürich' : id), carrier: (id) => id }, [{ id: 'ZRH', name: 'Zürich' }]);
  expect(find('zurich')).toEqual(['ORD-1']);
});

test('a group has its head, its count, and no orders while it is collapsed', () => {
  const index = indexOf([
    orderRow({ id: 'ORD-1', customer: 'Vantor' }),
    orderRow({ id: 'ORD-2', customer: 'Arbor' }),
    orderRow({ id: 'ORD-3', customer: 'Vantor' }),
  ]);
  expect(said(index.arrange(view({ grouping: 'customer' })))).toEqual(['Arbor 1', 'ORD-2', 'Vantor 2', 'ORD-1', 'ORD-3']);
  expect(said(index.arrange(view({ grouping: 'customer', collapsed: new Set(['vantor']) })))).toEqual(['Arbor 1', 'ORD-2', 'Vantor 2 …']);
});

test('an order that changes is shown as it is at once, and put in its place when the queue is arranged', () => {
  const index = indexOf([orderRow({ id: 'A' }), orderRow({ id: 'B', customer: 'Before' })]);
  const queue = index.arrange(view({ sort: { column: 'customer', isDescending: false } }));
  expect(said(queue)).toEqual(['B', 'A']);
  expect(index.isBehind()).toBe(false);
  const rows = new Map([
    ['A', orderRow({ id: 'A', customer: 'Aa' })],
    ['B', orderRow({ id: 'B', customer: 'Zz' })],
  ]);
  index.take(rows, new Set(['A', 'B']));
  expect(index.isBehind()).toBe(true);
  expect(queue.items.map((item) => item.kind === 'order' && item.row.customer)).toEqual(['Zz', 'Aa']);
  expect(said(index.arrange(view({ sort: { column: 'customer', isDescending: false } })))).toEqual(['A', 'B']);
});

const anyRow = fc.record({
  id: fc.integer({ min: 1, max: 30 }).map((n) => `ORD-${n}`),
  customer: fc.constantFrom('Arbor', 'arbor', 'Ärbor', 'Vantor', '😀', ''),
  state: fc.constantFrom(...orderStates),
  cause: fc.constantFrom('', 'asks for a human: x', 'best achievable'),
  stateSinceMs: fc.integer({ min: 0, max: 5 }),
  marginNs: fc.option(fc.integer({ min: -2, max: 2 })),
  latencyNs: fc.option(fc.integer({ min: 1, max: 3 })),
  priority: fc.integer({ min: 1, max: 3 }),
});
const anyStep = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), row: anyRow.map((row) => orderRow(row)) }),
  fc.record({ kind: fc.constant('gone' as const), id: fc.integer({ min: 1, max: 30 }).map((n) => `ORD-${n}`) }),
  fc.record({
    kind: fc.constant('arrange' as const),
    view: fc.record({
      quick: fc.constantFrom(...quickFilters),
      text: fc.constantFrom('', 'a', 'arbor', 'arb', 'best arb', 'site', 'site-name'),
      sort: fc.record({ column: fc.constantFrom(...orderColumns), isDescending: fc.boolean() }),
      grouping: fc.option(fc.constantFrom(...groupings)),
      collapsed: fc.constantFrom(new Set<string>(), new Set(['arbor'])),
    }),
  }),
  fc.constant({ kind: 'rename' as const }),
);

test('whatever came, and in whichever steps, the queue is what one would get who begins with what there is', () => {
  const names: Names = { site: () => 'site-name', carrier: (id) => id };
  const nameable = [{ id: 'LON', name: 'site-name' }];
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 60 }), (steps) => {
      const index = new OrderIndex();
      const rows = new Map<string, OrderRow>();
      let isNamed = false;
      for (const step of steps) {
        if (step.kind === 'put') {
          rows.set(step.row.id, step.row);
          index.take(rows, new Set([step.row.id]));
        } else if (step.kind === 'gone') {
          rows.delete(step.id);
          index.take(rows, new Set([step.id]));
        } else if (step.kind === 'rename') {
          isNamed = true;
          index.rename(names, nameable);
        } else {
          const fresh = new OrderIndex();
          if (isNamed) fresh.rename(names, nameable);
          fresh.take(new Map([...rows].reverse()), null);
          const queue = index.arrange(step.view);
          expect(plain(queue)).toEqual(plain(fresh.arrange(step.view)));
          expect(queue.counts['needs-you']).toBe([...rows.values()].filter((row) => isUnder('needs-you', row)).length);
          expect(queue.total).toBe(rows.size);
          if (step.view.text === '' && step.view.grouping === null)
            expect(new Set(queue.items.map((item) => item.kind === 'order' && item.id))).toEqual(
              new Set([...rows.values()].filter((row) => isUnder(step.view.quick, row)).map(({ id }) => id)),
            );
        }
      }
    }),
    { numRuns: 300 },
  );
});

const plain = ({ items, ...rest }: Queue) => ({ ...rest, items: items.map((item) => (item.kind === 'order' ? item.row : item)) });
