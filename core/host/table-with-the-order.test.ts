import { expect, test } from 'vitest';
import type { Store } from '../store/store';
import { CircuitWorld, circuitRequest, circuitRequests, pathRequest } from './testing/circuit-world';
import { refusingStore } from './testing/refusing-store';

/** Path VP-1 with one more than its delta threshold remaining: 39 − 36 = 3. What more is asked for is not answered. */
async function withOneMoreThanTheThreshold(wrap: (store: Store) => Store = (store) => store) {
  const world = new CircuitWorld();
  const { host, store } = await world.start(wrap);
  await host.addPath(pathRequest(), 'Ann');
  await host.orderCircuits(circuitRequests(1, 4), 'Ann');
  await world.clock.run(100);
  world.newYork.mischief = (call) => (call === 'create' ? { kind: 'hold' } : null);
  const end = async () => {
    await host.close();
    await store.close();
  };
  const pathOf = async () => (await host.virtualPath('VP-1'))?.path;
  const requests = () => host.bulkRequests({ pathId: 'VP-1', count: 10 });
  const creations = () => world.newYork.calls.filter(({ call }) => call === 'create').length;
  expect(await pathOf()).toMatchObject({ currentVci: 36, lastVci: 39, status: 'SUCCESS' });
  return { world, host, end, pathOf, requests, creations };
}

test('V9: of two orders at the same moment the second is judged by what the first left: more is asked for once, by it', async () => {
  const { host, world, end, pathOf, requests } = await withOneMoreThanTheThreshold();
  const answers = await Promise.all([5, 6].map((number) => host.orderCircuits([circuitRequest(number)], 'Ann')));
  // Nothing has happened yet beside the two orders.
  expect(answers.flat()).toMatchObject([
    { kind: 'received', vci: 36 },
    { kind: 'received', vci: 37 },
  ]);
  expect(await pathOf()).toMatchObject({ currentVci: 38, status: 'IN_PROCESS' });
  expect(await requests()).toMatchObject([{ range: { first: 40, last: 47 }, state: 'pending' }, { state: 'succeeded' }]);
  const consulted = (await host.history(100)).filter(({ event }) => event === 'bulk.requested').map(({ text }) => text);
  expect(consulted.at(-1)).toContain('2 remain');
  await world.clock.run(100);
  await end();
});

test('V9: the first of them alone asks for nothing', async () => {
  const { host, world, end, pathOf, requests } = await withOneMoreThanTheThreshold();
  await host.orderCircuits([circuitRequest(5)], 'Ann');
  await world.clock.run(1_000);
  expect(await pathOf()).toMatchObject({ currentVci: 37, status: 'SUCCESS' });
  expect(await requests()).toHaveLength(1);
  await end();
});

test.each(['paths.addRequest', 'circuits.moveOrder', 'paths.putState', 'history.add'])(
  'V9: an order and the request that it brings about are one transaction: where %s fails there is neither, and nothing was sent',
  async (refused) => {
    let isFull = false;
    const { host, world, end, pathOf, requests, creations } = await withOneMoreThanTheThreshold((store) =>
      refusingStore(store, (call) => isFull && call === refused),
    );
    await host.orderCircuits([circuitRequest(5)], 'Ann');
    await world.clock.run(1_000);
    isFull = true;
    await expect(host.orderCircuits([circuitRequest(6)], 'Ann')).rejects.toMatchObject({ code: 'disk-full' });
    isFull = false;
    expect(await host.circuitOrder('C-6')).toBeNull();
    expect(await pathOf()).toMatchObject({ currentVci: 37, status: 'SUCCESS', requestedVci: 39 });
    await world.clock.run(1_000);
    expect([(await requests()).length, creations()]).toEqual([1, 1]);
    expect(await host.orderCircuits([circuitRequest(6)], 'Ann')).toMatchObject([{ kind: 'received', vci: 37 }]);
    await world.clock.run(1_000);
    expect([(await requests()).length, creations()]).toEqual([2, 2]);
    await end();
  },
);
