import { expect, test } from 'vitest';
import type { ImpairmentRow } from '../../core/contract/live';
import { unhandled, type Handling } from '../../core/model/impairment';
import { bySeverity, handlingWords, hitWords, impairmentViews, isInView } from './impairment-rows';

const row = ({ handling, ...given }: Partial<Omit<ImpairmentRow, 'handling'>> & { handling?: Partial<Handling> }): ImpairmentRow => ({
  ...{ id: 'i', subject: { kind: 'resource', id: 'alder/r' }, subjectName: 'r', cause: 'down', text: 'LOS' },
  ...{ raisedAtMs: 100, clearedAtMs: null, hits: [], heldBackIds: [], carrierId: 'alder', severity: 'critical' },
  handling: { ...unhandled, ...handling },
  ...given,
});
const viewsOf = (given: Parameters<typeof row>[0]) => impairmentViews.filter((view) => isInView(row(given), view, 'Okafor', 1000));

test.each([
  [{}, ['open', 'new']],
  [{ handling: { acknowledgedBy: 'Brandt' } }, ['open']],
  [{ handling: { acknowledgedBy: 'Okafor', owner: 'Okafor' } }, ['open', 'mine']],
  [{ handling: { shelvedUntilMs: 2000 } }, ['shelved']],
  [{ handling: { shelvedUntilMs: 1000 } }, ['open', 'new']],
  [{ clearedAtMs: 500, handling: { owner: 'Okafor', shelvedUntilMs: 2000 } }, ['cleared']],
])('an impairment %j is in the views %j', (given, views) => {
  expect(viewsOf(given)).toEqual(views);
});

test('the worst is first, of those the one that lasts longest; of cleared ones the latest', () => {
  const rows = [
    row({ id: 'old-cleared', severity: 'cleared', clearedAtMs: 200 }),
    row({ id: 'minor', severity: 'minor' }),
    row({ id: 'young', raisedAtMs: 900 }),
    row({ id: 'cleared', severity: 'cleared', clearedAtMs: 800 }),
    row({ id: 'long', raisedAtMs: 300 }),
  ];
  expect(rows.sort(bySeverity).map(({ id }) => id)).toEqual(['long', 'young', 'minor', 'cleared', 'old-cleared']);
});

test('whom it hits is told with what is pressing first', () => {
  const hits = (['restored', 'pending', 'restored', 'unrestorable'] as const).map((outcome, at) => ({ orderId: `O${at}`, outcome }));
  expect(hitWords(hits, new Set())).toBe('4 hit: 1 without a route, 1 being worked on, 2 restored');
  expect(hitWords(hits, new Set(['O3']))).toBe('4 hit: 1 waiting for you, 1 being worked on, 2 restored');
  expect(hitWords([], new Set())).toBe('nothing hit');
});

test('who has it', () => {
  expect(handlingWords(row({}))).toBe('');
  expect(handlingWords(row({ handling: { acknowledgedBy: 'Brandt', ticket: 'INC-4' } }))).toBe('acknowledged by Brandt, INC-4');
  expect(handlingWords(row({ handling: { acknowledgedBy: 'Brandt', owner: 'Okafor' } }))).toBe('owned by Okafor');
});
