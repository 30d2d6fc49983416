import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { neededOrderFields, orderFields, type OrderFields } from '../model/order-fields';
import { readOrder } from './intake';

const good = {
  order: 'ORD-1',
  customer: 'Quay Bank',
  accessing: 'cinder',
  a: 'FRA',
  z: 'LON',
  signal: '10GE-LAN',
  limit: '28 ms',
} as const satisfies OrderFields;

const request = (fields: OrderFields) => {
  const intake = readOrder(fields);
  if (intake.kind !== 'request') throw new Error(JSON.stringify(intake.problems));
  return intake.request;
};

test('of a text that is too long no more is told than that', () => {
  const long = 'W'.repeat(10_000);
  const tooLong = (field: string) => ({ field, message: `${field} is 10000 characters long; at most 200 are taken` });
  expect(readOrder({ ...good, signal: long, limit: long, start: long, 'diverse-from': 'ORD-2', diversity: long })).toEqual({
    kind: 'malformed',
    problems: ['signal', 'limit', 'start', 'diversity'].map(tooLong),
  });
});

test('what is not said gets the stated defaults', () => {
  expect(request(good)).toEqual({
    id: 'ORD-1',
    customer: 'Quay Bank',
    accessingCarrierId: 'cinder',
    a: { kind: 'site', id: 'FRA' },
    z: { kind: 'site', id: 'LON' },
    signal: '10GE-LAN',
    limit: { oneWayNs: 28_000_000, enteredAs: 'one-way' },
    objective: 'latency',
    recovery: 'after',
    priority: 5,
    minimumProvenance: 'derived',
    startMs: null,
    endMs: null,
    diversity: null,
    revert: 'never',
  });
});

test.each(neededOrderFields)('nothing is usual for %s: without it an order is malformed', (field) => {
  expect(readOrder(Object.fromEntries(neededOrderFields.map((each) => [each, good[each]]))).kind).toBe('request');
  const { [field]: left, ...rest } = good;
  expect(left).not.toBe('');
  expect(readOrder(rest)).toMatchObject({ kind: 'malformed', problems: [{ field }] });
});

test('a round-trip limit is stored one way', () => {
  expect(request({ ...good, limit: '57 ms', basis: 'round-trip' }).limit).toEqual({ oneWayNs: 28_500_000, enteredAs: 'round-trip' });
});

test.each(['after', 'before', 'together'] as const)('recovery policy %s is taken (N9)', (recovery) => {
  expect(request({ ...good, recovery }).recovery).toBe(recovery);
});

test.each([
  ['950us', 950_000],
  ['950 µs', 950_000],
  ['0.5 ms', 500_000],
  ['7 ns', 7],
])('limit %s is %d ns', (limit, oneWayNs) => {
  expect(request({ ...good, limit }).limit.oneWayNs).toBe(oneWayNs);
});

test('ends may be a node or a port', () => {
  expect(request({ ...good, a: 'port:cinder/p1', z: 'node:dunmore/n2' })).toMatchObject({
    a: { kind: 'port', id: 'cinder/p1' },
    z: { kind: 'node', id: 'dunmore/n2' },
  });
});

test('dates carry their zone, and the wish to be apart names the other order', () => {
  expect(request({ ...good, start: '2026-12-01T09:00+01:00', end: '2026-12-01T08:00:30Z' })).toMatchObject({
    startMs: Date.UTC(2026, 11, 1, 8),
    endMs: Date.UTC(2026, 11, 1, 8, 0, 30),
  });
  expect(request({ ...good, 'diverse-from': 'ORD-0' }).diversity).toEqual({ fromOrderId: 'ORD-0', by: 'shared-risk', isRequired: true });
  expect(request({ ...good, 'diverse-from': 'ORD-0', 'diverse-by': 'node', diversity: 'preferred' }).diversity).toEqual({
    fromOrderId: 'ORD-0',
    by: 'node',
    isRequired: false,
  });
  expect(request({ ...good, revert: 'automatic' }).revert).toBe('automatic');
});

describe('what is malformed is told by field, with the remedy', () => {
  test.each([
    ['limit', { limit: '0 ms' }, /not above zero/],
    ['limit', { limit: '1 ns', basis: 'round-trip' }, /not above zero/],
    ['limit', { limit: '-3 ms' }, /not above zero/],
    ['limit', { limit: 'NaN' }, /a number and its unit/],
    ['limit', { limit: '28' }, /a number and its unit/],
    ['limit', { limit: '1e9 s' }, /a number and its unit/],
    ['limit', { limit: '5 s' }, /beyond 1000 ms/],
    ['limit', { limit: '' }, /missing/],
    ['basis', { basis: 'both ways' }, /one-way, round-trip/],
    ['signal', { signal: 'STM-65' }, /use 1GE/],
    ['z', { z: 'FRA' }, /two different ends/],
    ['a', { a: ' ' }, /missing/],
    ['recovery', { recovery: 'beforehand' }, /"beforehand" is not known; use after, before, together/],
    ['priority', { priority: '0' }, /1 \(first\) to 9/],
    ['priority', { priority: '0x5' }, /1 \(first\) to 9/],
    ['priority', { priority: '2.5' }, /1 \(first\) to 9/],
    ['provenance', { provenance: 'guessed' }, /derived, reported/],
    ['customer', { customer: 'x'.repeat(201) }, /at most 200/],
    ['order', { order: 'a\u0000b' }, /control characters/],
    ['order', { order: 'a\u009b2Jb' }, /U\+009B/],
    ['customer', { customer: 'Quay \u202eknaB' }, /U\+202E/],
    ['start', { start: '2026-12-01 09:00' }, /write it as 2026-12-01T08:00Z/],
    ['start', { start: '2026-02-31T09:00Z' }, /not a date/],
    ['start', { start: '2026-13-01T09:00Z' }, /not a date/],
    ['end', { end: 'soon' }, /not a date/],
    ['end', { start: '2026-12-01T09:00Z', end: '2026-12-01T09:00Z' }, /not after start/],
    ['diverse-from', { 'diverse-from': 'ORD-1' }, /apart from itself/],
    ['diverse-by', { 'diverse-by': 'node' }, /without diverse-from/],
    ['diverse-by', { 'diverse-from': 'O', 'diverse-by': 'colour' }, /link, node, site, shared-risk/],
    ['diversity', { 'diverse-from': 'O', diversity: 'maybe' }, /required, preferred/],
    ['revert', { revert: 'yes' }, /never, automatic/],
  ] as const)('%s: %j', (field, change, message) => {
    const intake = readOrder({ ...good, ...change });
    expect(intake).toMatchObject({ kind: 'malformed' });
    if (intake.kind === 'malformed') expect(intake.problems.find((problem) => problem.field === field)?.message).toMatch(message);
  });

  test('what was typed is quoted by its beginning', () => {
    const told = readOrder({ ...good, limit: '9'.repeat(200), signal: 'X'.repeat(200), start: '1'.repeat(200) });
    const messages = told.kind === 'malformed' ? told.problems.map(({ message }) => message) : [];
    expect(messages).toHaveLength(3);
    for (const message of messages) expect(message).toMatch(/ "(.)\1{28}…" is not /);
  });

  test('everything that is wrong is told at once', () => {
    const intake = readOrder({});
    expect(intake.kind === 'malformed' && intake.problems.map((problem) => problem.field)).toEqual([
      'order',
      'customer',
      'accessing',
      'a',
      'z',
      'signal',
      'limit',
    ]);
  });
});

test('no text makes it throw, and a request always has a limit above zero', () => {
  fc.assert(
    fc.property(
      fc.record(
        Object.fromEntries(orderFields.map((field) => [field, fc.oneof(fc.string(), fc.constantFrom('1 ms', 'FRA', '10GE-LAN', '3'))])),
      ),
      (fields) => {
        const intake = readOrder(fields);
        if (intake.kind === 'malformed') expect(intake.problems.length).toBeGreaterThan(0);
        else expect(intake.request.limit.oneWayNs).toBeGreaterThan(0);
      },
    ),
  );
});
