import { expect, it } from 'vitest';
import { BookedSlots } from './booked-slots';

const sum = (booked: BookedSlots): number => [...booked].reduce((total, [, slots]) => total + slots, 0);

function asRead(): BookedSlots {
  const booked = new BookedSlots(6);
  booked.read('a', 4);
  booked.read('d', 2);
  return booked;
}

it.each([
  ['booked one by one', new BookedSlots()],
  ['as it was read', asRead()],
])('the sum of what is booked follows every change: %s', (_, booked) => {
  const before = booked.copy();
  const [size, total] = [before.size, before.total];
  for (const [id, slots] of [
    ['a', 1],
    ['b', 8],
    ['a', 2],
    ['c', 80],
    ['b', 8],
  ] as const) {
    booked.set(id, slots);
    expect(booked.total).toBe(sum(booked));
    expect(booked.has(id)).toBe(true);
  }
  booked.delete('b');
  booked.delete('not there');
  expect(booked.has('b')).toBe(false);
  expect(booked.total).toBe(sum(booked));
  expect([before.size, before.total, sum(before)]).toEqual([size, total, total]);
  const after = booked.copy();
  for (const [id] of [...booked]) booked.delete(id);
  expect([booked.size, booked.total]).toEqual([0, 0]);
  expect([after.has('a'), after.has('c'), after.total]).toEqual([true, true, sum(after)]);
});

it('what was read is by segment what was read', () => {
  expect([...asRead()]).toEqual([
    ['a', 4],
    ['d', 2],
  ]);
});

it('the sum is there before the segments are read, and none of them can be asked for or changed until all are', () => {
  const booked = new BookedSlots(6);
  booked.read('a', 4);
  expect(booked.total).toBe(6);
  for (const asking of [
    () => booked.has('a'),
    () => {
      booked.set('b', 1);
    },
    () => {
      booked.delete('a');
    },
    () => booked.copy(),
    () => booked.size,
    () => [...booked],
  ]) {
    expect(asking).toThrow(/6 slots are booked, and the segments of 4 are read/);
  }
  booked.read('d', 2);
  expect([booked.has('d'), booked.size, booked.total]).toEqual([true, 2, 6]);
});
