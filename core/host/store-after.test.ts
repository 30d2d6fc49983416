import { expect, test } from 'vitest';
import { memoryStore } from '../store/repositories/testing/memory-store';
import type { Store } from '../store/store';
import { OnceAsked, storeAfter } from './store-after';

const counts = (store: Store) => store.transaction((tx) => tx.orders.counts());
const nextTurn = () => new Promise((next) => setImmediate(next));

test('the work is begun once, by who first asks; what is asked waits for it, and later for nothing', async () => {
  let begun = 0;
  let end = (): void => undefined;
  const work = new OnceAsked(() => {
    begun += 1;
    return new Promise<void>((resolve) => (end = resolve));
  });
  const store = storeAfter(work, await memoryStore());
  await work.settled();
  expect(begun).toBe(0);
  let answered = 0;
  const asked = [counts(store), counts(store)].map((counting) => counting.then(() => (answered += 1)));
  await nextTurn();
  expect([begun, answered]).toEqual([1, 0]);
  end();
  await Promise.all(asked);
  expect(work.until()).toBeNull();
  expect(await counts(store)).toEqual({});
  expect(begun).toBe(1);
});

test('where the work fails, each who asks is told so', async () => {
  const work = new OnceAsked(() => Promise.reject(new Error('page 7 is damaged')));
  const store = storeAfter(work, await memoryStore());
  for (const counting of [counts(store), counts(store)]) await expect(counting).rejects.toThrow('page 7 is damaged');
  await work.settled();
});
