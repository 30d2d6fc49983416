import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assess } from '../recovery/assess';
import { manyOrders } from '../recovery/testing/many-orders';
import { memoryStore, withMemoryStore } from '../store/repositories/testing/memory-store';
import { RoundOfOrders } from './round-of-orders';
import { TurnTaking } from './turn-taking';

type World = Awaited<ReturnType<typeof manyOrders>>;

function roundIn(world: World) {
  const turns = new TurnTaking();
  const told: unknown[] = [];
  let [rounds, judged] = [0, 0];
  const round = new RoundOfOrders(world.engine, turns, {
    judged: async () => {
      judged += 1;
      await assess(world.engine, []);
    },
    failed: async (error) => void told.push(error),
    done: () => {
      rounds += 1;
    },
  });
  return { round, turns, told, counts: () => ({ rounds, judged }) };
}

/** A rise stays open as long as an order waits for it, whatever hit that since. */
const withoutRises = (impairments: readonly string[]): readonly string[] => impairments.filter((text) => !text.endsWith(' slower'));
const down = (at: number) => ({ at, isDown: true, ns: 1_000 });
const up = (at: number) => ({ at, isDown: false, ns: 1_000 });

test('whatever was told and not judged is found in a round, as if each order were looked at for itself', async () => {
  const notice = fc.array(fc.record({ at: fc.nat(9), isDown: fc.boolean(), ns: fc.constantFrom(1_000, 1_181) }), { maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(notice, notice, async (before, missed) => {
      await withMemoryStore(async (store) => {
        const world = await manyOrders(store, { resources: 10, orders: 300 });
        const { round, told } = roundIn(world);
        await assess(world.engine, await world.tell(before));
        await world.tell(missed);
        round.begin();
        await round.settled();
        const { states, impairments } = await world.expected();
        expect(await world.states()).toEqual(states);
        const open = await world.open();
        expect(withoutRises(open)).toEqual(withoutRises(impairments));
        expect(open).toEqual(expect.arrayContaining([...impairments]));
        expect(told).toEqual([]);
      });
    }),
    { numRuns: 15 },
  );
});

test('a notice that comes between slices has its turn before the next, and neither its orders nor those that were missed are judged by what was', async () => {
  const world = await manyOrders(await memoryStore(), { resources: 4, orders: 800 });
  const { round, turns } = roundIn(world);
  await world.tell([down(0), down(1)]);
  round.begin();
  const movedBefore: number[] = [];
  // What was down when the round began is up, and what was up is down, for some that were judged already and some that were not.
  await turns.take(async () => {
    movedBefore.push(world.moves.length);
    await assess(world.engine, await world.tell([up(0), down(2)]));
  });
  expect(round.isUnderWay).toBe(true);
  expect(movedBefore[0]).toBeGreaterThan(0);
  expect(movedBefore[0]).toBeLessThan(400);
  await round.settled();
  const { states, impairments } = await world.expected();
  expect(impairments).toEqual(['alpha/r1 down', 'alpha/r2 down']);
  expect(await world.states()).toEqual(states);
  expect(await world.open()).toEqual(impairments);
});

test('an order that has ended, or has another connection, since the round began is judged by what it has then', async () => {
  const store = await memoryStore();
  const world = await manyOrders(store, { resources: 2, orders: 600 });
  const { round, turns } = roundIn(world);
  await world.tell([down(0)]);
  round.begin();
  await turns.take(() =>
    world.engine.store.transaction(async (tx) => {
      await tx.orders.move({ orderId: 'O596', from: 'active', to: 'releasing', atMs: 1, cause: 'cancelled', actor: 'operator' });
      const own = (await tx.connections.ofOrder('O598'))[0];
      const other = (await tx.connections.ofOrder('O599'))[0];
      if (!own || !other) throw new Error('every order has a connection');
      await tx.connections.setRoute(own.id, { ...other.route, aPortId: own.route.aPortId, zPortId: own.route.zPortId });
    }),
  );
  await round.settled();
  const states = await world.states();
  expect(['O594', 'O596', 'O597', 'O598'].map((id) => states.get(id))).toEqual(['impaired', 'releasing', 'active', 'active']);
});

test('a host that ends between slices says nothing of it, and the round of the next finds all', async () => {
  const world = await manyOrders(await memoryStore(), { resources: 4, orders: 800 });
  const first = roundIn(world);
  await world.tell([down(0), down(3)]);
  first.round.begin();
  await first.turns.take(async () => {
    world.end();
  });
  await first.round.settled();
  expect(world.moves.length).toBeGreaterThan(0);
  expect(world.moves.length).toBeLessThan(400);
  expect(first.counts()).toEqual({ rounds: 0, judged: 0 });
  world.beginAnew();
  const next = roundIn(world);
  next.round.begin();
  await next.round.settled();
  expect(await world.states()).toEqual((await world.expected()).states);
  expect(await world.open()).toEqual((await world.expected()).impairments);
  expect(next.counts()).toEqual({ rounds: 1, judged: 1 });
});

test('a slice that fails ends the round, and is told', async () => {
  const world = await manyOrders(await memoryStore(), { resources: 4, orders: 800 });
  const { round, turns, told, counts } = roundIn({
    ...world,
    engine: {
      ...world.engine,
      store: {
        ...world.engine.store,
        transaction: (work) =>
          world.moves.length < 30 ? world.engine.store.transaction(work) : Promise.reject(new Error('the disk is full')),
      },
    },
  });
  await world.tell([down(0)]);
  round.begin();
  await round.settled();
  await turns.settled();
  expect(told).toEqual([new Error('the disk is full')]);
  expect(counts()).toEqual({ rounds: 0, judged: 0 });
});

test('however often it is asked for meanwhile, one round follows; and a slice is 120 orders', async () => {
  const world = await manyOrders(await memoryStore(), { resources: 4, orders: 600 });
  const { round, counts } = roundIn(world);
  const before = world.transactions.length;
  round.begin();
  for (let again = 0; again < 5; again += 1) round.begin();
  await round.settled();
  const slices = world.transactions.length - before;
  // And after each round what is over is looked for.
  expect(slices).toBe(2 * (600 / 120 + 1));
  expect(counts()).toEqual({ rounds: 1, judged: 2 });
});
