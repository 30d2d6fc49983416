import { beforeEach, expect, test } from 'vitest';
import { defaultConditions } from '../../circuits/conditions-table';
import { usualSwitchLimits } from '../../model/switch';
import type { BulkRequest, VirtualPath } from '../../model/virtual-path';
import type { Store, Tx } from '../store';
import { order } from './testing/example';
import { memoryStore } from './testing/memory-store';

let store: Store;
const run = <T>(work: (paths: Tx['paths']) => Promise<T>): Promise<T> => store.transaction((tx) => work(tx.paths));

const path = (change: Partial<VirtualPath> = {}): VirtualPath => ({
  ...{
    id: 'VP-1',
    switchId: 'NYC',
    provider: 'Northern',
    side: 'UNI',
    vpi: 3,
    vcis: { first: 32, last: 95 },
    deltaThreshold: 2,
    bulkSize: 8,
  },
  ...{ timeThresholdMs: 10, maxAttempts: 3, backoffMs: 1, quarantineMs: 5, isReserveHeld: false, carriedByOrderId: null },
  ...{
    currentVci: 32,
    lastVci: 31,
    requestedVci: 31,
    status: 'SUCCESS',
    startTimeMs: null,
    attempts: 0,
    retryAtMs: null,
    heldSinceMs: null,
  },
  createdAtMs: 1,
  ...change,
});

const request = (change: Partial<BulkRequest> = {}): BulkRequest => ({
  ...{
    id: 'R-1',
    pathId: 'VP-1',
    range: { first: 32, last: 39 },
    attempt: 1,
    state: 'pending',
    startMs: 2,
    endMs: null,
    held: [],
    answer: '',
  },
  ...change,
});

beforeEach(async () => {
  store = await memoryStore();
  await store.transaction(async ({ switches, orders, paths }) => {
    for (const id of ['NYC', 'LON']) await switches.put({ id, name: id, limits: usualSwitchLimits });
    await orders.insert(order());
    await paths.insert(path());
  });
});

test('a path comes back as it was put, its parameters changed and its place kept', async () => {
  const changed = path({
    ...{
      provider: 'Other',
      vcis: { first: 32, last: 200 },
      deltaThreshold: 3,
      bulkSize: 9,
      timeThresholdMs: 11,
      maxAttempts: 4,
      backoffMs: 2,
    },
    ...{ quarantineMs: 6, isReserveHeld: true, carriedByOrderId: 'O', currentVci: 40, lastVci: 47, requestedVci: 55, status: 'FAIL' },
    ...{ attempts: 2, retryAtMs: 99, heldSinceMs: 98 },
  });
  await run((paths) => paths.put(changed));
  expect(await run((paths) => paths.get('VP-1'))).toEqual(changed);
  expect(await run((paths) => paths.carriedBy('O'))).toEqual([changed]);
  expect(await run((paths) => paths.insert(path()))).toBe(false);
});

test('ranges of paths on one switch and VPI stay apart, when one is entered and when one is extended', async () => {
  await expect(run((paths) => paths.insert(path({ id: 'VP-2', vcis: { first: 95, last: 99 } })))).rejects.toThrow('overlaps');
  expect(
    await run((paths) => paths.insert(path({ id: 'VP-2', vcis: { first: 96, last: 99 }, currentVci: 96, lastVci: 95, requestedVci: 95 }))),
  ).toBe(true);
  expect(await run((paths) => paths.insert(path({ id: 'VP-3', switchId: 'LON' })))).toBe(true);
  await expect(run((paths) => paths.put(path({ vcis: { first: 32, last: 96 } })))).rejects.toThrow('overlaps');
});

test('V6: a second request that is pending for a path cannot be written; after the first is settled it can', async () => {
  await run((paths) => paths.addRequest(request()));
  await expect(run((paths) => paths.addRequest(request({ id: 'R-2' })))).rejects.toThrow();
  expect(await run((paths) => paths.pendingRequest('VP-1'))).toEqual(request());
  const settled = request({ state: 'failed', endMs: 7, held: [{ first: 32, last: 33 }], answer: 'PRTL' });
  await run((paths) => paths.putRequest(settled));
  await run((paths) => paths.addRequest(request({ id: 'R-2', attempt: 2 })));
  expect(await run((paths) => paths.requests('VP-1', 10))).toEqual([request({ id: 'R-2', attempt: 2 }), settled]);
  expect(await run((paths) => paths.requests(null, 1))).toHaveLength(1);
});

test('V8: what cannot be is not written: pending without a time, held without a failure, a bulk size not above the delta threshold, reserved identifiers', async () => {
  for (const wrong of [
    path({ status: 'IN_PROCESS' }),
    path({ startTimeMs: 5 }),
    path({ heldSinceMs: 5 }),
    path({ deltaThreshold: 8 }),
    path({ currentVci: 97 }),
    path({ lastVci: 96 }),
  ]) {
    await expect(run((paths) => paths.put(wrong))).rejects.toThrow();
  }
  for (const wrong of [path({ id: 'X', vpi: 256 }), path({ id: 'X', vpi: 9, vcis: { first: 31, last: 40 } })]) {
    await expect(run((paths) => paths.insert(wrong))).rejects.toThrow();
  }
  expect(await run((paths) => paths.insert(path({ id: 'X', side: 'NNI', vpi: 4095 })))).toBe(true);
});

test('a path that is removed takes its requests along; the conditions table is one, the last that was saved', async () => {
  await run((paths) => paths.addRequest(request()));
  await run((paths) => paths.remove('VP-1'));
  expect(await run(async (paths) => [await paths.get('VP-1'), await paths.request('R-1')])).toEqual([undefined, undefined]);
  expect(await run((paths) => paths.conditions())).toBeNull();
  const table = { rows: defaultConditions, savedAtMs: 5, savedBy: 'Ann' };
  await run((paths) => paths.putConditions({ ...table, savedBy: 'Bob' }));
  await run((paths) => paths.putConditions(table));
  expect(await run((paths) => paths.conditions())).toEqual(table);
});

test('a path is low since a time until it is not; removed, nothing of that is left', async () => {
  await run((paths) => paths.insert(path()));
  expect(await run((paths) => paths.lowSince('VP-1'))).toBeNull();
  await run((paths) => paths.putLow('VP-1', 5));
  await run((paths) => paths.putLow('VP-1', 7));
  expect(await run((paths) => paths.lowSince('VP-1'))).toBe(7);
  await run((paths) => paths.putLow('VP-1', null));
  expect(await run((paths) => paths.lowSince('VP-1'))).toBeNull();
  await run((paths) => paths.putLow('VP-1', 9));
  await run((paths) => paths.remove('VP-1'));
  await run((paths) => paths.insert(path()));
  expect(await run((paths) => paths.lowSince('VP-1'))).toBeNull();
});

test('a path that is withdrawn is neither got nor listed, claims no range, and keeps its id and requests', async () => {
  await run((paths) => paths.insert(path()));
  await run((paths) => paths.addRequest(request()));
  await run((paths) => paths.putLow('VP-1', 5));
  await run((paths) => paths.withdraw('VP-1', 9));
  expect(await run(async (paths) => [await paths.get('VP-1'), await paths.list(), await paths.ofSwitch('NYC')])).toEqual([
    undefined,
    [],
    [],
  ]);
  expect(await run((paths) => paths.withdrawn())).toEqual([path()]);
  expect(await run((paths) => paths.lowSince('VP-1'))).toBeNull();
  expect(await run((paths) => paths.request('R-1'))).toMatchObject({ pathId: 'VP-1' });
  expect(await run((paths) => paths.insert(path({ vpi: 9 })))).toBe(false);
  expect(await run((paths) => paths.insert(path({ id: 'VP-2' })))).toBe(true);
});
