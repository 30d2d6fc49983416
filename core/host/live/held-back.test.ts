import { expect, test } from 'vitest';
import type { ImpairmentRow, StatusRow } from '../../contract/live';
import { resource } from '../testing/simulated-carrier';
import { startedWorld, stateOf } from '../testing/started-world';
import { testWatcher } from '../testing/watcher';
import { orderRequest } from '../testing/world';

const ann = { by: 'Ann', reason: 'an exercise' };

test('a console is told which of those that are hit wait for somebody, and how many events there are, as both change', async () => {
  const { world, host } = await startedWorld(({ alpha }) => {
    alpha.resources.set('lon-fra', { ...resource('lon-fra', 'a1', 'a2', 4_000_000), sharedRisks: ['duct-7'] });
    alpha.resources.set('lon-fra-2', { ...resource('lon-fra-2', 'a1', 'a2', 4_100_000), sharedRisks: ['duct-7'] });
  });
  const watcher = testWatcher(
    world.clock,
    () => ({ host, clock: world.clock, store: '/nowhere', version: '1', pid: 1, connect: null, connectSwitch: null }),
    ['impairments', 'status'],
  );
  const heldBack = () => (watcher.rows('impairments') as readonly ImpairmentRow[]).map(({ heldBackIds }) => heldBackIds);
  await host.submitOrder(orderRequest());
  await world.clock.run(2_000);
  await host.pauseRecovery(null, ann);
  world.alpha.setResource('lon-fra', { condition: 'down' });
  world.alpha.setResource('lon-fra-2', { condition: 'down' });
  await world.clock.run(3_000);
  expect(await stateOf(host)).toBe('impaired');
  expect(heldBack()).toEqual([['ORD-1']]);
  expect((watcher.rows('status') as readonly StatusRow[]).map(({ openImpairments }) => openImpairments)).toEqual([1]);

  await host.resumeRecovery(null, ann);
  await world.clock.run(10_000);
  expect(await stateOf(host)).toBe('active');
  expect(heldBack()).toEqual([[]]);
  watcher.close();
});
