import { describe, expect, test } from 'vitest';
import { differencesIn, differenceWords } from './compare-answers';
import { noAnswer, unproved } from './exchange';
import type { Run } from './measure';
import { Samples } from './samples';

const run = (name: string, values: readonly number[]): Run => {
  const samples = new Samples(120);
  samples.keepValues(0, values);
  return {
    name,
    samples,
    stopped: null,
    process: { ask: () => Promise.reject(new Error('not asked')), dispose: () => undefined, facts: {} },
  };
};

describe('answers to the same questions', () => {
  test('are compared as far as both went', () => {
    expect(differencesIn('J1', 'n1k', [run('longlines', [1, 2, 3]), run('lemon', [1, 2]), run('ngraph', [1, 2, 3, 4])])).toEqual([]);
  });

  test('that differ are told with job, network, peer and the first of them', () => {
    const many = Array.from({ length: 100 }, (_, at) => at);
    const [difference, ...others] = differencesIn('J1', 'n1k', [run('lemon', many.with(73, 5).with(90, 5)), run('longlines', many)]);
    expect(others).toEqual([]);
    expect(difference && differenceWords(difference)).toBe('J1 on n1k: lemon says 5, longlines says 73 to question 73 (block 1 of 50)');
  });

  test('there is one and there is none differ; what was not proved is no answer', () => {
    expect(differencesIn('J2', 'n1k', [run('longlines', [noAnswer]), run('boost', [7])])).toHaveLength(1);
    expect(differencesIn('J2', 'n1k', [run('longlines', [unproved]), run('boost', [7])])).toEqual([]);
  });

  test('those of J6 by price are not compared with those by latency', () => {
    const runs = [run('longlines', [70]), run('boost', [70]), run('longlines-latency', [9]), run('lemon', [9])];
    expect(differencesIn('J6', 'n1k', runs)).toEqual([]);
    expect(differencesIn('J6', 'n1k', [...runs.slice(0, 3), run('lemon', [8])]).map(({ peer, against }) => [peer, against])).toEqual([
      ['lemon', 'longlines-latency'],
    ]);
  });

  test('one that differs from itself is told', () => {
    const wavering = run('longlines', [1, 2]);
    wavering.samples.keepValues(0, [1, 3]);
    expect(differencesIn('J1', 'n1k', [wavering])).toMatchObject([{ peer: 'longlines', question: 1 }]);
  });
});
