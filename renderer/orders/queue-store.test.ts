import { expect, test } from 'vitest';
import type { OrderRow } from '../../core/contract/live';
import type { ConsoleClient } from '../client/console-client';
import { LiveTable } from '../client/live-table';
import type { QueueView } from './order-index';
import { createQueueStore, type QueueStore } from './queue-store';
import { exampleRow } from './testing/example-row';

const view: QueueView = { quick: 'all', text: '', sort: { column: 'customer', isDescending: false }, grouping: null, collapsed: new Set() };

/** A host by hand: pieces of the topic `orders`, and a clock that the test turns. */
function world() {
  const table = new LiveTable<OrderRow>();
  const none = new LiveTable<OrderRow>();
  table.begin();
  let seq = 0;
  const due: (() => void)[] = [];
  const of = (topic: string) => (topic === 'orders' ? table : none);
  const client = {
    listen: (topic: string, listener: () => void) => of(topic).listen(listener),
    snapshot: (topic: string) => of(topic).snapshot(),
    changedSince: (topic: string, version: number) => of(topic).changedSince(version),
  } as unknown as ConsoleClient;
  return {
    client,
    say: (put: readonly OrderRow[], gone: string[] = []): void => {
      table.take({ seq, put, gone, isWhole: true });
      seq += 1;
      table.tell();
    },
    anew: (): void => {
      table.begin();
      seq = 0;
    },
    after: (_: number, work: () => void) => {
      due.push(work);
      return () => void due.splice(due.indexOf(work), 1);
    },
    pass: (): void => {
      for (const work of due.splice(0)) work();
    },
  };
}
const said = (store: QueueStore) =>
  store.snapshot().queue.items.map((item) => (item.kind === 'order' ? `${item.id} ${item.row.customer}` : ''));

test('what changes is drawn at once, and is in its place after a rest', () => {
  const { client, say, after, pass } = world();
  const store = createQueueStore(client, view, after);
  store.listen(() => undefined);
  expect(store.snapshot().isWhole).toBe(false);
  say([exampleRow({ id: '1', customer: 'A' }), exampleRow({ id: '2', customer: 'B' })]);
  pass();
  expect(said(store)).toEqual(['1 A', '2 B']);
  say([exampleRow({ id: '1', customer: 'Z' })]);
  pass();
  expect(said(store)).toEqual(['2 B', '1 Z']);
  say([exampleRow({ id: '2', customer: 'B' })]);
  say([exampleRow({ id: '2', customer: 'ZZ' })]);
  expect(said(store)).toEqual(['2 ZZ', '1 Z']);
  pass();
  expect(said(store)).toEqual(['1 Z', '2 ZZ']);
});

test('another view is shown at once, and so is a table that was sent anew', () => {
  const { client, say, anew, after, pass } = world();
  const store = createQueueStore(client, view, after);
  store.listen(() => undefined);
  say([exampleRow({ id: '1', customer: 'A' }), exampleRow({ id: '2', customer: 'Vantor' })]);
  store.show({ ...view, text: 'vantor' });
  expect(said(store)).toEqual(['2 Vantor']);
  anew();
  say([exampleRow({ id: '3', customer: 'Vantor Bank' })]);
  pass();
  expect(said(store)).toEqual(['3 Vantor Bank']);
  expect(store.snapshot().queue.total).toBe(1);
});

test('who comes back later is shown what there is', () => {
  const { client, say, after } = world();
  const store = createQueueStore(client, view, after);
  const leave = store.listen(() => undefined);
  say([exampleRow({ id: '1' })]);
  leave();
  say([exampleRow({ id: '2' })]);
  store.listen(() => undefined);
  expect(said(store)).toHaveLength(2);
});
