import { expect, onTestFinished, test } from 'vitest';
import type { HistoryRow, OrderRow, Topic } from '../../contract/live';
import { CircuitWorld, pathRequest } from '../testing/circuit-world';
import { refusingStore } from '../testing/refusing-store';
import { testWatcher } from '../testing/watcher';
import { orderRequest, World } from '../testing/world';

/** An engine whose store refuses some calls once it is asked to, with a console that watches. */
async function watched(world: World | CircuitWorld, refused: string, topics: readonly Topic[]) {
  let isRefusing = false;
  let refusals = 0;
  const { host, store } = await world.start((inner) =>
    refusingStore(inner, (call) => {
      if (!isRefusing || call !== refused) return false;
      refusals += 1;
      return true;
    }),
  );
  const serving = () => ({ host, clock: world.clock, store: '/nowhere', version: '1', pid: 1, connect: null, connectSwitch: null });
  const watcher = testWatcher(world.clock, serving, ['history', ...topics]);
  onTestFinished(async () => {
    watcher.close();
    const closed = host.close();
    await world.clock.run(1_000);
    await closed;
    await store.close();
  });
  await world.clock.run(5_000);
  return {
    host,
    watcher,
    refuse: () => (isRefusing = true),
    refusals: () => refusals,
    told: () => (watcher.rows('history') as HistoryRow[]).filter(({ event }) => event === 'engine.failed').map(({ subject }) => subject),
  };
}

test('what changed and cannot be looked up is shown all the same, and is told once', async () => {
  const world = new World();
  const { host, watcher, refuse, refusals, told } = await watched(world, 'connections.ordersOfSegments', ['orders']);
  refuse();
  for (const id of ['ORD-1', 'ORD-2']) {
    await host.submitOrder(orderRequest({ id, limit: { oneWayNs: 8_000_000, enteredAs: 'one-way' } }), 'Ann');
    await world.clock.run(10_000);
  }
  expect((watcher.rows('orders') as OrderRow[]).map(({ id, state }) => `${id} ${state}`)).toEqual(['ORD-1 active', 'ORD-2 active']);
  expect(refusals()).toBeGreaterThan(1);
  expect(told()).toEqual(['what is shown']);
});

test('paths whose forecasts cannot be looked at are told once, and stay on the screen', async () => {
  const world = new CircuitWorld();
  const { host, watcher, refuse, refusals, told } = await watched(world, 'paths.list', ['paths']);
  await host.addPath(pathRequest(), 'Ann');
  await world.clock.run(5_000);
  refuse();
  await world.clock.run(20_000);
  expect(watcher.rows('paths')).toHaveLength(1);
  expect(refusals()).toBeGreaterThan(1);
  expect(told()).toEqual(['what is shown']);
});
