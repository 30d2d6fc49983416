import { expect, test } from 'vitest';
import type { LatencyRecord } from '../../model/latency-record';
import type { Store, Tx } from '../store';
import { connection, order, putNetwork, route } from './testing/example';
import { memoryStore } from './testing/memory-store';

const record = (number: number, change: Partial<LatencyRecord> = {}): LatencyRecord => ({
  ...{ orderId: 'O', number, atMs: number * 10, state: 'carrying', total: { azNs: number, zaNs: 2 }, occasion: 'changed', isLow: false },
  ...change,
});

async function served(): Promise<Store> {
  const store = await memoryStore();
  await store.transaction(async (tx) => {
    await putNetwork(tx);
    await tx.orders.insert(order());
    await tx.connections.insert(connection());
    await tx.connections.setState('K', 'active');
  });
  return store;
}

const numbers = (store: Store, fromMs?: number) =>
  store.transaction(async (tx) => (await tx.latencyRecords.ofOrder('O', fromMs)).map(({ number }) => number));

test('records are read back as they were written; of more than are kept the oldest go', async () => {
  const store = await served();
  const written = [record(1, { occasion: 'in-service' }), record(2, { state: 'down', total: null, isLow: true }), record(3)];
  await store.transaction((tx) => tx.latencyRecords.add(written, 3));
  expect(await store.transaction((tx) => tx.latencyRecords.ofOrder('O'))).toEqual(written);
  await store.transaction((tx) => tx.latencyRecords.add([record(4), record(5)], 3));
  expect(await numbers(store)).toEqual([3, 4, 5]);
});

test('from a time on: also the one that held then, whatever the clock did', async () => {
  const store = await served();
  const times = [10, 50, 20, 30];
  await store.transaction((tx) =>
    tx.latencyRecords.add(
      times.map((atMs, index) => record(index + 1, { atMs })),
      9,
    ),
  );
  expect(await numbers(store, 5)).toEqual([1, 2, 3, 4]);
  expect(await numbers(store, 10)).toEqual([1, 2, 3, 4]);
  expect(await numbers(store, 25)).toEqual([3, 4]);
  expect(await numbers(store, 40)).toEqual([4]);
});

test('of a period: what was recorded in it, what held at its beginning, and what a restoration in it goes back to', async () => {
  const store = await served();
  const steps = ['in-service', 'moved', 'impaired', 'changed', 'changed', 'restored', 'changed'] as const;
  await store.transaction((tx) =>
    tx.latencyRecords.add(
      steps.map((occasion, index) => record(index + 1, { occasion })),
      9,
    ),
  );
  const ofPeriod = (fromMs: number, toMs: number) =>
    store.transaction(async (tx) => (await tx.latencyRecords.ofPeriod('O', fromMs, toMs)).map(({ number }) => number));
  expect(await ofPeriod(0, 35)).toEqual([1, 2, 3]);
  expect(await ofPeriod(25, 40)).toEqual([2, 3]);
  expect(await ofPeriod(45, 55)).toEqual([4, 5]);
  expect(await ofPeriod(55, 65)).toEqual([3, 4, 5, 6]);
  expect(await ofPeriod(65, 99)).toEqual([3, 4, 5, 6, 7]);
  expect(await ofPeriod(75, 99)).toEqual([7]);
  expect(await ofPeriod(0, 5)).toEqual([]);
});

test.each([
  ['a total of what does not carry', record(1, { state: 'down' })],
  ['no total of what does', record(1, { total: null })],
  ['the number 0', record(0)],
  ['an order that is not known', record(1, { orderId: 'X' })],
])('the store refuses %s', async (_, wrong) => {
  const store = await served();
  await expect(store.transaction((tx) => tx.latencyRecords.add([wrong], 9))).rejects.toThrow();
});

test('a watched order comes with its active connection, its latest record, and its services’ faults while they stand', async () => {
  const store = await served();
  const watched = (ids: readonly string[]) => store.transaction((tx) => tx.latencyRecords.watched(ids));
  const isNew = { orderId: 'O', state: 'received', limitNs: 900, connection: { id: 'K', route }, serviceFaults: [], latest: null };
  expect(await watched(['O', 'X'])).toEqual([isNew]);
  const hit = { impairmentId: 'I', orderId: 'O', outcome: 'pending', text: 'hit', hitAtMs: 1, settledAtMs: null } as const;
  const handling = { acknowledgedBy: null, acknowledgedAtMs: null, owner: null, shelvedUntilMs: null, ticket: null };
  const raise = ({ impairments }: Tx, id: string, kind: 'service' | 'node') =>
    impairments.raise({ id, subject: { kind, id: 'S' }, cause: 'down', text: 'down', raisedAtMs: 1, clearedAtMs: null, handling });
  await store.transaction(async (tx) => {
    await tx.latencyRecords.add([record(1), record(2)], 9);
    for (const [id, kind] of [
      ['I', 'service'],
      ['J', 'node'],
    ] as const) {
      await raise(tx, id, kind);
      await tx.impairments.putHit({ ...hit, impairmentId: id });
    }
  });
  expect(await watched(['O'])).toEqual([{ ...isNew, serviceFaults: ['down'], latest: record(2) }]);
  expect(await store.transaction((tx) => tx.latencyRecords.ordersHitBy(['J', 'X']))).toEqual(['O']);
  expect(await store.transaction((tx) => tx.latencyRecords.ordersOf(['K', 'X']))).toEqual(['O']);
  await store.transaction((tx) => tx.impairments.clear('I', 2));
  await store.transaction((tx) => tx.connections.setState('K', 'releasing'));
  expect(await watched(['O'])).toMatchObject([{ serviceFaults: [], connection: null }]);
  await store.transaction((tx) => raise(tx, 'L', 'service'));
  await store.transaction((tx) => tx.impairments.putHit({ ...hit, impairmentId: 'L', settledAtMs: 5, outcome: 'restored' }));
  expect(await watched(['O'])).toMatchObject([{ serviceFaults: [] }]);
});

test('some of the network and of the readings are as in a reading of all', async () => {
  const store = await served();
  const reading = { provenance: 'reported', azNs: 5, zaNs: 6, readAtMs: 1 } as const;
  const node = { kind: 'node', id: 'alpha/1' } as const;
  const near = { kind: 'resource', id: 'alpha/near' } as const;
  await store.transaction(async (tx) => {
    await tx.network.putInterconnect({ id: 'I', siteId: null, aPortId: 'alpha/r', zPortId: 'alpha/s', origin: 'operator' });
    for (const subject of [node, near, { kind: 'interconnect', id: 'I' } as const]) await tx.latency.putReading({ ...reading, subject });
    await tx.latency.putDefault({ scope: 'carrier-transit', scopeId: 'alpha', ns: 7, setAtMs: 1 });
  });
  await store.transaction(async (tx) => {
    const all = await tx.network.readAll();
    const some = await tx.network.readSome([near, node, { kind: 'interconnect', id: 'I' }, { kind: 'port', id: 'alpha/p' }]);
    expect(some).toEqual({
      ...{ carriers: [], linkStates: [], fileSources: [], sites: [], interconnects: all.interconnects },
      nodes: all.nodes.filter(({ id }) => id === 'alpha/1'),
      resources: all.resources.filter(({ id }) => id === 'alpha/near'),
      ports: all.ports.filter(({ id }) => id !== 'alpha/q'),
    });
    const latency = await tx.latency.readAll();
    const read = await tx.latency.readSome([near, node, { kind: 'port', id: 'I' }]);
    expect(read.defaults).toEqual(latency.defaults);
    expect(read.readings).toEqual(latency.readings.filter(({ subject }) => subject.kind !== 'interconnect').reverse());
    expect(await tx.latency.reading(near, 'reported')).toEqual({ ...reading, subject: near });
    expect(await tx.latency.reading(near, 'operator')).toBeUndefined();
  });
});
