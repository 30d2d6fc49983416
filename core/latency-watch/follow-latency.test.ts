import { expect, test } from 'vitest';
import type { OrderState } from '../model/order';
import type { Route } from '../model/route';
import { followRoutes } from '../network/follow-routes';
import { loadNetwork } from '../network/network';
import { connection, order, putNetwork } from '../store/repositories/testing/example';
import { memoryStore } from '../store/repositories/testing/memory-store';
import type { Store, Tx } from '../store/store';
import { beginRecords, followLatency, type LatencyWatch } from './follow-latency';

const near = { kind: 'resource', id: 'alpha/near' } as const;
const far = { kind: 'resource', id: 'alpha/far' } as const;

const over = (id: string): Route => ({
  ...{ aPortId: 'alpha/p', zPortId: 'alpha/q', azNs: 300, zaNs: 500, price: 1 },
  hops: [
    { kind: 'node', id: 'alpha/1', azNs: 100, zaNs: 100 },
    { kind: 'resource', id, azNs: 100, zaNs: 300 },
    { kind: 'node', id: 'alpha/2', azNs: 100, zaNs: 100 },
  ],
});

const read = ({ latency }: Tx, subject: Parameters<Tx['latency']['putReading']>[0]['subject'], ns: number, readAtMs = 1) =>
  latency.putReading({ subject, provenance: 'reported', azNs: ns, zaNs: ns, readAtMs });

const move = ({ orders }: Tx, from: OrderState, to: OrderState, atMs: number) =>
  orders.move({ orderId: 'O', from, to, atMs, cause: 'for the test', actor: 'engine' });

/** A store with an order that is being provisioned, and the same store watched. */
async function provisioning(
  latencyRecordsPerOrder = 100,
  wrap = (store: Store): Store => store,
): Promise<{ plain: Store; store: Store; watch: LatencyWatch }> {
  const plain = wrap(await memoryStore());
  await plain.transaction(async (tx) => {
    await putNetwork(tx);
    await read(tx, { kind: 'node', id: 'alpha/1' }, 100);
    await read(tx, { kind: 'node', id: 'alpha/2' }, 100);
    await read(tx, near, 100);
    await read(tx, far, 400);
    await tx.orders.insert(order({ state: 'provisioning' }));
    await tx.connections.insert(connection({ state: 'provisioning', route: over('alpha/near') }));
  });
  const { view } = await loadNetwork(plain);
  let nowMs = 1_000;
  const clock = { now: () => nowMs++, after: () => () => undefined };
  const watch = { view, clock, settings: { marginWarningShare: 0.05, latencyRecordsPerOrder, latencyStepsPerPart: 3 } };
  return { plain, store: followLatency(followRoutes(plain, view), watch), watch };
}

const activate = async (tx: Tx): Promise<void> => {
  await move(tx, 'provisioning', 'active', 500);
  await tx.connections.setState('K', 'active');
};

const records = (store: Store) =>
  store.transaction(async (tx) =>
    (await tx.latencyRecords.ofOrder('O')).map(({ number, occasion, state, total }) => [number, occasion, total ? total.azNs : state]),
  );

test('N13: what is recorded is durable with what it is of, or not at all', async () => {
  const { store } = await provisioning();
  await store.transaction(activate);
  await expect(
    store.transaction(async (tx) => {
      await read(tx, near, 200);
      throw new Error('the disk is full');
    }),
  ).rejects.toThrow('the disk is full');
  expect(await records(store)).toEqual([[1, 'in-service', 300]]);
  await store.transaction((tx) => read(tx, near, 250));
  expect(await records(store)).toEqual([
    [1, 'in-service', 300],
    [2, 'changed', 450],
  ]);
  expect(await store.transaction((tx) => tx.latencyRecords.ofOrder('O'))).toMatchObject([{ atMs: 500 }, { atMs: 1_002 }]);
});

test('N13: a transaction that asked for its turn before the view has followed knows the new route all the same', async () => {
  const { store } = await provisioning();
  await store.transaction(activate);
  await Promise.all([
    store.transaction((tx) => tx.connections.setRoute('K', over('alpha/far'))),
    store.transaction((tx) => read(tx, far, 450, 2)),
    store.transaction((tx) => read(tx, near, 111, 2)),
  ]);
  expect((await records(store)).slice(1)).toEqual([
    [2, 'changed', 600],
    [3, 'changed', 650],
  ]);
});

test('N13: what was read in a transaction that could not be committed is not believed', async () => {
  let isDiskFull = false;
  const { store } = await provisioning(100, (real) => ({
    ...real,
    transaction: (work) =>
      real.transaction(async (tx) => {
        const result = await work(tx);
        if (isDiskFull) throw new Error('the disk is full');
        return result;
      }),
  }));
  await store.transaction(activate);
  isDiskFull = true;
  await expect(store.transaction((tx) => read(tx, near, 250))).rejects.toThrow('the disk is full');
  isDiskFull = false;
  await store.transaction((tx) => read(tx, { kind: 'node', id: 'alpha/2' }, 110));
  await store.transaction((tx) => read(tx, near, 250));
  expect((await records(store)).slice(1)).toEqual([
    [2, 'changed', 310],
    [3, 'changed', 460],
  ]);
});

/** A store that tells of what is durable only after others have had their turns, and of the first last. */
function late(real: Store): Store {
  let turns = 50;
  return {
    ...real,
    transaction: async (work) => {
      turns = Math.max(0, turns - 5);
      const own = turns;
      const result = await real.transaction(work);
      for (let turn = 0; turn < own; turn++) await new Promise((resolve) => setImmediate(resolve));
      return result;
    },
  };
}

test.each([
  ['', (real: Store) => real],
  [', however late each is told to be durable', late],
])('N13: changes that come at once are each recorded, on top of those before%s', async (_, wrap) => {
  const { store } = await provisioning(100, wrap);
  await store.transaction(activate);
  const [one, other] = [
    { kind: 'node', id: 'alpha/1' },
    { kind: 'node', id: 'alpha/2' },
  ] as const;
  await Promise.all([
    store.transaction((tx) => read(tx, near, 250, 2)),
    store.transaction((tx) => read(tx, one, 110, 3)),
    store.transaction((tx) => read(tx, near, 100, 4)),
    store.transaction((tx) => read(tx, near, 250, 5)),
    store.transaction((tx) => read(tx, other, 110, 6)),
  ]);
  await store.transaction((tx) => read(tx, near, 300, 7));
  expect((await records(store)).slice(1)).toEqual([
    [2, 'changed', 450],
    [3, 'changed', 460],
    [4, 'changed', 310],
    [5, 'changed', 460],
    [6, 'changed', 470],
    [7, 'changed', 520],
  ]);
  // Twice the same: of the second nothing is left to record.
  await Promise.all([store.transaction((tx) => read(tx, near, 400, 8)), store.transaction((tx) => read(tx, near, 400, 9))]);
  await store.transaction((tx) => tx.connections.setRoute('K', over('alpha/near')));
  expect((await records(store)).slice(7)).toEqual([[8, 'changed', 620]]);
});

test('N13: what nobody used when it changed is as it is now for who uses it later', async () => {
  const { store } = await provisioning();
  await store.transaction(activate);
  await store.transaction((tx) => tx.connections.setRoute('K', over('alpha/far')));
  await store.transaction((tx) => read(tx, near, 150, 2));
  await store.transaction((tx) => tx.connections.setRoute('K', over('alpha/near')));
  const [resource] = (await store.transaction((tx) => tx.network.readSome([far]))).resources;
  if (!resource) throw new Error('far is not known');
  await store.transaction((tx) => tx.network.putResource({ ...resource, condition: 'down' }));
  await store.transaction((tx) => tx.connections.setRoute('K', over('alpha/far')));
  expect((await records(store)).slice(1)).toEqual([
    [2, 'changed', 600],
    [3, 'changed', 350],
    [4, 'changed', 'down'],
  ]);
});

test('N13: only so many steps are kept of an order, and their numbers go on', async () => {
  const { store } = await provisioning(3);
  await store.transaction(activate);
  for (const ns of [101, 102, 103, 104]) await store.transaction((tx) => read(tx, near, ns, ns));
  expect((await records(store)).map(([number]) => number)).toEqual([3, 4, 5]);
});

test('N13: an order that was in service before there were records has one from the start on, once', async () => {
  const { plain, watch } = await provisioning();
  await plain.transaction(activate);
  await beginRecords(plain, watch);
  await beginRecords(plain, watch);
  expect(await records(plain)).toEqual([[1, 'changed', 300]]);
});

test('N13: of an order that never came into service nothing is recorded', async () => {
  const { store, plain, watch } = await provisioning();
  await store.transaction((tx) => read(tx, near, 250, 2));
  await store.transaction(async (tx) => {
    await move(tx, 'provisioning', 'releasing', 600);
    await tx.connections.setState('K', 'releasing');
  });
  await beginRecords(plain, watch);
  expect(await records(store)).toEqual([]);
});
