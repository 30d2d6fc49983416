import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Engine } from '../engine';
import type { LatencyRecord } from '../model/latency-record';
import { order, putNetwork } from '../store/repositories/testing/example';
import { memoryStore } from '../store/repositories/testing/memory-store';
import type { Store } from '../store/store';
import { complianceReport, type ComplianceQuestion } from './compliance-report';
import { orderCompliance } from './comply';
import { anyRecords, recordsOf } from './testing/random-records';

const engineOn = (store: Store, now: () => number): Engine => ({ store, clock: { now } }) as unknown as Engine;

async function reportOf(engine: Engine, question: ComplianceQuestion) {
  const answer = await complianceReport(engine, question);
  if (answer.kind === 'refused') throw new Error(answer.message);
  return answer.report.orders;
}

async function storeWith(...orderIds: readonly string[]): Promise<Store> {
  const store = await memoryStore();
  await store.transaction(async (tx) => {
    await putNetwork(tx);
    for (const id of orderIds) await tx.orders.insert(order({ id }));
  });
  return store;
}

const record = (store: Store, orderId: string, records: readonly LatencyRecord[]) =>
  store.transaction((tx) =>
    tx.latencyRecords.add(
      records.map((one) => ({ ...one, orderId })),
      10_000,
    ),
  );

test('N13: a report that reads the period alone says what the whole record says, whatever the clock did', async () => {
  const store = await storeWith();
  let orders = 0;
  await fc.assert(
    fc.asyncProperty(
      anyRecords,
      fc.nat(2),
      fc.integer({ min: 0, max: 65 }),
      fc.integer({ min: 0, max: 70 }),
      async (all, dropped, fromMs, lengthMs) => {
        const own = order({ id: `O${String(orders++)}`, limit: { oneWayNs: 100, enteredAs: 'one-way' } });
        const records = all.slice(dropped);
        await store.transaction((tx) => tx.orders.insert(own));
        await record(store, own.id, records);
        const toMs = fromMs + lengthMs;
        const engine = engineOn(store, () => 1_000);
        expect(await reportOf(engine, { fromMs, toMs, orderId: own.id })).toEqual([orderCompliance(own, records, fromMs, toMs)]);
      },
    ),
    { numRuns: 1_000 },
  );
});

test('N13: while a report is drawn up others have their turn, and what they record after its end is not counted in it', async () => {
  const ids = Array.from({ length: 8 }, (_, index) => `O${String(index)}`);
  const real = await storeWith(...ids);
  const steps = recordsOf(...Array.from({ length: 400 }, (_, index) => ({ atMs: index })));
  for (const id of ids) await record(real, id, steps);
  let nowMs = 1_000;
  let pauses = 0;
  let isOver = false;
  const others: boolean[] = [];
  const pause = async (): Promise<void> => {
    nowMs += 100;
    if (pauses++ === 0)
      void record(real, 'O7', recordsOf({ number: 401, atMs: nowMs, occasion: 'impaired', state: 'down', total: null })).then(() =>
        others.push(!isOver),
      );
    await real.pause();
  };
  const report = await reportOf(
    engineOn({ ...real, pause }, () => nowMs),
    { fromMs: 0, toMs: null },
  );
  isOver = true;
  expect(pauses).toBeGreaterThanOrEqual(4);
  expect(others).toEqual([true]);
  expect(report.map(({ orderId }) => orderId)).toEqual(ids);
  for (const each of report) expect(each).toMatchObject({ inServiceMs: 1_000, downMs: 0, impairments: 0 });
});
