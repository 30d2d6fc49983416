import { expect, test } from 'vitest';
import type { Condition } from '../../core/model/condition';
import { defaultConditions, tryConditions } from '../../core/circuits/conditions-table';
import { comparisons } from '../../core/model/condition';
import { requestStatuses, type RequestStatus } from '../../core/model/virtual-path';
import { applyingNumber, conditionNow, conditionValues, conditionWords } from './conditions-now';
import { examplePath } from './testing/example-path';

const pathOf = (status: RequestStatus, remaining: number, elapsedMs: number | null) =>
  examplePath({ status, currentVci: 603, lastVci: 603 + remaining, startTimeMs: elapsedMs === null ? null : 1_000_000 - elapsedMs });
const nowOf = (status: RequestStatus, remaining: number, elapsedMs: number | null) =>
  defaultConditions.map((row) => conditionNow(row, conditionValues(pathOf(status, remaining, elapsedMs), 1_000_000)));

test('the rows of the default table with their values filled in', () => {
  expect(nowOf('IN_PROCESS', 13, 48_000)).toEqual([
    { text: '13 ≤ 32', applies: false },
    { text: '–', applies: false },
    { text: '13 > 32', applies: false },
    { text: '00:48 ≤ 01:30', applies: true },
    { text: '00:48 > 01:30', applies: false },
  ]);
  expect(nowOf('SUCCESS', -1, null).map(({ text }) => text)).toEqual(['−1 ≤ 32', '–', '−1 > 32', 'none pending', 'none pending']);
});

test('a row that sends again says when the backoff ends', () => {
  const [, again] = defaultConditions;
  const path = { ...pathOf('FAIL', 13, null), retryAtMs: 1_012_000 };
  if (!again) throw new Error('the default table has a second row');
  expect(conditionNow(again, conditionValues(path, 1_000_000)).text).toBe('backoff 00:12');
  expect(conditionNow(again, conditionValues(path, 1_012_000)).text).toBe('backoff ended');
  expect(conditionNow(again, conditionValues({ ...path, retryAtMs: null, heldSinceMs: 5 }, 1_012_000)).text).toBe('held for you');
});

test('the row that is lit is the one that the engine applies, for every table of one and two rows', () => {
  const rows: Condition[] = [null, ...requestStatuses].flatMap((status) =>
    [null, ...comparisons].flatMap((remaining) =>
      [null, ...comparisons].map((elapsed): Condition => ({ status, remaining, elapsed, action: 'send' })),
    ),
  );
  let applied = 0;
  for (const status of requestStatuses) {
    for (const remaining of [31, 32, 33]) {
      for (const elapsedMs of status === 'IN_PROCESS' ? [89_999, 90_000, 90_001] : [null]) {
        const path = pathOf(status, remaining, elapsedMs);
        const parameters = { ...path, currentTimeMs: 1_000_000 };
        for (const row of rows) {
          for (const table of [[row], [row, ...defaultConditions]]) {
            const number = applyingNumber(table, conditionValues(path, 1_000_000));
            expect(number).toBe(tryConditions(table, parameters).applied?.number ?? null);
            if (number !== null) applied += 1;
          }
        }
      }
    }
  }
  expect(applied).toBeGreaterThan(1000);
});

test('what a row asks, in words', () => {
  expect(defaultConditions.map(conditionWords)).toEqual([
    'last − current ≤ delta',
    'backoff ended',
    'last − current > delta',
    'elapsed ≤ time threshold',
    'elapsed > time threshold',
  ]);
  expect(conditionWords({ status: null, remaining: '<', elapsed: '>=', action: 'send' })).toBe(
    'last − current < delta and elapsed ≥ time threshold',
  );
  expect(conditionWords({ status: 'SUCCESS', remaining: null, elapsed: null, action: 'send' })).toBe('any');
});
