import { expect, test } from 'vitest';
import { defaultConditions } from '../circuits/conditions-table';
import { usualSwitchLimits } from '../model/switch';
import { circuitRequest, circuitRequests, pathRequest, startedCircuits } from './testing/circuit-world';

const message = (text: string) => ({ kind: 'refused', message: expect.stringContaining(text) as string });

test('a path that cannot be is refused with the thing and the remedy, and nothing is entered', async () => {
  const { host } = await startedCircuits();
  for (const [change, words] of [
    [{ switchId: 'PAR' }, 'switch PAR is not known'],
    [{ vpi: 16 }, '16'],
    [{ vpi: 300 }, '300'],
    [{ vcis: { first: 31, last: 95 } }, '31'],
    [{ vcis: { first: 32, last: 1024 } }, '1024'],
    [{ bulkSize: 2 }, 'bulk'],
    [{ timeThresholdMs: 0 }, 'time-threshold'],
  ] as const) {
    expect(await host.addPath(pathRequest(change), 'Ann')).toEqual(message(words));
  }
  expect(await host.virtualPaths()).toEqual([]);
});

test('a range that overlaps another of the same switch and VPI is refused; beside it, or on another switch, it is taken', async () => {
  const { host } = await startedCircuits();
  expect(await host.addPath(pathRequest(), 'Ann')).toEqual({ kind: 'received' });
  expect(await host.addPath(pathRequest({ id: 'VP-2', vcis: { first: 95, last: 120 } }), 'Ann')).toEqual(message('VP-1'));
  expect(await host.addPath(pathRequest({ id: 'VP-1', vpi: 4 }), 'Ann')).toEqual(message('exists already'));
  expect(await host.addPath(pathRequest({ id: 'VP-2', vcis: { first: 96, last: 120 } }), 'Ann')).toEqual({ kind: 'received' });
  expect(await host.addPath(pathRequest({ id: 'VP-3', switchId: 'LON' }), 'Ann')).toEqual({ kind: 'received' });
  expect(await host.changePath('VP-1', { vcis: { first: 32, last: 100 } }, 'Ann')).toEqual(message('VP-2'));
});

test('a path can be extended and its thresholds changed, but not cut off below what exists', async () => {
  const { host, world } = await startedCircuits();
  await host.addPath(pathRequest({ vcis: { first: 32, last: 47 } }), 'Ann');
  await host.orderCircuits(circuitRequests(1, 12), 'Ann');
  await world.clock.run(100);
  expect(await host.changePath('VP-1', { vcis: { first: 32, last: 46 } }, 'Ann')).toEqual(message('has circuits up to 47'));
  expect(await host.changePath('VP-1', { vcis: { first: 33, last: 60 } }, 'Ann')).toEqual(message('begins with 32'));
  expect(await host.changePath('VP-1', { deltaThreshold: 8 }, 'Ann')).toEqual(message('bulk'));
  expect(await host.changePath('VP-1', { vcis: { first: 32, last: 60 }, bulkSize: 5 }, 'Ann')).toEqual({ kind: 'received' });
  await host.orderCircuits(circuitRequests(13, 18), 'Ann');
  await world.clock.run(100);
  expect((await host.circuitOrders({})).map(({ vci }) => vci)).toEqual(Array.from({ length: 18 }, (_, index) => 32 + index));
});

test('a change is not refused for what it leaves as it was: the switch numbers less than when the path was made', async () => {
  const started = await startedCircuits();
  const { host, world } = started;
  await host.addPath(pathRequest({ vcis: { first: 32, last: 95 } }), 'Ann');
  const trunkVci = { first: 32, last: 63 };
  await host.connectSwitch({ id: 'NYC', name: 'NYC', limits: { ...usualSwitchLimits, trunkVci } }, world.newYork);
  await world.clock.run(100);
  expect(await host.changePath('VP-1', { bulkSize: 4, vcis: { first: 32, last: 95 } }, 'Ann')).toEqual({ kind: 'received' });
  expect((await host.virtualPath('VP-1'))?.path.bulkSize).toBe(4);
  expect(await host.changePath('VP-1', { deltaThreshold: 4 }, 'Ann')).toEqual(message('bulk'));
  expect(await host.changePath('VP-1', { vcis: { first: 32, last: 96 } }, 'Ann')).toEqual(message('32-63'));
  expect(await host.changePath('VP-1', { vcis: { first: 32, last: 63 } }, 'Ann')).toEqual({ kind: 'received' });
});

test('a path that serves orders is kept; one that never did can be removed, and its id be used again', async () => {
  const { host, world } = await startedCircuits();
  await host.addPath(pathRequest(), 'Ann');
  await host.addPath(pathRequest({ id: 'VP-2', vpi: 4 }), 'Ann');
  await host.orderCircuits([circuitRequest(1)], 'Ann');
  await world.clock.run(100);
  expect(await host.removePath('VP-1', 'Ann')).toEqual(message('serves circuit order C-1; release it first'));
  expect(await host.removePath('VP-2', 'Ann')).toEqual({ kind: 'received' });
  expect(await host.removePath('VP-2', 'Ann')).toEqual(message('is not known'));
  expect((await host.virtualPaths()).map(({ path }) => path.id)).toEqual(['VP-1']);
  expect(await host.addPath(pathRequest({ id: 'VP-2', vpi: 4 }), 'Ann')).toEqual({ kind: 'received' });
});

test('a path whose orders have all ended can be removed, and its orders are shown as before', async () => {
  const { host, world } = await startedCircuits();
  await host.addPath(pathRequest(), 'Ann');
  await host.orderCircuits(circuitRequests(1, 2), 'Ann');
  await world.clock.run(100);
  await host.releaseCircuits(['C-1', 'C-2'], 'Ann');
  await world.clock.run(100);
  const before = await host.circuitOrder('C-1');
  const readBefore = world.newYork.calls.filter(({ call }) => call === 'read').length;
  expect(await host.removePath('VP-1', 'Ann')).toEqual({ kind: 'received' });
  expect([await host.virtualPaths(), await host.virtualPath('VP-1')]).toEqual([[], null]);
  expect(await host.circuitOrder('C-1')).toEqual(before);
  expect(await host.orderCircuits([circuitRequest(3)], 'Ann')).toMatchObject([{ kind: 'refused' }]);
  for (const refusal of [
    await host.changePath('VP-1', { bulkSize: 9 }, 'Ann'),
    await host.removePath('VP-1', 'Ann'),
    await host.retryPath('VP-1', 'Ann'),
  ])
    expect(refusal).toEqual(message('is not known'));
  // It is compared no more, and nothing is asked for it.
  expect(host.compareSwitch('NYC')).toEqual({ kind: 'received' });
  await world.clock.run(120_000);
  expect(world.newYork.calls.filter(({ call }) => call === 'read')).toHaveLength(readBefore);
  expect(await host.addPath(pathRequest(), 'Ann')).toEqual(message('was removed'));
  expect(await host.addPath(pathRequest({ id: 'VP-2', vcis: { first: 40, last: 95 } }), 'Ann')).toEqual({ kind: 'received' });
  expect((await host.circuitOrders({})).map(({ id, state }) => [id, state])).toEqual([
    ['C-1', 'released'],
    ['C-2', 'released'],
  ]);
});

test('what a removed path released is not given by another before its quarantine is over', async () => {
  const { host, world } = await startedCircuits();
  await host.addPath(pathRequest(), 'Ann');
  await host.orderCircuits(circuitRequests(1, 2), 'Ann');
  await world.clock.run(100);
  await host.releaseCircuits(['C-1', 'C-2'], 'Ann');
  await world.clock.run(100);
  await host.removePath('VP-1', 'Ann');
  const again = pathRequest({ id: 'VP-2' });
  expect(await host.addPath(again, 'Ann')).toEqual(message('VCIs 32–33 of VPI 3 on switch NYC are in quarantine until 2023-11-14'));
  expect(await host.addPath({ ...again, id: 'VP-3', vcis: { first: 34, last: 95 } }, 'Ann')).toEqual({ kind: 'received' });
  expect(await host.addPath({ ...again, id: 'VP-4', switchId: 'LON' }, 'Ann')).toEqual({ kind: 'received' });
  await world.clock.run(60_000);
  await host.removePath('VP-3', 'Ann');
  expect(await host.addPath(again, 'Ann')).toEqual({ kind: 'received' });
});

test('V7: a conditions table that is not whole or not safe is refused with its examples, and the one in force stays', async () => {
  const { host } = await startedCircuits();
  expect(await host.saveConditions(defaultConditions.slice(0, 4), 'Ann')).toMatchObject({ kind: 'refused', problems: [{ kind: 'gap' }] });
  expect(
    await host.saveConditions([...defaultConditions, { status: 'FAIL', remaining: null, elapsed: null, action: 'do-not-send' }], 'Ann'),
  ).toMatchObject({
    kind: 'refused',
  });
  const unsafe = defaultConditions.map((row, index) => (index === 3 ? { ...row, action: 'send-again' as const } : row));
  expect(await host.saveConditions(unsafe, 'Ann')).toMatchObject({ kind: 'refused' });
  expect(await host.conditions()).toEqual({ rows: defaultConditions, savedAtMs: 0, savedBy: '' });
});

test('V7: a table that was saved is consulted from then on, over a restart too', async () => {
  const started = await startedCircuits();
  const { host, world } = started;
  await host.addPath(pathRequest(), 'Ann');
  await world.clock.run(100);
  // Only when fewer than the delta threshold remain.
  const rows = [
    { status: 'SUCCESS', remaining: '<', elapsed: null, action: 'send' } as const,
    { status: 'SUCCESS', remaining: '>=', elapsed: null, action: 'do-not-send' } as const,
    ...defaultConditions.filter(({ status }) => status !== 'SUCCESS'),
  ];
  expect(await host.saveConditions(rows, 'Ann')).toEqual({ kind: 'saved' });
  await started.restart();
  await started.host.orderCircuits(circuitRequests(1, 6), 'Ann');
  await world.clock.run(100);
  expect(await started.host.bulkRequests({ count: 10 })).toHaveLength(1);
  expect((await started.host.virtualPath('VP-1'))?.applied).toMatchObject({ number: 1 });
  await started.host.orderCircuits([circuitRequest(7)], 'Ann');
  await world.clock.run(100);
  expect(await started.host.bulkRequests({ count: 10 })).toHaveLength(2);
});
