import { expect, test } from 'vitest';
import { systemPause } from '../system-clock';
import { pathRequest, startedCircuits, type StartedCircuits } from '../testing/circuit-world';

const rowOf = (id: string, user: string, circuit: number, line: number) => ({
  ...{ line, amiss: '' },
  fields: { order: id, 'end-user': user, path: 'VP-1', line: `1-1-1-${circuit}` },
});

async function atRest({ host, world }: StartedCircuits): Promise<void> {
  while ((await host.imports()).some(({ state }) => state === 'entering' || state === 'undoing')) {
    await world.clock.run(1);
    await systemPause();
  }
  await world.clock.run(50);
}

test('circuit orders are tried as if those before them were taken, entered, listed as the same, and released from a file', async () => {
  const started = await startedCircuits();
  const { host } = started;
  expect(await host.addPath(pathRequest({}), 'Ann')).toEqual({ kind: 'received' });
  await started.world.clock.run(10);
  const rows = [
    rowOf('C-1', 'Ann', 1, 2),
    rowOf('C-2', 'Ben', 2, 3),
    rowOf('C-3', 'Ann', 3, 4),
    { ...rowOf('C-4', 'Cy', 4, 5), fields: { order: 'C-4' } },
  ];
  const readIn = async (id: string, kind: 'circuits' | 'releases', given: typeof rows) => {
    await host.beginImport({ id, kind, name: 'circuits.csv', by: 'Ann', total: given.length });
    await host.addImportRows(id, 0, given);
    return (await host.importRows(id, null, 0, 100))?.rows.map(({ outcome, column }) => [outcome, column]);
  };
  expect(await readIn('circuits1', 'circuits', rows)).toEqual([
    ['new', ''],
    ['new', ''],
    ['refused', ''],
    ['malformed', 'end-user, path, line'],
  ]);
  await host.carryOutImport('circuits1', 'Ann');
  await atRest(started);
  expect(await host.importJob('circuits1')).toMatchObject({ state: 'done', counts: { entered: 2, refused: 1, malformed: 1 } });
  expect((await host.circuitOrders({ pathId: 'VP-1' })).map(({ id, state }) => [id, state])).toEqual([
    ['C-1', 'active'],
    ['C-2', 'active'],
  ]);

  expect(await readIn('circuits2', 'circuits', [rowOf('C-1', 'Ann', 1, 2), rowOf('C-2', 'Benjamin', 2, 3)])).toEqual([
    ['same', ''],
    ['differs', 'end-user'],
  ]);
  expect(await readIn('releases1', 'releases', [rowOf('C-2', '', 1, 2), rowOf('C-9', '', 2, 3)])).toEqual([
    ['new', ''],
    ['refused', 'order'],
  ]);
  await host.carryOutImport('releases1', 'Ann');
  await atRest(started);
  expect((await host.circuitOrders({ pathId: 'VP-1', states: ['active'] })).map(({ id }) => id)).toEqual(['C-1']);
  expect(await host.takeBackImport('releases1', 'Ann')).toMatchObject({
    kind: 'refused',
    message: expect.stringMatching(/does not come back/) as string,
  });

  // What the first file entered and is still there is taken back.
  await host.takeBackImport('circuits1', 'Ann');
  await atRest(started);
  expect(await host.importJob('circuits1')).toMatchObject({ state: 'undone', counts: { 'taken-back': 1, entered: 1 } });
});
