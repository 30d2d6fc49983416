import { describe, expect, test } from 'vitest';
import type { Slice, SliceAnswer } from './exchange';
import { measureJob } from './measure';

/** A clock that goes on as questions are answered. */
function stopped() {
  let ms = 0;
  return { now: () => ms, pass: (more: number) => void (ms += more) };
}

/** Answers with the question's number, each after so long, and remembers what it was asked. */
function pretender(name: string, clock: ReturnType<typeof stopped>, msEach: number, asked: (Slice & { readonly name: string })[]) {
  const ask = async (slice: Slice): Promise<SliceAnswer> => {
    const { manner, first, count } = slice;
    asked.push({ ...slice, name });
    clock.pass(msEach * count);
    const values = Array.from({ length: count }, (_, at) => first + at);
    return { values, ns: manner === 'whole' ? [count * msEach * 1e6] : values.map(() => msEach * 1e6) };
  };
  return { name, process: { ask, dispose: () => undefined, facts: {} } };
}

describe('a job is measured', () => {
  test('in turns: nobody has two slices while another has none', async () => {
    const clock = stopped();
    const asked: (Slice & { readonly name: string })[] = [];
    const runs = await measureJob('J1', 100, [pretender('a', clock, 2, asked), pretender('b', clock, 2, asked)], 500, clock.now);
    const turns = asked.map(({ name }) => name).join('');
    expect(turns).toMatch(/^a+b+(ab){10,}$/);
    for (const { samples } of runs) expect(samples.figures()).toMatchObject({ median: 2_000, n: 100, checksum: 4_950 });
  });

  test('with slices as small as a question is slow, as far as the time goes', async () => {
    const clock = stopped();
    const asked: (Slice & { readonly name: string })[] = [];
    const [run] = await measureJob('J3', 100, [pretender('slow', clock, 50, asked)], 400, clock.now);
    expect(Math.max(...asked.map(({ count }) => count))).toBe(1);
    expect(run?.samples.figures()).toMatchObject({ median: 50_000, n: 8 });
  });

  test('with slices as small as what is prepared before a question is slow, though it is not timed', async () => {
    const clock = stopped();
    const asked: (Slice & { readonly name: string })[] = [];
    const quick = pretender('cold', clock, 0.002, asked);
    const process = {
      ...quick.process,
      ask: async (slice: Slice): Promise<SliceAnswer> => {
        clock.pass(slice.count * 10);
        return quick.process.ask(slice);
      },
    };
    await measureJob('J2', 1_000, [{ name: 'cold', process }], 1_000, clock.now);
    expect(Math.max(...asked.map(({ count }) => count))).toBeLessThanOrEqual(2);
  });

  test('those that take hardly longer than the clock in whole slices too, of the same questions', async () => {
    const clock = stopped();
    const asked: (Slice & { readonly name: string })[] = [];
    const [run] = await measureJob('J1', 1_000, [pretender('quick', clock, 0.002, asked)], 100, clock.now);
    for (const manner of ['each', 'whole']) {
      const slices = asked.filter((slice) => slice.manner === manner);
      expect(new Set(slices.flatMap(({ first, count }) => Array.from({ length: count }, (_, at) => first + at))).size).toBe(1_000);
    }
    expect(run?.samples.figures()?.median).toBeCloseTo(2);
  });

  test('one that ends stops alone, and its reason is told', async () => {
    const clock = stopped();
    const broken = {
      ...{ name: 'broken', facts: {} },
      process: { ask: () => Promise.reject(new Error('out of memory')), dispose: () => undefined, facts: {} },
    };
    const [one, other] = await measureJob('J1', 20, [pretender('good', clock, 1, []), broken], 100, clock.now);
    expect(one?.stopped).toBeNull();
    expect(one?.samples.answered).toBe(20);
    expect(other?.stopped).toBe('out of memory');
  });
});
