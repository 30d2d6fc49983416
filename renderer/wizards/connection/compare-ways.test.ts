import { expect, test } from 'vitest';
import type { RouteCandidateShown } from '../../../core/contract/route-choices';
import { keyOf, sortWays } from './compare-ways';

const way = (name: string, oneWayNs: number, price: number, against: readonly string[] = []): RouteCandidateShown => {
  const route = { aPortId: `${name}-a`, zPortId: `${name}-z`, hops: [], azNs: oneWayNs, zaNs: oneWayNs, price };
  return {
    ...{ route, isProposed: false, against, notes: [], segments: [], marginNs: 10 - oneWayNs },
    shown: { aPort: name, zPort: name, hops: [], azNs: oneWayNs, zaNs: oneWayNs, oneWayNs, price },
  };
};
const ways = [way('slow', 9, 1), way('over', 12, 0, ['2 over the limit']), way('fast', 3, 5), way('middle', 5, 5)];
const names = (column: 'latency' | 'margin' | 'price', isDescending: boolean) =>
  sortWays(ways, { column, isDescending }).map(({ shown }) => shown.aPort);

test('ways are sorted by what is asked for; what cannot be taken is always last', () => {
  expect(names('latency', false)).toEqual(['fast', 'middle', 'slow', 'over']);
  expect(names('latency', true)).toEqual(['slow', 'middle', 'fast', 'over']);
  expect(names('margin', true)).toEqual(['fast', 'middle', 'slow', 'over']);
  expect(names('price', false)).toEqual(['slow', 'fast', 'middle', 'over']);
});

test('a way is the same while it passes the same things between the same ports', () => {
  const hop = { kind: 'resource', id: 'alder/r1', azNs: 1, zaNs: 1 } as const;
  const one = { aPortId: 'a', zPortId: 'z', hops: [hop] };
  expect(keyOf(one)).toBe(keyOf({ ...one, hops: [{ ...hop, azNs: 7 }] }));
  expect(keyOf(one)).not.toBe(keyOf({ ...one, zPortId: 'z2' }));
});
