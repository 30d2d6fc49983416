import { expect, test } from 'vitest';
import { shortAnswer } from './short-answer';

const whole = { range: { first: 96, last: 127 }, held: [] };

test.each([
  ['succeeded' as const, '96–127 are there: ENT-VCL 96–103: COMPLD; ENT-VCL 104–111: COMPLD', '32 created: COMPLD'],
  [
    'succeeded' as const,
    '96–127 are there: ENT-VCL 96–103: COMPLD; ENT-VCL 104–111: IEAE exists already; of 96–127 the switch holds 96–127',
    '32 created: ENT-VCL 96–103: COMPLD; ENT-VCL 104–111: IEAE exists already',
  ],
  ['succeeded' as const, '96–127 are there', '32 created'],
  [
    'failed' as const,
    '96–127 of 96–127 are missing: ENT-VCL 96–103: SARB: all resources are busy (another command); of 96–127 the switch holds none',
    'none of 32 created: SARB: all resources are busy (another command)',
  ],
  ['given-up' as const, 'no answer within 30 s', 'no answer within 30 s'],
  ['given-up' as const, '', ''],
  ['failed' as const, 'the link was lost: 96–127 of 96–127 are missing', 'the link was lost: 96–127 of 96–127 are missing'],
])('%s %j is told as %j', (state, answer, words) => {
  expect(shortAnswer({ ...whole, state, answer })).toBe(words);
});

test('of a partial answer it is told how many were created', () => {
  const request = { range: { first: 96, last: 127 }, held: [{ first: 96, last: 103 }], state: 'failed' as const };
  expect(shortAnswer({ ...request, answer: '104–127 of 96–127 are missing: ENT-VCL 96–103: COMPLD; ENT-VCL 104–111: SROF' })).toBe(
    '8 of 32 created: ENT-VCL 96–103: COMPLD; ENT-VCL 104–111: SROF',
  );
});
