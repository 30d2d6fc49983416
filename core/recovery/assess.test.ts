import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryStore, withMemoryStore } from '../store/repositories/testing/memory-store';
import { assess, impairWhatIsHit } from './assess';
import { limitNs, manyOrders } from './testing/many-orders';

const [resources, orders] = [12, 300];
/** A rise stays open as long as an order waits for it, whatever hit that since. */
const withoutRises = (impairments: readonly string[]): readonly string[] => impairments.filter((text) => !text.endsWith(' slower'));
const changes = fc.array(
  fc.record({ at: fc.nat(resources - 1), isDown: fc.boolean(), ns: fc.constantFrom(1_000, limitNs - 20, limitNs - 19, 5_000) }),
  { minLength: 1, maxLength: resources },
);

test('N8: many orders, judged in slices, are found as if each were looked at for itself, whatever changed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(changes, { minLength: 1, maxLength: 3 }), async (notices) => {
      await withMemoryStore(async (store) => {
        const world = await manyOrders(store, { resources, orders });
        for (const notice of notices) {
          const { toRestore } = await assess(world.engine, await world.tell(notice));
          const { states, impairments } = await world.expected();
          expect(await world.states()).toEqual(states);
          const open = await world.open();
          expect(withoutRises(open)).toEqual(withoutRises(impairments));
          expect(open).toEqual(expect.arrayContaining([...impairments]));
          const impaired = new Set([...states].flatMap(([id, state]) => (state === 'impaired' ? [id] : [])));
          expect(new Set(toRestore)).toEqual(impaired);
        }
      });
    }),
    { numRuns: 15 },
  );
});

test('of many that are hit the most urgent are marked first, and no transaction moves more than some', async () => {
  const store = await memoryStore();
  const world = await manyOrders(store, { resources: 2, orders: 400 });
  const changed = await world.tell([{ at: 0, isDown: true, ns: 1_000 }]);
  const before = world.transactions.length;
  await impairWhatIsHit(world.engine, changed);
  const moved = world.transactions.slice(before).filter((count) => count > 0);
  expect(moved.reduce((sum, count) => sum + count, 0)).toBe(200);
  expect(Math.max(...moved)).toBeLessThanOrEqual(15);
  const priorities = await store.transaction(async (tx) => {
    const found: number[] = [];
    for (const id of world.moves) found.push((await tx.orders.get(id))?.priority ?? NaN);
    return found;
  });
  expect(priorities).toEqual(priorities.toSorted((one, other) => one - other));
});

test('what is hit is marked, and none is called whole again, before the carrier has been asked for the rest', async () => {
  const world = await manyOrders(await memoryStore(), { resources: 2, orders: 4 });
  await assess(world.engine, await world.tell([{ at: 0, isDown: true, ns: 1_000 }]));
  const changed = await world.tell([
    { at: 0, isDown: false, ns: 1_000 },
    { at: 1, isDown: true, ns: 1_000 },
  ]);
  await impairWhatIsHit(world.engine, changed);
  expect([...(await world.states()).values()]).toEqual(['impaired', 'impaired', 'impaired', 'impaired']);
  await assess(world.engine, []);
  expect(await world.states()).toEqual((await world.expected()).states);
});
