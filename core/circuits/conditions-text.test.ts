import fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparisons, conditionActions, type Condition } from '../model/condition';
import { requestStatuses } from '../model/virtual-path';
import { defaultConditions } from './conditions-table';
import { conditionsText, readConditions } from './conditions-text';

test('V7: the default table as an operator reads it', () => {
  expect(conditionsText(defaultConditions)).toBe(
    `# status    and                           action
SUCCESS     remaining <= delta threshold  send
FAIL        any                           send again
SUCCESS     remaining > delta threshold   do not send
IN_PROCESS  elapsed <= time threshold     do not send
IN_PROCESS  elapsed > time threshold      send again
`,
  );
});

const condition: fc.Arbitrary<Condition> = fc.record({
  status: fc.constantFrom(null, ...requestStatuses),
  remaining: fc.constantFrom(null, ...comparisons),
  elapsed: fc.constantFrom(null, ...comparisons),
  action: fc.constantFrom(...conditionActions),
});

test('V7: every table is read as it was written', () => {
  fc.assert(
    fc.property(fc.array(condition, { minLength: 1, maxLength: 16 }), (rows) => {
      expect(readConditions(conditionsText(rows))).toEqual({ kind: 'rows', rows });
    }),
    { numRuns: 1000 },
  );
});

test('spaces, case, comments, and the signs that are printed make no difference', () => {
  const text =
    '\r\n# ours\r\n\tsuccess REMAINING≤delta threshold Send # more\r\n  any send again\r\nany elapsed>time threshold and remaining ≥ delta threshold do not send';
  expect(readConditions(text)).toEqual({
    kind: 'rows',
    rows: [
      { status: 'SUCCESS', remaining: '<=', elapsed: null, action: 'send' },
      { status: null, remaining: null, elapsed: null, action: 'send-again' },
      { status: null, remaining: '>=', elapsed: '>', action: 'do-not-send' },
    ],
  });
});

test.each([
  ['', 'there is no row; write rows such as: SUCCESS  remaining <= delta threshold  send'],
  ['GONE any send', '"gone" is no status; begin with SUCCESS, FAIL, IN_PROCESS or any'],
  ['FAIL', 'the row ends in no action; end it in send, send again, do not send'],
  ['FAIL resend', 'the row ends in no action; end it in send, send again, do not send'],
  [
    'FAIL remaining <= 8 send',
    '"remaining <= 8" is no condition; write any, remaining <= delta threshold, or elapsed > time threshold (< <= = >= >), joined by and',
  ],
  [
    'FAIL remaining == delta threshold send',
    '"remaining = = delta threshold" is no condition; write any, remaining <= delta threshold, or elapsed > time threshold (< <= = >= >), joined by and',
  ],
  ['FAIL elapsed < time threshold and elapsed > time threshold send', 'elapsed is compared twice; compare it once in a row'],
  ['FAIL any \u001b[2J send', 'the line contains control characters, or such as cannot be seen (U+001B); remove them'],
  [`FAIL ${'any '.repeat(60)}send`, 'the line is 249 characters long; at most 200 are taken'],
])('a line %j is refused: %s', (line, message) => {
  expect(readConditions(line)).toEqual({ kind: 'malformed', problems: [{ line: 1, message }] });
});

test('every problem is told with its line', () => {
  const read = readConditions('SUCCESS send\n\nFAIL\n# fine\nLOST send\n');
  expect(read.kind === 'malformed' ? read.problems.map(({ line }) => line) : []).toEqual([3, 5]);
});

test('no text makes it throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(['rows', 'malformed']).toContain(readConditions(text).kind);
    }),
  );
});
