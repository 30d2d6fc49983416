import { beforeEach, expect, test } from 'vitest';
import { discrepancyKinds, discrepancyStates, remedies, type Discrepancy } from '../../model/discrepancy';
import type { DiscrepancyRepository, Store } from '../store';
import { order, putNetwork } from './testing/example';
import { memoryStore } from './testing/memory-store';

let store: Store;
const run = <T>(work: (discrepancies: DiscrepancyRepository) => Promise<T>): Promise<T> =>
  store.transaction((tx) => work(tx.discrepancies));
beforeEach(async () => {
  store = await memoryStore();
  await store.transaction(async (tx) => {
    await putNetwork(tx);
    await tx.orders.insert(order());
  });
});

const discrepancy = (change: Partial<Discrepancy> = {}): Discrepancy => ({
  ...{ id: 'D', kind: 'missing', carrierId: 'alpha', subjectId: 'S', orderId: 'O', text: 'alpha does not hold S', state: 'open' },
  ...{ evidence: { kind: 'route', booked: ['alpha/near'], realised: null }, asked: null, outcome: '', foundAtMs: 5, closedAtMs: null },
  ...change,
});
const asked = { remedy: 'repair', by: 'Ann: at once', actor: 'operator', atMs: 6 } as const;

test('one is read as it was put, and put again in place of itself', async () => {
  await run((repository) => repository.put(discrepancy()));
  expect(await run((repository) => repository.get('D'))).toEqual(discrepancy());
  const underWay = discrepancy({ state: 'under-way', asked, outcome: 'being provisioned' });
  await run((repository) => repository.put(underWay));
  expect(await run((repository) => repository.standing())).toEqual([underWay]);
  expect(await run((repository) => repository.get('E'))).toBeUndefined();
});

test('every kind, state and remedy can be stored', async () => {
  for (const kind of discrepancyKinds)
    for (const state of discrepancyStates)
      for (const remedy of remedies) {
        const id = `${kind} ${state} ${remedy}`;
        const closed = state === 'closed' ? { outcome: 'gone', closedAtMs: 7 } : {};
        const one = discrepancy({ id, kind, subjectId: id, state, asked: { ...asked, remedy }, ...closed });
        await run((repository) => repository.put(one));
        expect(await run((repository) => repository.get(id))).toEqual(one);
      }
});

test('of those that are not closed there is one per kind, carrier and subject', async () => {
  await run((repository) => repository.put(discrepancy()));
  await expect(run((repository) => repository.put(discrepancy({ id: 'E', state: 'accepted' })))).rejects.toThrow('UNIQUE');
  await run((repository) => repository.put(discrepancy({ state: 'closed', outcome: 'repaired', closedAtMs: 8 })));
  await run((repository) => repository.put(discrepancy({ id: 'E' })));
  expect((await run((repository) => repository.standing())).map(({ id }) => id)).toEqual(['E']);
  expect((await run((repository) => repository.standingOf('O'))).map(({ id }) => id)).toEqual(['E']);
  expect(await run((repository) => repository.standingOf('P'))).toEqual([]);
  expect((await run((repository) => repository.latest(2))).map(({ id, state }) => `${id} ${state}`)).toEqual(['E open', 'D closed']);
});

test.each([
  ['closed without a time', { state: 'closed', outcome: 'gone' }],
  ['closed without words', { state: 'closed', closedAtMs: 8 }],
  ['under way without a remedy', { state: 'under-way' }],
  ['open with a time of closing', { closedAtMs: 8 }],
] as const)('one that is %s is refused', async (_, change) => {
  await expect(run((repository) => repository.put(discrepancy(change)))).rejects.toThrow('CHECK');
});
