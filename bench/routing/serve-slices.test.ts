import { describe, expect, test } from 'vitest';
import { answerSlice } from './serve-slices';

describe('a slice', () => {
  test('is answered from its first question on, each timed, or all at one stroke', () => {
    const answerer = { answer: (question: number) => question * 2 };
    const each = answerSlice(answerer, false, 5, 3);
    expect(each.values).toEqual([10, 12, 14]);
    expect(each.ns).toHaveLength(3);
    const whole = answerSlice(answerer, true, 5, 3);
    expect(whole.values).toEqual([10, 12, 14]);
    expect(whole.ns).toHaveLength(1);
  });

  test('at one stroke is one time too where each question is prepared', () => {
    const prepared: number[] = [];
    const { ns } = answerSlice({ answer: () => 1, prepare: (question) => void prepared.push(question) }, true, 0, 4);
    expect(prepared).toEqual([0, 1, 2, 3]);
    expect(ns).toHaveLength(1);
  });

  test('begins a sequence anew with the first question only', () => {
    let begun = 0;
    const answerer = { answer: () => 1, reset: () => (begun += 1) };
    answerSlice(answerer, false, 0, 2);
    answerSlice(answerer, false, 2, 2);
    expect(begun).toBe(1);
  });
});
