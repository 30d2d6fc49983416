import { expect, test } from 'vitest';
import { eventOfRisk, openEvents, pastEvents, type EventPart, type RiskTable } from './impairment-events';

const duct = (...conditions: ('up' | 'down')[]): RiskTable =>
  new Map(conditions.map((condition, at) => [`r${at}`, { condition, sharedRisks: ['duct-A'] }]));
const part = (id: string, resourceId: string, given: Partial<EventPart> = {}): EventPart => ({
  ...{ id, subject: { kind: 'resource', id: resourceId }, cause: 'down', raisedAtMs: 0, clearedAtMs: null },
  ...given,
});
const told = (events: readonly { readonly risk: string | null; readonly state: string; readonly members: readonly EventPart[] }[]) =>
  events.map(({ risk, state, members }) => `${risk ?? 'alone'} ${state}: ${members.map(({ id }) => id).join(' ')}`);

test.each([
  ['all of a duct is down', duct('down', 'down'), [part('a', 'r0'), part('b', 'r1')], ['duct-A down: a b']],
  ['some of it works', duct('down', 'down', 'up'), [part('a', 'r0'), part('b', 'r1')], ['alone down: a', 'alone down: b']],
  ['some of it is repaired', duct('down', 'up'), [part('a', 'r0'), part('b', 'r1', { clearedAtMs: 9 })], ['duct-A partly repaired: a b']],
  [
    'what was repaired broke long before',
    duct('down', 'up'),
    [part('a', 'r0', { raisedAtMs: 90_000 }), part('b', 'r1', { clearedAtMs: 9 })],
    ['alone down: a'],
  ],
  ['it is slower, not down', duct('down', 'down'), [part('a', 'r0', { cause: 'slower' })], ['alone down: a']],
  ['a node broke', duct('down', 'down'), [part('a', 'r0', { subject: { kind: 'node', id: 'r0' } })], ['alone down: a']],
] as const)('%s', (_, resources, parts, expected) => {
  expect(told(openEvents(resources, parts))).toEqual(expected);
});

test('what is over is an event each time that it broke, but for what stands with what is not', () => {
  const over = [
    part('a', 'r0', { clearedAtMs: 5 }),
    part('b', 'r1', { clearedAtMs: 6 }),
    part('c', 'r0', { raisedAtMs: 500_000, clearedAtMs: 500_001 }),
  ];
  const all = [...over, part('d', 'r1', { raisedAtMs: 500_100 })];
  expect(told(pastEvents(duct('up', 'down'), all))).toEqual(['duct-A repaired: a b']);
  expect(told(openEvents(duct('up', 'down'), all))).toEqual(['duct-A partly repaired: c d']);
  expect(eventOfRisk('duct-A', duct('up', 'up'), over)?.members.map(({ id }) => id)).toEqual(['c']);
});
