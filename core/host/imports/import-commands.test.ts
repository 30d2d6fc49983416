import { expect, test } from 'vitest';
import { mostKeptRows } from '../../model/import-job';
import type { OrderRequest } from '../../model/order';
import { fieldsOfOrder } from '../../model/order-cells';
import type { Host } from '../create-host';
import { systemPause } from '../system-clock';
import { liveThrough, type Story } from '../testing/crashing-life';
import { startedWorld, stateOf, type StartedWorld } from '../testing/started-world';
import { orderRequest } from '../testing/world';
import type { GivenRow } from './row-trial';

const rowOf = (change: Partial<OrderRequest>, line: number): GivenRow => ({
  line,
  fields: Object.fromEntries(Object.entries(fieldsOfOrder(orderRequest(change))).filter(([, text]) => text !== '')),
  amiss: '',
});
const small = { signal: '1GE' } as const;
const by = 'Ann';

/** Until no import is at work; its pauses are real ones. */
async function atRest({ host, world }: Pick<StartedWorld, 'host' | 'world'>): Promise<void> {
  while ((await host.imports()).some(({ state }) => state === 'entering' || state === 'undoing')) {
    await world.clock.run(1);
    await systemPause();
  }
}

async function readIn(host: Host, id: string, rows: readonly GivenRow[]): Promise<void> {
  await host.beginImport({ id, kind: 'orders', name: 'orders.csv', by, total: rows.length });
  await host.addImportRows(id, 0, rows);
}

test('the dry run says of each row what it would be, and enters nothing', async () => {
  const { host, world } = await startedWorld();
  await host.submitOrder(orderRequest({ id: 'THERE', ...small }));
  await host.submitOrder(orderRequest({ id: 'OTHER', ...small }));
  await world.clock.run(1_000);
  const rows: readonly GivenRow[] = [
    rowOf({ id: 'NEW', ...small }, 2),
    rowOf({ id: 'THERE', ...small }, 3),
    rowOf({ id: 'OTHER', ...small, customer: 'Mill', priority: 2 }, 4),
    { line: 5, fields: { order: 'BAD', a: 'LON', z: 'PAR', limit: 'soon' }, amiss: '' },
    rowOf({ id: 'STRANGER', ...small, accessingCarrierId: 'nobody' }, 6),
    rowOf({ id: 'FAST', ...small, limit: { oneWayNs: 1_000, enteredAs: 'one-way' } }, 7),
    { line: 8, fields: { order: 'TORN' }, amiss: 'a quotation mark is missing' },
    rowOf({ id: 'MISTYPED', ...small, accessingCarrierId: 'nobody', z: { kind: 'site', id: 'PAX' } }, 9),
  ];
  await readIn(host, 'import01', rows);
  const page = await host.importRows('import01', null, 0, 100);
  expect(page?.rows.map(({ line, outcome, column }) => [line, outcome, column])).toEqual([
    [2, 'new', ''],
    [3, 'same', ''],
    [4, 'differs', 'customer, priority'],
    [5, 'malformed', 'customer, accessing, signal, limit'],
    [6, 'refused', 'accessing'],
    [7, 'no-route', 'limit'],
    [8, 'malformed', ''],
    [9, 'refused', 'accessing, z'],
  ]);
  expect(page?.rows[7]?.why).toMatch(/nobody is not known; connect it first.*; site PAX is not known to any carrier; check its code$/);
  expect(page?.rows[2]?.why).toMatch(/customer: there .*, here Mill; priority: there 5, here 2; what is there stays/);
  expect(await host.importJob('import01')).toMatchObject({
    ...{ state: 'checked', read: 8 },
    counts: { new: 1, same: 1, differs: 1, malformed: 2, refused: 2, 'no-route': 1 },
  });
  expect((await host.orders()).map(({ id }) => id).sort()).toEqual(['OTHER', 'THERE']);
  expect((await host.importRows('import01', ['malformed'], 1, 10))?.rows.map(({ line }) => line)).toEqual([8]);
});

test('what is entered can be taken back, what failed tried again, and the history tells of both', async () => {
  const { host, world } = await startedWorld();
  await readIn(host, 'import02', [rowOf({ id: 'ONE', ...small }, 2), rowOf({ id: 'TWO', ...small }, 3)]);
  await host.submitOrder(orderRequest({ id: 'TWO', ...small }));
  await host.carryOutImport('import02', by);
  await atRest({ host, world });
  await world.clock.run(2_000);
  expect(await host.importJob('import02')).toMatchObject({ state: 'done', run: null, counts: { entered: 1, failed: 1 } });
  expect(await stateOf(host, 'ONE')).toBe('active');
  expect((await host.importRows('import02', ['failed'], 0, 10))?.rows[0]?.why).toMatch(/TWO exists already/);
  expect(await host.carryOutImport('import02', by)).toMatchObject({ job: { state: 'entering', run: { toDo: 1 } } });
  await atRest({ host, world });
  await world.clock.run(1_000);

  await host.takeBackImport('import02', 'Ben');
  await atRest({ host, world });
  await world.clock.run(2_000);
  expect(await host.importJob('import02')).toMatchObject({ state: 'undone', by: 'Ben', counts: { 'taken-back': 1, failed: 1 } });
  expect(await stateOf(host, 'ONE')).toBe('released');
  expect(await stateOf(host, 'TWO')).toBe('active');
  const told = (await host.history(1_000)).filter(({ event }) => event.startsWith('import.')).map(({ text }) => text);
  expect(told.at(-1)).toBe('orders.csv: 1 orders taken back by Ben, 0 not');
  expect(await host.carryOutImport('import02', by)).toMatchObject({
    kind: 'refused',
    message: expect.stringMatching(/taken back/) as string,
  });
});

test('it stops between pieces, and goes on from there', async () => {
  const { host, world } = await startedWorld();
  const rows = Array.from({ length: 250 }, (_, at) => rowOf({ id: `O-${at}`, ...small, startMs: world.clock.now() + 1e9 }, at + 2));
  await readIn(host, 'import03', rows);
  await host.carryOutImport('import03', by);
  await host.stopImport('import03', by);
  await atRest({ host, world });
  await world.clock.run(100);
  const stopped = await host.importJob('import03');
  expect(stopped?.state).toBe('stopped');
  expect(stopped?.counts.new).toBeGreaterThan(0);
  await host.carryOutImport('import03', by);
  await atRest({ host, world });
  await world.clock.run(1_000);
  expect(await host.importJob('import03')).toMatchObject({ state: 'done', counts: { entered: 250 } });
  expect(await host.orders()).toHaveLength(250);
});

test('the oldest that nobody waits for make room; one that was stopped is kept', async () => {
  const { host, world } = await startedWorld();
  const begin = (id: string, total: number) => host.beginImport({ id, kind: 'orders', name: `${id}.csv`, by, total });
  const later = Array.from({ length: 150 }, (_, at) => rowOf({ id: `P-${at}`, ...small, startMs: world.clock.now() + 1e9 }, at + 2));
  await readIn(host, 'stopped01', later);
  await host.carryOutImport('stopped01', by);
  await host.stopImport('stopped01', by);
  for (const id of ['checked01', 'checked02']) {
    await world.clock.run(10);
    await readIn(host, id, [rowOf({ id, ...small }, 2)]);
  }
  await world.clock.run(10);
  expect(await begin('large0001', mostKeptRows - 100)).toMatchObject({ kind: 'job' });
  expect((await host.imports()).map(({ id }) => id).sort()).toEqual(['large0001', 'stopped01']);
});

test('rows that come out of their turn, or beyond those that were told, are refused', async () => {
  const { host } = await startedWorld();
  await host.beginImport({ id: 'import04', kind: 'orders', name: 'orders.csv', by, total: 1 });
  expect(await host.addImportRows('import04', 100, [rowOf({ id: 'A' }, 2)])).toMatchObject({ kind: 'refused' });
  expect(await host.carryOutImport('import04', by)).toMatchObject({
    kind: 'refused',
    message: expect.stringMatching(/still being read/) as string,
  });
  expect(await host.addImportRows('nothing1', 0, [rowOf({ id: 'A' }, 2)])).toMatchObject({ kind: 'not-found' });
});

test('a crash before or after any transaction of an import: the next host goes on, nothing is entered twice and nothing forgotten', async () => {
  const ids = ['ONE', 'TWO', 'THREE'];
  const story: Story = {
    events: [
      [
        0,
        ({ ask }) => {
          ask(({ host }) =>
            host.importJob('import05').then(
              async (job) =>
                job?.state === 'checked' ||
                readIn(
                  host,
                  'import05',
                  ids.map((id, at) => rowOf({ id, ...small }, at + 2)),
                ),
            ),
          );
        },
      ],
      [
        300,
        ({ ask }) => {
          ask(({ host }) => host.carryOutImport('import05', by));
        },
      ],
    ],
    fromMs: 300,
    lastsMs: 1_500,
  };
  const whole = await liveThrough(story, null);
  expect(whole).toMatchObject({
    hasCrashed: false,
    faults: [],
    createdTwice: false,
    states: { ONE: 'active', TWO: 'active', THREE: 'active' },
  });
  for (let transaction = whole.before + 1; transaction <= Math.min(whole.transactions, whole.before + 12); transaction++)
    for (const when of ['before', 'after'] as const) {
      const { states, faults, createdTwice } = await liveThrough(story, { transaction, when });
      expect({ transaction, when, states, faults, createdTwice }).toEqual({
        transaction,
        when,
        states: whole.states,
        faults: [],
        createdTwice: false,
      });
    }
}, 120_000);
