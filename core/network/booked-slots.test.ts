import { expect, it } from 'vitest';
import { BookedSlots } from './booked-slots';

const sum = (booked: BookedSlots): number => [...booked].reduce((total, [, slots]) => total + slots, 0);

it.each([
  ['booked one by one', new BookedSlots()],
  ['as it was read', new BookedSlots({ segmentIds: ['a', 'd'], slots: [4, 2] })],
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
  expect([...new BookedSlots({ segmentIds: ['s', 't'], slots: [4, 2] })]).toEqual([
    ['s', 4],
    ['t', 2],
  ]);
});
