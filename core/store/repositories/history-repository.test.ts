import { expect, test } from 'vitest';
import type { HistoryEntry } from '../../model/history';
import { memoryStore } from './testing/memory-store';

test('the latest entries come back as they were written, the oldest of them first, whatever their clocks said', async () => {
  const store = await memoryStore();
  const entries = ['one', 'two', 'three'].map((text, index): HistoryEntry => ({
    ...{ atMs: 9 - index, actor: 'carrier', event: 'link.up', subject: 'alpha', text },
  }));
  await store.transaction(async ({ history }) => {
    for (const entry of entries) await history.add(entry);
  });
  expect(await store.transaction(({ history }) => history.tail(2))).toEqual(entries.slice(1));
  expect(await store.transaction(({ history }) => history.tail(99))).toEqual(entries);
});
