import { expect, test } from 'vitest';
import { startedWorld } from './testing/started-world';
import { World } from './testing/world';
import { refusingStore } from './testing/refusing-store';

const ann = { by: 'Ann', reason: 'their upgrade' };
const bob = { by: 'Bob', reason: 'splicing' };
const beta = { kind: 'carrier', id: 'beta' } as const;
const received = { kind: 'received' };

test('two operators who pause at once: the second is told who did', async () => {
  const { host } = await startedWorld();
  const [one, other] = await Promise.all([host.holdLink('beta', 'paused', ann), host.holdLink('beta', 'paused', bob)]);
  expect(one).toEqual(received);
  expect(other).toMatchObject({ kind: 'refused', message: /is paused by Ann/ });
  const [first, second] = await Promise.all([host.resumeLink('beta', ann), host.resumeLink('beta', bob)]);
  expect(first).toEqual(received);
  expect(second).toMatchObject({ kind: 'refused', message: /neither paused nor/ });
});

test('an operator’s own lock-out and pause stay, whatever their words', async () => {
  const { host, store } = await startedWorld();
  const alike = { by: 'Bob', reason: 'link paused: their upgrade' };
  await host.lockOut(beta, alike);
  await host.pauseRecovery('beta', alike);
  await host.holdLink('beta', 'paused', ann);
  await host.resumeLink('beta', ann);
  expect(await host.pauses()).toMatchObject([{ carrierId: 'beta', text: /Bob/ }]);
  expect(await store.transaction((tx) => tx.interventions.holdOuts())).toMatchObject([{ subject: beta, text: /Bob/ }]);
});

test('one that takes the place of what the pause set up is his too', async () => {
  const { host } = await startedWorld();
  await host.holdLink('beta', 'paused', ann);
  await host.resumeRecovery('beta', bob);
  await host.pauseRecovery('beta', bob);
  await host.resumeLink('beta', ann);
  expect(await host.pauses()).toMatchObject([{ carrierId: 'beta', text: /Bob/ }]);
});

test('disconnected while it is paused: what the pause kept away is let back, after a restart too', async () => {
  const started = await startedWorld();
  await started.host.holdLink('beta', 'paused', ann);
  await started.restart();
  const { host } = started;
  expect(await host.holdLink('beta', 'disconnected', bob)).toEqual(received);
  expect(await host.pauses()).toEqual([]);
  expect(host.network.view.heldOut({ kind: 'node', id: 'beta/b1' })).toBeNull();
  expect(host.network.view.linkHolds.get('beta')).toMatchObject({ kind: 'disconnected', by: 'Bob' });
  expect(await host.holdLink('beta', 'paused', ann)).toMatchObject({ kind: 'refused', message: /is disconnected by Bob/ });
});

test.each(['carriers.putHold', 'interventions.putHoldOut', 'interventions.putPause'])(
  'a pause that fails at %s has done nothing',
  async (call) => {
    const world = new World();
    let isFull = false;
    const { host, store } = await world.start((real) => refusingStore(real, (asked) => isFull && asked === call));
    isFull = true;
    await expect(host.holdLink('beta', 'paused', ann)).rejects.toThrow('disk is full');
    isFull = false;
    const stored = await store.transaction(async (tx) => [
      ...(await tx.carriers.holds()),
      ...(await tx.interventions.holdOuts()),
      ...(await tx.interventions.pauses()),
    ]);
    expect(stored).toEqual([]);
    expect(host.network.view.linkHolds.size).toBe(0);
    expect(host.network.view.heldOut({ kind: 'node', id: 'beta/b1' })).toBeNull();
    const closed = host.close();
    await world.clock.run(10);
    await closed;
    await store.close();
  },
);
