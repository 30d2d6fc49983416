import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Engine } from '../engine';
import type { LatencyRecord } from '../model/latency-record';
import { order, putNetwork } from '../store/repositories/testing/example';
import { memoryStore } from '../store/repositories/testing/memory-store';
import type { Store } from '../store/store';
import { margins } from './margins';
import { anyRecords, limitNs, recordsOf } from './testing/random-records';
import { dayMs } from './trend';

const startMs = 1_700_000_000_000;
const over = { azNs: limitNs + 1, zaNs: 0 };

async function storeWith(...records: readonly (readonly LatencyRecord[])[]): Promise<Store> {
  const store = await memoryStore();
  await store.transaction(async (tx) => {
    await putNetwork(tx);
    for (const [index, own] of records.entries()) {
      const id = `O${String(index)}`;
      await tx.orders.insert(order({ id, state: 'active', limit: { oneWayNs: limitNs, enteredAs: 'one-way' } }));
      await tx.latencyRecords.add(
        own.map((record) => ({ ...record, orderId: id })),
        10_000,
      );
    }
  });
  return store;
}

const marginsAt = (store: Store, atMs: number) => margins({ store, clock: { now: () => atMs } } as unknown as Engine, dayMs);

test('N13: an order that is over its limit for longer than the window is told so, and for how much of the window', async () => {
  const store = await storeWith(
    recordsOf(
      { atMs: startMs },
      { atMs: startMs + dayMs, total: over },
      { atMs: startMs + 9 * dayMs, total: { azNs: 0, zaNs: limitNs + 5 } },
    ),
    recordsOf({ atMs: startMs, total: over }),
    recordsOf({ atMs: startMs, total: over }, { atMs: startMs + 10 * dayMs }),
    recordsOf(
      { atMs: startMs, total: over },
      { atMs: startMs + 5 * dayMs, state: 'down', total: null },
      { atMs: startMs + 6 * dayMs, total: over },
    ),
  );
  const found = await marginsAt(store, startMs + 11 * dayMs);
  expect(found.map((margin) => [margin.order.id, margin.overForMs / dayMs, margin.overMs / dayMs]).sort()).toEqual([
    ['O0', 10, 1],
    ['O1', 11, 1],
    ['O2', 0, 0],
    ['O3', 5, 1],
  ]);
});

test('N13: whatever the clock did, it is over its limit since the first of the milliseconds that were, without a break', async () => {
  const store = await storeWith();
  let orders = 0;
  await fc.assert(
    fc.asyncProperty(anyRecords, fc.integer({ min: 0, max: 65 }), async (records, nowMs) => {
      const id = `O${String(orders++)}`;
      const found = await store.transaction(async (tx) => {
        await tx.orders.insert(order({ id }));
        await tx.latencyRecords.add(
          records.map((record) => ({ ...record, orderId: id })),
          100,
        );
        return tx.latencyRecords.overSince(id, limitNs, nowMs);
      });
      const isOverAt = (atMs: number): boolean => {
        const total = records.filter((record) => record.atMs <= atMs).at(-1)?.total;
        return total ? Math.max(total.azNs, total.zaNs) > limitNs : false;
      };
      let sinceMs = nowMs;
      while (isOverAt(sinceMs - 1)) sinceMs--;
      expect(found).toBe(sinceMs);
    }),
    { numRuns: 1_000 },
  );
});

test('N13: while margins are read others have their turn', async () => {
  const steps = recordsOf(...Array.from({ length: 400 }, (_, index) => ({ atMs: startMs + index })));
  const real = await storeWith(...Array.from({ length: 6 }, () => steps));
  let pauses = 0;
  const pause = (): Promise<void> => {
    pauses++;
    return real.pause();
  };
  expect(await marginsAt({ ...real, pause }, startMs + 1_000)).toHaveLength(6);
  expect(pauses).toBeGreaterThanOrEqual(3);
});
