import { expect, test } from 'vitest';
import { impairment, node, resource, tables } from '../network/testing/rows';
import { groupImpairments } from './impairment-groups';
import { keyOfLine, linesOf } from './recovery-lines';

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
