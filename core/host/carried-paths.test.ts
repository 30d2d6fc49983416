import { expect, test } from 'vitest';
import { usualSwitchLimits } from '../model/switch';
import { MemorySwitch } from '../switches/testing/memory-switch';
import type { Host } from './create-host';
import { callProcedure } from './procedures/call-procedure';
import type { Serving } from './procedures/serving';
import { circuitRequest, circuitRequests, pathRequest } from './testing/circuit-world';
import { startedWorld, stateOf } from './testing/started-world';
import { orderRequest } from './testing/world';

const carriageOf = async (host: Host) => (await host.virtualPath('VP-1'))?.carriage;

const toldOf = async (host: Host) =>
  (await host.history(1_000)).filter(({ event, subject }) => subject === 'VP-1' && /^path[.](impaired|carried)$/.test(event));

/** Beside its state, as it is shown. */
async function shownAsImpaired(host: Host): Promise<readonly boolean[]> {
  const clock = { now: () => 0, after: () => () => undefined };
  const serving: Serving = { host, clock, store: '', version: '', pid: 0, connect: null, connectSwitch: null };
  const call = { signal: new AbortController().signal, onProgress: () => undefined };
  const orders = await callProcedure(serving, 'circuits.list', {}, call);
  const paths = await callProcedure(serving, 'paths.list', {}, call);
  if (orders.kind === 'error' || paths.kind === 'error') throw new Error('not listed');
  expect(orders.output.every(({ state }) => state === 'active')).toBe(true);
  return [...paths.output, ...orders.output].map(({ isImpaired }) => isImpaired);
}

/** Order ORD-1 in service, and path VP-1 with three circuits on its connection. */
async function carriedPath() {
  const started = await startedWorld();
  const { host, world } = started;
  const at = new MemorySwitch('NYC', () => world.clock.now());
  await host.connectSwitch({ id: 'NYC', name: 'New York', limits: usualSwitchLimits }, at);
  await host.submitOrder(orderRequest());
  await world.clock.run(1_000);
  expect(await stateOf(host)).toBe('active');
  expect(await host.addPath(pathRequest({ carriedByOrderId: 'ORD-1' }), 'Ann')).toEqual({ kind: 'received' });
  await host.orderCircuits(circuitRequests(1, 3), 'Ann');
  await world.clock.run(100);
  return { ...started, host, world, at };
}

test('an impairment of the connection shows on the circuits of the path, and a re-provisioned one carries them on', async () => {
  const { host, world } = await carriedPath();
  expect(await carriageOf(host)).toMatchObject({ orderId: 'ORD-1', state: 'active', isCarrying: true });
  world.alpha.setResource('lon-fra', { condition: 'down' });
  world.alpha.setResource('lon-par', { condition: 'down' });
  await world.clock.run(1_000);
  expect(await carriageOf(host)).toMatchObject({ state: 'impaired', isCarrying: false });
  expect((await host.circuitOrder('C-1'))?.carriage?.isCarrying).toBe(false);
  expect(await shownAsImpaired(host)).toEqual([true, true, true, true]);
  expect(await host.handOver(0, world.clock.now())).toMatchObject({
    handOver: {
      circuits: { paths: [{ pathId: 'VP-1', concerns: [{ kind: 'impaired', text: expect.stringMatching(/ORD-1.*impaired/) as string }] }] },
    },
  });
  expect((await toldOf(host)).map(({ event, text }) => [event, text])).toEqual([
    ['path.impaired', expect.stringMatching(/^order ORD-1, which carries it, is impaired: .*; 3 circuits are hit$/)],
  ]);
  world.alpha.setResource('lon-par', { condition: 'up' });
  await world.clock.run(20_000);
  expect(await carriageOf(host)).toMatchObject({ state: 'active', isCarrying: true });
  expect((await toldOf(host)).at(-1)).toMatchObject({ event: 'path.carried', text: expect.stringContaining('3 circuits') as string });
  expect(await shownAsImpaired(host)).toEqual([false, false, false, false]);
  // The circuits themselves were never touched.
  expect((await host.circuitOrders({})).map(({ state }) => state)).toEqual(['active', 'active', 'active']);
});

test('an order that carries circuits is not cancelled; once they are released it is', async () => {
  const { host, world } = await carriedPath();
  expect(await host.cancelOrder('ORD-1')).toEqual({
    kind: 'refused',
    message: 'order ORD-1 carries virtual path VP-1 with 3 circuits; have another order carry the path, or release its circuits first',
  });
  await host.releaseCircuits(['C-1', 'C-2', 'C-3'], 'Ann');
  await world.clock.run(1_000);
  expect(await host.cancelOrder('ORD-1')).toEqual({ kind: 'received' });
  await world.clock.run(1_000);
  expect(await stateOf(host)).toBe('released');
  expect(await carriageOf(host)).toMatchObject({ state: 'released', isCarrying: false });
});

test('a path is carried by an order that is known and has not ended', async () => {
  const { host, world } = await carriedPath();
  expect(await host.addPath(pathRequest({ id: 'VP-2', vpi: 4, carriedByOrderId: 'ORD-9' }), 'Ann')).toMatchObject({
    kind: 'refused',
    message: 'order ORD-9, which is to carry the path, is not known; correct its id',
  });
  expect(await host.orderCircuits([circuitRequest(9)], 'Ann')).toMatchObject([{ kind: 'received' }]);
  expect(await host.changePath('VP-1', { carriedByOrderId: null }, 'Ann')).toEqual({ kind: 'received' });
  expect(await host.cancelOrder('ORD-1')).toEqual({ kind: 'received' });
  await world.clock.run(1_000);
  expect(await host.changePath('VP-1', { carriedByOrderId: 'ORD-1' }, 'Ann')).toMatchObject({
    kind: 'refused',
    message: 'order ORD-1 is released and carries nothing; name one that is in service or waits',
  });
});

test('a path whose carrying order has ended can be changed in all else, as it is', async () => {
  const { host, world } = await carriedPath();
  await host.releaseCircuits(['C-1', 'C-2', 'C-3'], 'Ann');
  await world.clock.run(1_000);
  await host.cancelOrder('ORD-1');
  await world.clock.run(1_000);
  expect(await host.changePath('VP-1', { bulkSize: 16, carriedByOrderId: 'ORD-1' }, 'Ann')).toEqual({ kind: 'received' });
  expect((await host.virtualPath('VP-1'))?.path).toMatchObject({ bulkSize: 16, carriedByOrderId: 'ORD-1' });
});
