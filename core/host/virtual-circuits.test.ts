import { expect, test } from 'vitest';
import { sizeOf } from '../circuits/ranges';
import type { Host } from './create-host';
import { circuitRequest, circuitRequests, lineOf, pathRequest, startedCircuits, type StartedCircuits } from './testing/circuit-world';

const ordersOf = async (host: Host, pathId = 'VP-1') =>
  (await host.circuitOrders({ pathId })).map(({ id, state, vci }) => ({ id, state, vci }));

const pathOf = async (host: Host, id = 'VP-1') => {
  const status = await host.virtualPath(id);
  if (!status) throw new Error(`there is no path ${id}`);
  return status.path;
};

const vcisOf = async (host: Host) => (await ordersOf(host)).map(({ vci }) => vci);

const creations = ({ world }: StartedCircuits) => world.newYork.calls.filter(({ call }) => call === 'create');

async function withPath(change: Parameters<typeof pathRequest>[0] = {}): Promise<StartedCircuits> {
  const started = await startedCircuits();
  expect(await started.host.addPath(pathRequest(change), 'Ann')).toEqual({ kind: 'received' });
  await started.world.clock.run(10);
  return started;
}

test('V1: an order gets a circuit of its path, which is joined to the end user’s line', async () => {
  const { host, world } = await withPath();
  expect(await host.orderCircuits([circuitRequest(1)], 'Ann')).toMatchObject([{ kind: 'received', vci: 32 }]);
  await world.clock.run(10);
  expect(await ordersOf(host)).toEqual([{ id: 'C-1', state: 'active', vci: 32 }]);
  expect([...world.newYork.connections.values()]).toEqual([{ vpi: 3, vci: 32, line: lineOf(1) }]);
});

test('V2, V8: a new path asks for its first circuits, which are given one after the other', async () => {
  const started = await withPath();
  expect(await pathOf(started.host)).toMatchObject({ currentVci: 32, lastVci: 39, status: 'SUCCESS' });
  await started.host.orderCircuits(circuitRequests(1, 3), 'Ann');
  await started.world.clock.run(10);
  expect(await vcisOf(started.host)).toEqual([32, 33, 34]);
  expect(creations(started)).toEqual([{ call: 'create', vpi: 3, ranges: [{ first: 32, last: 39 }] }]);
});

test('V4: while more than the delta threshold remain each order is given its circuit, and nothing is sent but its joining', async () => {
  const { host, world } = await withPath();
  const before = world.newYork.calls.length;
  // 39 − 36 = 3 remain when the fifth is given its circuit: more than 2.
  for (let number = 1; number <= 5; number++) {
    await host.orderCircuits([circuitRequest(number)], 'Ann');
    await world.clock.run(60_000);
  }
  expect(world.newYork.calls.slice(before)).toEqual(
    [32, 33, 34, 35, 36].map((vci) => ({ call: 'connect', vpi: 3, ranges: [{ first: vci, last: vci }] })),
  );
  expect(await host.bulkRequests({ pathId: 'VP-1', count: 10 })).toHaveLength(1);
  expect((await ordersOf(host)).map(({ state }) => state)).toEqual(Array<string>(5).fill('active'));
});

test('V3, V5: not more than the delta threshold remain, equality included, and then one request for more is sent', async () => {
  const started = await withPath();
  // 39 − 36 = 3 remain after the fifth: more than 2.
  await started.host.orderCircuits(circuitRequests(1, 5), 'Ann');
  await started.world.clock.run(10);
  expect(creations(started)).toHaveLength(1);
  // 39 − 37 = 2.
  await started.host.orderCircuits([circuitRequest(6)], 'Ann');
  await started.world.clock.run(10);
  expect(creations(started).map(({ ranges }) => ranges)).toEqual([[{ first: 32, last: 39 }], [{ first: 40, last: 47 }]]);
});

test('V6: whatever is ordered at the same moment, one request is pending for a path', async () => {
  const started = await withPath();
  started.world.newYork.mischief = (call) => (call === 'create' ? { kind: 'hold' } : null);
  await Promise.all(Array.from({ length: 20 }, (_, index) => started.host.orderCircuits([circuitRequest(index)], 'Ann')));
  await started.world.clock.run(5_000);
  expect(creations(started)).toHaveLength(2);
  expect(await started.host.bulkRequests({ pathId: 'VP-1', count: 10 })).toMatchObject([
    { state: 'pending', attempt: 1 },
    { state: 'succeeded' },
  ]);
  started.world.newYork.mischief = () => null;
  started.world.newYork.release();
  await started.world.clock.run(100);
  const vcis = await vcisOf(started.host);
  expect(new Set(vcis).size).toBe(20);
  expect((await ordersOf(started.host)).every(({ state }) => state === 'active')).toBe(true);
});

test('V12: orders go on being served from what remains while a request is pending, then wait, in order', async () => {
  const started = await withPath();
  started.world.newYork.mischief = (call) => (call === 'create' ? { kind: 'hold' } : null);
  await started.host.orderCircuits(circuitRequests(1, 11), 'Ann');
  await started.world.clock.run(100);
  const states = (await ordersOf(started.host)).map(({ state }) => state);
  expect(states).toEqual([...Array<string>(8).fill('active'), ...Array<string>(3).fill('waiting')]);
  started.world.newYork.release();
  await started.world.clock.run(100);
  expect(await vcisOf(started.host)).toEqual([32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42]);
});

test('V12: a path that holds its reserve lets orders wait while not more than the delta threshold remain', async () => {
  const started = await withPath({ isReserveHeld: true });
  started.world.newYork.mischief = (call) => (call === 'create' ? { kind: 'hold' } : null);
  await started.host.orderCircuits(circuitRequests(1, 7), 'Ann');
  await started.world.clock.run(100);
  expect(await vcisOf(started.host)).toEqual([32, 33, 34, 35, 36, null, null]);
  started.world.newYork.release();
  await started.world.clock.run(100);
  expect(await vcisOf(started.host)).toEqual([32, 33, 34, 35, 36, 37, 38]);
});

test('V12: a path whose identifiers are used up says so, and serves from what is released', async () => {
  const started = await withPath({ vcis: { first: 32, last: 41 } });
  const answers = await started.host.orderCircuits(circuitRequests(1, 11), 'Ann');
  expect(answers.slice(0, 10).every(({ kind }) => kind === 'received')).toBe(true);
  expect(answers[10]).toMatchObject({ kind: 'refused', message: expect.stringContaining('path full') as string });
  await started.world.clock.run(100);
  expect((await ordersOf(started.host)).map(({ state }) => state)).toEqual(Array<string>(10).fill('active'));
  await started.host.releaseCircuits(['C-4'], 'Ann');
  await started.world.clock.run(100);
  // Promised what is in quarantine.
  expect(await started.host.orderCircuits([circuitRequest(12)], 'Ann')).toMatchObject([{ kind: 'received', vci: null }]);
  expect(await started.host.orderCircuits([circuitRequest(13)], 'Ann')).toMatchObject([{ kind: 'refused' }]);
  await started.world.clock.run(60_000);
  expect((await ordersOf(started.host)).find(({ id }) => id === 'C-12')).toEqual({ id: 'C-12', state: 'active', vci: 35 });
});

test('V2: released circuits are given again after their quarantine, those released first before the others', async () => {
  const started = await withPath();
  await started.host.orderCircuits(circuitRequests(1, 4), 'Ann');
  await started.world.clock.run(100);
  await started.host.releaseCircuits(['C-3'], 'Ann');
  await started.world.clock.run(1_000);
  await started.host.releaseCircuits(['C-1'], 'Ann');
  await started.world.clock.run(1_000);
  expect(sizeOf([...started.world.newYork.connections.values()].map(({ vci }) => ({ first: vci, last: vci })))).toBe(2);
  await started.host.orderCircuits([circuitRequest(5)], 'Ann');
  await started.world.clock.run(60_000);
  await started.host.orderCircuits(circuitRequests(6, 7), 'Ann');
  await started.world.clock.run(100);
  expect(await vcisOf(started.host)).toEqual([null, 33, null, 35, 36, 34, 32]);
});

test('V10: a request that failed is sent again after its backoff, and held for the operator after so many attempts', async () => {
  const started = await startedCircuits();
  const { host, world } = started;
  world.newYork.mischief = (call) => (call === 'create' ? { kind: 'refuse', refusal: { code: 'SRQN', message: 'not now' } } : null);
  await host.addPath(pathRequest(), 'Ann');
  await world.clock.run(500);
  await host.orderCircuits([circuitRequest(1)], 'Ann');
  expect(creations(started)).toHaveLength(1);
  await world.clock.run(600);
  expect(creations(started)).toHaveLength(2);
  await world.clock.run(1_800);
  expect(creations(started)).toHaveLength(2);
  await world.clock.run(200);
  expect(creations(started)).toHaveLength(3);
  await world.clock.run(600_000);
  expect(creations(started)).toHaveLength(3);
  expect(await pathOf(host)).toMatchObject({ status: 'FAIL', heldSinceMs: expect.any(Number) as number });
  world.newYork.mischief = () => null;
  expect(await host.retryPath('VP-1', 'Ann')).toEqual({ kind: 'received' });
  await world.clock.run(100);
  expect(await ordersOf(host)).toEqual([{ id: 'C-1', state: 'active', vci: 32 }]);
});

test('V10: a partial answer leaves the unbroken part, and what is lacking is asked for again', async () => {
  const started = await startedCircuits();
  const { host, world } = started;
  let isFirst = true;
  world.newYork.mischief = (call) => {
    if (call !== 'create' || !isFirst) return null;
    isFirst = false;
    return { kind: 'part', count: 3 };
  };
  world.newYork.held.set(3, [{ first: 37, last: 37 }]);
  await host.addPath(pathRequest(), 'Ann');
  await world.clock.run(100);
  expect(await pathOf(host)).toMatchObject({ status: 'FAIL', lastVci: 34 });
  await world.clock.run(2_000);
  expect(creations(started).map(({ ranges }) => ranges)).toEqual([
    [{ first: 32, last: 39 }],
    [
      { first: 35, last: 36 },
      { first: 38, last: 39 },
    ],
  ]);
  expect(await pathOf(host)).toMatchObject({ status: 'SUCCESS', lastVci: 39 });
});

test('V10: a request past its time threshold is given up and sent again; its late answer loses and doubles nothing', async () => {
  const started = await startedCircuits();
  const { host, world } = started;
  let sent = 0;
  world.newYork.mischief = (call) => (call === 'create' && sent++ === 0 ? { kind: 'hold' } : null);
  await host.addPath(pathRequest(), 'Ann');
  await host.orderCircuits(circuitRequests(1, 3), 'Ann');
  await world.clock.run(10_000);
  expect(await pathOf(host)).toMatchObject({ status: 'IN_PROCESS', attempts: 1 });
  await world.clock.run(2);
  // The switch had carried it out: what was read back before the second attempt settles it, and nothing is created twice.
  expect(creations(started)).toHaveLength(1);
  expect(await host.bulkRequests({ pathId: 'VP-1', count: 10 })).toMatchObject([
    { attempt: 2, state: 'succeeded' },
    { attempt: 1, state: 'given-up' },
  ]);
  world.newYork.release();
  await world.clock.run(100);
  expect(await vcisOf(host)).toEqual([32, 33, 34]);
  expect(await pathOf(host)).toMatchObject({ status: 'SUCCESS', lastVci: 39 });
});

test('V10: an answer that was lost is settled by what the switch holds', async () => {
  const started = await startedCircuits();
  const { host, world } = started;
  let sent = 0;
  world.newYork.mischief = (call) => (call === 'create' && sent++ === 0 ? { kind: 'lose' } : null);
  await host.addPath(pathRequest(), 'Ann');
  await world.clock.run(100);
  expect(await pathOf(host)).toMatchObject({ status: 'SUCCESS', lastVci: 39 });
  expect(creations(started)).toHaveLength(1);
});

test('V10: a session that is lost while a request is pending: with the next one what is missing is asked for, in the same request', async () => {
  const started = await startedCircuits();
  const { host, world } = started;
  let sent = 0;
  world.newYork.mischief = (call) => (call === 'create' && sent++ === 0 ? { kind: 'drop' } : null);
  await host.addPath(pathRequest(), 'Ann');
  await world.clock.run(100);
  expect(await pathOf(host)).toMatchObject({ status: 'IN_PROCESS', attempts: 1 });
  await world.newYork.goDown();
  await world.clock.run(1_000);
  await world.newYork.comeUp();
  await world.clock.run(100);
  expect(await pathOf(host)).toMatchObject({ status: 'SUCCESS', lastVci: 39, attempts: 0 });
  expect(await host.bulkRequests({ pathId: 'VP-1', count: 10 })).toHaveLength(1);
});

test('V7: the table is consulted at start too: orders that waited over a restart are served', async () => {
  const started = await startedCircuits();
  const { world } = started;
  world.newYork.mischief = (call) => (call === 'create' ? { kind: 'drop' } : null);
  await started.host.addPath(pathRequest(), 'Ann');
  await started.host.orderCircuits(circuitRequests(1, 2), 'Ann');
  await world.clock.run(100);
  world.newYork.mischief = () => null;
  await started.restart();
  await world.clock.run(100);
  expect(await ordersOf(started.host)).toEqual([
    { id: 'C-1', state: 'active', vci: 32 },
    { id: 'C-2', state: 'active', vci: 33 },
  ]);
});

test('a switch that lost its memory gets its circuits and cross-connections again', async () => {
  const { host, world } = await withPath();
  await host.orderCircuits(circuitRequests(1, 4), 'Ann');
  await world.clock.run(100);
  await world.newYork.goDown();
  world.newYork.forget();
  await world.newYork.comeUp();
  await world.clock.run(5_000);
  expect((await ordersOf(host)).map(({ state, vci }) => [state, vci])).toEqual([32, 33, 34, 35].map((vci) => ['active', vci]));
  expect(world.newYork.connections.size).toBe(4);
  expect(world.newYork.held.get(3)).toEqual([{ first: 32, last: 39 }]);
});

test('V10: what the switch lost is not asked to be joined before it is created again, and then at once', async () => {
  const { host, world } = await withPath();
  await host.orderCircuits(circuitRequests(1, 4), 'Ann');
  await world.clock.run(100);
  await world.newYork.goDown();
  world.newYork.forget();
  let refusals = 2;
  world.newYork.mischief = (call) =>
    call === 'create' && refusals-- > 0 ? { kind: 'refuse', refusal: { code: 'SROF', message: 'card in reset' } } : null;
  const connects = () => world.newYork.calls.filter(({ call }) => call === 'connect').length;
  const before = connects();
  await world.newYork.comeUp();
  await world.clock.run(2_900);
  expect([connects() - before, (await ordersOf(host)).map(({ state }) => state)]).toEqual([0, Array(4).fill('connecting')]);
  await world.clock.run(200);
  expect([connects() - before, (await ordersOf(host)).map(({ state }) => state)]).toEqual([4, Array(4).fill('active')]);
});

test('what the switch uses for something else is given to nobody; a line that is used there fails the order with its words', async () => {
  const { host, world } = await withPath();
  world.newYork.connections.set('3/32', { vpi: 3, vci: 32, line: lineOf(40) });
  await host.orderCircuits([circuitRequest(1), circuitRequest(2, { line: lineOf(40) })], 'Ann');
  await world.clock.run(100);
  expect(await ordersOf(host)).toEqual([
    { id: 'C-1', state: 'active', vci: 34 },
    { id: 'C-2', state: 'failed', vci: null },
  ]);
  expect(world.newYork.connections.size).toBe(2);
});

test('a release is asked for until the switch confirms it, and the circuit stays taken until then', async () => {
  const { host, world } = await withPath();
  await host.orderCircuits([circuitRequest(1)], 'Ann');
  await world.clock.run(100);
  world.newYork.mischief = (call) => (call === 'disconnect' ? { kind: 'drop' } : null);
  await host.releaseCircuits(['C-1'], 'Ann');
  await world.clock.run(100_000);
  expect(await ordersOf(host)).toEqual([{ id: 'C-1', state: 'releasing', vci: 32 }]);
  world.newYork.mischief = () => null;
  await world.clock.run(60_000);
  expect(await ordersOf(host)).toEqual([{ id: 'C-1', state: 'released', vci: null }]);
  expect(world.newYork.connections.size).toBe(0);
});

test('bad input: each order is refused with the thing and the remedy, and the others are taken', async () => {
  const { host, world } = await withPath();
  const answers = await host.orderCircuits(
    [
      circuitRequest(1),
      circuitRequest(1),
      circuitRequest(2, { endUser: 'user 1' }),
      circuitRequest(3, { line: lineOf(1) }),
      circuitRequest(4, { pathId: 'VP-9' }),
      circuitRequest(5, { line: { ...lineOf(5), vci: 64 } }),
      circuitRequest(6),
    ],
    'Ann',
  );
  expect(answers.map((answer) => (answer.kind === 'refused' ? answer.message : answer.kind))).toEqual([
    'received',
    expect.stringContaining('circuit order C-1 exists already'),
    expect.stringContaining('end user user 1 has a circuit in path VP-1 already, by order C-1'),
    expect.stringContaining('is taken by order C-1'),
    expect.stringContaining('virtual path VP-9 is not known'),
    expect.stringContaining('64'),
    'received',
  ]);
  await world.clock.run(100);
  expect(await vcisOf(host)).toEqual([32, 33]);
});
