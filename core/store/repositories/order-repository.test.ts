import { beforeEach, describe, expect, test } from 'vitest';
import type { Decision } from '../../model/decision';
import { openStates, orderStates, type Order, type Transition } from '../../model/order';
import { isLegalTransition } from '../../orders/life-cycle';
import type { OrderRepository, Store } from '../store';
import { order, route } from './testing/example';
import { memoryStore } from './testing/memory-store';

let store: Store;
const run = <T>(work: (orders: OrderRepository) => Promise<T>): Promise<T> => store.transaction((tx) => work(tx.orders));
beforeEach(async () => {
  store = await memoryStore();
});
const move = (change: Partial<Transition>): Transition => ({
  orderId: 'O',
  from: 'received',
  to: 'identifying',
  atMs: 8,
  cause: 'taken up',
  actor: 'engine',
  ...change,
});

const entry = { atMs: 8, actor: 'engine', event: 'primary.identified', subject: 'O', text: 'a route' } as const;

describe('an order', () => {
  test('comes back as it was written, in the order of arrival', async () => {
    const other = order({
      id: 'A',
      limit: { oneWayNs: 1, enteredAs: 'one-way' },
      state: 'active',
      isCancelRequested: true,
      a: { kind: 'node', id: 'n' },
      diversity: { fromOrderId: 'O', by: 'site', isRequired: true },
    });
    expect(await run((orders) => orders.insert(order()))).toBe(true);
    expect(await run((orders) => orders.insert(other))).toBe(true);
    expect(await run((orders) => orders.list())).toEqual([order(), other]);
    expect(await run((orders) => orders.get('A'))).toEqual(other);
    expect(await run((orders) => orders.get('none'))).toBeUndefined();
    expect(await run((orders) => orders.inState(['active', 'impaired']))).toEqual([other]);
  });

  test('that has not ended is found among so many places, until there are no others', async () => {
    for (const [at, state] of orderStates.entries()) await run((orders) => orders.insert(order({ id: `O${at}`, state })));
    for (const places of [1, 3, orderStates.length, 100]) {
      const found: Order[] = [];
      const seen: number[] = [];
      for (let after: number | null = 0; after !== null;) {
        const place: number = after;
        const { orders, upTo } = await run((repository) => repository.openAmong(place, places));
        found.push(...orders);
        seen.push(place);
        after = upTo;
      }
      expect(found.map(({ state }) => state)).toEqual(openStates);
      expect(seen).toEqual(seen.map((_, at) => at * places));
      expect(seen).toHaveLength(Math.ceil(orderStates.length / places));
    }
  });

  test('is told by its urgency, among equals in the order of arrival; and by being frozen', async () => {
    for (const [id, priority, state] of [
      ['late', 5, 'active'],
      ['first', 1, 'impaired'],
      ['early', 5, 'impaired'],
      ['other', 3, 'released'],
    ] as const)
      await run((orders) => orders.insert(order({ id, priority, state })));
    expect(await run((orders) => orders.urgencies(['early', 'none', 'late', 'first']))).toEqual([
      { id: 'first', priority: 1 },
      { id: 'late', priority: 5 },
      { id: 'early', priority: 5 },
    ]);
    expect((await run((orders) => orders.urgenciesInState(['released', 'impaired']))).map(({ id }) => id)).toEqual([
      'first',
      'other',
      'early',
    ]);
    expect(await run((orders) => orders.frozen())).toEqual([]);
    await run((orders) => orders.setFrozen('other', true));
    await run((orders) => orders.setFrozen('late', true));
    expect((await run((orders) => orders.frozen())).map(({ id }) => id)).toEqual(['late', 'other']);
  });

  test('is entered once: an id that is taken changes nothing', async () => {
    await run((orders) => orders.insert(order()));
    expect(await run((orders) => orders.insert(order({ customer: 'another' })))).toBe(false);
    expect(await run((orders) => orders.list())).toEqual([order()]);
    expect(await run((orders) => orders.transitions('O'))).toHaveLength(1);
  });

  test('remembers that it is to be cancelled', async () => {
    await run((orders) => orders.insert(order()));
    await run((orders) => orders.requestCancel('O'));
    expect(await run((orders) => orders.get('O'))).toEqual(order({ isCancelRequested: true }));
  });

  test('comes back with its dates, its diversity and its rule of reverting; frozen while the operator wants it so', async () => {
    const dated = order({
      startMs: 10,
      endMs: 20,
      diversity: { fromOrderId: 'A', by: 'node', isRequired: false },
      revert: 'automatic',
    });
    await run((orders) => orders.insert(dated));
    expect(await run((orders) => orders.get('O'))).toEqual(dated);
    await run((orders) => orders.setFrozen('O', true));
    expect(await run((orders) => orders.get('O'))).toEqual({ ...dated, isFrozen: true });
    await run((orders) => orders.setFrozen('O', false));
    expect(await run((orders) => orders.get('O'))).toEqual(dated);
  });

  test('keeps the route that it reverts to', async () => {
    await run((orders) => orders.insert(order()));
    expect(await run((orders) => orders.homeRoute('O'))).toBeNull();
    await run((orders) => orders.setHomeRoute('O', route));
    expect(await run((orders) => orders.homeRoute('O'))).toEqual(route);
    await run((orders) => orders.setHomeRoute('O', null));
    expect(await run((orders) => orders.homeRoute('O'))).toBeNull();
  });

  test.each<[string, Partial<Order>]>([
    ['an end before its start', { startMs: 20, endMs: 20 }],
    ['a priority of zero', { priority: 0 }],
    ['a limit of zero', { limit: { oneWayNs: 0, enteredAs: 'one-way' } }],
  ])('with %s is refused', async (_, change) => {
    await expect(run((orders) => orders.insert(order(change)))).rejects.toMatchObject({ code: 'constraint' });
  });
});

describe('a transition', () => {
  test('is recorded with time, cause and actor, the arrival first', async () => {
    await run((orders) => orders.insert(order()));
    expect(await run((orders) => orders.move(move({})))).toBe(true);
    expect(await run((orders) => orders.get('O'))).toEqual(order({ state: 'identifying', cause: 'taken up', stateSinceMs: 8 }));
    expect(await run((orders) => orders.transitions('O'))).toEqual([
      { orderId: 'O', from: null, to: 'received', atMs: 5, cause: 'submitted', actor: 'operator' },
      move({}),
    ]);
  });

  test('may lead on in the same moment: each is recorded, with what comes before it, and the order has the last state', async () => {
    await run((orders) => orders.insert(order()));
    await store.transaction(async (tx) => {
      const planned = { to: 'planned', cause: 'a route', before: () => tx.history.add(entry) } as const;
      expect(await tx.orders.move(move({}), planned, { to: 'reserved', cause: 'booked' })).toBe(true);
    });
    // Between the two transitions that it stands between.
    const numbers = await store.transaction(async (tx) => (await tx.history.numberedTail(1)).map(({ seq }) => seq));
    expect(numbers).toEqual([3]);
    expect(await run((orders) => orders.get('O'))).toEqual(order({ state: 'reserved', cause: 'booked', stateSinceMs: 8 }));
    expect((await run((orders) => orders.transitions('O'))).slice(1)).toEqual([
      move({}),
      move({ from: 'identifying', to: 'planned', cause: 'a route' }),
      move({ from: 'planned', to: 'reserved', cause: 'booked' }),
    ]);
  });

  test('that leads on where the life of an order does not changes nothing', async () => {
    await run((orders) => orders.insert(order()));
    await expect(run((orders) => orders.move(move({}), { to: 'active', cause: 'c' }))).rejects.toThrow(
      'cannot go from identifying to active',
    );
    expect(await run((orders) => orders.transitions('O'))).toHaveLength(1);
  });

  test('from a state that the order has left changes nothing and says so', async () => {
    await run((orders) => orders.insert(order()));
    await run((orders) => orders.move(move({})));
    expect(await run((orders) => orders.move(move({})))).toBe(false);
    expect(await run((orders) => orders.move(move({ orderId: 'none' })))).toBe(false);
    expect(await run((orders) => orders.transitions('O'))).toHaveLength(2);
    expect((await run((orders) => orders.get('O')))?.state).toBe('identifying');
  });

  test('that the life of an order does not know is refused, every one of them', async () => {
    for (const from of orderStates) await run((orders) => orders.insert(order({ id: from, state: from })));
    for (const from of orderStates) {
      for (const to of orderStates) {
        const attempt = run(async (orders) => {
          const isMoved = await orders.move(move({ orderId: from, from, to }));
          throw new Error(isMoved ? 'moved' : 'not moved');
        });
        await expect(attempt).rejects.toThrow(isLegalTransition(from, to) ? 'moved' : `order ${from} cannot go from ${from} to ${to}`);
      }
    }
    await expect(run((orders) => orders.move(move({ from: null })))).rejects.toThrow('order O cannot go from nothing to identifying');
  });

  test('without a cause is refused, and undone with all that its transaction did', async () => {
    await run((orders) => orders.insert(order()));
    await expect(run((orders) => orders.move(move({ cause: '' })))).rejects.toMatchObject({ code: 'constraint' });
    expect(await run((orders) => orders.get('O'))).toEqual(order());
  });
});

test('decisions come back whole, the newest first', async () => {
  const decision = (summary: string, orderId = 'O'): Decision => ({
    ...{ orderId, atMs: 1, occasion: 'provisioning', outcome: 'no-route', summary, limitNs: 5, bestAchievableNs: null },
    candidates: [
      { hops: [{ kind: 'node', id: 'n' }], oneWayNs: null, price: 1, isChosen: false, reasons: [{ kind: 'port', text: '“taken”' }] },
    ],
  });
  await run(async (orders) => {
    for (const id of ['O', 'P']) await orders.insert(order({ id }));
    for (const made of [decision('one'), decision('other', 'P'), decision('two')]) await orders.addDecision(made);
  });
  expect(await run((orders) => orders.decisions('O'))).toEqual([decision('two'), decision('one')]);
});
