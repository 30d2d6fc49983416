import { expect, test } from 'vitest';
import type { BulkRequestShown } from '../../core/contract/circuit-shapes';
import { byStart, elapsedWords, holdingRequests, isInView, requestLine } from './request-rows';
import { examplePath } from './testing/example-path';

const request = (given: Partial<BulkRequestShown>): BulkRequestShown => ({
  ...{ id: 'r1', pathId: 'VP-3', switchId: 'sw-nyc-1', provider: 'Brightwater', vpi: 3, range: { first: 617, last: 680 } },
  ...{ attempt: 1, state: 'succeeded', startMs: 1000, endMs: 39_000, held: [], answer: '617–680 are there: COMPLD' },
  ...given,
});
const path = examplePath({});

test.each<[Partial<BulkRequestShown>, boolean, object]>([
  [{}, false, { severity: null, word: 'succeeded', isLate: false, answer: '617–680 are there: COMPLD' }],
  [{ state: 'pending', endMs: null, answer: '' }, false, { severity: null, word: 'pending', answer: 'no answer yet', elapsedMs: 60_000 }],
  [{ state: 'failed', answer: 'DENY SARB' }, false, { severity: 'minor', word: 'failed', answer: 'DENY SARB' }],
  [{ state: 'failed', answer: 'DENY SARB' }, true, { severity: 'critical', word: 'held', answer: 'DENY SARB; held for the operator' }],
  [{ state: 'given-up', answer: '' }, false, { severity: 'minor', word: 'given up', answer: 'no answer', isLate: true }],
])('a request %j is told with its outcome', (given, isHeld, told) => {
  expect(requestLine(request(given), path, isHeld, 61_000)).toMatchObject(told);
});

test('one that passed its time shows it, and its bar is full', () => {
  const line = requestLine(request({ state: 'pending', endMs: null }), path, false, 200_000);
  expect(line).toMatchObject({ share: 1, isLate: true, severity: 'minor' });
});

test('of a path that was removed the threshold is not known, and no share is made up', () => {
  const line = requestLine(request({}), undefined, false, 0);
  expect(line).toMatchObject({ thresholdMs: null, share: 0 });
  expect(elapsedWords(line)).toBe('38 s');
});

test.each([
  [48_000, 90_000, '48 / 90 s'],
  [900, 30_000, '0.9 / 30 s'],
  [48_400, 1500, '48 s / 1.5 s'],
  [48_000, 7_200_000, '48 s / 2 h'],
])('%i ms of %i ms', (elapsedMs, thresholdMs, words) => {
  expect(elapsedWords({ elapsedMs, thresholdMs })).toBe(words);
});

test('what holds a path is its latest request', () => {
  const requests = [request({ id: 'a', startMs: 1 }), request({ id: 'b', startMs: 9 }), request({ id: 'c', pathId: 'VP-4', startMs: 5 })];
  const paths = new Map([
    ['VP-3', { heldSinceMs: 10 }],
    ['VP-4', { heldSinceMs: null }],
  ]);
  expect([...holdingRequests(requests, paths)]).toEqual(['b']);
  expect(requests.toSorted(byStart).map(({ id }) => id)).toEqual(['b', 'c', 'a']);
});

test('views', () => {
  const lines = (['pending', 'succeeded', 'failed', 'given-up'] as const).map((state) => requestLine(request({ state }), path, false, 0));
  const held = requestLine(request({ state: 'failed' }), path, true, 0);
  expect(lines.map((line) => isInView(line, 'failed'))).toEqual([false, false, true, true]);
  expect([...lines, held].filter((line) => isInView(line, 'held'))).toEqual([held]);
  expect(lines.every((line) => isInView(line, 'all'))).toBe(true);
});
