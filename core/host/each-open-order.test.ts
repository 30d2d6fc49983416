import { expect, test } from 'vitest';
import type { Order } from '../model/order';
import { exampleOrder } from '../orders/testing/example-order';
import { memoryStore } from '../store/repositories/testing/memory-store';
import type { Store, Tx } from '../store/store';
import { createHost } from './create-host';
import { eachOpenOrder } from './each-open-order';
import { systemClock, systemNewId } from './system-clock';

/** Of every seven orders one has ended. */
async function storeWith(count: number): Promise<{ readonly store: Store; readonly open: readonly string[] }> {
  const store = await memoryStore();
  const open: string[] = [];
  await store.transaction(async ({ orders }) => {
    for (let at = 0; at < count; at += 1) {
      const order = exampleOrder({ id: `ORD-${at}`, state: at % 7 === 3 ? 'released' : 'active' });
      await orders.insert(order);
      if (order.state === 'active') open.push(order.id);
    }
  });
  return { store, open };
}

/** The store, with the longest list of orders that one of its calls gave. */
function counting(store: Store): { readonly counted: Store; readonly most: () => number } {
  let most = 0;
  const count = (orders: readonly Order[]): void => void (most = Math.max(most, orders.length));
  const counted = (tx: Tx): Tx => ({
    ...tx,
    orders: {
      ...tx.orders,
      list: async () => tx.orders.list().then((orders) => (count(orders), orders)),
      inState: async (states) => tx.orders.inState(states).then((orders) => (count(orders), orders)),
      openAmong: async (after, places) => tx.orders.openAmong(after, places).then((some) => (count(some.orders), some)),
    },
  });
  return { counted: { ...store, transaction: (work) => store.transaction((tx) => work(counted(tx))) }, most: () => most };
}

test('each order that has not ended is looked at once, in the order in which they came, and others have their turn meanwhile', async () => {
  const { store, open } = await storeWith(1_200);
  const seen: string[] = [];
  const done = eachOpenOrder({ store, isEnding: () => false }, ({ id }) => void seen.push(id));
  await store.transaction(async () => undefined);
  expect(seen.length).toBeGreaterThan(0);
  expect(seen.length).toBeLessThan(open.length);
  await done;
  expect(seen).toEqual(open);
});

test('a start holds no more than some hundred orders at once, however many there are', async () => {
  const { store, open } = await storeWith(1_200);
  const { counted, most } = counting(store);
  const host = await createHost({ store: counted, clock: systemClock, newId: systemNewId });
  await host.resume();
  await host.settled();
  expect(most()).toBeGreaterThan(0);
  expect(most()).toBeLessThan(open.length / 3);
  await host.close();
});
