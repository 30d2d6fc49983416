import { expect, test } from 'vitest';
import type { Host } from './create-host';
import type { CircuitTransition } from '../model/virtual-circuit';
import { CircuitWorld, circuitRequest, circuitRequests, pathRequest, startedCircuits, type StartedCircuits } from './testing/circuit-world';
import { refusingStore, type Refuses } from './testing/refusing-store';

// What once went wrong in the simulation, each by the rule that was broken.

const ordersOf = async (host: Host) => (await host.circuitOrders({})).map(({ id, state, vci }) => ({ id, state, vci }));

const pathOf = async (host: Host) => (await host.virtualPath('VP-1'))?.path;

const vcisOf = async (host: Host) => (await ordersOf(host)).map(({ vci }) => vci);

const creations = ({ world }: StartedCircuits) => world.newYork.calls.filter(({ call }) => call === 'create');

async function withPath(): Promise<StartedCircuits> {
  const started = await startedCircuits();
  expect(await started.host.addPath(pathRequest(), 'Ann')).toEqual({ kind: 'received' });
  await started.world.clock.run(10);
  return started;
}

test('V10: what is pending when an engine starts is read back before anything of it is asked for again', async () => {
  const started = await startedCircuits();
  const { host, world } = started;
  world.newYork.mischief = (call) => (call === 'create' ? { kind: 'hold' } : null);
  await host.addPath(pathRequest(), 'Ann');
  await host.addPath(pathRequest({ id: 'VP-2', vpi: 4 }), 'Ann');
  await world.clock.run(100);
  await started.restart();
  await world.clock.run(100);
  expect(creations(started)).toHaveLength(2);
  expect(await pathOf(started.host)).toMatchObject({ status: 'SUCCESS', lastVci: 39 });
});

test('V10: a late answer settles what is pending, where that is brought about with it', async () => {
  const started = await startedCircuits();
  const { host, world } = started;
  let [sent, reads] = [0, 0];
  world.newYork.mischief = (call) => {
    if (call === 'create') return sent++ === 0 ? { kind: 'hold' } : { kind: 'drop' };
    return call === 'read' && reads++ === 0 ? { kind: 'drop' } : null;
  };
  await host.addPath(pathRequest(), 'Ann');
  await world.clock.run(10_100);
  expect(await pathOf(host)).toMatchObject({ status: 'IN_PROCESS', attempts: 2 });
  world.newYork.release();
  await world.clock.run(100);
  expect(await pathOf(host)).toMatchObject({ status: 'SUCCESS', lastVci: 39 });
  expect(await host.bulkRequests({ pathId: 'VP-1', count: 10 })).toMatchObject([{ state: 'succeeded' }, { state: 'given-up' }]);
});

test('V10: a late answer tells nothing of circuits above the range that it was about', async () => {
  const started = await startedCircuits();
  const { host, world } = started;
  let sent = 0;
  world.newYork.mischief = (call) => (call === 'create' && sent++ === 0 ? { kind: 'hold' } : null);
  await host.addPath(pathRequest(), 'Ann');
  await world.clock.run(10_100);
  await host.orderCircuits(circuitRequests(1, 7), 'Ann');
  await world.clock.run(100);
  expect(await pathOf(host)).toMatchObject({ status: 'SUCCESS', lastVci: 47 });
  world.newYork.release();
  await world.clock.run(100);
  expect(await pathOf(host)).toMatchObject({ status: 'SUCCESS', lastVci: 47 });
  expect(creations(started)).toHaveLength(2);
});

test('V10: a path that was held and is tried again is read back first: what was asked for before may be there', async () => {
  const started = await startedCircuits();
  const { host, world } = started;
  world.newYork.mischief = (call) => (call === 'create' ? { kind: 'lose' } : call === 'read' ? { kind: 'drop' } : null);
  await host.addPath(pathRequest({ maxAttempts: 1 }), 'Ann');
  await world.clock.run(20_000);
  expect(await pathOf(host)).toMatchObject({ status: 'FAIL', heldSinceMs: expect.any(Number) as number });
  world.newYork.mischief = () => null;
  await host.retryPath('VP-1', 'Ann');
  await world.clock.run(100);
  expect(await pathOf(host)).toMatchObject({ status: 'SUCCESS', lastVci: 39 });
  expect(creations(started)).toHaveLength(1);
});

test('V12: a reserve is not held where the table wants nothing sent for what remains', async () => {
  const started = await startedCircuits();
  const { host, world } = started;
  const rows = [
    { status: 'SUCCESS', remaining: '<', elapsed: null, action: 'send' },
    { status: 'SUCCESS', remaining: '>=', elapsed: null, action: 'do-not-send' },
    { status: 'FAIL', remaining: null, elapsed: null, action: 'send-again' },
    { status: 'IN_PROCESS', remaining: null, elapsed: '<=', action: 'do-not-send' },
    { status: 'IN_PROCESS', remaining: null, elapsed: '>', action: 'send-again' },
  ] as const;
  expect(await host.saveConditions(rows, 'Ann')).toEqual({ kind: 'saved' });
  await host.addPath(pathRequest({ isReserveHeld: true }), 'Ann');
  await host.orderCircuits(circuitRequests(1, 7), 'Ann');
  await world.clock.run(1_000);
  expect(await vcisOf(host)).toEqual([32, 33, 34, 35, 36, 37, 38]);
});

test('a switch that loses its memory while a path is held for the operator gets the circuits of its orders again', async () => {
  const { host, world } = await withPath();
  await host.orderCircuits(circuitRequests(1, 5), 'Ann');
  await world.clock.run(100);
  world.newYork.mischief = (call) => (call === 'create' ? { kind: 'refuse', refusal: { code: 'SRQN', message: 'no' } } : null);
  await host.orderCircuits([circuitRequest(6)], 'Ann');
  await world.clock.run(60_000);
  expect(await pathOf(host)).toMatchObject({ status: 'FAIL', heldSinceMs: expect.any(Number) as number });
  await world.newYork.goDown();
  world.newYork.forget();
  world.newYork.mischief = () => null;
  await world.newYork.comeUp();
  await world.clock.run(10_000);
  expect((await ordersOf(host)).map(({ state }) => state)).toEqual(Array<string>(6).fill('active'));
});

test('a circuit that is absent for long is asked for now and then, not in a circle', async () => {
  const { host, world } = await withPath();
  await host.orderCircuits(circuitRequests(1, 3), 'Ann');
  await world.clock.run(100);
  world.newYork.mischief = (call) => (call === 'create' ? { kind: 'drop' } : null);
  await world.newYork.goDown();
  world.newYork.forget();
  await world.newYork.comeUp();
  const before = world.newYork.calls.length;
  await world.clock.run(60_000);
  expect(world.newYork.calls.length - before).toBeLessThan(60);
});

test('what was joined without an answer, and is refused when it is asked for again, is read back before the order is given up', async () => {
  const { host, world } = await withPath();
  let asked = 0;
  world.newYork.mischief = (call) => {
    if (call !== 'connect') return null;
    return asked++ === 0 ? { kind: 'lose' } : { kind: 'refuse', refusal: { code: 'SROF', message: 'invalid state' } };
  };
  await host.orderCircuits([circuitRequest(1)], 'Ann');
  await world.clock.run(10_000);
  expect(asked).toBe(2);
  expect(await ordersOf(host)).toEqual([{ id: 'C-1', state: 'active', vci: 32 }]);
});

test('a comparison holds whatever the clock shows: what is lost after it was set back is joined again', async () => {
  const { host, world } = await withPath();
  await host.orderCircuits(circuitRequests(1, 2), 'Ann');
  await world.clock.run(100);
  world.clock.jump(-120_000);
  await world.newYork.goDown();
  world.newYork.forget();
  await world.newYork.comeUp();
  await world.clock.run(5_000);
  expect(world.newYork.connections.size).toBe(2);
  expect((await ordersOf(host)).map(({ state }) => state)).toEqual(['active', 'active']);
});

test.each([
  ['that a switch is up', 'switches.putLink'],
  ['what it was found to hold, or what a request came to', 'paths.put'],
  ['who is to be joined next', 'circuits.moveOrder'],
  ['what an order came to', 'circuits.setCause'],
])('a disk that is full for a while: %s is written once there is room, and every order is served', async (_, call) => {
  let isFull = false;
  const refuses: Refuses = (made) => isFull && made === call;
  const world = new CircuitWorld();
  const { host, store } = await world.start((inner) => refusingStore(inner, refuses));
  await host.addPath(pathRequest(), 'Ann');
  await host.orderCircuits(circuitRequests(1, 3), 'Ann');
  let asked = 0;
  world.newYork.mischief = (made) => (made === 'connect' && asked++ < 2 ? { kind: 'drop' } : null);
  isFull = true;
  await world.newYork.goDown();
  await world.newYork.comeUp();
  await world.clock.run(15_000);
  isFull = false;
  await world.clock.run(120_000);
  expect((await host.switches()).every(({ link }) => link.isUp)).toBe(true);
  expect((await ordersOf(host)).map(({ state }) => state)).toEqual(['active', 'active', 'active']);
  await host.close();
  await store.close();
});

test('V7: a retry that is due while the disk is full is made once there is room', async () => {
  let isFull = false;
  const world = new CircuitWorld();
  const { host, store } = await world.start((inner) => refusingStore(inner, (made) => isFull && made === 'paths.addRequest'));
  world.newYork.mischief = (call) => (call === 'create' ? { kind: 'refuse', refusal: { code: 'SRQN', message: 'no' } } : null);
  await host.addPath(pathRequest(), 'Ann');
  await host.orderCircuits([circuitRequest(1)], 'Ann');
  await world.clock.run(100);
  world.newYork.mischief = () => null;
  isFull = true;
  await world.clock.run(20_000);
  isFull = false;
  await world.clock.run(60_000);
  expect(await ordersOf(host)).toEqual([{ id: 'C-1', state: 'active', vci: 32 }]);
  await host.close();
  await store.close();
});

test('what is lost while it becomes active is found by another comparison', async () => {
  const { host, world } = await withPath();
  world.newYork.mischief = (call) => (call === 'connect' ? { kind: 'hold' } : null);
  await host.orderCircuits([circuitRequest(1)], 'Ann');
  await world.clock.run(100);
  // It is compared while the answer is on its way, and what it has just joined is gone.
  world.newYork.connections.clear();
  world.newYork.mischief = (call) => (call === 'read' ? { kind: 'hold' } : null);
  void world.newYork.tell({ kind: 'changed', reason: 'a cross-connection was removed', atMs: world.clock.now() });
  await world.clock.run(100);
  world.newYork.mischief = () => null;
  world.newYork.release();
  await world.clock.run(10_000);
  expect(await ordersOf(host)).toEqual([{ id: 'C-1', state: 'active', vci: 32 }]);
  expect(world.newYork.connections.size).toBe(1);
});

test('orders that a busy switch puts off are each read once for each time that it is asked, however many there are', async () => {
  let read = 0;
  const world = new CircuitWorld();
  const { host, store } = await world.start((inner) =>
    refusingStore(inner, (call, args) => {
      if (call === 'circuits.ordersToDo') read += (args[0] as readonly string[]).length;
      return false;
    }),
  );
  await host.addPath(pathRequest({ vcis: { first: 32, last: 1023 }, bulkSize: 900 }), 'Ann');
  await world.clock.run(100);
  const busy = { kind: 'refuse', isBusy: true, refusal: { code: 'SARB', message: 'busy' } } as const;
  world.newYork.mischief = (call) => (call === 'connect' ? busy : null);
  await host.orderCircuits(circuitRequests(1, 800), 'Ann');
  await world.clock.run(20_000);
  const asked = world.newYork.calls.filter(({ call }) => call === 'connect').length;
  expect(asked).toBe(4 * 800);
  expect(read).toBe(asked);
  world.newYork.mischief = () => null;
  await world.clock.run(60_000);
  expect((await host.circuitOrders({ states: ['active'] })).length).toBe(800);
  await host.close();
  await store.close();
});

test('V10: orders that wait for their circuits to be created again are not read for each that is given one', async () => {
  let read = 0;
  const world = new CircuitWorld();
  const { host, store } = await world.start((inner) =>
    refusingStore(inner, (call, args) => {
      if (call === 'circuits.ordersToDo') read += (args[0] as readonly string[]).length;
      return false;
    }),
  );
  await host.addPath(pathRequest({ vcis: { first: 32, last: 1023 }, bulkSize: 100, maxAttempts: 100 }), 'Ann');
  await host.orderCircuits(circuitRequests(1, 99), 'Ann');
  await world.clock.run(1_000);
  expect([world.newYork.connections.size, read]).toEqual([99, 99]);
  await world.newYork.goDown();
  world.newYork.forget();
  world.newYork.mischief = (call) => (call === 'create' ? { kind: 'refuse', refusal: { code: 'SROF', message: 'card in reset' } } : null);
  await world.newYork.comeUp();
  await world.clock.run(1_000);
  const before = read;
  for (let number = 100; number < 150; number++) {
    await host.orderCircuits([circuitRequest(number)], 'Ann');
    await world.clock.run(10);
  }
  expect(read - before).toBe(0);
  world.newYork.mischief = () => null;
  await world.clock.run(300_000);
  expect(world.newYork.connections.size).toBe(149);
  await host.close();
  await store.close();
});

test('what is released while it is being joined, is parted after that, once', async () => {
  const { host, world } = await withPath();
  world.newYork.mischief = (call) => (call === 'connect' ? { kind: 'hold' } : null);
  await host.orderCircuits(circuitRequests(1, 3), 'Ann');
  await world.clock.run(100);
  await host.releaseCircuits(['C-1', 'C-2', 'C-3'], 'Ann');
  await world.clock.run(100);
  const parted = () => world.newYork.calls.filter(({ call }) => call === 'disconnect').length;
  expect(parted()).toBe(0);
  world.newYork.release();
  await world.clock.run(100);
  expect([parted(), (await ordersOf(host)).map(({ state }) => state)]).toEqual([3, Array(3).fill('released')]);
});

test('orders are asked for in the order of their numbers when the session begins, then as they come', async () => {
  const { host, world } = await withPath();
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
  const world = new CircuitWorld();
  const { host, store } = await world.start((inner) =>
    refusingStore(inner, (call, args) => {
      if (call === 'circuits.moveOrder') return refused === (args[0] as CircuitTransition).to;
      return refused === call;
    }),
  );
  const states = async () => (await ordersOf(host)).map(({ state }) => state);
  await host.addPath(pathRequest(), 'Ann');
  await world.clock.run(100);
  refused = 'connecting';
  await host.orderCircuits(circuitRequests(1, 2), 'Ann');
  await world.clock.run(100);
  expect(await states()).toEqual(['given', 'given']);
  refused = null;
  await world.clock.run(10_000);
  expect(await states()).toEqual(['active', 'active']);

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
  expect([refused, await states()]).toEqual(['paths.get', ['connecting', 'connecting']]);
  refused = '';
  await world.clock.run(60_000);
  expect(await states()).toEqual(['active', 'active']);
  await host.close();
  await store.close();
});
