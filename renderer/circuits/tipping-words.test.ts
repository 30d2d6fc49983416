import { expect, test } from 'vitest';
import type { RateOfUse } from '../../core/model/path-outlook';
import { examplePath } from './testing/example-path';
import { tippingWords } from './tipping-words';

const nowMs = Date.UTC(2026, 10, 21, 21, 46);
const rate = (perHour: number): RateOfUse => ({ kind: 'rate', perHour, lowPerHour: 0, highPerHour: 0, text: '' });
const toCome = (number: number) => ({ kind: 'to-come' as const, number, text: '' });

test.each([
  [toCome(13), rate(16.25), '13 more orders tip it, about 22:34'],
  [toCome(1), rate(60), 'the next order tips it, about 21:47'],
  [toCome(13), rate(0), '13 more orders tip it'],
  [toCome(13), rate(-2), '13 more orders tip it'],
  [toCome(900), rate(2), '900 more orders tip it'],
  [toCome(13), { kind: 'too-few' as const, text: '' }, '13 more orders tip it'],
  [{ kind: 'waiting' as const, orderId: 'C-7', text: '' }, rate(2), 'order C-7, which waits, tips it'],
  [{ kind: 'reached' as const, text: '' }, rate(2), ''],
])('%j at %j: %s', (asksForMore, ofUse, words) => {
  expect(tippingWords(examplePath({ asksForMore, rate: ofUse, status: 'IN_PROCESS' }), nowMs)).toBe(words);
});

test('once the threshold is reached and nothing is pending, the next order asks; where all were asked for, none does', () => {
  const reached = { asksForMore: { kind: 'reached' as const, text: '' }, rate: rate(2) };
  expect(tippingWords(examplePath(reached), nowMs)).toBe('the next order asks for more');
  expect(tippingWords(examplePath({ ...reached, lastVci: 1023 }), nowMs)).toBe('no more identifiers exist');
});
