import { expect, test } from 'vitest';
import type { ConsoleClient, Outcome } from '../client/console-client';
import { runBulk, type BulkResult } from './bulk-run';

/** A host that answers as the test says, and how many calls it had at once. */
function hostOf(answer: (orderId: string) => Outcome<unknown>) {
  const asked: string[] = [];
  let [at, most] = [0, 0];
  const call = async (name: string, { orderId }: { readonly orderId: string }) => {
    asked.push(`${name} ${orderId}`);
    at += 1;
    most = Math.max(most, at);
    await Promise.resolve();
    at -= 1;
    return answer(orderId);
  };
  return { client: { call, state: () => ({ kind: 'up' }) } as unknown as ConsoleClient, asked, most: () => most };
}
const done: Outcome<unknown> = { kind: 'answer', output: { done: true } };
const ids = Array.from({ length: 40 }, (_, at) => `O-${at}`);
const by = { by: 'Ann', reason: 'works' };

test('each order is told what became of it, and one that is refused stops no other', async () => {
  const { client, asked, most } = hostOf((id) =>
    id === 'O-3' ? { kind: 'error', error: { code: 'refused', message: 'it has ended' } } : done,
  );
  const told: BulkResult[] = [];
  await runBulk(client, 'freeze', ids, by, { signal: new AbortController().signal, tell: (result) => told.push(result) });
  expect(asked).toHaveLength(40);
  expect(most()).toBe(8);
  expect(told.filter(({ outcome }) => outcome === 'done')).toHaveLength(39);
  expect(told.find(({ orderId }) => orderId === 'O-3')).toEqual({ orderId: 'O-3', outcome: 'refused', text: 'it has ended' });
});

test('without an answer nothing more is asked, and everybody is told', async () => {
  const { client, asked } = hostOf((id) => (id === 'O-9' ? { kind: 'unanswered', message: 'lost' } : done));
  const told: BulkResult[] = [];
  await runBulk(client, 'cancel', ids, by, { signal: new AbortController().signal, tell: (result) => told.push(result) });
  expect(asked.length).toBeLessThan(40);
  expect(told).toHaveLength(40);
  expect(told.find(({ orderId }) => orderId === 'O-9')?.outcome).toBe('in-doubt');
  expect(told.filter(({ outcome }) => outcome === 'not-asked').length).toBe(40 - asked.length);
});

test('stopped, it asks no more', async () => {
  const stop = new AbortController();
  const { client, asked } = hostOf(() => {
    stop.abort();
    return done;
  });
  const told: BulkResult[] = [];
  await runBulk(client, 'move', ids, by, { signal: stop.signal, tell: (result) => told.push(result) });
  expect(asked.length).toBe(8);
  expect(told.filter(({ outcome }) => outcome === 'not-asked')).toHaveLength(32);
});

test('while the host is not connected nothing is asked, and nothing is in doubt', async () => {
  const { client, asked } = hostOf(() => done);
  const lost: ConsoleClient = { ...client, state: () => ({ kind: 'lost', sinceMs: 1, nextTryMs: 2, reason: 'gone' }) };
  const told: BulkResult[] = [];
  await runBulk(lost, 'freeze', ids.slice(0, 2), by, { signal: new AbortController().signal, tell: (result) => told.push(result) });
  expect(asked).toEqual([]);
  expect(told.map(({ outcome }) => outcome)).toEqual(['not-asked', 'not-asked']);
});
