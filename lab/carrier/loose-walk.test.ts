import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inventoryFolder } from '../places';
import { emptyState } from './held-state';
import { readInventory } from './inventory';
import { maxLooseLinks, quickestThrough } from './loose-walk';
import { at, buildNetwork, type Link } from './network';
import { nodesAlong, quickestWalk, walkUs } from './walk';

const network = buildNetwork(readInventory(join(inventoryFolder(), 'alder.json')));
const state = emptyState();
const length = (links: readonly Link[]) => links.reduce((sum, link) => sum + walkUs(state, link), 0);

/** Every order and direction of the links, each gap by its quickest walk, as an oracle. */
function leastUs(from: string, to: string, through: readonly Link[]): number {
  const given = new Set(through.map((link) => link.id));
  const gap = (a: string, z: string): number => {
    const walk = quickestWalk(network, state, { from: a, to: z }, 1, given);
    return walk ? length(walk) : Infinity;
  };
  const rest = (here: string, left: readonly Link[]): number =>
    left.length === 0
      ? gap(here, to)
      : Math.min(
          ...left.flatMap((link) =>
            [
              [link.a, link.z],
              [link.z, link.a],
            ].map(
              ([entry = '', exit = '']) =>
                gap(here, entry) +
                walkUs(state, link) +
                rest(
                  exit,
                  left.filter((each) => each !== link),
                ),
            ),
          ),
        );
  return rest(from, through);
}

test('the walk passes every link that was given, and none that does is quicker', () => {
  const someNode = fc.constantFrom(...network.nodes.keys());
  const someLinks = fc.uniqueArray(fc.constantFrom(...network.links.values()), { maxLength: 3 });
  fc.assert(
    fc.property(someNode, someNode, someLinks, (from, to, through) => {
      const found = quickestThrough(network, state, { from, to }, 1, through);
      const least = leastUs(from, to, through);
      if (found.kind !== 'walk') {
        expect(least).toBe(Infinity);
        return;
      }
      expect(nodesAlong(from, found.links)?.at(-1)).toBe(to);
      for (const link of through) expect(found.links.filter((each) => each === link)).toHaveLength(1);
      expect(length(found.links)).toBeCloseTo(least, 6);
    }),
    { numRuns: 60 },
  );
});

const someOf = (count: number): readonly Link[] => [...network.links.values()].filter((_, index) => index % 6 === 0).slice(0, count);

test('a whole route is recognised in any order, however long it is', () => {
  const route = quickestWalk(network, state, { from: 'ALD-BOS', to: 'ALD-LON' }, 1) ?? [];
  const further = quickestWalk(network, state, { from: 'ALD-LON', to: 'ALD-DUB' }, 1) ?? [];
  const whole = [...route, ...further].filter((link, index, all) => all.indexOf(link) === index);
  const found = quickestThrough(network, state, { from: 'ALD-BOS', to: 'ALD-DUB' }, 1, [...whole].reverse());
  expect(found.kind).toBe('walk');
});

test('more links that lie apart than can be worked out are said to be too many', () => {
  const ends = { from: 'ALD-BOS', to: 'ALD-LON' };
  expect(quickestThrough(network, state, ends, 1, someOf(maxLooseLinks)).kind).toBe('walk');
  expect(someOf(maxLooseLinks + 1)).toHaveLength(maxLooseLinks + 1);
  expect(quickestThrough(network, state, ends, 1, someOf(maxLooseLinks + 1)).kind).toBe('too-many');
});

test('where no way is left there is none', () => {
  const cutNodes = [at(network.nodes, 'ALD-LON').id];
  const found = quickestThrough(network, { ...state, cutNodes }, { from: 'ALD-BOS', to: 'ALD-LON' }, 1, []);
  expect(found.kind).toBe('none');
});
