import { expect, onTestFinished, test } from 'vitest';
import { keptAndBuilt } from '../network/testing/same-network';
import type { Store } from '../store/store';
import { StoreError } from '../store/store-error';
import type { Host } from './create-host';
import { faultsBetween } from './testing/faults-between';
import { refusingStore } from './testing/refusing-store';
import { resourcesOf, stateOf } from './testing/started-world';
import { orderRequest, World } from './testing/world';

const ids = ['A', 'B', 'C'];

/** A world whose store has three orders in service over lon-fra, and the next host on it, which has read one connection of them. */
async function begunAgain(
  wrap: (store: Store) => Store,
  before: (host: Host) => Promise<unknown> = () => Promise.resolve(),
): Promise<{ readonly world: World; readonly host: Host }> {
  const world = new World();
  const first = await world.start();
  for (const id of ids) await first.host.submitOrder(orderRequest({ id, signal: '1GE' }));
  await world.clock.run(5_000);
  await before(first.host);
  await end(world, first);
  for (const carrier of world.carriers) carrier.loseLinks();
  const { host, store } = await world.begin(wrap, { readAtOnce: 1 });
  onTestFinished(() => end(world, { host, store }));
  return { world, host };
}

async function end(world: World, { host, store }: { readonly host: Host; readonly store: Store }): Promise<void> {
  const closed = host.close();
  // What is under way ends with its next answer.
  await world.clock.run(10);
  await closed;
  await store.close();
}

/** Others have their turn between two slices for as long as a test wants. */
function holding() {
  let goOn = (): void => undefined;
  const held = new Promise<void>((resolve) => (goOn = resolve));
  return {
    goOn: () => {
      goOn();
    },
    hold: (store: Store): Store => ({ ...store, pause: () => held }),
  };
}

test('a notice that comes in before it is read who uses the network hits every order that runs over what it names', async () => {
  const { goOn, hold } = holding();
  const { world, host } = await begunAgain(hold);
  const over = host.ordersUsing([{ kind: 'resource', id: 'alpha/lon-fra' }]);
  await world.clock.run(1);
  world.alpha.setResource('lon-fra', { condition: 'down' });
  await world.clock.run(500);
  // What asks nothing of it is answered meanwhile; nothing has been judged.
  expect(await host.orderCounts()).toEqual({ active: 3 });
  expect(await resourcesOf(host, 'C')).toEqual(['alpha/lon-fra', 'beta/fra-vie']);
  expect(host.network.view.bookedSlots('alpha/lon-fra')).toBe(3);
  // A shell looks through these before it listens.
  expect([await host.drafts(), await host.switches(), await host.openImpairments()]).toEqual([[], [], []]);
  expect((await host.history(1))[0]?.event).toBe('link.down');
  goOn();
  void host.resume();
  await world.clock.run(10_000);
  expect((await over).now.toSorted()).toEqual(ids);
  for (const id of ids) {
    expect([id, await stateOf(host, id)]).toEqual([id, 'active']);
    expect(await resourcesOf(host, id)).toEqual(['alpha/lon-par', 'beta/par-vie']);
  }
  await host.settled();
  expect(await faultsBetween(host, world.carriers)).toEqual([]);
  const { kept, built } = keptAndBuilt(host.network);
  expect(kept).toEqual(built);
});

test('carriers are connected before it is read, one too that an operator keeps disconnected', async () => {
  const { goOn, hold } = holding();
  const { world, host } = await begunAgain(hold, (first) => first.holdLink('alpha', 'disconnected', { by: 'Bob', reason: 'works' }));
  expect([...host.network.view.carriers.keys()]).toEqual(['alpha', 'beta', 'gamma']);
  goOn();
  await world.clock.run(10);
  await host.settled();
  expect(host.network.view.linkStates.get('alpha')).toMatchObject({ isUp: false, reason: expect.stringMatching(/Bob/) as string });
});

test('what an operator does before it is read is done once it is', async () => {
  const { goOn, hold } = holding();
  const { world, host } = await begunAgain(hold);
  const cancelled = host.cancelOrder('B');
  const supposed = host.whatIf([{ kind: 'fails', subject: { kind: 'resource', id: 'alpha/lon-fra' } }]);
  await world.clock.run(500);
  expect(await host.orderCounts()).toEqual({ active: 3 });
  goOn();
  void host.resume();
  expect(await supposed).toMatchObject({ kind: 'supposed', hits: [{ order: { id: 'A' } }, {}, {}] });
  await world.clock.run(10_000);
  await cancelled;
  expect(await host.orderCounts()).toEqual({ active: 2, released: 1 });
  await host.settled();
  expect(await faultsBetween(host, world.carriers)).toEqual([]);
});

test('a host that is closed before it is read is closed, and whoever waited for it is told so', async () => {
  const { goOn, hold } = holding();
  const { world, host } = await begunAgain(hold);
  const cancelled = expect(host.cancelOrder('B')).rejects.toThrow(/ending/);
  await world.clock.run(1);
  const closed = host.close();
  goOn();
  await world.clock.run(10);
  await cancelled;
  await closed;
});

test('what a full disk keeps from being read is read again later', async () => {
  let isFull = true;
  let refused = 0;
  const { world, host } = await begunAgain((store) =>
    refusingStore(store, (call, [, afterPlace]) => {
      if (!isFull || call !== 'connections.waysAmong' || afterPlace === 0) return false;
      refused += 1;
      return true;
    }),
  );
  const over = host.ordersUsing([{ kind: 'node', id: 'gamma/g1' }]);
  while (refused < 3) await world.clock.run(2_000);
  isFull = false;
  await world.clock.run(2_000);
  expect((await over).now.toSorted()).toEqual(ids);
});

test('where it cannot be read the host says so, and decides nothing', async () => {
  const damaged = (store: Store): Store => ({
    ...store,
    transaction: (work) =>
      store.transaction((tx) => {
        const waysAmong = () => Promise.reject(new StoreError('damaged', 'page 7 is damaged: restore it from a backup'));
        return work({ ...tx, connections: { ...tx.connections, waysAmong } });
      }),
  });
  const { host } = await begunAgain(damaged);
  await expect(host.cancelOrder('B')).rejects.toThrow('page 7 is damaged');
  await expect(host.resume()).rejects.toThrow('page 7 is damaged');
  expect(await host.orderCounts()).toEqual({ active: 3 });
});
