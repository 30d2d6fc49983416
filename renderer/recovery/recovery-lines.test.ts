import { expect, test } from 'vitest';
import { impairment, node, resource, tables } from '../network/testing/rows';
import { groupCleared, groupImpairments } from './impairment-groups';
import { countOfEvents, keyOfLine, linesOf } from './recovery-lines';

const duct = { condition: 'down', sharedRisks: ['duct-A'] } as const;
const known = tables({
  sites: [],
  nodes: [node('ald/LON'), node('ald/PAR')],
  resources: [
    resource('d1', 'ald/LON', 'ald/PAR', duct),
    resource('d2', 'ald/LON', 'ald/PAR', duct),
    resource('else', 'ald/LON', 'ald/PAR'),
  ],
});
const rows = [impairment('i1', 'd1'), impairment('i2', 'else'), impairment('i3', 'd2'), impairment('old', 'd1', { clearedAtMs: 5 })];
const lines = (shown: typeof rows) =>
  linesOf(shown, groupImpairments(known, rows)).map((line) => `${line.isMember ? '  ' : ''}${keyOfLine(line)}`);

test('what is of one event stands below it, at the place of its first', () => {
  expect(lines(rows)).toEqual(['duct-A', '  i1', '  i3', 'i2', 'old']);
});

test('of an event, only those are below it that the view shows', () => {
  expect(lines(rows.slice(1, 3))).toEqual(['i2', 'duct-A', '  i3']);
});

test('a view counts events, as its rows do, and not their parts', () => {
  expect(countOfEvents(rows.slice(0, 3), groupImpairments(known, rows))).toBe(2);
});

test('what is over is one event too, each time anew', () => {
  const cleared = (id: string, resourceId: string, raisedAtMs: number) =>
    impairment(id, resourceId, { raisedAtMs, clearedAtMs: raisedAtMs + 5_000, severity: 'cleared' });
  const past = [cleared('p1', 'd1', 0), cleared('p2', 'd2', 100), cleared('p3', 'd1', 900_000), cleared('p4', 'd2', 900_010)];
  const shown = linesOf(past, groupCleared(known, past));
  expect(shown.map(keyOfLine)).toEqual(['duct-A 1970-01-01T00:00:00.000Z', 'p1', 'p2', 'duct-A 1970-01-01T00:15:00.000Z', 'p3', 'p4']);
  expect(shown[0]?.group.words).toBe('Duct A repaired');
  expect(countOfEvents(past, groupCleared(known, past))).toBe(2);
});
