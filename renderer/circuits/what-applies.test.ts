import { expect, test } from 'vitest';
import { defaultConditions } from '../../core/circuits/conditions-table';
import { examplePath } from './testing/example-path';
import { whatApplies } from './what-applies';

const startMs = Date.UTC(2026, 10, 21, 21, 45, 24);
const pending = {
  id: 'r',
  pathId: 'VP-3',
  range: { first: 617, last: 680 },
  attempt: 1,
  state: 'pending' as const,
  startMs,
  endMs: null,
  held: [],
  answer: '',
};
const asking = { status: 'IN_PROCESS' as const, startTimeMs: startMs, pending, currentVci: 604, lastVci: 616 };

test('while a request is out: how long, what orders take from, and when it is sent again', () => {
  expect(whatApplies(defaultConditions, examplePath({ ...asking, free: 13 }), startMs + 48_000)).toEqual({
    number: 4,
    now: 'A request for 617–680 has been out for 48 s of 90 s, so no other is sent. Orders take from the 13 that are free.',
    next: 'Row 5 sends again at 21:46:54 if no answer has come.',
  });
});

test('with nothing free, orders wait', () => {
  const { now } = whatApplies(defaultConditions, examplePath({ ...asking, free: 0, waiting: 3 }), startMs);
  expect(now).toContain('Nothing is free: 3 orders wait.');
  expect(whatApplies(defaultConditions, examplePath({ ...asking, free: 0 }), startMs).now).toContain('the next order waits');
});

test('a reserve that is held is told as such', () => {
  const path = examplePath({ free: 20, waiting: 2, isReserveHeld: true, applied: { ...examplePath({}).applied, remaining: 19 } });
  expect(whatApplies(defaultConditions, path, startMs).now).toContain('2 orders wait: the reserve of 20 is held.');
});

test('with enough left: with which order more are asked for', () => {
  const path = examplePath({ free: 40, lastVci: 171, currentVci: 132 });
  expect(whatApplies(defaultConditions, path, startMs)).toEqual({
    number: 3,
    now: '39 remain after the one that is given next, more than the delta threshold of 32, so nothing is sent. Orders take from the 40 that are free.',
    next: 'Row 1 sends with the 7th order from now.',
  });
});

test.each([
  [1, 'with the next order'],
  [2, 'with the 2nd order'],
  [3, 'with the 3rd order'],
  [11, 'with the 11th order'],
  [12, 'with the 12th order'],
  [21, 'with the 21st order'],
  [112, 'with the 112th order'],
])('the order that tips it is counted from now: %i', (number, words) => {
  const path = examplePath({ free: 40, lastVci: 171, currentVci: 132, asksForMore: { kind: 'to-come', number, text: '' } });
  expect(whatApplies(defaultConditions, path, startMs).next).toContain(words);
});

test('after a failure the host says what comes of it', () => {
  const applied = {
    ...examplePath({}).applied,
    number: 2,
    action: 'send-again' as const,
    outcome: '617–680 are asked for, attempt 2 of 5',
  };
  expect(whatApplies(defaultConditions, examplePath({ status: 'FAIL', applied }), startMs)).toMatchObject({
    number: 2,
    now: '617–680 are asked for, attempt 2 of 5. Orders take from the 40 that are free.',
  });
});

test('while the backoff runs it is told when it is sent again', () => {
  const path = examplePath({ status: 'FAIL', attempts: 2, retryAtMs: startMs + 12_000 });
  expect(whatApplies(defaultConditions, path, startMs)).toEqual({
    number: 2,
    now: 'Attempt 2 of 5 was unsuccessful. Orders take from the 40 that are free.',
    next: 'It is sent again at 21:45:36, at the end of the backoff.',
  });
});

test('what the table would do is not told as done: it is consulted with the next order', () => {
  const applied = { ...examplePath({}).applied, number: 1, action: 'send' as const, outcome: '96–159 are asked for, attempt 1 of 5' };
  const path = examplePath({ free: 33, lastVci: 164, currentVci: 132, applied });
  expect(whatApplies(defaultConditions, path, startMs)).toMatchObject({
    number: 1,
    now: 'Consulted with the next order: 96–159 are asked for, attempt 1 of 5. Orders take from the 33 that are free.',
  });
  expect(whatApplies(defaultConditions, { ...path, waiting: 2 }, startMs).now).toMatch(/^96–159 are asked for/);
});

test('where no more identifiers exist, no row is said to send', () => {
  const full = examplePath({ free: 0, currentVci: 1024, lastVci: 1023, pool: { isFull: true, fullText: 'path full' } });
  expect(whatApplies(defaultConditions, full, startMs)).toEqual({
    number: null,
    now: 'This path is full, no more identifiers exist, so nothing is sent. Release circuits, or order on another path.',
    next: '',
  });
  expect(whatApplies(defaultConditions, { ...full, waiting: 2 }, startMs).now).toContain('2 orders wait: release circuits');
  const last = examplePath({ free: 5, currentVci: 1019, lastVci: 1023 });
  expect(whatApplies(defaultConditions, last, startMs)).toMatchObject({
    number: null,
    now: 'No more identifiers exist, so nothing is sent. Orders take from the 5 that are free.',
  });
});

test('a table without exactly one row for it is told as such', () => {
  expect(whatApplies([], examplePath({}), startMs).number).toBeNull();
});
