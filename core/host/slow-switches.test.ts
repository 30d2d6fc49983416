import { expect, test } from 'vitest';
import { serialSwitch } from '../switches/testing/serial-switch';
import type { Host } from './create-host';
import { circuitRequest, circuitRequests, CircuitWorld, pathRequest, startedCircuits } from './testing/circuit-world';

const told = async (host: Host, event: string) =>
  (await host.history(1_000)).filter((entry) => entry.event === event).map(({ text }) => text);

test('V6, V8: what waits for other paths’ requests is not sent yet: its time does not run, and no attempt is used up', async () => {
  const world = new CircuitWorld();
  const { host, store } = await world.start(undefined, {}, (at) => serialSwitch(at, world.clock, 500));
  await world.clock.run(2_000);
  for (let number = 0; number < 100; number++) {
    const first = 32 + 64 * Math.floor(number / 16);
    await host.addPath(
      pathRequest({
        ...{ id: `VP-${number}`, vpi: number % 16, vcis: { first, last: first + 63 }, bulkSize: 32, deltaThreshold: 8 },
        ...{ timeThresholdMs: 30_000, backoffMs: 5_000, maxAttempts: 5 },
      }),
      'Ann',
    );
  }
  await world.clock.run(600_000);
  const paths = await host.virtualPaths();
  expect(paths.filter(({ path }) => path.status !== 'SUCCESS')).toEqual([]);
  expect(world.newYork.calls.filter(({ call }) => call === 'create')).toHaveLength(100);
  expect(await told(host, 'bulk.given-up')).toEqual([]);
  await Promise.all([host.close(), world.clock.run(5_000)]);
  await store.close();
});

test('V7: nothing is asked for while a switch is being compared, and all is consulted once it is', async () => {
  const { host, world } = await startedCircuits();
  await host.addPath(pathRequest(), 'Ann');
  await world.clock.run(100);
  world.newYork.mischief = (call) => (call === 'read' ? { kind: 'hold' } : null);
  await world.newYork.goDown();
  await world.newYork.comeUp();
  await host.orderCircuits(circuitRequests(1, 9), 'Ann');
  await world.clock.run(60_000);
  expect(await host.bulkRequests({ count: 10 })).toHaveLength(1);
  world.newYork.mischief = () => null;
  world.newYork.release();
  await world.clock.run(100);
  expect((await host.circuitOrders({})).every(({ state }) => state === 'active')).toBe(true);
  expect(await told(host, 'bulk.given-up')).toEqual([]);
});

test('V10: the time of a request that is taken up again in another session begins anew', async () => {
  const started = await startedCircuits();
  const { host, world } = started;
  world.newYork.mischief = (call) => (call === 'create' ? { kind: 'drop' } : null);
  await host.addPath(pathRequest(), 'Ann');
  await world.clock.run(100);
  await world.newYork.goDown();
  await world.clock.run(60_000);
  world.newYork.mischief = () => null;
  await world.newYork.comeUp();
  await world.clock.run(100);
  expect((await host.virtualPath('VP-1'))?.path).toMatchObject({ status: 'SUCCESS', lastVci: 39 });
  expect(await host.bulkRequests({ count: 10 })).toMatchObject([{ attempt: 1, state: 'succeeded' }]);
});

test('a path that a switch refuses to read is told of with its words, and keeps no other from being served', async () => {
  const { host, world } = await startedCircuits();
  await host.addPath(pathRequest(), 'Ann');
  await host.addPath(pathRequest({ id: 'VP-2', vpi: 4 }), 'Ann');
  await world.clock.run(100);
  const refusal = { code: 'PIUC', message: 'this user may not' };
  world.newYork.mischief = (call, vpi) => (call === 'read' && vpi === 4 ? { kind: 'refuse', refusal } : null);
  await world.newYork.goDown();
  await world.newYork.comeUp();
  await host.orderCircuits([circuitRequest(1), ...circuitRequests(2, 9, { pathId: 'VP-2' })], 'Ann');
  await world.clock.run(1_000);
  expect(await told(host, 'path.not-compared')).toEqual(['the switch refuses to say what it holds of it: PIUC this user may not']);
  expect((await host.circuitOrders({})).every(({ state }) => state === 'active')).toBe(true);
});

test('a switch that does not say what it holds is told of once for each session', async () => {
  const { host, world } = await startedCircuits();
  await host.addPath(pathRequest(), 'Ann');
  await world.clock.run(100);
  world.newYork.mischief = (call) => (call === 'read' ? { kind: 'drop' } : null);
  await world.newYork.goDown();
  await world.newYork.comeUp();
  await world.clock.run(300_000);
  expect(await told(host, 'switch.not-compared')).toEqual([
    'what it holds could not be read: no answer in time; nothing is asked of it until it is compared',
  ]);
});

test('V10: what is made again is the range less what exists', async () => {
  const { host, world } = await startedCircuits();
  await host.addPath(pathRequest({ bulkSize: 32 }), 'Ann');
  await world.clock.run(100);
  world.newYork.held.set(3, [
    { first: 32, last: 39 },
    { first: 41, last: 63 },
  ]);
  await world.newYork.tell({ kind: 'changed', reason: 'somebody deleted one', atMs: world.clock.now() });
  await world.clock.run(1_000);
  expect(world.newYork.calls.filter(({ call }) => call === 'create').at(-1)?.ranges).toEqual([{ first: 40, last: 40 }]);
});

test('V10: where the switch cannot be read back its answer counts, and its words are kept', async () => {
  const { host, world } = await startedCircuits();
  await host.addPath(pathRequest(), 'Ann');
  await world.clock.run(100);
  const refusal = { code: 'IDNV', message: 'no room' };
  world.newYork.mischief = (call) => (call === 'create' || call === 'read' ? { kind: 'refuse', refusal } : null);
  await host.orderCircuits(circuitRequests(1, 8), 'Ann');
  await world.clock.run(100);
  expect((await host.bulkRequests({ count: 1 }))[0]).toMatchObject({ state: 'failed', answer: expect.stringContaining('IDNV') as string });
});

test('V8, V10: the time of a request runs from when it is sent: one that waits for the switch is not given up', async () => {
  const world = new CircuitWorld();
  // Of four that are recorded together the last is settled after 48 s, 24 s after it was sent.
  const { host, store } = await world.start(undefined, {}, (at) => serialSwitch(at, world.clock, 6_000));
  await world.clock.run(20_000);
  for (const vpi of [3, 4, 5, 6]) await host.addPath(pathRequest({ id: `VP-${vpi}`, vpi, timeThresholdMs: 26_000, maxAttempts: 1 }), 'Ann');
  await world.clock.run(200_000);
  expect((await host.virtualPaths()).map(({ path }) => path.status)).toEqual(['SUCCESS', 'SUCCESS', 'SUCCESS', 'SUCCESS']);
  expect(await told(host, 'bulk.given-up')).toEqual([]);
  await Promise.all([host.close(), world.clock.run(20_000)]);
  await store.close();
});
