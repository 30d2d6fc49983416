import { describe, expect, it } from 'vitest';
import { takingTurns } from './turns';

const pause = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

function recording(elapsedMs?: () => number) {
  const together: number[][] = [];
  const turns = takingTurns<number>(
    async (next) => {
      const taken: number[] = [];
      together.push(taken);
      for (let one = await next(); one !== undefined; one = await next()) {
        taken.push(one);
        await Promise.resolve();
      }
    },
    elapsedMs ? { pause, elapsedMs } : { pause },
  );
  return { together, turns };
}

describe('turns', () => {
  it('are taken together by those that wait, and in their order', async () => {
    const { together, turns } = recording();
    for (const one of [1, 2, 3]) turns.together(one);
    await turns.alone(() => undefined);
    expect(together).toEqual([[1, 2, 3]]);
  });

  it('are not taken together past one who has it alone', async () => {
    const { together, turns } = recording();
    const story: string[] = [];
    turns.together(1);
    const alone = turns.alone(() => story.push(`alone after ${together.flat().join()}`));
    turns.together(2);
    await alone;
    await turns.alone(() => undefined);
    expect(story).toEqual(['alone after 1']);
    expect(together).toEqual([[1], [2]]);
  });

  it('are ended after 32 where time is virtual, else after 128', async () => {
    for (const [elapsedMs, lengths] of [
      [undefined, [32, 32, 32, 32, 32]],
      [() => 0, [128, 32]],
    ] as const) {
      const { together, turns } = recording(elapsedMs);
      for (let one = 0; one < 160; one += 1) turns.together(one);
      await turns.alone(() => undefined);
      expect(together.map(({ length }) => length)).toEqual(lengths);
    }
  });

  it('let others have the process every some milliseconds, and are ended after the fourth time', async () => {
    let nowMs = 0;
    const { together, turns } = recording(() => (nowMs += 1));
    let others = 0;
    const other = (): void => {
      others += 1;
      if (together.length < 2) setImmediate(other);
    };
    for (let one = 0; one < 50; one += 1) turns.together(one);
    setImmediate(other);
    await turns.alone(() => undefined);
    expect(together.map(({ length }) => length)).toEqual([36, 14]);
    expect(others).toBeGreaterThanOrEqual(4);
  });

  it('are taken together some few at least, however long each takes', async () => {
    let nowMs = 0;
    const { together, turns } = recording(() => (nowMs += 1_000));
    for (let one = 0; one < 20; one += 1) turns.together(one);
    await turns.alone(() => undefined);
    expect(together.map(({ length }) => length)).toEqual([16, 4]);
  });

  it('go on after one who had it alone has failed', async () => {
    const { together, turns } = recording();
    const failing = turns.alone(() => Promise.reject(new Error('no')));
    turns.together(1);
    await expect(failing).rejects.toThrow('no');
    await turns.alone(() => undefined);
    expect(together).toEqual([[1]]);
  });
});
