import { expect, onTestFinished, test } from 'vitest';
import type { CircuitTransition } from '../model/virtual-circuit';
import type { Host } from './create-host';
import { CircuitWorld, circuitRequest, circuitRequests, pathRequest } from './testing/circuit-world';
import { refusingStore, type Refuses } from './testing/refusing-store';

/** How many orders were read to be asked for. */
async function started(refuses: Refuses = () => false) {
  let read = 0;
  const world = new CircuitWorld();
  const { host, store } = await world.start((inner) =>
    refusingStore(inner, (call, args) => {
      if (call === 'circuits.ordersToDo') read += (args[0] as readonly string[]).length;
      return refuses(call, args);
    }),
  );
  onTestFinished(async () => {
    await host.close();
    await store.close();
  });
  return { world, host, read: () => read };
}

const statesOf = async (host: Host) => (await host.circuitOrders({})).map(({ state }) => state);

test('orders that a busy switch puts off are each read once for each time that it is asked, however many there are', async () => {
  const { world, host, read } = await started();
  await host.addPath(pathRequest({ vcis: { first: 32, last: 1023 }, bulkSize: 900 }), 'Ann');
  await world.clock.run(100);
  const busy = { kind: 'refuse', isBusy: true, refusal: { code: 'SARB', message: 'busy' } } as const;
  world.newYork.mischief = (call) => (call === 'connect' ? busy : null);
  await host.orderCircuits(circuitRequests(1, 800), 'Ann');
  await world.clock.run(20_000);
  const asked = world.newYork.calls.filter(({ call }) => call === 'connect').length;
  expect(asked).toBe(4 * 800);
  expect(read()).toBe(asked);
  world.newYork.mischief = () => null;
  await world.clock.run(60_000);
  expect((await host.circuitOrders({ states: ['active'] })).length).toBe(800);
});

test('V10: orders that wait for their circuits to be created again are not read for each that is given one', async () => {
  const { world, host, read } = await started();
  await host.addPath(pathRequest({ vcis: { first: 32, last: 1023 }, bulkSize: 100, maxAttempts: 100 }), 'Ann');
  await host.orderCircuits(circuitRequests(1, 99), 'Ann');
  await world.clock.run(1_000);
  expect([world.newYork.connections.size, read()]).toEqual([99, 99]);
  await world.newYork.goDown();
  world.newYork.forget();
  world.newYork.mischief = (call) => (call === 'create' ? { kind: 'refuse', refusal: { code: 'SROF', message: 'card in reset' } } : null);
  await world.newYork.comeUp();
  await world.clock.run(1_000);
  const before = read();
  for (let number = 100; number < 150; number++) {
    await host.orderCircuits([circuitRequest(number)], 'Ann');
    await world.clock.run(10);
  }
  expect(read() - before).toBe(0);
  world.newYork.mischief = () => null;
  await world.clock.run(300_000);
  expect(world.newYork.connections.size).toBe(149);
});

test('what is released while it is being joined, is parted after that, once', async () => {
  const { world, host } = await started();
  await host.addPath(pathRequest(), 'Ann');
  await world.clock.run(100);
  world.newYork.mischief = (call) => (call === 'connect' ? { kind: 'hold' } : null);
  await host.orderCircuits(circuitRequests(1, 3), 'Ann');
  await world.clock.run(100);
  await host.releaseCircuits(['C-1', 'C-2', 'C-3'], 'Ann');
  await world.clock.run(100);
  const parted = () => world.newYork.calls.filter(({ call }) => call === 'disconnect').length;
  expect(parted()).toBe(0);
  world.newYork.release();
  await world.clock.run(100);
  expect([parted(), await statesOf(host)]).toEqual([3, Array(3).fill('released')]);
});

test('orders are asked for in the order of their numbers when the session begins, then as they come', async () => {
  const { world, host } = await started();
  await host.addPath(pathRequest(), 'Ann');
  await world.clock.run(100);
  await world.newYork.goDown();
  await host.orderCircuits(circuitRequests(1, 3), 'Ann');
  await world.clock.run(100);
  const connects = () => world.newYork.calls.filter(({ call }) => call === 'connect').map(({ ranges }) => ranges[0]?.first);
  expect(connects()).toEqual([]);
  await world.newYork.comeUp();
  await world.clock.run(100);
  await host.orderCircuits(circuitRequests(4, 5), 'Ann');
  await world.clock.run(100);
  expect(connects()).toEqual([32, 33, 34, 35, 36]);
});

test('what could not be read or written for a while is asked for all the same, nothing being ordered meanwhile', async () => {
  let refused: string | null = null;
  const { world, host } = await started((call, args) =>
    call === 'circuits.moveOrder' ? refused === (args[0] as CircuitTransition).to : refused === call,
  );
  await host.addPath(pathRequest(), 'Ann');
  await world.clock.run(100);
  refused = 'connecting';
  await host.orderCircuits(circuitRequests(1, 2), 'Ann');
  await world.clock.run(100);
  expect(await statesOf(host)).toEqual(['given', 'given']);
  refused = null;
  await world.clock.run(10_000);
  expect(await statesOf(host)).toEqual(['active', 'active']);

  // Its circuits are made again, and that cannot be read just then.
  await world.newYork.goDown();
  world.newYork.forget();
  world.newYork.mischief = (call) => (call === 'create' ? { kind: 'refuse', refusal: { code: 'SROF', message: 'card in reset' } } : null);
  await world.newYork.comeUp();
  await world.clock.run(100);
  host.onEvent(({ kind }) => {
    if (kind === 'path.changed' && world.newYork.held.size > 0) refused ??= 'paths.get';
  });
  world.newYork.mischief = () => null;
  await world.clock.run(5_000);
  expect([refused, await statesOf(host)]).toEqual(['paths.get', ['connecting', 'connecting']]);
  refused = '';
  await world.clock.run(60_000);
  expect(await statesOf(host)).toEqual(['active', 'active']);
});
