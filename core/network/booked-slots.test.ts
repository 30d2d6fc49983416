import { expect, it } from 'vitest';
import { BookedSlots } from './booked-slots';

it('the sum of what is booked follows every change', () => {
  const booked = new BookedSlots();
  const sum = (): number => [...booked.values()].reduce((total, slots) => total + slots, 0);
  for (const [id, slots] of [
    ['a', 1],
    ['b', 8],
    ['a', 2],
    ['c', 80],
    ['b', 8],
  ] as const) {
    booked.set(id, slots);
    expect(booked.total).toBe(sum());
  }
  booked.delete('b');
  booked.delete('not there');
  expect(booked.total).toBe(82);
  booked.clear();
  expect(booked.total).toBe(0);
});
