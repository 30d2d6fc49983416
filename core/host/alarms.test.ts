import { expect, test } from 'vitest';
import { Alarms } from './alarms';
import { VirtualClock } from './testing/virtual-clock';

function started() {
  const clock = new VirtualClock();
  const rung: string[] = [];
  const alarms = new Alarms(clock);
  const set = (key: string, inMs: number, word = key) => {
    alarms.set(key, clock.now() + inMs, () => rung.push(word));
  };
  return { alarms, clock, rung, set };
}

test('work is done when it falls due, in the order of time, once', async () => {
  const { clock, rung, set } = started();
  set('second', 2_000);
  set('first', 1_000);
  set('far', 90 * 86_400_000);
  await clock.run(999);
  expect(rung).toEqual([]);
  await clock.run(5_000);
  expect(rung).toEqual(['first', 'second']);
  await clock.run(90 * 86_400_000);
  expect(rung).toEqual(['first', 'second', 'far']);
});

test('of two under one key the later one counts, and one that was cleared is not done', async () => {
  const { alarms, clock, rung, set } = started();
  set('key', 1_000, 'old');
  set('key', 3_000, 'new');
  set('cleared', 1_000);
  alarms.clear('cleared');
  await clock.run(10_000);
  expect(rung).toEqual(['new']);
});

test('what the clock jumped over is done within a minute; a clock set back is waited for', async () => {
  const { clock, rung, set } = started();
  set('tomorrow', 86_400_000);
  await clock.run(10_000);
  clock.jump(2 * 86_400_000);
  await clock.run(60_000);
  expect(rung).toEqual(['tomorrow']);
  set('soon', 5_000);
  clock.jump(-3_600_000);
  await clock.run(3_600_000);
  expect(rung).toEqual(['tomorrow']);
  await clock.run(10_000);
  expect(rung).toEqual(['tomorrow', 'soon']);
});

test('work may set the next alarm; after the end nothing is done', async () => {
  const { alarms, clock, rung } = started();
  const again = () => {
    rung.push('tick');
    alarms.set('tick', clock.now() + 1_000, again);
  };
  alarms.set('tick', clock.now() + 1_000, again);
  await clock.run(3_500);
  alarms.close();
  await clock.run(10_000);
  expect(rung).toEqual(['tick', 'tick', 'tick']);
});
