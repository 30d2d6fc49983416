import { expect, test } from 'vitest';
import { createAsking } from './asking';

function beside() {
  let nowMs = 0;
  const timers: { readonly atMs: number; readonly work: () => void }[] = [];
  const asked: { readonly key: string; readonly signal: AbortSignal; readonly answer: () => Promise<void> }[] = [];
  const asking = createAsking({
    now: () => nowMs,
    after: (ms, work) => {
      const timer = { atMs: nowMs + ms, work };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0);
    },
    ask: (key, signal) =>
      new Promise<void>((resolve) => {
        asked.push({
          ...{ key, signal },
          answer: async () => {
            resolve();
            await Promise.resolve();
            await Promise.resolve();
          },
        });
      }),
  });
  const pass = (ms: number): void => {
    nowMs += ms;
    for (const timer of timers.filter(({ atMs }) => atMs <= nowMs)) {
      timers.splice(timers.indexOf(timer), 1);
      timer.work();
    }
  };
  return { asking, asked, pass };
}

const pace = { settleMs: 100, everyMs: 1_000 };

test('changes that come faster than the answer give up none, and are asked for once after it', async () => {
  const { asking, asked, pass } = beside();
  asking.want('a', 0, pace);
  pass(100);
  for (let version = 1; version <= 50; version += 1) {
    asking.want('a', version, pace);
    pass(50);
  }
  expect(asked).toHaveLength(1);
  expect(asked[0]?.signal.aborted).toBe(false);
  await asked[0]?.answer();
  pass(100);
  expect(asked).toHaveLength(2);
  await asked[1]?.answer();
  pass(10_000);
  expect(asked).toHaveLength(2);
});

test('changes that never rest do not put the asking off', () => {
  const { asking, asked, pass } = beside();
  for (let version = 0; version < 10; version += 1) {
    asking.want('a', version, pace);
    pass(50);
  }
  expect(asked).toHaveLength(1);
});

test('not more often than told, and at once where it is asked anew', async () => {
  const { asking, asked, pass } = beside();
  asking.want('a', 0, pace);
  pass(100);
  await asked[0]?.answer();
  asking.want('a', 1, pace);
  pass(900);
  expect(asked).toHaveLength(1);
  pass(100);
  expect(asked).toHaveLength(2);
  asking.again();
  expect([asked.length, asked[1]?.signal.aborted]).toEqual([3, true]);
});

test('another question gives up the one before; none is asked any more once nothing is wanted', () => {
  const { asking, asked, pass } = beside();
  asking.want('a', 0, pace);
  pass(100);
  asking.want('b', 0, pace);
  expect(asked[0]?.signal.aborted).toBe(true);
  pass(100);
  expect(asked.map(({ key }) => key)).toEqual(['a', 'b']);
  asking.want(null, 0, pace);
  expect(asked[1]?.signal.aborted).toBe(true);
  pass(10_000);
  expect(asked).toHaveLength(2);
});
