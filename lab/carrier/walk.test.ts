import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inventoryFolder } from '../places';
import { fibreUs, greatCircleKm } from './distance';
import { emptyState } from './held-state';
import { readInventory } from './inventory';
import { at, buildNetwork, type Link } from './network';
import { delayMs, seededRandom } from './random';
import { uuidOf } from './uuid';
import { nodesAlong, quickestWalk } from './walk';

const network = buildNetwork(readInventory(join(inventoryFolder(), 'alder.json')));
const nodeIds = [...network.nodes.keys()];

/** Bellman-Ford, as an oracle. */
function leastUs(from: string, to: string, links: readonly Link[]): number {
  const us = new Map([[from, 0]]);
  for (let round = 0; round < nodeIds.length; round += 1) {
    for (const link of links) {
      for (const [one, other] of [
        [link.a, link.z],
        [link.z, link.a],
      ] as const) {
        us.set(other, Math.min(us.get(other) ?? Infinity, (us.get(one) ?? Infinity) + (link.latency?.az ?? Infinity)));
      }
    }
  }
  return us.get(to) ?? Infinity;
}

test('the quickest walk is a walk between its ends over links that are up, and none is quicker', () => {
  const someNode = fc.constantFrom(...nodeIds);
  const someLinks = fc.subarray([...network.links.keys()], { maxLength: 25 });
  fc.assert(
    fc.property(someNode, someNode, someLinks, (from, to, cutLinks) => {
      const standing = [...network.links.values()].filter((link) => !cutLinks.includes(link.id));
      const found = quickestWalk(network, { ...emptyState(), cutLinks }, { from, to }, 1);
      const least = leastUs(from, to, standing);
      if (found === null) {
        expect(least).toBe(Infinity);
        return;
      }
      expect(nodesAlong(from, found)?.at(-1)).toBe(to);
      expect(found.filter((link) => cutLinks.includes(link.id))).toEqual([]);
      expect(found.reduce((sum, link) => sum + (link.latency?.az ?? Infinity), 0)).toBeCloseTo(least, 6);
    }),
  );
});

test('links that do not meet are no walk', () => {
  expect(nodesAlong('ALD-BOS', [at(network.links, 'ALD-NYC-PHL-1')])).toBeNull();
});

test('distance and latency are those of the Earth and of glass', () => {
  const [london, newYork] = [
    { lat: 51.5074, lon: -0.1278 },
    { lat: 40.7128, lon: -74.006 },
  ];
  expect(greatCircleKm(london, newYork)).toBeCloseTo(5570, -1);
  expect(fibreUs(london, newYork)).toBeCloseTo(5570.2 * 1.2 * 4.897, -1);
  expect(fibreUs(london, newYork, 10) - fibreUs(london, newYork)).toBeCloseTo(48.97, 6);
});

test('the same name has the same UUID, of version 5, and no other name has it', () => {
  expect(uuidOf('alder', 'link', 'A')).toBe(uuidOf('alder', 'link', 'A'));
  expect(uuidOf('alder', 'link', 'A')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(uuidOf('borealis', 'link', 'A')).not.toBe(uuidOf('alder', 'link', 'A'));
});

test('delays come again with their seed, half of them below the median', () => {
  const draw = (seed: number) => {
    const random = seededRandom(seed);
    return Array.from({ length: 2000 }, () => delayMs(1000, random));
  };
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
  const [delays] = [draw(7)];
  expect(delays.filter((ms) => ms < 1000).length / 2000).toBeCloseTo(0.5, 1);
  expect(Math.max(...delays)).toBeGreaterThan(2000);
});
