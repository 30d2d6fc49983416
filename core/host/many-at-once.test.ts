import { expect, test } from 'vitest';
import { startedWorld, stateOf } from './testing/started-world';
import { orderRequest as request } from './testing/world';

const viaFrankfurt = ['alpha/lon-fra', 'beta/fra-vie'];
const viaParis = ['alpha/lon-par', 'beta/par-vie'];

test('of many orders decided at once nothing is compared with the route chosen, in the store; the dossier tells what else there is now', async () => {
  const { host, world, store } = await startedWorld();
  const ids = Array.from({ length: 12 }, (_, at) => `ORD-${at}`);
  await Promise.all(ids.map((id) => host.submitOrder(request({ id }), 'Ann')));
  await world.clock.run(2_000);
  const [first = ''] = ids;
  expect(await stateOf(host, first)).toBe('active');
  const [kept] = await store.transaction((tx) => tx.orders.decisions(first));
  expect(kept).toMatchObject({ outcome: 'chosen', isBrief: true });
  expect(kept?.candidates.map(({ isChosen }) => isChosen)).toEqual([true]);
  const told = (await host.dossier(first))?.decisions[0];
  expect(told?.summary).toMatch(/many were decided at once, and other ways are compared as they are now/);
  const ways = told?.candidates.map(({ hops }) => hops.filter(({ kind }) => kind === 'resource').map(({ id }) => id));
  expect(ways?.[0]).toEqual(viaFrankfurt);
  expect(ways).toContainEqual(viaParis);
  expect(told?.candidates.map(({ isChosen }) => isChosen)).toEqual([true, false, false]);
});

test('of many orders decided at once one that is refused keeps all that was looked at', async () => {
  const { host, world, store } = await startedWorld();
  const limit = { oneWayNs: 1_000_000, enteredAs: 'one-way' } as const;
  const ids = Array.from({ length: 12 }, (_, at) => `ORD-${at}`);
  await Promise.all(ids.map((id) => host.submitOrder(request({ id, limit }), 'Ann')));
  await world.clock.run(2_000);
  for (const id of ids) {
    expect(await stateOf(host, id)).toBe('rejected');
    const [kept] = await store.transaction((tx) => tx.orders.decisions(id));
    expect(kept).toMatchObject({ outcome: 'no-route' });
    expect(kept).not.toHaveProperty('isBrief');
    expect(kept?.candidates).toHaveLength(2);
  }
});

test('an order that is decided alone is told with the other ways, as they were then', async () => {
  const { host, world, store } = await startedWorld();
  await host.submitOrder(request({ id: 'ORD-1' }), 'Ann');
  await world.clock.run(2_000);
  const [kept] = await store.transaction((tx) => tx.orders.decisions('ORD-1'));
  expect(kept).not.toHaveProperty('isBrief');
  expect(kept?.candidates).toHaveLength(2);
  expect((await host.dossier('ORD-1'))?.decisions[0]?.summary).not.toMatch(/many were decided at once/);
});
