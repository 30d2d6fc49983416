import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffMs, rangeToRequest } from './next-request';
import { settleRequest } from './settle-request';
import { examplePath } from './testing/example-path';

test('a new request asks for its bulk size, from the first that does not exist', () => {
  expect(rangeToRequest(examplePath, 'send')).toEqual({ first: 132, last: 163 });
});

test('V12: the last request asks only for what the path has; none is left after it', () => {
  expect(rangeToRequest({ ...examplePath, lastVci: 1000 }, 'send')).toEqual({ first: 1001, last: 1023 });
  expect(rangeToRequest({ ...examplePath, lastVci: 1022 }, 'send')).toEqual({ first: 1023, last: 1023 });
  expect(rangeToRequest({ ...examplePath, lastVci: 1023 }, 'send')).toBeNull();
  expect(rangeToRequest({ ...examplePath, lastVci: 1023, requestedVci: 1023 }, 'send-again')).toBeNull();
});

test('V10: a resubmission asks for the same range less what exists', () => {
  expect(rangeToRequest({ ...examplePath, lastVci: 131, requestedVci: 163 }, 'send-again')).toEqual({ first: 132, last: 163 });
  expect(rangeToRequest({ ...examplePath, lastVci: 150, requestedVci: 163 }, 'send-again')).toEqual({ first: 151, last: 163 });
  expect(rangeToRequest({ ...examplePath, lastVci: 163, requestedVci: 163 }, 'send-again')).toEqual({ first: 164, last: 195 });
});

test('a resubmission does not go beyond a path that was made smaller meanwhile', () => {
  const smaller = { ...examplePath, lastVci: 131, requestedVci: 163, vcis: { first: 100, last: 140 } };
  expect(rangeToRequest(smaller, 'send-again')).toEqual({ first: 132, last: 140 });
  expect(rangeToRequest({ ...smaller, lastVci: 140 }, 'send-again')).toBeNull();
});

test('V10: whatever a switch refuses, what is asked for is never what exists below, and ends with the path', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 300 }), (bulkSize, granted) => {
      let path = { ...examplePath, vcis: { first: 32, last: 200 }, currentVci: 32, lastVci: 31, requestedVci: 31, bulkSize };
      let wasWhole = true;
      for (const most of [...granted, ...Array.from({ length: 200 }, () => 40)]) {
        const range = rangeToRequest(path, wasWhole ? 'send' : 'send-again');
        if (range === null) break;
        expect(range.first).toBe(path.lastVci + 1);
        expect(range.last - range.first).toBeLessThan(bulkSize);
        if (!wasWhole) expect(range.last).toBe(path.requestedVci);
        const { isWhole, lastVci } = settleRequest(range, [{ first: 32, last: Math.min(range.first + most - 1, range.last) }]);
        wasWhole = isWhole;
        path = { ...path, lastVci, requestedVci: range.last };
      }
      expect(path.lastVci).toBe(200);
    }),
  );
});

test.each([
  [1, 5000],
  [2, 10_000],
  [3, 20_000],
  [6, 160_000],
  [7, 160_000],
  [5000, 160_000],
])('the backoff after %i unsuccessful attempts is %i ms', (attempts, ms) => {
  expect(backoffMs(examplePath, attempts)).toBe(ms);
});
