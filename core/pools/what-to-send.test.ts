import { expect, test } from 'vitest';
import { examplePath } from '../circuits/testing/example-path';
import type { ConditionAction } from '../model/condition';
import type { VirtualPath } from '../model/virtual-path';
import { whatToSend, whatToSendText, withPlausibleTimes } from './what-to-send';

const failed: Partial<VirtualPath> = { status: 'FAIL', requestedVci: 163, attempts: 2 };

// 100 to 1023, of which 131 is the last created; five attempts at most.
test.each<[string, Partial<VirtualPath>, ConditionAction, boolean, object, RegExp]>([
  ['a row that sends nothing', {}, 'do-not-send', true, { kind: 'nothing' }, /nothing is sent$/],
  [
    'the next ones',
    {},
    'send',
    true,
    { kind: 'request', range: { first: 132, last: 163 }, attempt: 1 },
    /132–163 are asked for, attempt 1 of 5, within 30 s/,
  ],
  [
    'what the last one lacks',
    failed,
    'send-again',
    true,
    { kind: 'request', range: { first: 132, last: 163 }, attempt: 3 },
    /attempt 3 of 5/,
  ],
  ['held', { ...failed, heldSinceMs: 5 }, 'send-again', true, { kind: 'held' }, /held for the operator/],
  ['before the backoff’s end', { ...failed, retryAtMs: 1001 }, 'send-again', true, { kind: 'backoff', untilMs: 1001 }, /before 1970-01-01/],
  ['at the backoff’s end', { ...failed, retryAtMs: 1000 }, 'send-again', true, { kind: 'request' }, /are asked for/],
  ['a backoff whatever the row says', { ...failed, retryAtMs: 1001 }, 'send', true, { kind: 'backoff' }, /end of the backoff/],
  ['after the last attempt', { ...failed, attempts: 5 }, 'send-again', true, { kind: 'hold' }, /5 attempts were unsuccessful/],
  ['used up', { lastVci: 1023, requestedVci: 1023 }, 'send', true, { kind: 'used-up' }, /no more identifiers exist/],
  ['a switch that is down', {}, 'send', false, { kind: 'switch-down', range: { first: 132, last: 163 } }, /once switch NE1 answers/],
])('V5, V10: %s', (_, change, action, isSwitchUp, expected, words) => {
  const path = { ...examplePath, ...change };
  const what = whatToSend(path, { action }, isSwitchUp, 1000);
  expect(what).toMatchObject(expected);
  expect(whatToSendText(path, what)).toMatch(words);
});

test('a clock that was set back neither prolongs a pending request nor a backoff', () => {
  const pending: VirtualPath = { ...examplePath, status: 'IN_PROCESS', startTimeMs: 900_000, retryAtMs: 900_000, attempts: 2 };
  expect(withPlausibleTimes(pending, 1000)).toMatchObject({ startTimeMs: 1000, retryAtMs: 1000 + 2 * examplePath.backoffMs });
  expect(withPlausibleTimes(pending, 899_999)).toMatchObject({ startTimeMs: 899_999, retryAtMs: 900_000 });
});
