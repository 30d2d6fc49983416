import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Heap } from './heap';

type Keys = readonly [number, number];

const keys = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 3 })), { maxLength: 200 });

test('values leave in the order of the first key, then of the second, however pushes and pops alternate', () => {
  fc.assert(
    fc.property(keys, keys, fc.nat({ max: 200 }), (before, after, popped) => {
      const heap = new Heap(2);
      const all = [...before, ...after];
      let inside: number[] = [];
      const push = (value: number): void => {
        const [first, second] = all[value] ?? [0, 0];
        heap.push(first, second, value);
        inside.push(value);
      };
      const popAndCheck = (): void => {
        const least = inside.map((value): Keys => all[value] ?? [0, 0]).toSorted((a, b) => a[0] - b[0] || a[1] - b[1])[0];
        const top = [heap.first[0], heap.second[0]];
        const value = heap.pop();
        expect([all[value], top]).toEqual([least, least]);
        inside = inside.filter((other) => other !== value);
      };
      before.forEach((_, index) => {
        push(index);
      });
      for (let count = Math.min(popped, before.length); count > 0; count--) popAndCheck();
      after.forEach((_, index) => {
        push(before.length + index);
      });
      while (heap.size > 0) popAndCheck();
      expect(inside).toEqual([]);
    }),
  );
});

test('after a clear, even of a very large heap, it starts anew', () => {
  const heap = new Heap();
  for (let value = 100_000; value > 0; value--) heap.push(value, 0, value);
  heap.clear();
  heap.push(2, 0, 20);
  heap.push(1, 0, 10);
  expect([heap.pop(), heap.pop(), heap.size]).toEqual([10, 20, 0]);
});
