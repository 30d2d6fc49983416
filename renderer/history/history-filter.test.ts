import { expect, test } from 'vitest';
import type { HistoryEntry } from '../../core/model/history';
import { everything, filterOf, screenOf, timeOf, verdictWords, withThings, type FilterTyped } from './history-filter';

test.each<[Partial<FilterTyped>, object]>([
  [{}, {}],
  [{ words: '  okafor  ORD-9 ' }, { words: ['okafor', 'ORD-9'] }],
  [{ by: 'Operators' }, { actor: 'operator' }],
  [{ by: ' M. Okafor ' }, { person: 'M. Okafor' }],
  [{ event: 'order' }, { event: 'order' }],
  [{ subject: ' ORD-7 ' }, { subject: 'ORD-7' }],
  [{ period: { kind: 'last', forMs: 60_000, fromMs: 5 } }, { fromMs: 5 }],
  [{ period: { kind: 'between', from: '1970-01-01T00:01', to: '' } }, { fromMs: 60_000 }],
  [{ period: { kind: 'between', from: 'nonsense', to: '1970-01-01T00:02' } }, { toMs: 120_000 }],
])('what is typed as %j is asked for as %j', (typed, asked) => {
  expect(filterOf({ ...everything, ...typed })).toEqual(asked);
});

test('a time is read as UTC, whatever the time of this machine', () => {
  expect(timeOf('2026-11-22T17:00')).toBe(Date.UTC(2026, 10, 22, 17));
  expect(timeOf('')).toBeNull();
});

test('events are offered with the things that they are of', () => {
  expect(withThings(['order.cancelled', 'orderly.thing', 'path.held'])).toEqual([
    ...['order', 'order.cancelled', 'orderly', 'orderly.thing', 'path', 'path.held'],
  ]);
});

const entry = (event: string, subject: string): HistoryEntry => ({ event, subject, atMs: 1, actor: 'engine', text: '' });

test('an entry leads to what it is about', () => {
  expect([entry('order.active', 'ORD-7'), entry('orderly.thing', 'x'), entry('path.held', 'VP-3')].map(screenOf)).toEqual([
    ['orders', 'ORD-7'],
    null,
    ['circuits', 'VP-3'],
  ]);
  expect(screenOf(entry('order.active', ''))).toBeNull();
});

test('a verification is told with what it stands on', () => {
  const good = { checked: 1200, head: null, problems: [], remarks: [], isKeyCompared: false };
  expect(verdictWords(good)).toMatch(/^The history is as it was recorded: 1.200 records verified; it is not signed yet\.$/);
  expect(verdictWords(good, true)).toContain('it contains the head that was kept');
  const bad = { ...good, problems: [{ kind: 'changed' as const, seq: 7, text: 'record 7 was changed' }] };
  expect(verdictWords(bad)).toContain('is not as it was recorded: one problem');
});
