import { expect, test } from 'vitest';
import type { ConditionAction } from '../model/condition';
import { requestStatuses, type RequestStatus } from '../model/virtual-path';
import { applyingCondition, defaultConditions, tryConditions } from './conditions-table';
import { exampleParameters } from './testing/example-path';

const parametersOf = (status: RequestStatus, remaining: number, elapsedMs: number | null) => ({
  ...exampleParameters,
  status,
  currentVci: exampleParameters.lastVci - remaining,
  startTimeMs: elapsedMs === null ? null : exampleParameters.currentTimeMs - elapsedMs,
});

test.each<[RequestStatus, number, number | null, number, ConditionAction]>([
  ['SUCCESS', -1, null, 1, 'send'],
  ['SUCCESS', 0, null, 1, 'send'],
  ['SUCCESS', 3, null, 1, 'send'],
  ['SUCCESS', 4, null, 1, 'send'],
  ['SUCCESS', 5, null, 3, 'do-not-send'],
  ['FAIL', 3, null, 2, 'send-again'],
  ['FAIL', 4, null, 2, 'send-again'],
  ['FAIL', 5, null, 2, 'send-again'],
  ['IN_PROCESS', 3, 29_999, 4, 'do-not-send'],
  ['IN_PROCESS', 4, 30_000, 4, 'do-not-send'],
  ['IN_PROCESS', 5, 30_000, 4, 'do-not-send'],
  ['IN_PROCESS', 3, 30_001, 5, 'send-again'],
  ['IN_PROCESS', 5, 30_001, 5, 'send-again'],
])('V9: %s with %i remaining and %s ms elapsed is row %i: %s', (status, remaining, elapsedMs, number, action) => {
  const applied = applyingCondition(defaultConditions, parametersOf(status, remaining, elapsedMs));
  expect(applied).toMatchObject({ number, action, remaining, elapsedMs, row: defaultConditions[number - 1] });
});

test('V9: exactly one row of the default table applies to every combination around both thresholds', () => {
  for (const status of requestStatuses) {
    for (let remaining = -1; remaining <= 33; remaining += 1) {
      for (const elapsedMs of status === 'IN_PROCESS' ? [-1, 0, 1, 29_999, 30_000, 30_001, 90_000] : [null]) {
        const { action } = applyingCondition(defaultConditions, parametersOf(status, remaining, elapsedMs));
        const isUnsafe = elapsedMs !== null && elapsedMs <= 30_000;
        expect(action === 'do-not-send').toBe(isUnsafe || (status === 'SUCCESS' && remaining > 4));
      }
    }
  }
});

test('V7: the row that applies is told with the values that it looked at', () => {
  const textOf = (...given: Parameters<typeof parametersOf>) => applyingCondition(defaultConditions, parametersOf(...given)).text;
  expect(textOf('SUCCESS', 4, null)).toBe('row 1: SUCCESS, 131 − 127 = 4 remain ≤ delta threshold 4: send');
  expect(textOf('SUCCESS', -1, null)).toBe('row 1: SUCCESS, 131 − 132 = −1 remain ≤ delta threshold 4: send');
  expect(textOf('FAIL', 4, null)).toBe('row 2: FAIL: send again');
  expect(textOf('IN_PROCESS', 4, 30_001)).toBe('row 5: IN_PROCESS, 30.001 s elapsed > time threshold 30 s: send again');
});

test('a start time left over from an earlier request does not count when none is in process', () => {
  expect(applyingCondition(defaultConditions, parametersOf('SUCCESS', 9, 90_000)).elapsedMs).toBeNull();
  const timed = [{ status: null, remaining: null, elapsed: '>' as const, action: 'send' as const }];
  expect(() => applyingCondition(timed, parametersOf('SUCCESS', 9, 90_000))).toThrow('no row');
});

test('a table in which none or two rows apply is not guessed at', () => {
  expect(() => applyingCondition(defaultConditions.slice(1), parametersOf('SUCCESS', 4, null))).toThrow(
    'no row of the conditions table: SUCCESS, 131 − 127 = 4 remain, delta threshold 4, nothing pending, time threshold 30 s',
  );
  const doubled = [...defaultConditions, { status: null, remaining: '=' as const, elapsed: null, action: 'send' as const }];
  expect(() => applyingCondition(doubled, parametersOf('SUCCESS', 4, null))).toThrow('rows 1 and 6 of the conditions table');
  expect(tryConditions(doubled, parametersOf('SUCCESS', 4, null))).toMatchObject({ numbers: [1, 6], applied: null });
  expect(tryConditions([], parametersOf('FAIL', 4, null))).toMatchObject({
    numbers: [],
    applied: null,
    text: expect.stringMatching(/^no row/) as string,
  });
});
