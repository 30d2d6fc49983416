import { expect, test } from 'vitest';
import type { Clock } from '../model/clock';
import { Alarms } from './alarms';
import { VirtualClock } from './testing/virtual-clock';

/** A clock that somebody sets forward or back: its timers run by elapsed time all the same. */
function jumpingClock() {
  const timers = new VirtualClock();
  let offsetMs = 0;
  const clock: Clock = { now: () => timers.now() + offsetMs, after: (delayMs, work) => timers.after(delayMs, work) };
  return { clock, run: (durationMs: number) => timers.run(durationMs), jump: (byMs: number) => void (offsetMs += byMs) };
}

function started() {
  const { clock, run, jump } = jumpingClock();
  const rung: string[] = [];
  const alarms = new Alarms(clock);
  const set = (key: string, inMs: number, word = key) => {
    alarms.set(key, clock.now() + inMs, () => rung.push(word));
  };
  return { alarms, clock, run, jump, rung, set };
}

test('work is done when it falls due, in the order of time, once', async () => {
  const { run, rung, set } = started();
  set('second', 2_000);
  set('first', 1_000);
  set('far', 90 * 86_400_000);
  await run(999);
  expect(rung).toEqual([]);
  await run(5_000);
  expect(rung).toEqual(['first', 'second']);
  await run(90 * 86_400_000);
  expect(rung).toEqual(['first', 'second', 'far']);
});

test('of two under one key the later one counts, and one that was cleared is not done', async () => {
  const { alarms, run, rung, set } = started();
  set('key', 1_000, 'old');
  set('key', 3_000, 'new');
  set('cleared', 1_000);
  alarms.clear('cleared');
  await run(10_000);
  expect(rung).toEqual(['new']);
});

test('what the clock jumped over is done within a minute; a clock set back is waited for', async () => {
  const { run, jump, rung, set } = started();
  set('tomorrow', 86_400_000);
  await run(10_000);
  jump(2 * 86_400_000);
  await run(60_000);
  expect(rung).toEqual(['tomorrow']);
  set('soon', 5_000);
  jump(-3_600_000);
  await run(3_600_000);
  expect(rung).toEqual(['tomorrow']);
  await run(10_000);
  expect(rung).toEqual(['tomorrow', 'soon']);
});

test('work may set the next alarm; after the end nothing is done', async () => {
  const { alarms, clock, run, rung } = started();
  const again = () => {
    rung.push('tick');
    alarms.set('tick', clock.now() + 1_000, again);
  };
  alarms.set('tick', clock.now() + 1_000, again);
  await run(3_500);
  alarms.close();
  await run(10_000);
  expect(rung).toEqual(['tick', 'tick', 'tick']);
});
