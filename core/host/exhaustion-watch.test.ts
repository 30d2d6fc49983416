import { expect, test } from 'vitest';
import type { Host } from './create-host';
import { circuitRequests, pathRequest, startedCircuits } from './testing/circuit-world';

const warnings = async (host: Host) =>
  (await host.history(1000)).filter(({ event }) => event === 'path.running-out').map(({ subject, text }) => `${subject}: ${text}`);

const statusOf = async (host: Host) => {
  const status = await host.virtualPath('VP-1');
  if (!status) throw new Error('there is no path VP-1');
  return status;
};

/** Ten identifiers, of which eight are given. */
async function nearlyFull() {
  const started = await startedCircuits({ exhaustionWarningMs: 3_600_000, useWindowMs: 86_400_000 });
  await started.host.addPath(pathRequest({ vcis: { first: 32, last: 41 } }), 'Ann');
  await started.host.orderCircuits(circuitRequests(1, 7), 'Ann');
  await started.world.clock.run(120_000);
  expect(await warnings(started.host)).toEqual([]);
  await started.host.orderCircuits(circuitRequests(8, 8), 'Ann');
  await started.world.clock.run(120_000);
  return started;
}

test('a path that is running out is told of once, with how many are left, when it is exhausted, and the order that tips it', async () => {
  const { host, world } = await nearlyFull();
  const told = await warnings(host);
  expect(told).toEqual([
    expect.stringMatching(
      /^VP-1: 2 of 10 identifiers are left; exhausted in .* \(.*\); with 2 more orders no circuit is left; rate of use: /,
    ),
  ]);
  await host.orderCircuits(circuitRequests(9, 9), 'Ann');
  await world.clock.run(120_000);
  expect(await warnings(host)).toEqual(told);
  expect(await statusOf(host)).toMatchObject({ isLow: true, pool: { used: 9, left: 1 }, exhausts: { kind: 'to-come', number: 1 } });
});

test('a restart tells nothing again; only a path that was clear of its limit in between is told of anew', async () => {
  const started = await nearlyFull();
  await started.restart();
  await started.world.clock.run(200_000);
  expect(await warnings(started.host)).toHaveLength(1);
  await started.host.releaseCircuits(['C-1', 'C-2', 'C-3', 'C-4'], 'Ann');
  await started.world.clock.run(200_000);
  expect(await statusOf(started.host)).toMatchObject({ isLow: false, pool: { left: 6 } });
  await started.host.orderCircuits(circuitRequests(11, 14), 'Ann');
  await started.world.clock.run(200_000);
  expect(await warnings(started.host)).toHaveLength(2);
});

test('a path that would be exhausted soon at its rate is told of long before its last circuits', async () => {
  const { host, world } = await startedCircuits({ exhaustionWarningMs: 7 * 86_400_000, useWindowMs: 86_400_000 });
  await host.addPath(pathRequest(), 'Ann');
  await host.orderCircuits(circuitRequests(1, 8), 'Ann');
  await world.clock.run(120_000);
  // Eight a day: 56 are left for a week.
  expect(await statusOf(host)).toMatchObject({ isLow: true, exhaustion: { kind: 'expected', inMs: 7 * 86_400_000 } });
  expect(await warnings(host)).toHaveLength(1);
});

test('a path is judged at most once a minute, and what changed meanwhile at its end', async () => {
  const { host, world } = await startedCircuits();
  await host.addPath(pathRequest({ vcis: { first: 32, last: 41 } }), 'Ann');
  await world.clock.run(10_000);
  await host.orderCircuits(circuitRequests(1, 8), 'Ann');
  await world.clock.run(40_000);
  expect(await warnings(host)).toEqual([]);
  await world.clock.run(11_000);
  expect(await warnings(host)).toHaveLength(1);
});

test('a switch that lost its memory: the pool tells what can be given, and nothing negative', async () => {
  const { host, world } = await startedCircuits();
  await host.addPath(pathRequest(), 'Ann');
  await host.orderCircuits(circuitRequests(1, 5), 'Ann');
  await world.clock.run(1_000);
  world.newYork.mischief = (call) => (call === 'create' ? { kind: 'drop' } : null);
  world.newYork.forget();
  host.compareSwitch('NYC');
  await world.clock.run(1_000);
  const { path, pool } = await statusOf(host);
  expect(path.lastVci).toBeLessThan(path.currentVci - 1);
  // 32 to 39 are asked for again, of which five are given.
  expect(pool).toMatchObject({ used: 5, free: 0, pending: 3, notCreated: 56, total: 64, left: 59 });
});
