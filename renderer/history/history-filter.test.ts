import { expect, test } from 'vitest';
import type { HistoryRow } from '../../core/contract/live';
import { eventsOf, everything, filterHistory, newestFirst, screenOf, verdictWords } from './history-filter';

const row = (id: string, event: string, subject: string, given: Partial<HistoryRow> = {}): HistoryRow => ({
  ...{ id, event, subject, atMs: Number(id), actor: 'engine', text: '' },
  ...given,
});
const rows = [
  row('1', 'order.changed', 'ORD-7', { text: 'active: the route is read back' }),
  row('2', 'order.cancelled', 'ORD-9', { actor: 'operator', text: 'by M. Okafor' }),
  row('3', 'orderly.thing', 'x'),
  row('4', 'path.held', 'VP-3', { actor: 'engine', text: '5 attempts were unsuccessful' }),
];
const idsOf = (filter: Partial<typeof everything>) => filterHistory(rows, { ...everything, ...filter }).map(({ id }) => id);

test.each([
  [{}, ['1', '2', '3', '4']],
  [{ text: 'okafor ORD-9' }, ['2']],
  [{ text: 'okafor VP-3' }, []],
  [{ actor: 'operator' as const }, ['2']],
  [{ event: 'order' }, ['1', '2']],
  [{ event: 'order.changed' }, ['1']],
  [{ event: 'path', text: 'attempts' }, ['4']],
])('a filter %j leaves %j', (filter, ids) => {
  expect(idsOf(filter)).toEqual(ids);
});

test('events are offered with the things that they are of', () => {
  expect(eventsOf(rows)).toEqual(['order', 'order.cancelled', 'order.changed', 'orderly', 'orderly.thing', 'path', 'path.held']);
});

test('entries of one moment stand in the order in which they were made', () => {
  const same = ['9', '10', '11'].map((id) => row(id, 'x', 'y', { atMs: 5 }));
  expect([...same, row('8', 'x', 'y', { atMs: 6 })].sort(newestFirst).map(({ id }) => id)).toEqual(['8', '11', '10', '9']);
});

test('an entry leads to what it is about', () => {
  expect(rows.map(screenOf)).toEqual([['orders', 'ORD-7'], ['orders', 'ORD-9'], null, ['circuits', 'VP-3']]);
  expect(screenOf(row('5', 'order.changed', ''))).toBeNull();
});

test('a verification is told with what it stands on', () => {
  const good = { checked: 1200, head: null, problems: [], remarks: [], isKeyCompared: false };
  expect(verdictWords(good)).toMatch(/^The history is as it was recorded: 1.200 records verified; it is not signed yet\.$/);
  const bad = { ...good, problems: [{ kind: 'changed' as const, seq: 7, text: 'record 7 was changed' }] };
  expect(verdictWords(bad)).toContain('is not as it was recorded: one problem');
});
