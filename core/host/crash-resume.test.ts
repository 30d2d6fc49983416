import { expect, test } from 'vitest';
import type { Store } from '../store/store';
import type { Host } from './create-host';
import { crashingStore, type CrashPoint } from './testing/crashing-store';
import { faultsBetween } from './testing/faults-between';
import { orderRequest, World } from './testing/world';

interface Run {
  readonly transactions: number;
  readonly hasCrashed: boolean;
  readonly states: Readonly<Record<string, string>>;
  readonly faults: readonly string[];
  readonly createdTwice: boolean;
}

/** Two orders, a refusal, a cut, a repair and a cancellation; the engine dies at the point and is started again on the same store. */
async function live(point: CrashPoint | null): Promise<Run> {
  const world = new World();
  let crash = crashingStore({ transaction: () => Promise.reject(new Error('not open')), close: () => Promise.resolve() }, null);
  const wrap = (store: Store) => {
    crash = crashingStore(store, crash.count() === 0 ? point : null);
    return crash.store;
  };
  let transactions = 0;
  let hasCrashed = false;
  const restart = async (): Promise<{ host: Host; store: Store }> => {
    for (;;) {
      const start: { engine?: { host: Host; store: Store }; failure?: unknown } = {};
      world.start(wrap).then(
        (result) => (start.engine = result),
        (error: unknown) => (start.failure = error),
      );
      // A crash while it starts leaves it hanging: then it is started once more.
      do await world.clock.run(1);
      while (!start.engine && start.failure === undefined && !crash.hasCrashed());
      if (start.failure !== undefined) throw new Error('the engine did not start', { cause: start.failure });
      if (!crash.hasCrashed() && start.engine) return start.engine;
      hasCrashed = true;
      await die(crash.store);
    }
  };
  const die = async (store: Store): Promise<void> => {
    for (const carrier of world.carriers) carrier.loseLinks();
    await store.close();
  };
  let engine = await restart();

  const wanted = new Map<string, () => Promise<unknown>>();
  const submit = (id: string, priority: number) => {
    wanted.set(id, () => engine.host.submitOrder(orderRequest({ id, priority, signal: '1GE' })));
    void wanted.get(id)?.();
  };
  world.beta.behaviour.refuses = ({ name, resourceUuids }) => (name === 'TWO' && resourceUuids.includes('fra-vie') ? 'not today' : null);
  const story: readonly [number, () => void][] = [
    [
      0,
      () => {
        submit('ONE', 1);
      },
    ],
    [
      5,
      () => {
        submit('TWO', 2);
      },
    ],
    [
      300,
      () => {
        world.alpha.setResource('lon-fra', { condition: 'down' });
      },
    ],
    [
      600,
      () => {
        world.alpha.setResource('lon-fra', { condition: 'up' });
      },
    ],
    [
      700,
      () => {
        world.alpha.setResource('lon-par', { condition: 'down' });
      },
    ],
    [
      1_000,
      () => {
        void engine.host.cancelOrder('TWO');
        wanted.set('cancel', () => engine.host.cancelOrder('TWO'));
      },
    ],
  ];
  let ms = 0;
  for (; ms < 3_000; ms += 5) {
    for (const [atMs, happens] of story) if (atMs === ms) happens();
    await world.clock.run(5);
    if (!crash.hasCrashed()) continue;
    hasCrashed = true;
    await die(crash.store);
    engine = await restart();
    // What the operator asked for and the dead engine did not acknowledge, the operator asks for again.
    const known = new Set((await engine.host.orders()).map(({ id }) => id));
    for (const [id, ask] of wanted) if (!known.has(id)) await ask();
  }
  const { host, store } = engine;
  transactions = Math.max(transactions, crash.count());
  const faults = await faultsBetween(host, world.carriers);
  const states = Object.fromEntries((await host.orders()).map(({ id, state }) => [id, state]));
  await host.close();
  await store.close();
  const created = world.carriers.flatMap((carrier) => carrier.created);
  return { transactions, hasCrashed, states, faults, createdTwice: new Set(created).size !== created.length };
}

test('a crash before or after any transaction resumes or rolls back: nothing is lost, leaked, orphaned or provisioned twice', async () => {
  const whole = await live(null);
  expect(whole).toMatchObject({ hasCrashed: false, states: { ONE: 'active', TWO: 'released' }, faults: [], createdTwice: false });
  expect(whole.transactions).toBeGreaterThan(60);
  for (let transaction = 1; transaction <= whole.transactions; transaction++) {
    for (const when of ['before', 'after'] as const) {
      const { hasCrashed, states, faults, createdTwice } = await live({ transaction, when });
      expect({ transaction, when, hasCrashed, states, faults, createdTwice }).toEqual({
        transaction,
        when,
        hasCrashed: true,
        states: { ONE: 'active', TWO: 'released' },
        faults: [],
        createdTwice: false,
      });
    }
  }
}, 240_000);
