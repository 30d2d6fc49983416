import { expect, test } from 'vitest';
import type { ImpairmentRow } from '../../core/contract/live';
import { newlyCritical } from './newly-critical';

const row = (id: string, severity: ImpairmentRow['severity'], hits = 0) => ({
  ...{ id, severity, subjectName: `duct ${id}`, text: 'cut' },
  hits: Array.from({ length: hits }, (_, index) => ({ orderId: `ORD-${index}`, outcome: 'pending' as const, text: '' })),
});

test('one that becomes critical is told of once, with what it hits', () => {
  const rows = [row('IMP-1', 'critical', 11), row('IMP-2', 'major', 2)];
  const { notice, ids } = newlyCritical(rows, new Set());
  expect(notice).toEqual({ title: 'Critical: duct IMP-1', body: 'cut · 11 orders hit', to: '#/recovery/IMP-1' });
  expect(newlyCritical(rows, ids).notice).toBeNull();
});

test('one that got better and is critical again is told of again', () => {
  const { ids } = newlyCritical([row('IMP-1', 'major')], new Set(['IMP-1']));
  expect(newlyCritical([row('IMP-1', 'critical', 1)], ids).notice?.body).toBe('cut · 1 order hit');
});

test('many at once are one notice', () => {
  const rows = ['1', '2', '3', '4', '5'].map((id) => row(id, 'critical'));
  expect(newlyCritical(rows, new Set(['5'])).notice).toEqual({
    title: '4 critical impairments',
    body: 'duct 1, duct 2, duct 3 and 1 more',
    to: '#/recovery',
  });
  expect(newlyCritical(rows.slice(0, 2), new Set()).notice?.body).toBe('duct 1, duct 2');
});
