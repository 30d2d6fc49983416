import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Buckets } from './buckets';

const vertexCount = 20;
const distances = fc.array(fc.tuple(fc.nat({ max: vertexCount - 1 }), fc.oneof(fc.nat({ max: 40 }), fc.nat({ max: 100_000 }))), {
  maxLength: 60,
});

test('what waits is taken once, that of the nearest bucket first, however far apart they are', () => {
  fc.assert(
    fc.property(distances, distances, fc.nat({ max: 6 }), (before, meanwhile, shift) => {
      const buckets = new Buckets(vertexCount);
      buckets.shift = shift;
      const row = new Int32Array(vertexCount).fill(0x7fffffff);
      const waiting = new Set<number>();
      const put = (vertex: number, distance: number): void => {
        if (distance >= (row[vertex] ?? 0)) return;
        row[vertex] = distance;
        buckets.put(vertex, distance);
        waiting.add(vertex);
      };
      const take = (): number => {
        const nearest = Math.min(...[...waiting].map((vertex) => (row[vertex] ?? 0) >> shift));
        const taken = buckets.take(row);
        expect(taken < 0).toBe(waiting.size === 0);
        if (taken < 0) return 0;
        expect(waiting.delete(taken)).toBe(true);
        const distance = row[taken] ?? 0;
        expect(distance >> shift).toBe(nearest);
        return distance;
      };
      for (const [vertex, distance] of before) put(vertex, distance);
      for (const [vertex, further] of meanwhile) put(vertex, take() + further);
      for (let count = waiting.size; count >= 0; count--) take();
      expect(waiting.size).toBe(0);
    }),
  );
});

test('of one bucket what came first goes first', () => {
  const buckets = new Buckets(4);
  buckets.shift = 3;
  const row = Int32Array.of(7, 0, 3, 8);
  for (const vertex of [3, 2, 0, 1]) buckets.put(vertex, row[vertex] ?? 0);
  expect([0, 1, 2, 3, 4].map(() => buckets.take(row))).toEqual([2, 0, 1, 3, -1]);
});
