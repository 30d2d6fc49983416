import { expect, test } from 'vitest';
import type { Clock } from '../model/clock';
import { VirtualClock } from '../host/testing/virtual-clock';
import { ServiceWatch } from './service-watch';

function watched() {
  const clock = new VirtualClock();
  const watch = new ServiceWatch();
  const woken: string[] = [];
  const wait = (name: string, uuid: string, delayMs: number) => void watch.wait(uuid, clock, delayMs).then(() => woken.push(name));
  return { clock, watch, woken, wait };
}

test('who waits is woken by the carrier’s word about that service, not another’s', async () => {
  const { clock, watch, woken, wait } = watched();
  wait('one', 'S', 1000);
  wait('two', 'S', 1000);
  wait('other', 'T', 1000);
  watch.changed('S');
  await clock.run(0);
  expect(woken).toEqual(['one', 'two']);
});

test('who waits is woken when its time is up, and once only', async () => {
  const { clock, watch, woken, wait } = watched();
  wait('one', 'S', 1000);
  await clock.run(999);
  expect(woken).toEqual([]);
  await clock.run(1);
  expect(woken).toEqual(['one']);
  watch.changed('S');
  await clock.run(5000);
  expect(woken).toEqual(['one']);
});

test('a word that wakes takes the timer back, and one that nobody waits for is no matter', async () => {
  const timers = new Set<object>();
  const clock: Clock = {
    now: () => 0,
    after: () => {
      const timer = {};
      timers.add(timer);
      return () => void timers.delete(timer);
    },
  };
  const watch = new ServiceWatch();
  watch.changed('S');
  const waits = [watch.wait('S', clock, 1000), watch.wait('S', clock, 1000)];
  expect(timers.size).toBe(2);
  watch.changed('S');
  await Promise.all(waits);
  expect(timers.size).toBe(0);
});
