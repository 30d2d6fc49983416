import { expect, test } from 'vitest';
import { bulkActs, planBulk } from './bulk-plan';
import { exampleRow } from './testing/example-row';

const orders = [
  exampleRow({ id: 'active', state: 'active', customer: 'A' }),
  exampleRow({ id: 'frozen', state: 'impaired', customer: 'B', isFrozen: true }),
  exampleRow({ id: 'planned', state: 'planned', customer: 'B' }),
  exampleRow({ id: 'asked', state: 'active', customer: 'A', isCancelRequested: true }),
  exampleRow({ id: 'releasing', state: 'releasing' }),
  exampleRow({ id: 'released', state: 'released' }),
];
const touched = (act: (typeof bulkActs)[number]) => planBulk(act, orders).touched.map(({ id }) => id);

test('an act is asked only of those that it can be done to, and the others are told with why', () => {
  expect(touched('cancel')).toEqual(['active', 'frozen', 'planned']);
  expect(touched('freeze')).toEqual(['active', 'planned', 'asked']);
  expect(touched('unfreeze')).toEqual(['frozen']);
  expect(touched('move')).toEqual(['active', 'frozen', 'asked']);
  expect(planBulk('move', orders).left.map(({ order, why }) => `${order.id}: ${why}`)).toEqual([
    'planned: it is planned: there is nothing to move',
    'releasing: it is being released',
    'released: it is released',
  ]);
});

test('cancelling says whose connections go down', () => {
  const { words, isCutting } = planBulk('cancel', orders);
  expect(words[0]).toBe('2 connections of 2 customers go down, and the carriers are asked to remove them.');
  expect(words[1]).toBe('1 order without a connection ends here.');
  expect(isCutting).toBe(true);
  expect(planBulk('cancel', orders.slice(2, 3)).isCutting).toBe(false);
  expect(planBulk('cancel', orders.slice(0, 1)).words[0]).toBe('The connection of A goes down, and the carriers are asked to remove it.');
  expect(planBulk('move', orders.slice(0, 1)).words[0]).toMatch(/^active is moved to the best route/);
});

test.each(bulkActs)('%s of nothing says nothing that is not so', (act) => {
  expect(planBulk(act, [])).toMatchObject({ touched: [], left: [], isCutting: false });
});
