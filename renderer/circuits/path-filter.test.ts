import { expect, test } from 'vitest';
import { everyPath, filterPaths, inOrder, viewCounts } from './path-filter';
import { examplePath } from './testing/example-path';

const paths = [
  examplePath({ id: 'VP-11', free: 40, provider: 'Kestrel Pay' }),
  examplePath({ id: 'VP-2', free: 0, waiting: 3, heldSinceMs: 5, provider: 'Lyra Health' }),
  examplePath({ id: 'VP-3', free: 0, provider: 'Brightwater' }),
  examplePath({ id: 'VP-7', free: 40, isLow: true, pool: { left: 20 }, switchId: 'sw-lon-1', switchName: 'London access' }),
];
const idsOf = (filter: Partial<typeof everyPath>) => filterPaths(paths, { ...everyPath, ...filter }).map(({ id }) => id);

test('the path with the least free is first; among equals those whose orders wait, then by number', () => {
  expect(idsOf({})).toEqual(['VP-2', 'VP-3', 'VP-7', 'VP-11']);
});

test.each([
  [{ view: 'waiting' as const }, ['VP-2']],
  [{ view: 'held' as const }, ['VP-2']],
  [{ view: 'low' as const }, ['VP-7']],
  [{ text: 'kestrel' }, ['VP-11']],
  [{ text: 'LONDON vp' }, ['VP-7']],
  [{ text: 'held' }, ['VP-2']],
  [{ text: 'nothing such' }, []],
  [{ switchId: 'sw-lon-1' }, ['VP-7']],
  [{ switchId: 'sw-lon-1', view: 'held' as const }, []],
])('a filter %j leaves %j', (filter, ids) => {
  expect(idsOf(filter)).toEqual(ids);
});

test('counts are of what else is asked for', () => {
  expect(viewCounts(paths, everyPath)).toEqual({ all: 4, waiting: 1, held: 1, low: 1 });
  expect(viewCounts(paths, { ...everyPath, view: 'held', switchId: 'sw-lon-1' })).toEqual({ all: 1, waiting: 0, held: 0, low: 1 });
});

test('an order that is kept survives changes; what is new follows, what has gone is left out', () => {
  const [first, second, third, fourth] = paths;
  if (!first || !second || !third || !fourth) throw new Error('there are four');
  expect(inOrder([third, first, fourth], ['VP-11', 'VP-2', 'VP-3']).map(({ id }) => id)).toEqual(['VP-11', 'VP-3', 'VP-7']);
});
