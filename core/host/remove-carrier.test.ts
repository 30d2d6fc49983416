import { expect, test } from 'vitest';
import { startedWorld, stateOf, type StartedWorld } from './testing/started-world';
import { orderRequest, World } from './testing/world';

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
  expect(await host.removeCarrier('beta', because)).toMatchObject({ kind: 'removed' });
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

test('what its link still tells behind its removal is not entered', async () => {
  const { host, world, store } = await startedWorld();
  const removing = host.removeCarrier('beta', because);
  world.beta.setNode('b1', { name: 'renamed' });
  world.beta.comeBack();
  world.beta.goDown();
  expect(await removing).toMatchObject({ kind: 'removed' });
  await world.clock.run(1_000);
  await host.settled();
  const { view, graph } = host.network;
  const things = [...view.nodes.values(), ...view.ports.values(), ...view.resources.values()];
  expect(things.filter(({ carrierId }) => carrierId === 'beta')).toEqual([]);
  expect(view.linkStates.has('beta')).toBe(false);
  expect(graph.edgeOf({ kind: 'resource', id: 'beta/fra-vie' })).toBeUndefined();
  const { nodes } = await store.transaction((tx) => tx.network.readAll());
  expect(nodes.filter(({ carrierId }) => carrierId === 'beta')).toEqual([]);
});

test('a route over a carrier that was removed since it was identified is not booked', async () => {
  const world = new World();
  let isAsked = false;
  // As it is between the commit of a removal and its being followed: once.
  const { host, store } = await world.start((store) => ({
    ...store,
    transaction: (work) =>
      store.transaction((tx) =>
        work({
          ...tx,
          carriers: {
            ...tx.carriers,
            listRemoved: async () => {
              if (isAsked) return tx.carriers.listRemoved();
              isAsked = true;
              return ['beta'];
            },
          },
        }),
      ),
  }));
  await host.submitOrder(orderRequest());
  await world.clock.run(1_000);
  const dossier = await host.dossier('ORD-1');
  expect(dossier?.transitions.map(({ cause }) => cause).filter((cause) => /beta.* was taken meanwhile/.test(cause))).toHaveLength(1);
  expect(dossier?.connections).toHaveLength(1);
  expect(await stateOf(host)).toBe('active');
  const closed = host.close();
  await world.clock.run(10);
  await closed;
  await store.close();
});
