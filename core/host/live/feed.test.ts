import { expect, test } from 'vitest';
import { maxUnheard } from '../../contract/frames';
import type { LiveRow } from '../../contract/live';
import { VirtualClock } from '../testing/virtual-clock';
import { createFeed, standardFeedLimits, type Feed, type FeedLimits } from './feed';
import type { Piece } from './watcher';

interface Told {
  readonly feed: Feed;
  readonly clock: VirtualClock;
  readonly rows: Map<string, LiveRow & { readonly text: string }>;
  readonly pieces: Piece[];
  readonly faults: string[];
  /** What was read: `all`, or ids. */
  readonly reads: string[];
  /** Reading fails with it. */
  broken: string | null;
  put(id: string, text: string): void;
  ids(): readonly (readonly string[])[];
}

function fed(count: number, limits: Partial<FeedLimits> = {}): Told {
  const clock = new VirtualClock();
  const rows: Told['rows'] = new Map();
  const told: Omit<Told, 'feed'> = {
    ...{ clock, rows, pieces: [], faults: [], reads: [], broken: null },
    put: (id, text) => void rows.set(id, { id, text }),
    ids: () => told.pieces.map(({ put }) => put.map((row) => (JSON.parse(row) as LiveRow).id)),
  };
  for (let number = 0; number < count; number++) told.put(`R-${number}`, 'new');
  const read = (what: string): void => {
    told.reads.push(what);
    if (told.broken !== null) throw new Error(told.broken);
  };
  const feed = createFeed(
    {
      paceMs: 100,
      async *all() {
        read('all');
        const all = [...rows.values()];
        for (let from = 0; from < all.length; from += 3) {
          yield all.slice(from, from + 3);
          await Promise.resolve();
        }
      },
      some: async (ids) => {
        read(ids.join(' '));
        return ids.flatMap((id) => rows.get(id) ?? []);
      },
    },
    { piece: (piece) => void told.pieces.push(piece), fault: (fault) => void told.faults.push(fault) },
    clock,
    { ...standardFeedLimits, ...limits },
  );
  return Object.assign(told, { feed });
}

test('the whole table comes in pieces, and only the last of them makes it whole', async () => {
  const told = fed(7, { maxRows: 3 });
  await told.clock.run(1);
  expect(told.ids()).toEqual([['R-0', 'R-1', 'R-2'], ['R-3', 'R-4', 'R-5'], ['R-6']]);
  expect(told.pieces.map(({ seq, isWhole }) => [seq, isWhole])).toEqual([
    [0, false],
    [1, false],
    [2, true],
  ]);
});

test('an empty table is one piece that says so', async () => {
  const told = fed(0);
  await told.clock.run(1);
  expect(told.pieces).toEqual([{ seq: 0, put: [], gone: [], isWhole: true }]);
});

test('a piece is not longer than it may be, but for a row that is longer by itself', async () => {
  const told = fed(0, { maxPieceLength: 100 });
  told.put('long', 'x'.repeat(500));
  for (const id of ['A', 'B', 'C', 'D', 'E']) told.put(id, 'y'.repeat(30));
  await told.clock.run(1);
  told.feed.heard(9);
  await told.clock.run(1);
  expect(told.ids()).toEqual([['long'], ['A', 'B'], ['C', 'D'], ['E']]);
});

test('no more pieces than may be unheard are on their way; what comes meanwhile is sent as it is then, once', async () => {
  const told = fed(1);
  await told.clock.run(1);
  for (let number = 0; number < 20; number++) {
    told.put('R-0', `change ${number}`);
    told.feed.changed(new Set(['R-0']));
    await told.clock.run(200);
  }
  expect(told.pieces).toHaveLength(maxUnheard);
  const readSoFar = told.reads.length;
  await told.clock.run(60_000);
  expect(told.reads).toHaveLength(readSoFar);
  // A number that was never sent is no reason to send more.
  told.feed.heard(0);
  await told.clock.run(1);
  expect(told.pieces).toHaveLength(maxUnheard + 1);
  expect(told.pieces.at(-1)?.put).toEqual([JSON.stringify({ id: 'R-0', text: 'change 19' })]);
  told.feed.heard(1_000);
  await told.clock.run(60_000);
  expect(told.pieces).toHaveLength(maxUnheard + 1);
});

test('what is gone is said to be gone, and what is as it was is not sent', async () => {
  const told = fed(3);
  await told.clock.run(1);
  told.rows.delete('R-1');
  told.put('R-2', 'changed');
  told.feed.changed(new Set(['R-0', 'R-1', 'R-2', 'R-none']));
  await told.clock.run(200);
  expect(told.pieces.at(-1)).toEqual({ seq: 1, put: [JSON.stringify({ id: 'R-2', text: 'changed' })], gone: ['R-1'], isWhole: true });
  told.rows.delete('R-2');
  told.put('R-9', 'new');
  told.feed.changed('all');
  await told.clock.run(200);
  expect(told.pieces.at(-1)).toEqual({ seq: 2, put: [JSON.stringify({ id: 'R-9', text: 'new' })], gone: ['R-2'], isWhole: true });
  told.feed.changed('all');
  told.feed.changed(new Set(['R-0']));
  await told.clock.run(1_000);
  expect(told.pieces).toHaveLength(3);
});

test('what changes quickly is read at its pace', async () => {
  const told = fed(1);
  await told.clock.run(1);
  for (let turn = 0; turn < 100; turn++) {
    told.put('R-0', `change ${turn}`);
    told.feed.changed(new Set(['R-0']));
    told.feed.heard(1_000);
    await told.clock.run(10);
  }
  await told.clock.run(100);
  // A second has ten times the pace.
  expect(told.reads.length).toBeLessThanOrEqual(12);
  expect(told.pieces.at(-1)?.put).toEqual([JSON.stringify({ id: 'R-0', text: 'change 99' })]);
});

test('what cannot be read is told, and tried again ever more seldom; once it can be, a piece says so even if nothing changed', async () => {
  const told = fed(1);
  await told.clock.run(1);
  told.broken = 'the disk is full';
  told.feed.changed(new Set(['R-0']));
  await told.clock.run(30_000);
  expect(told.faults[0]).toMatch(/the disk is full.*tried again/);
  // At once, and after 0.5, 1, 2, 4, 8 and 10 s.
  expect(told.faults).toHaveLength(7);
  told.broken = null;
  await told.clock.run(10_000);
  expect(told.pieces.slice(1)).toEqual([{ seq: 1, put: [], gone: [], isWhole: true }]);
});

test('a table that cannot be read at first is whole once it can be', async () => {
  const told = fed(2);
  told.broken = 'not yet';
  await told.clock.run(100);
  expect([told.pieces.length, told.faults.length]).toEqual([0, 1]);
  told.broken = null;
  await told.clock.run(1_000);
  expect(told.pieces).toMatchObject([{ seq: 0, isWhole: true }]);
});

test('for who hears nothing no more ids are kept than a table has: all is read again instead', async () => {
  const told = fed(1, { maxWaiting: 100 });
  await told.clock.run(1);
  for (let number = 0; number < maxUnheard; number++) {
    told.put('R-0', String(number));
    told.feed.changed(new Set(['R-0']));
    await told.clock.run(200);
  }
  for (let number = 0; number < 1_000; number++) told.feed.changed(new Set([`passing ${number}`]));
  told.put('R-1', 'kept');
  told.feed.heard(10);
  await told.clock.run(200);
  expect(told.reads.filter((what) => what === 'all')).toHaveLength(2);
  expect(told.ids().at(-1)).toEqual(['R-0', 'R-1']);
});

test('once it is closed nothing is read and nothing is sent', async () => {
  const told = fed(10, { maxRows: 1 });
  await told.clock.run(1);
  expect(told.pieces).toHaveLength(maxUnheard);
  told.feed.close();
  told.feed.heard(10);
  told.feed.changed('all');
  await told.clock.run(10_000);
  expect([told.pieces.length, told.reads.length]).toEqual([maxUnheard, 1]);
});
