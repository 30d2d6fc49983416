import { beforeEach, expect, test } from 'vitest';
import type { MaintenanceWindow, WindowOrder } from '../../model/maintenance-window';
import type { Store, WindowRepository } from '../store';
import { order, route } from './testing/example';
import { memoryStore } from './testing/memory-store';

let store: Store;
const run = <T>(work: (windows: WindowRepository) => Promise<T>): Promise<T> => store.transaction((tx) => work(tx.windows));
beforeEach(async () => {
  store = await memoryStore();
  await store.transaction(({ orders }) => orders.insert(order()));
});

const window = (change: Partial<MaintenanceWindow> = {}): MaintenanceWindow => ({
  ...{
    id: 'W',
    subjects: [
      { kind: 'site', id: 'FRA' },
      { kind: 'shared-risk', id: 'duct 7' },
    ],
    fromMs: 10,
    toMs: 20,
    text: 'splicing',
  },
  ...{ state: 'planned', plannedBy: 'Ann', cancelledBy: null },
  ...change,
});

test('windows come back by their beginning; the later word about one counts', async () => {
  const [early, late] = [window({ id: 'V', fromMs: 5 }), window({ state: 'open', cancelledBy: 'Bob', toMs: 30, text: 'longer' })];
  await run(async (windows) => {
    for (const each of [window(), early, late]) await windows.put(each);
  });
  expect(await run((windows) => windows.list())).toEqual([early, late]);
});

test('an order’s part in a window is kept with the route that it had, and outlives a change of the window', async () => {
  const part: WindowOrder = { windowId: 'W', orderId: 'O', state: 'moving-away', formerRoute: route, text: 'to be moved away' };
  const later: WindowOrder = { ...part, state: 'away', text: 'it runs elsewhere' };
  await run(async (windows) => {
    await windows.put(window());
    await windows.putOrder(part);
    await windows.putOrder(later);
    await windows.put(window({ state: 'open' }));
  });
  expect(await run((windows) => windows.orders())).toEqual([later]);
});

test('a window that ends before it begins cannot be stored', async () => {
  await expect(run((windows) => windows.put(window({ toMs: 10 })))).rejects.toThrow(/CHECK/);
});
