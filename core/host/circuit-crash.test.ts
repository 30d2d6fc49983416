import { expect, test } from 'vitest';
import type { MemoryCall, Mischief } from '../switches/testing/memory-switch';
import { circuitRequest, circuitRequests, pathRequest, type CircuitWorld } from './testing/circuit-world';
import { liveThroughCircuits, type CircuitLife, type CircuitScene, type CircuitStory } from './testing/crashing-circuits';

/** Lives through the story whole, then with a crash before and after each of its transactions: it must end the same. */
async function crashEverywhere(story: CircuitStory, expected: CircuitLife['orders'], atLeast: number): Promise<void> {
  const whole = await liveThroughCircuits(story, null);
  const settled = { faults: [], mostAtOnce: 1, createdTwice: 0 };
  expect(whole).toMatchObject({ hasCrashed: false, ...settled });
  expect(whole.orders).toEqual(expected);
  expect(whole.transactions).toBeGreaterThan(atLeast);
  for (let transaction = 1; transaction <= whole.transactions; transaction++) {
    for (const when of ['before', 'after'] as const) {
      const { transactions, ...life } = await liveThroughCircuits(story, { transaction, when });
      expect(transactions).toBeGreaterThan(0);
      expect({ transaction, when, ...life }).toEqual({ transaction, when, hasCrashed: true, ...settled, orders: expected });
    }
  }
}

const path = pathRequest({ backoffMs: 100, timeThresholdMs: 600, quarantineMs: 500 });

const add =
  (...paths: readonly (typeof path)[]) =>
  ({ ask }: CircuitScene): void => {
    for (const each of paths) ask((host) => host.addPath(each, 'Ann'));
  };

const order =
  (first: number, last: number, pathId = 'VP-1') =>
  ({ ask }: CircuitScene): void => {
    ask((host) => host.orderCircuits(circuitRequests(first, last, { pathId }), 'Ann'));
  };

const release =
  (...ids: readonly string[]) =>
  ({ ask }: CircuitScene): void => {
    ask((host) => host.releaseCircuits(ids, 'Ann'));
  };

/** What befalls the calls of a kind in New York, one after the other; then nothing more. */
function befalls(world: CircuitWorld, mischiefs: Readonly<Partial<Record<MemoryCall, readonly (Mischief | null)[]>>>): void {
  const counts = new Map<MemoryCall, number>();
  world.newYork.mischief = (call) => {
    const count = counts.get(call) ?? 0;
    counts.set(call, count + 1);
    return mischiefs[call]?.[count] ?? null;
  };
}

/** `active` each, with identifiers from 32. */
const activeFrom32 = (first: number, last: number): CircuitLife['orders'] =>
  Object.fromEntries(Array.from({ length: last - first + 1 }, (_, index) => [`C-${first + index}`, `active ${32 + index}`]));

test('V6, V10, V12: orders, with a bulk request pending, partial and lost: a crash at any transaction loses and doubles nothing', async () => {
  await crashEverywhere(
    {
      prepare: (world) => {
        befalls(world, {
          create: [
            { kind: 'hold' },
            { kind: 'part', count: 3 },
            { kind: 'lose' },
            { kind: 'refuse', refusal: { code: 'SRQN', message: 'no' } },
          ],
        });
      },
      events: [
        [0, add(path)],
        [5, order(1, 6)],
        [
          150,
          ({ world }) => {
            world.newYork.release();
          },
        ],
        [400, order(7, 19)],
      ],
      lastsMs: 2_500,
    },
    activeFrom32(1, 19),
    30,
  );
}, 240_000);

test('V10: a request past its time, given up and answered late, and lines whose answers are lost: a crash at any transaction changes nothing', async () => {
  const [lose, drop] = [{ kind: 'lose' }, { kind: 'drop' }] as const;
  const busy = { kind: 'refuse', refusal: { code: 'SRQN', message: 'busy' }, isBusy: true } as const;
  await crashEverywhere(
    {
      prepare: (world) => {
        befalls(world, { create: [{ kind: 'drop' }, { kind: 'hold' }], read: [null, null, drop], connect: [lose, null, drop, busy] });
      },
      events: [
        [0, add(path)],
        [5, order(1, 4)],
        [
          1_600,
          ({ world }) => {
            world.newYork.release();
          },
        ],
      ],
      lastsMs: 4_000,
    },
    activeFrom32(1, 4),
    20,
  );
}, 240_000);

test('releases, quarantine and the orders that wait for it: a crash at any transaction parts what is to be parted, once', async () => {
  const [lose, drop] = [{ kind: 'lose' }, { kind: 'drop' }] as const;
  await crashEverywhere(
    {
      prepare: (world) => {
        befalls(world, { disconnect: [lose, drop] });
      },
      events: [
        [0, add({ ...path, vcis: { first: 32, last: 37 }, deltaThreshold: 1, bulkSize: 4 })],
        [5, order(1, 6)],
        [300, release('C-2')],
        [600, release('C-5')],
        [700, order(7, 8)],
      ],
      lastsMs: 3_500,
    },
    {
      ...{ 'C-1': 'active 32', 'C-2': 'released', 'C-3': 'active 34', 'C-4': 'active 35', 'C-5': 'released', 'C-6': 'active 37' },
      ...{ 'C-7': 'active 33', 'C-8': 'active 36' },
    },
    30,
  );
}, 240_000);

test('a switch that loses its memory, with its session and without: a crash at any transaction leaves every order its cross-connection', async () => {
  await crashEverywhere(
    {
      prepare: (world) => {
        befalls(world, { create: [null, { kind: 'hold' }] });
      },
      events: [
        [0, add(path, { ...path, id: 'VP-2', vpi: 4 }, { ...path, id: 'VP-3', switchId: 'LON' })],
        [5, order(1, 3)],
        [
          10,
          ({ ask }) => {
            ask((host) => host.orderCircuits([circuitRequest(11, { pathId: 'VP-3' })], 'Ann'));
          },
        ],
        [300, order(4, 7)],
        [
          500,
          ({ world }) => {
            void world.newYork.goDown();
            world.newYork.forget();
          },
        ],
        [
          700,
          ({ world }) => {
            void world.newYork.comeUp();
          },
        ],
        [
          1_500,
          ({ world }) => {
            world.london.forget();
            void world.london.tell({ kind: 'changed', reason: 'its circuits changed', atMs: world.clock.now() });
          },
        ],
      ],
      lastsMs: 3_000,
    },
    { ...activeFrom32(1, 7), 'C-11': 'active 32' },
    40,
  );
}, 240_000);

test('V10: a path that is held for the operator, and tried again: a crash at any transaction changes nothing', async () => {
  const refuse = { kind: 'refuse', refusal: { code: 'SRQN', message: 'no' } } as const;
  await crashEverywhere(
    {
      prepare: (world) => {
        world.newYork.mischief = (call) => (call === 'create' ? refuse : null);
      },
      events: [
        [0, add(path)],
        [5, order(1, 2)],
        [
          1_500,
          ({ world, ask }) => {
            world.newYork.mischief = () => null;
            ask((host) => host.retryPath('VP-1', 'Ann'));
          },
        ],
      ],
      lastsMs: 2_500,
    },
    activeFrom32(1, 2),
    15,
  );
}, 240_000);
