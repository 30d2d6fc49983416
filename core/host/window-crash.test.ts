import { expect, test } from 'vitest';
import type { Store } from '../store/store';
import type { Host } from './create-host';
import { crashingStore, type CrashPoint } from './testing/crashing-store';
import { faultsBetween } from './testing/faults-between';
import { resourcesOf, stateOf } from './testing/started-world';
import { orderRequest, World } from './testing/world';

/**
 * An order is moved away for a window and back, another begins and ends by its dates, and something is locked out and released meanwhile; the engine dies
 * at the point and is started again on the same store.
 */
async function live(point: CrashPoint | null) {
  const world = new World();
  let isArmed = true;
  let hasCrashed = false;
  let crash: ReturnType<typeof crashingStore> | null = null;
  const wrap = (store: Store): Store => {
    crash = crashingStore(store, isArmed ? point : null);
    isArmed = false;
    return crash.store;
  };
  const isDead = (): boolean => crash?.hasCrashed() === true;
  const start = async (): Promise<{ host: Host; store: Store }> => {
    for (;;) {
      const begun: { engine?: { host: Host; store: Store }; failure?: unknown } = {};
      world.start(wrap, { windowLeadMs: 500 }).then(
        (engine) => (begun.engine = engine),
        (error: unknown) => (begun.failure = error),
      );
      // A crash while it starts leaves it hanging: then it is started once more.
      do await world.clock.run(1);
      while (!begun.engine && begun.failure === undefined && !isDead());
      if (begun.failure !== undefined) throw new Error('the engine did not start', { cause: begun.failure });
      if (begun.engine && !isDead()) return begun.engine;
      hasCrashed = true;
      await die();
    }
  };
  const die = async (): Promise<void> => {
    for (const carrier of world.carriers) carrier.loseLinks();
    await crash?.store.close();
  };
  let engine = await start();

  const startMs = world.clock.now();
  const ann = { by: 'Ann', reason: 'splicing' };
  const subject = { kind: 'resource', id: 'alpha/lon-fra' } as const;
  const paris = { kind: 'site', id: 'PAR' } as const;
  // Who is not answered because the engine died asks again, where it was not done.
  const story: readonly {
    readonly atMs: number;
    readonly ask: (host: Host) => Promise<unknown>;
    readonly isDone: (host: Host) => Promise<boolean>;
  }[] = [
    {
      atMs: 0,
      ask: (host) => host.submitOrder(orderRequest({ id: 'ONE' })),
      isDone: async (host) => (await stateOf(host, 'ONE')) !== undefined,
    },
    {
      atMs: 0,
      ask: (host) => host.submitOrder(orderRequest({ id: 'TWO', signal: '1GE', startMs: startMs + 300, endMs: startMs + 2_500 })),
      isDone: async (host) => (await stateOf(host, 'TWO')) !== undefined,
    },
    {
      atMs: 200,
      ask: (host) => host.planWindow({ subjects: [subject], fromMs: startMs + 1_000, toMs: startMs + 1_800, text: 'splicing' }, 'Ann'),
      isDone: async (host) => (await host.windows()).length > 0,
    },
    { atMs: 2_100, ask: (host) => host.lockOut(paris, ann), isDone: async (host) => host.network.view.everyHoldOut().length > 0 },
  ];
  for (let ms = 0; ms < 4_000; ms += 20) {
    for (const { atMs, ask } of story) if (atMs === ms) void ask(engine.host);
    await world.clock.run(20);
    if (!isDead()) continue;
    hasCrashed = true;
    await die();
    engine = await start();
    for (const { atMs, ask, isDone } of story) if (atMs <= ms && !(await isDone(engine.host))) void ask(engine.host);
  }
  const transactions = crashCount(crash);
  const { host, store } = engine;
  const [window] = await host.windows();
  const told = await host.history(1_000);
  const result = {
    transactions,
    hasCrashed,
    one: await resourcesOf(host, 'ONE'),
    two: await stateOf(host, 'TWO'),
    window: [window?.state, ...(window?.orders ?? []).filter(({ orderId }) => orderId === 'ONE').map(({ state }) => state)],
    heldOut: host.network.view.everyHoldOut().map(({ subject: { id }, cause }) => `${id} ${cause}`),
    stored: (await store.transaction((tx) => tx.interventions.holdOuts())).length,
    moves: (await store.transaction((tx) => tx.interventions.moves())).length,
    closings: told.filter(({ event }) => event === 'window.closed').length,
    failures: told.filter(({ event }) => event === 'engine.failed').map(({ text }) => text),
    faults: await faultsBetween(host, world.carriers),
  };
  await host.close();
  await store.close();
  return result;
}

const crashCount = (crash: ReturnType<typeof crashingStore> | null): number => crash?.count() ?? 0;

test('N12: a crash before or after any transaction: windows, dates and lock-outs come out right, each once', async () => {
  const { transactions, ...whole } = await live(null);
  expect(whole).toEqual({
    hasCrashed: false,
    one: ['alpha/lon-fra', 'beta/fra-vie'],
    two: 'released',
    window: ['closed', 'back'],
    heldOut: ['PAR locked-out'],
    ...{ stored: 1, moves: 0, closings: 1, failures: [], faults: [] },
  });
  expect(transactions).toBeGreaterThan(60);
  for (let transaction = 1; transaction <= transactions; transaction++) {
    // Just after one is just before the next, but for what follows a commit in memory: each is done at every other one.
    const when = transaction % 2 === 0 ? 'before' : 'after';
    const crashed = await live({ transaction, when });
    expect({ transaction, when, ...crashed }).toEqual({
      transaction,
      when,
      ...whole,
      hasCrashed: true,
      transactions: crashed.transactions,
    });
  }
}, 120_000);
