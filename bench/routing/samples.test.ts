import { describe, expect, test } from 'vitest';
import { median, Samples } from './samples';

describe('samples', () => {
  test('a question asked several times counts with the median of its times, in microseconds', () => {
    const samples = new Samples(3);
    samples.keepValues(0, [7, 8, 9]);
    for (const ns of [30_000, 20_000, 900_000]) samples.keepTime(0, ns);
    samples.keepTime(1, 50_000);
    samples.keepTime(2, 100_000);
    expect(samples.figures()).toEqual({ median: 50, mean: 60, p95: 100, n: 3, checksum: 24 });
    expect(samples.figures(2)).toEqual({ median: 40, mean: 40, p95: 50, n: 2, checksum: 15 });
  });

  test('only the questions up to the first that was not answered count', () => {
    const samples = new Samples(3);
    expect(samples.figures()).toBeNull();
    samples.keepTime(0, 20_000);
    samples.keepTime(2, 20_000);
    expect(samples.answered).toBe(1);
  });

  test('below 10 µs what batches took less is taken off: the clock', () => {
    const samples = new Samples(4);
    for (const question of [0, 1, 2, 3]) samples.keepTime(question, 1_000 + question * 100);
    samples.keepValues(0, [1, 1, 1, 1]);
    samples.keepBatch(0, 4, 4_200);
    expect(samples.figures()?.median).toBeCloseTo(1.05);
    expect(samples.figures()?.mean).toBeCloseTo(1.05);
  });

  test('above, and where batches took longer, nothing is taken off', () => {
    const slow = new Samples(1);
    slow.keepTime(0, 12_000);
    slow.keepBatch(0, 1, 10_000);
    expect(slow.figures()?.median).toBe(12);
    const quick = new Samples(1);
    quick.keepTime(0, 1_000);
    quick.keepBatch(0, 1, 1_500);
    expect(quick.figures()?.median).toBe(1);
  });

  test('an answer that is another when it is asked again is told', () => {
    const samples = new Samples(3);
    samples.keepValues(0, [1, 2, 3]);
    samples.keepValues(1, [2, 3]);
    expect(samples.wavering).toBeNull();
    samples.keepValues(1, [2, 4]);
    expect(samples.wavering).toBe(2);
  });

  test('the median of an even number is between', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });
});
