import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HistoryRecord, RecordFilter } from '../model/history-search';
import { order as exampleOrder } from '../store/repositories/testing/example';
import { memoryStore } from '../store/repositories/testing/memory-store';
import type { Store } from '../store/store';
import { findHistory, type HistoryPage } from './find-history';
import { systemClock } from './system-clock';

const texts = ['by Zoë: a reason', 'the fibre is dark', 'by M. Okafor, 5 % of it', 'under_score', ''];
const events = ['order.cancelled', 'link.up', 'link.down', 'orderly.thing'];

/** Entries with clocks that go back, and the transitions of two orders between them. */
async function recorded(): Promise<{ readonly store: Store; readonly records: readonly HistoryRecord[] }> {
  const store = await memoryStore();
  const records: HistoryRecord[] = [];
  await store.transaction(async ({ history, orders }) => {
    for (const id of ['O-1', 'O-2']) {
      await orders.insert(exampleOrder({ id }));
      const [made] = await orders.transitions(id);
      if (made)
        records.push({
          ...{ seq: records.length + 1, atMs: made.atMs, actor: made.actor, event: 'order.received', subject: id },
          text: `received: ${made.cause}`,
        });
    }
    for (let at = 0; at < 200; at++) {
      if (at === 60) {
        await orders.move({ orderId: 'O-1', from: 'received', to: 'identifying', atMs: 40, cause: 'by Zoë', actor: 'operator' });
        records.push({
          ...{ seq: records.length + 1, atMs: 40, actor: 'operator', event: 'order.identifying', subject: 'O-1' },
          text: 'received → identifying: by Zoë',
        });
      }
      const entry = {
        atMs: at < 100 ? at : at - 50,
        actor: (['operator', 'engine', 'carrier'] as const)[at % 3] ?? 'engine',
        event: events[at % 4] ?? '',
        subject: at % 7 === 0 ? 'O-1' : `alpha/${at % 5}`,
        text: texts[at % 5] ?? '',
      };
      await history.add(entry);
      records.push({ seq: records.length + 1, ...entry });
    }
  });
  return { store, records };
}

function matches(record: HistoryRecord, filter: RecordFilter): boolean {
  const { words = [], actor, person, event, subject, fromMs = 0, toMs = Infinity } = filter;
  const whole = `${record.event}\n${record.subject}\n${record.text}`.toLowerCase();
  return (
    words.every((word) => whole.includes(word.toLowerCase())) &&
    (actor === undefined || record.actor === actor) &&
    (person === undefined || (record.actor === 'operator' && record.text.toLowerCase().includes(`by ${person}`.toLowerCase()))) &&
    (event === undefined || record.event === event || record.event.startsWith(`${event}.`)) &&
    (subject === undefined || record.subject === subject) &&
    record.atMs >= fromMs &&
    record.atMs < toMs
  );
}

async function all(store: Store, filter: RecordFilter, order: 'newest' | 'oldest', limit: number): Promise<readonly HistoryRecord[]> {
  const records: HistoryRecord[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page: HistoryPage = await findHistory(store, systemClock, { filter, order, limit, cursor });
    expect(page.records.length).toBeLessThanOrEqual(limit);
    records.push(...page.records);
    cursor = page.next;
  }
  return records;
}

const optional = <const T>(...values: readonly T[]) => fc.constantFrom(undefined, ...values);

test('every filter finds, page by page and in either order, just those that are so', async () => {
  const { store, records } = await recorded();
  const filters = fc.record({
    words: optional(['FIBRE'], ['by', 'zoë'], ['5 %'], ['r_s'], ['order.'], ['nowhere']),
    actor: optional('operator', 'engine', 'carrier'),
    event: optional('order', 'order.received', 'order.identifying', 'link', 'link.up', 'unknown'),
    subject: optional('O-1', 'O-2', 'alpha/3', 'nobody'),
    fromMs: optional(0, 30, 60, 500),
    toMs: optional(1, 45, 120, 400),
  });
  await fc.assert(
    fc.asyncProperty(filters, fc.constantFrom('newest', 'oldest'), fc.integer({ min: 1, max: 60 }), async (filter, order, limit) => {
      const expected = records.filter((record) => matches(record, filter));
      expect(await all(store, filter, order, limit)).toEqual(order === 'newest' ? expected.toReversed() : expected);
    }),
    { numRuns: 300 },
  );
});

test('who did something is found by his name', async () => {
  const { store, records } = await recorded();
  const filter = { person: 'Zoë' };
  const expected = records.filter((record) => matches(record, filter));
  expect(expected.length).toBeGreaterThan(5);
  expect(await all(store, filter, 'oldest', 3)).toEqual(expected);
});

test('a page lies between two numbers, and says how far it looked', async () => {
  const { store, records } = await recorded();
  const page = await findHistory(store, systemClock, { filter: {}, order: 'oldest', limit: 5, afterSeq: 10, upToSeq: 13 });
  expect(page.records.map(({ seq }) => seq)).toEqual([11, 12, 13]);
  expect(page).toMatchObject({ next: null, lookedToSeq: 13, lastSeq: records.length });
});

test('a search that nobody waits for any more ends', async () => {
  const { store } = await recorded();
  const reason = new Error('gone');
  await expect(findHistory(store, systemClock, { filter: {}, order: 'newest', limit: 5 }, AbortSignal.abort(reason))).rejects.toBe(reason);
});
