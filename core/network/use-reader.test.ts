import { expect, test } from 'vitest';
import type { Decision } from '../model/decision';
import type { Route } from '../model/route';
import { connection, order, putNetwork, route, segment } from '../store/repositories/testing/example';
import { memoryStore } from '../store/repositories/testing/memory-store';
import type { Store } from '../store/store';
import { beginNetwork, loadNetwork } from './network';
import type { NetworkView } from './network-view';
import { contentsOf } from './testing/same-network';

const over = (...ids: readonly string[]): Route => ({
  ...route,
  hops: ids.map((id) => ({ kind: id === 'alpha/1' ? 'node' : 'resource', id, azNs: 1, zaNs: 2 })),
});

const planned = (orderId: string, ...ids: readonly string[]): Decision => ({
  ...{ orderId, atMs: 1, occasion: 'provisioning', outcome: 'waits', summary: '', limitNs: 1, bestAchievableNs: 1 },
  candidates: [{ hops: over(...ids).hops, oneWayNs: 1, price: 1, isChosen: true, reasons: [] }],
});

const ids = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];

/** Some in service, one given up, two that wait, two with a stored alternative. */
async function filledStore(): Promise<Store> {
  const store = await memoryStore();
  await store.transaction(async (tx) => {
    await putNetwork(tx);
    for (const id of ids) await tx.orders.insert(order({ id, state: ['F', 'G'].includes(id) ? 'planned' : 'active' }));
    for (const [at, id] of ['A', 'B', 'C', 'D', 'E'].entries()) {
      await tx.connections.insert(
        connection({ id: `K${id}`, orderId: id, state: 'active', route: over('alpha/1', at % 2 ? 'alpha/far' : 'alpha/near') }),
      );
      await tx.connections.insertSegment(segment({ id: `S${id}`, connectionId: `K${id}`, orderId: id }));
      await tx.connections.bookSlots(`S${id}`, at % 2 ? ['alpha/far', 'alpha/near'] : ['alpha/near'], 2);
    }
    await tx.connections.setState('KC', 'ended');
    await tx.connections.releaseSegment('SC');
    await tx.connections.bookPort('alpha/p', 'A', null);
    await tx.connections.bookPort('alpha/r', 'A', 'SA');
    for (const id of ['F', 'G']) await tx.orders.addDecision(planned(id, 'alpha/1', 'alpha/far'));
    for (const orderId of ['A', 'B'])
      await tx.alternatives.replace(orderId, [
        {
          id: orderId,
          orderId,
          rank: 1,
          route: over('alpha/far'),
          foundBy: 'before',
          foundAtMs: 7,
          shared: { edges: 1, nodes: 2, risks: 3 },
          checkedAtMs: 8,
          fault: '',
        },
      ]);
  });
  return store;
}

const useOf = (view: NetworkView): unknown => ({
  everything: contentsOf(view),
  routes: ids.map((id) => [id, view.routes.ofOrder(id)]),
  using: (['node alpha/1', 'resource alpha/near', 'resource alpha/far', 'port alpha/p'] as const).map((subject) => {
    const [kind, id] = subject.split(' ') as ['node' | 'resource' | 'port', string];
    return [subject, view.routes.ordersUsing([{ kind, id }]), view.routes.ordersWithAlternativesOver([{ kind, id }])];
  }),
});

test('who uses the network is the same, in however small slices it is read', async () => {
  const store = await filledStore();
  const whole = useOf((await loadNetwork(store)).view);
  expect(whole).toMatchObject({
    routes: [
      ['A', [over('alpha/1', 'alpha/near').hops.map(({ kind, id }) => ({ kind, id }))]],
      ['B', [{}]],
      ['C', []],
      ['D', [{}]],
      ['E', [{}]],
      ['F', [{}]],
      ['G', [{}]],
    ],
    using: [
      ['node alpha/1', ['A', 'B', 'D', 'E'], []],
      ['resource alpha/near', ['A', 'E'], []],
      ['resource alpha/far', ['B', 'D'], ['A', 'B']],
      ['port alpha/p', ['A', 'B', 'D', 'E'], ['A', 'B']],
    ],
  });
  for (const places of [1, 2, 3, 100]) {
    const { view, use } = await beginNetwork(store, undefined, places);
    expect(use.isDone).toBe(places === 100);
    expect(['alpha/near', 'alpha/far'].map((id) => view.bookedSlots(id))).toEqual([8, 4]);
    while (!use.isDone) (await store.transaction((tx) => use.read(tx)))();
    expect(useOf(view)).toEqual(whole);
  }
});

test('nobody is told of routes before all are read', async () => {
  const { view } = await beginNetwork(await filledStore(), undefined, 1);
  const { routes } = view;
  for (const asking of [
    () => routes.ofOrder('A'),
    () => routes.ordersUsing([]),
    () => routes.ordersWithAlternativesOver([]),
    () => routes.isUsed({ kind: 'node', id: 'alpha/1' }),
    () => routes.copy(),
  ]) {
    expect(asking).toThrow(/not all read yet/);
  }
});

test('a slice whose transaction fails is read again, and nothing of it is there twice', async () => {
  const store = await filledStore();
  const whole = useOf((await loadNetwork(store)).view);
  const { view, use } = await beginNetwork(store, undefined, 2);
  while (!use.isDone) {
    const failing = store.transaction(async (tx) => {
      await use.read(tx);
      throw new Error('no room');
    });
    await expect(failing).rejects.toThrow('no room');
    (await store.transaction((tx) => use.read(tx)))();
  }
  expect(useOf(view)).toEqual(whole);
});
