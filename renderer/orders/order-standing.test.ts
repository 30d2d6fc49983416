import { expect, test } from 'vitest';
import { isFinal, orderStates } from '../../core/model/order';
import { isUnder, nextStep } from './order-standing';
import { exampleRow } from './testing/example-row';

test('what is at its end is under Ended, and nothing else', () => {
  for (const state of orderStates) expect(isUnder('ended', exampleRow({ state })), state).toBe(isFinal(state));
});

const limit = { oneWayNs: 4_000_000, enteredAs: 'one-way' } as const;

test.each([
  ['impaired', 'Port Lisbon #1 down', 'no way within 4.00 ms now: order anew with a higher limit, or wait for the repair'],
  ['impaired', 'waits for the link to Norfell, which holds a part', 'waits for the link to Norfell, which holds a part'],
  ['rejected', 'best achievable 6.21 ms, limit 4.00 ms', '6.21 ms would be had, 4.00 ms were asked for: order anew with a higher limit'],
  ['rejected', 'site XXX is not known to any carrier; check its code', 'site XXX is not known to any carrier; check its code'],
] as const)('%s, %s: what can be done', (state, cause, step) => {
  expect(nextStep(exampleRow({ state, cause, limit }))).toBe(step);
});

test('a frozen one is moved by the operator alone', () => {
  expect(nextStep(exampleRow({ state: 'impaired', cause: 'down', isFrozen: true }))).toBe('frozen: you move it');
});
