import { expect, test } from 'vitest';
import { usualSwitchLimits } from '../model/switch';
import { MemorySwitch } from '../switches/testing/memory-switch';
import { circuitRequest, pathRequest, startedCircuits } from './testing/circuit-world';

test('a switch with virtual paths is not removed; without any, it is disconnected and known no more', async () => {
  const { host, world } = await startedCircuits();
  await host.addPath(pathRequest(), 'Ann');
  await world.clock.run(10);
  expect(await host.removeSwitch('NYC', 'Ann')).toEqual({
    kind: 'refused',
    message: 'switch NYC has virtual paths (VP-1); remove them first',
  });
  await host.removePath('VP-1', 'Ann');
  expect(await host.removeSwitch('NYC', 'Ann')).toEqual({ kind: 'received' });
  expect((await host.switches()).map(({ id }) => id)).toEqual(['LON']);
  expect(host.compareSwitch('NYC')).toMatchObject({ kind: 'refused' });
  expect(await host.addPath(pathRequest(), 'Ann')).toMatchObject({ kind: 'refused' });
  expect(await host.removeSwitch('NYC', 'Ann')).toMatchObject({ kind: 'refused' });
  // It is heard no more.
  await world.newYork.goDown();
  await world.clock.run(10);
  expect((await host.history(100)).filter(({ subject }) => subject === 'NYC').at(-1)).toMatchObject({ event: 'switch.removed' });
});

test('one that ended orders name is kept for them, and can be connected again', async () => {
  const { host, world } = await startedCircuits();
  await host.addPath(pathRequest(), 'Ann');
  await host.orderCircuits([circuitRequest(1)], 'Ann');
  await world.clock.run(10);
  await host.releaseCircuits(['C-1'], 'Ann');
  await world.clock.run(10);
  await host.removePath('VP-1', 'Ann');
  expect(await host.removeSwitch('NYC', 'Ann')).toEqual({ kind: 'received' });
  expect((await host.switches()).map(({ id }) => id)).toEqual(['LON']);
  expect(await host.circuitOrder('C-1')).toMatchObject({ order: { state: 'released', switchId: 'NYC' } });
  const again = new MemorySwitch('NYC', () => world.clock.now());
  await host.connectSwitch({ id: 'NYC', name: 'New York', limits: usualSwitchLimits }, again);
  await world.clock.run(10);
  expect(await host.switches()).toMatchObject([{ id: 'LON' }, { id: 'NYC', link: { isUp: true }, paths: 0 }]);
});
