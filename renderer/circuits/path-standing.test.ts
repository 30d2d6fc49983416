import { expect, test } from 'vitest';
import { ordersWait, ringSeverity, standingOf } from './path-standing';
import { examplePath } from './testing/example-path';

const carriage = { orderId: 'ORD-9', customer: 'Quay Bank', state: 'impaired' as const, isCarrying: false };
const fullText = 'path full: all 992 identifiers of VP-3 (32–1023) are used up: 992 given; release circuits';

const inHours = (hours: number) => ({
  kind: 'expected' as const,
  inMs: hours * 3_600_000,
  earliestMs: 0,
  latestMs: null,
  text: `exhausted in ${hours} h`,
});

test.each([
  ['nothing is abnormal', {}, null, 'success', null],
  ['a request is pending', { status: 'IN_PROCESS' as const }, null, 'in process', null],
  ['a new path asks for its first circuits', { free: 0, status: 'IN_PROCESS' as const }, null, 'in process', null],
  ['it runs out today', { isLow: true, exhaustion: inHours(23) }, 'warning', 'low', null],
  ['it cannot grow', { isLow: true, pool: { left: 32 } }, 'warning', 'low', null],
  ['it runs out in some days', { isLow: true, exhaustion: inHours(104) }, null, 'success', null],
  ['a request failed', { status: 'FAIL' as const }, 'minor', 'fail', null],
  ['orders wait for a pending request', { free: 0, waiting: 2, status: 'IN_PROCESS' as const }, 'minor', 'in process', 'minor'],
  ['the switch is down', { isSwitchUp: false }, 'minor', 'switch down', null],
  ['its connection does not carry', { isImpaired: true, carriage }, 'major', 'not carried', null],
  ['a failure, and orders wait', { free: 0, waiting: 3, status: 'FAIL' as const }, 'critical', 'fail', 'critical'],
  ['the switch is down, and orders wait', { free: 0, waiting: 3, isSwitchUp: false }, 'critical', 'switch down', 'critical'],
  ['it is full', { free: 0, pool: { isFull: true, fullText } }, 'major', 'path full', 'major'],
  ['it is full, and orders wait', { free: 0, waiting: 1, pool: { isFull: true, fullText } }, 'critical', 'path full', 'critical'],
  ['it is held', { heldSinceMs: 1, attempts: 5, status: 'FAIL' as const }, 'critical', 'held', 'critical'],
])('%s', (_, given, severity, word, ofRing) => {
  const path = examplePath(given);
  expect(standingOf(path)).toMatchObject({ severity, word });
  expect(ringSeverity(path)).toBe(ofRing);
});

test('a forecast reads as it does on the gauge', () => {
  const [hourMs, minuteMs] = [3_600_000, 60_000];
  const exhaustion = {
    ...{ kind: 'expected' as const, inMs: 130 * minuteMs, earliestMs: 42 * minuteMs, latestMs: 7 * hourMs + 37 * minuteMs },
    text: 'exhausted in 2 h 10 min (42 min to 7 h 37 min)',
  };
  expect(standingOf(examplePath({ isLow: true, exhaustion })).text).toBe('The path runs out: exhausted in 2 h 10 min (42 min to 8 h).');
});

test('of several the worst is told, with what follows from it', () => {
  const path = examplePath({ free: 0, waiting: 3, heldSinceMs: 1, attempts: 5, isSwitchUp: false, isImpaired: true, carriage });
  expect(standingOf(path).text).toBe(
    '5 attempts to create circuits were unsuccessful, so the path is held and no more are asked for; 3 orders wait. Look at the answers, then retry.',
  );
});

test('after a failure it is told when it is sent again, and how near it is to be held', () => {
  const retryAtMs = Date.UTC(2026, 10, 21, 21, 45, 36);
  expect(standingOf(examplePath({ status: 'FAIL', attempts: 2, retryAtMs })).text).toBe(
    'The last bulk request failed. It is sent again at 21:45:36; after 3 more failures the path is held for you.',
  );
  expect(standingOf(examplePath({ status: 'FAIL', attempts: 4, retryAtMs })).text).toContain('after one more failure');
});

test('orders are counted in words', () => {
  expect([0, 1, 3].map(ordersWait)).toEqual(['', '1 order waits', '3 orders wait']);
});
