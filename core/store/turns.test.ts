import { describe, expect, it } from 'vitest';
import { takingTurns } from './turns';

const pause = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

function recording(elapsedMs?: () => number) {
  const together: number[][] = [];
  const turns = takingTurns<number>(
    async (next) => {
      const taken: number[] = [];
      together.push(taken);
      for (let one = next(); one !== undefined; one = next()) {
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

  it('let the process go on after 32 at the latest', async () => {
    const { together, turns } = recording();
    for (let one = 0; one < 70; one += 1) turns.together(one);
    await turns.alone(() => undefined);
    expect(together.map(({ length }) => length)).toEqual([32, 32, 6]);
  });

  it('let the process go on after some milliseconds, and go on with the rest afterwards', async () => {
    let nowMs = 0;
    const { together, turns } = recording(() => (nowMs += 5));
    for (let one = 0; one < 24; one += 1) turns.together(one);
    await turns.alone(() => undefined);
    expect(together.map(({ length }) => length)).toEqual([18, 6]);
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
