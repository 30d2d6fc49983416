import { expect, test } from 'vitest';
import { problemWords } from './problem-words';

test.each([
  ['a', 'a is missing', 'A is missing: choose a site'],
  ['limit', 'limit is missing', 'Latency limit is missing: write a number and its unit, such as 9.4 ms'],
  ['limit', 'limit "9.4" is not a latency; write a number', 'Latency limit: write a number and its unit, such as 9.4 ms'],
  ['z', 'a and z are both FRA; a connection needs two different ends', 'A and Z are both FRA; a connection needs two different ends'],
  ['diverse-from', 'order ORD-1 cannot be apart from itself', 'order ORD-1 cannot be apart from itself'],
  ['start', 'start is missing', 'From is missing'],
  ['vpi', 'vpi is missing', 'vpi is missing'],
])('of %s, "%s" is told as the form calls it', (field, message, words) => {
  expect(problemWords(field, message)).toBe(words);
});
