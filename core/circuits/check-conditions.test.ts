import fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparisons, conditionActions, type Condition } from '../model/condition';
import { requestStatuses } from '../model/virtual-path';
import { checkConditions } from './check-conditions';
import { applyingCondition, defaultConditions } from './conditions-table';

const changed = (number: number, change: Partial<Condition>): readonly Condition[] =>
  defaultConditions.map((row, index) => (index === number - 1 ? { ...row, ...change } : row));
const kindsOf = (rows: readonly Condition[]) => [...new Set(checkConditions(rows).map(({ kind }) => kind))];

test('V9: the default table has no problem', () => {
  expect(checkConditions(defaultConditions)).toEqual([]);
});

test('V7: rows that say the same in another way, or in another order, are taken', () => {
  const split: readonly Condition[] = [
    { status: 'IN_PROCESS', remaining: null, elapsed: '<', action: 'do-not-send' },
    { status: 'IN_PROCESS', remaining: null, elapsed: '=', action: 'do-not-send' },
    { status: 'IN_PROCESS', remaining: '>=', elapsed: '>', action: 'do-not-send' },
    { status: 'IN_PROCESS', remaining: '<', elapsed: '>', action: 'send-again' },
    { status: 'SUCCESS', remaining: '<', elapsed: null, action: 'send' },
    { status: 'SUCCESS', remaining: '>=', elapsed: null, action: 'do-not-send' },
    { status: 'FAIL', remaining: null, elapsed: null, action: 'send' },
  ];
  expect(checkConditions(split)).toEqual([]);
  expect(checkConditions([...split].reverse())).toEqual([]);
});

test.each([1, 2, 3, 4, 5])('V7: without row %i of the default table there is a gap', (number) => {
  expect(kindsOf(defaultConditions.filter((_, index) => index !== number - 1))).toEqual(['gap']);
});

test.each([1, 2, 3, 4, 5])('V7: with row %i of the default table twice there is an overlap, of just these rows', (number) => {
  const doubled = [...defaultConditions, ...defaultConditions.slice(number - 1, number)];
  expect(checkConditions(doubled).map(({ kind, rows }) => [kind, rows])).toEqual([['overlap', [number, 6]]]);
});

test.each<[string, number, Partial<Condition>, readonly string[]]>([
  ['asks below the threshold only, without a row for equality', 1, { remaining: '<' }, ['gap']],
  ['asks at more than the threshold too', 1, { remaining: '>=' }, ['gap', 'overlap']],
  ['asks whatever remains', 1, { remaining: null }, ['overlap']],
  ['compares the time of a success', 1, { elapsed: '>' }, ['gap', 'never-applies']],
  ['never asks for more', 1, { action: 'do-not-send' }, ['starves']],
  ['does not try again', 2, { action: 'do-not-send' }, ['starves']],
  ['takes a failure for anything', 2, { status: null }, ['overlap', 'unsafe']],
  ['leaves equality to two rows', 3, { remaining: '>=' }, ['overlap']],
  ['sends while one is in process', 4, { action: 'send' }, ['unsafe']],
  ['sends again while one is in process', 4, { action: 'send-again' }, ['unsafe']],
  ['leaves out the very moment of the threshold', 4, { elapsed: '<' }, ['gap']],
  ['sends again at the very moment of the threshold', 5, { elapsed: '>=' }, ['overlap', 'unsafe']],
  ['waits for an answer for ever', 5, { action: 'do-not-send' }, ['starves']],
])('V7: a table that %s is refused', (_, number, change, kinds) => {
  expect(kindsOf(changed(number, change))).toEqual(kinds);
});

test('V7: sending at the very moment of the time threshold is unsafe, though the table has no gap and no overlap', () => {
  const early = changed(4, { elapsed: '<' }).map((row, index) => (index === 4 ? { ...row, elapsed: '>=' as const } : row));
  const [problem, ...others] = checkConditions(early);
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ kind: 'unsafe', rows: [5] });
  expect(problem?.text).toBe(
    'row 5 would send again while a request is in process and not past its time: IN_PROCESS with 7 remaining (delta threshold 8) and 30 s elapsed (time threshold 30 s); ' +
      'let it apply only to elapsed > time threshold, or make its action "do not send" (and 2 more combinations of IN_PROCESS)',
  );
});

test('V7: problems are told with an example and a remedy', () => {
  const texts = (rows: readonly Condition[]) => checkConditions(rows).map(({ text }) => text);
  expect(texts(changed(3, { remaining: '=' }))).toEqual([
    'rows 1 and 3 both apply to SUCCESS with 8 remaining (delta threshold 8); let only one of them cover it',
    'no row applies to SUCCESS with 9 remaining (delta threshold 8); add one, or widen one, to cover it',
  ]);
  expect(texts([...defaultConditions, { status: 'FAIL', remaining: null, elapsed: '<', action: 'send' }])).toEqual([
    'row 6 never applies: no time elapses with FAIL, since no request is in process; leave the comparison of elapsed out',
  ]);
  expect(texts(changed(1, { action: 'do-not-send' }))).toEqual([
    'row 1 sends nothing for SUCCESS with 7 remaining (delta threshold 8), so that a path whose circuits are given would never get more, and a new one none at all; ' +
      'make its action "send"',
  ]);
});

test('a table without a row has a gap for every status', () => {
  expect(checkConditions([]).map(({ kind, example }) => [kind, example?.status])).toEqual(requestStatuses.map((status) => ['gap', status]));
});

const condition: fc.Arbitrary<Condition> = fc.record({
  status: fc.constantFrom(null, ...requestStatuses),
  remaining: fc.constantFrom(null, ...comparisons),
  elapsed: fc.constantFrom(null, ...comparisons),
  action: fc.constantFrom(...conditionActions),
});
// Random rows alone seldom make a table that can be used.
const table = fc
  .tuple(fc.subarray([...defaultConditions]), fc.array(condition, { maxLength: 3 }), fc.boolean())
  .map(([some, more, isWhole]) => [...(isWhole ? defaultConditions : some), ...more]);

test('V7: a table is taken exactly if one row applies to all values, and none sends while a request is in process', () => {
  const seen = { taken: 0, refused: 0 };
  fc.assert(
    fc.property(table, (rows) => {
      const problems = checkConditions(rows);
      const outright = problems.filter(({ kind }) => kind === 'gap' || kind === 'overlap' || kind === 'unsafe');
      expect(outright.length > 0).toBe(!canBeUsed(rows));
      for (const { kind, example } of problems) {
        if (kind === 'gap') expect(() => applyingCondition(rows, example ?? never())).toThrow('no row');
        if (kind === 'overlap') expect(() => applyingCondition(rows, example ?? never())).toThrow(/^rows/);
      }
      seen[problems.length > 0 ? 'refused' : 'taken'] += 1;
    }),
    { numRuns: 3000 },
  );
  expect(seen.taken).toBeGreaterThan(50);
  expect(seen.refused).toBeGreaterThan(50);
});

const never = (): never => {
  throw new Error('there is no example');
};

/** By trying values on both sides of both thresholds, as the engine does. */
function canBeUsed(rows: readonly Condition[]): boolean {
  for (const status of requestStatuses) {
    for (const remaining of [-1, 3, 4, 5, 90]) {
      for (const elapsedMs of status === 'IN_PROCESS' ? [0, 999, 1000, 1001, 9000] : [null]) {
        const at = { currentVci: 100 - remaining, lastVci: 100, status, deltaThreshold: 4, currentTimeMs: 50_000, timeThresholdMs: 1000 };
        try {
          const startTimeMs = elapsedMs === null ? null : 50_000 - elapsedMs;
          const { action } = applyingCondition(rows, { ...at, startTimeMs, bulkSize: 32 });
          if (action !== 'do-not-send' && elapsedMs !== null && elapsedMs <= 1000) return false;
        } catch {
          return false;
        }
      }
    }
  }
  return true;
}
