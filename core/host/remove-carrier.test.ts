import { expect, test } from 'vitest';
import { startedWorld, type StartedWorld } from './testing/started-world';

const because = { by: 'Ann', reason: 'their upgrade' };

const connectAgain = ({ host, world }: StartedWorld): Promise<void> =>
  host.connectCarrier({ id: 'beta', name: 'beta', role: 'both' }, world.beta.link());

test('what was kept away of a carrier goes with it, and is not there when it is connected again', async () => {
  const started = await startedWorld();
  const { host, world, store } = started;
  await host.holdLink('beta', 'paused', because);
  await host.lockOut({ kind: 'node', id: 'beta/b1' }, because);
  await host.lockOut({ kind: 'node', id: 'alpha/a1' }, because);
  await host.pauseRecovery('alpha', because);
  expect(await host.removeCarrier('beta', because, null)).toMatchObject({ kind: 'removed' });
  const heldOut = async () => (await store.transaction((tx) => tx.interventions.holdOuts())).map(({ subject: { id } }) => id);
  expect(await heldOut()).toEqual(['alpha/a1']);
  expect(await host.pauses()).toMatchObject([{ carrierId: 'alpha' }]);
  await connectAgain(started);
  await world.clock.run(1_000);
  const { view } = host.network;
  expect(view.linkHolds.has('beta')).toBe(false);
  expect(view.heldOut({ kind: 'node', id: 'beta/b1' })).toBeNull();
  expect(view.heldOut({ kind: 'node', id: 'alpha/a1' })).not.toBeNull();
  expect(await host.holdLink('beta', 'paused', because)).toEqual({ kind: 'received' });
  expect(await host.resumeLink('beta', because)).toEqual({ kind: 'received' });
  expect(view.heldOut({ kind: 'node', id: 'beta/b1' })).toBeNull();
});
