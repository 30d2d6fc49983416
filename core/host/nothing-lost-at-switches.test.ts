import { expect, test } from 'vitest';
import type { Host } from './create-host';
import {
  CircuitWorld,
  circuitRequest,
  circuitRequests,
  lineOf,
  pathRequest,
  startedCircuits,
  type StartedCircuits,
} from './testing/circuit-world';
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

/** An order's circuit that the switch did not join when it was asked, nor until the order was released. */
async function withReleased(quarantineMs: number): Promise<StartedCircuits> {
  const started = await startedCircuits();
  const { host, world } = started;
  await host.addPath(pathRequest({ quarantineMs }), 'Ann');
  await world.clock.run(100);
  world.newYork.mischief = (call) => (call === 'connect' ? { kind: 'drop' } : null);
  await host.orderCircuits([circuitRequest(1)], 'Ann');
  await world.clock.run(100);
  await host.releaseCircuits(['C-1'], 'Ann');
  await world.clock.run(5_000);
  world.newYork.mischief = () => null;
  expect(await ordersOf(host)).toEqual([{ id: 'C-1', state: 'released', vci: null }]);
  return started;
}

async function joinLate({ world }: StartedCircuits): Promise<void> {
  world.newYork.connections.set('3/32', { vpi: 3, vci: 32, line: lineOf(1) });
  await world.newYork.tell({ kind: 'changed', reason: 'a late answer', atMs: world.clock.now() });
  await world.clock.run(100);
}

const stateOf = async (host: Host, vci: number) => (await host.virtualPath('VP-1'))?.circuits.find((circuit) => circuit.vci === vci)?.state;

test.each([
  ['in quarantine', 60_000],
  ['free again', 1_000],
])('V10: a circuit that is joined late, while it is %s, is given to nobody until it is parted at the switch', async (_, quarantineMs) => {
  const started = await withReleased(quarantineMs);
  const { host, world } = started;
  await joinLate(started);
  expect(await stateOf(host, 32)).toBe('foreign');
  const told = (await host.history(100)).filter(({ event }) => event === 'path.foreign').map(({ text }) => text);
  expect(told).toEqual([expect.stringMatching(/circuit 3\/32 to line 1-1-1-2 \(0\/35\); part them at the switch/)]);
  await host.orderCircuits([circuitRequest(2)], 'Ann');
  await world.clock.run(120_000);
  expect(await vcisOf(host)).toEqual([null, 33]);
  world.newYork.connections.delete('3/32');
  await world.newYork.tell({ kind: 'changed', reason: 'parted by hand', atMs: world.clock.now() });
  await world.clock.run(100);
  expect(await stateOf(host, 32)).toBe('free');
  await host.orderCircuits([circuitRequest(1, { id: 'C-1b' })], 'Ann');
  await world.clock.run(100);
  expect((await ordersOf(host)).at(-1)).toEqual({ id: 'C-1b', state: 'active', vci: 32 });
});

test('V10: a quarantine that ends while the switch is asked hides nothing that is joined', async () => {
  const started = await withReleased(10_000);
  const { host, world } = started;
  world.newYork.mischief = (call) => (call === 'read' ? { kind: 'hold' } : null);
  await joinLate(started);
  await world.clock.run(20_000);
  // Serves the path, and so ends the quarantine.
  await host.changePath('VP-1', { maxAttempts: 4 }, 'Ann');
  expect(await stateOf(host, 32)).toBe('free');
  world.newYork.mischief = () => null;
  world.newYork.release();
  await world.clock.run(100);
  expect(await stateOf(host, 32)).toBe('foreign');
});

test('V10: what was joined when the switch was asked, and was parted and released since, is not taken for foreign', async () => {
  const { host, world } = await withPath();
  await host.orderCircuits([circuitRequest(1)], 'Ann');
  await world.clock.run(100);
  world.newYork.mischief = (call) => (call === 'read' ? { kind: 'hold' } : null);
  void world.newYork.tell({ kind: 'changed', reason: 'something', atMs: world.clock.now() });
  await world.clock.run(100);
  await host.releaseCircuits(['C-1'], 'Ann');
  await world.clock.run(100);
  expect(await stateOf(host, 32)).toBe('quarantined');
  world.newYork.mischief = () => null;
  world.newYork.release();
  await world.clock.run(100);
  expect(await stateOf(host, 32)).toBe('quarantined');
});
