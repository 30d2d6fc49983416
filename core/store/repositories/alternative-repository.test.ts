import { beforeEach, expect, test } from 'vitest';
import type { Alternative } from '../../model/alternative';
import type { AlternativeRepository, Store } from '../store';
import { order, route } from './testing/example';
import { memoryStore } from './testing/memory-store';

let store: Store;
const run = <T>(work: (alternatives: AlternativeRepository) => Promise<T>): Promise<T> => store.transaction((tx) => work(tx.alternatives));
beforeEach(async () => {
  store = await memoryStore();
  await store.transaction(async ({ orders }) => {
    for (const id of ['O', 'P']) await orders.insert(order({ id }));
  });
});

const alternative = (change: Partial<Alternative> = {}): Alternative => ({
  ...{ id: 'A', orderId: 'O', rank: 1, route, foundBy: 'before', foundAtMs: 7, shared: { edges: 1, nodes: 2, risks: 3 } },
  ...{ checkedAtMs: 8, fault: '' },
  ...change,
});

test('an order’s alternatives come back by rank, with what they were last found to be', async () => {
  await run((alternatives) => alternatives.replace('O', [alternative({ id: 'B', rank: 2, foundBy: 'together' }), alternative()]));
  await run((alternatives) => alternatives.setChecked('A', 'it is cut', 9));
  expect(await run((alternatives) => alternatives.ofOrder('O'))).toEqual([
    alternative({ fault: 'it is cut', checkedAtMs: 9 }),
    alternative({ id: 'B', rank: 2, foundBy: 'together' }),
  ]);
  expect(await run((alternatives) => alternatives.ofOrder('P'))).toEqual([]);
});

test('new alternatives take the place of all that the order had, and of no other’s', async () => {
  await run((alternatives) => alternatives.replace('O', [alternative()]));
  await run((alternatives) => alternatives.replace('P', [alternative({ id: 'P', orderId: 'P' })]));
  await run((alternatives) => alternatives.replace('O', [alternative({ id: 'C' })]));
  expect((await run((alternatives) => alternatives.list())).map(({ id }) => id)).toEqual(['C', 'P']);
  await run((alternatives) => alternatives.replace('O', []));
  expect((await run((alternatives) => alternatives.list())).map(({ id }) => id)).toEqual(['P']);
});

test('two of one rank are refused, and nothing of them is kept', async () => {
  const two = [alternative(), alternative({ id: 'B' })];
  await expect(run((alternatives) => alternatives.replace('O', two))).rejects.toMatchObject({ code: 'constraint' });
  expect(await run((alternatives) => alternatives.list())).toEqual([]);
});
