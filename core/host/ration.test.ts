import { expect, test } from 'vitest';
import { Ration } from './ration';
import { VirtualClock } from './testing/virtual-clock';

function rationOf(most: number) {
  const clock = new VirtualClock();
  const more: number[] = [];
  const ration = new Ration(clock, { most, windowMs: 60_000 }, (count) => more.push(count));
  const takes = (count: number) => Array.from({ length: count }, () => ration.take()).filter(Boolean).length;
  return { clock, more, ration, takes };
}

test('so many are told one by one within the window, and of more how many there were when it is over', async () => {
  const { clock, more, takes } = rationOf(3);
  expect(takes(2)).toBe(2);
  await clock.run(59_999);
  expect(takes(10)).toBe(1);
  expect(more).toEqual([]);
  await clock.run(1);
  expect(more).toEqual([9]);
  expect(takes(5)).toBe(3);
  await clock.run(60_000);
  expect(more).toEqual([9, 2]);
});

test('where no more came nothing is told of them, and a window begins with the first', async () => {
  const { clock, more, takes } = rationOf(3);
  expect(takes(3)).toBe(3);
  await clock.run(100_000);
  expect(takes(3)).toBe(3);
  await clock.run(59_000);
  expect(takes(1)).toBe(0);
  await clock.run(1_000);
  expect(more).toEqual([1]);
});

test('what was not told yet is told when it is closed, once', async () => {
  const { clock, more, ration, takes } = rationOf(1);
  takes(4);
  ration.close();
  ration.close();
  await clock.run(60_000);
  expect(more).toEqual([3]);
});
