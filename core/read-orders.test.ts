import { expect, test } from 'vitest';
import { connection, order, putNetwork, route } from './store/repositories/testing/example';
import { memoryStore } from './store/repositories/testing/memory-store';
import { readOrders, readRoutes } from './read-orders';
import type { Store } from './store/store';

const count = 600;

async function storeWithMany(): Promise<Store> {
  const store = await memoryStore();
  await store.transaction(async (tx) => {
    await putNetwork(tx);
    for (let at = 0; at < count; at += 1) {
      const id = `O${at}`;
      await tx.orders.insert(order({ id, state: at % 3 === 0 ? 'released' : 'active' }));
      const state = at % 3 === 0 ? 'ended' : at % 3 === 1 ? 'active' : 'releasing';
      await tx.connections.insert(connection({ id: `K${at}`, orderId: id, state }));
    }
  });
  return store;
}

test('all orders, or those that have not ended, come in the order of arrival; between slices others have their turn', async () => {
  const store = await storeWithMany();
  let [pauses, transactions] = [0, 0];
  const counting: Store = {
    ...store,
    pause: async () => void (pauses += 1),
    transaction: (work) => {
      transactions += 1;
      return store.transaction(work);
    },
  };
  const ids = Array.from({ length: count }, (_, at) => `O${at}`);
  expect((await readOrders(counting, 'all')).map(({ id }) => id)).toEqual(ids);
  expect([transactions, pauses]).toEqual([3, 2]);
  expect((await readOrders(counting, 'open')).map(({ id }) => id)).toEqual(ids.filter((_, at) => at % 3 !== 0));
  const routes = await readRoutes(counting);
  expect([...routes.keys()]).toEqual(ids.filter((_, at) => at % 3 === 1));
  expect(routes.get('O1')).toEqual(route);
});

test('a store without orders has none to be read', async () => {
  const store = await memoryStore();
  expect(await readOrders(store, 'all')).toEqual([]);
  expect(await readOrders(store, 'open')).toEqual([]);
  expect(await readRoutes(store)).toEqual(new Map());
});
