import { describe, expect, test } from 'vitest';
import type { PreviewedMoveShown, RecoveryHitShown } from '../../../core/contract/recovery';
import type { RecoveryPhase } from '../../../core/model/recovery-phase';
import type { RecoverySurveyShown } from '../../../core/contract/recovery';
import { clockToleranceMs } from '../../ui/numbers';
import {
  choicesAsked,
  choiceWords,
  countMovable,
  markSent,
  movesOf,
  recoveryDraft,
  whyNoProposals,
  withAsked,
  withOutcomes,
  type Choice,
} from './recovery-draft';

const hit = (id: string, phase: RecoveryPhase) => ({ order: { id }, phase }) as RecoveryHitShown;
const survey = {
  hits: [
    hit('NONE', 'no-route'),
    hit('WAITS', 'waits-for-you'),
    hit('QUEUED', 'queued'),
    hit('ON-ITS-WAY', 'in-hand'),
    hit('DONE', 'restored'),
    hit('GONE', 'released'),
  ],
};
const way: Choice = { kind: 'way', hops: [{ kind: 'node', id: 'n' }], oneWayNs: 5 };
const ids = (choices: Readonly<Record<string, Choice>>) =>
  choicesAsked({ choices }, survey).map(({ orderId, hops }) => [orderId, hops?.length ?? 'proposal']);

describe('what is asked for', () => {
  test('is the engine’s proposal for everyone who suffers, and nothing for who does not', () => {
    expect(ids({})).toEqual([
      ['NONE', 'proposal'],
      ['WAITS', 'proposal'],
      ['QUEUED', 'proposal'],
    ]);
  });
  test('is what was chosen; who is left is not asked for, and what is on its way or gone never', () => {
    expect(ids({ WAITS: way, QUEUED: { kind: 'leave' }, DONE: way, 'ON-ITS-WAY': way, GONE: way })).toEqual([
      ['NONE', 'proposal'],
      ['WAITS', 1],
      ['DONE', 1],
    ]);
  });
});

test('what is chosen is told in words', () => {
  expect(choiceWords({ choices: { WAITS: way } }, survey, null)).toBe(
    '1 of 2 chosen by you. The engine’s proposal stands for the other 1. 1 without a route stays impaired and is tried again on every change.',
  );
  expect(choiceWords({ choices: { WAITS: { kind: 'leave' }, NONE: way, QUEUED: way } }, survey, null)).toBe(
    '2 of 2 chosen by you. 1 left as it is.',
  );
});

test.each([
  ['stand already', {}, null, 'They stand already'],
  ['are none', {}, ['WAITS', 'QUEUED'], 'The engine proposes no way for any of them'],
  ['are none, also where a way was chosen by hand', { WAITS: way }, ['WAITS', 'QUEUED'], 'The engine proposes no way for any of them'],
  ['take back a way', { WAITS: way }, null, null],
  ['take back that one is left', { QUEUED: { kind: 'leave' } }, ['WAITS'], null],
  ['take back that one is moved that does not suffer', { DONE: way }, null, null],
  ['make no difference to what is on its way', { 'ON-ITS-WAY': way }, null, 'They stand already'],
] as const)('the proposals %s', (_, choices, none, why) => {
  const previewed = none?.map((orderId) => ({ kind: 'none' as const, orderId })) ?? null;
  expect(whyNoProposals({ choices }, survey, previewed)).toBe(why);
});

describe('once it is known of whom the engine proposes nothing', () => {
  const previewed = ['NONE', 'WAITS'].map((orderId) => ({ kind: 'none' as const, orderId }));
  test('only proposals that there are are counted', () => {
    expect(countMovable(choicesAsked({ choices: {} }, survey), previewed)).toBe(1);
    expect(choiceWords({ choices: {} }, survey, previewed)).toBe(
      '0 of 1 chosen by you. The engine’s proposal stands for 1. 2 without a route stay impaired and are tried again on every change.',
    );
  });
  test('nobody is left to be moved where there are none', () => {
    const two = { hits: survey.hits.slice(0, 2) };
    expect(countMovable(choicesAsked({ choices: {} }, two), previewed)).toBe(0);
    expect(choiceWords({ choices: {} }, two, previewed)).toBe('2 without a route stay impaired and are tried again on every change.');
  });
  test('until then all may be moved', () => {
    expect(countMovable(choicesAsked({ choices: {} }, survey), null)).toBe(3);
  });
});

test('only what would be moved is carried out, by the plan that was shown', () => {
  const previewed = [
    { kind: 'move', orderId: 'A', digest: 'impaired.1', route: { hops: [{ kind: 'node', id: 'n', name: 'N' }] } },
    { kind: 'none', orderId: 'B', text: 'why' },
  ] as unknown as readonly PreviewedMoveShown[];
  expect(movesOf(previewed)).toEqual([{ orderId: 'A', digest: 'impaired.1', hops: [{ kind: 'node', id: 'n' }] }]);
});

test('what a new draft begins with has its shape, and what another program kept has not', () => {
  expect(recoveryDraft.shape.safeParse(recoveryDraft.empty.fields).success).toBe(true);
  expect(recoveryDraft.shape.safeParse({ impairmentIds: 'all' }).success).toBe(false);
});

test('what is asked for is written down before, and its answer takes the place of that', () => {
  const first = { atMs: 1, outcomes: [{ orderId: 'A', kind: 'asked', text: 'moved' } as const] };
  const marked = withOutcomes(first, markSent([{ orderId: 'B' }, { orderId: 'C' }]), 2);
  expect(marked.outcomes.map(({ orderId, kind }) => [orderId, kind])).toEqual([
    ['A', 'asked'],
    ['B', 'sent'],
    ['C', 'sent'],
  ]);
  expect(recoveryDraft.shape.safeParse({ ...recoveryDraft.empty.fields, sent: marked }).success).toBe(true);
  const answered = withOutcomes(marked, [{ orderId: 'C', kind: 'changed', text: 'why' }], 3);
  expect(answered).toMatchObject({
    atMs: 3,
    outcomes: [{ orderId: 'A' }, { orderId: 'B', kind: 'sent' }, { orderId: 'C', kind: 'changed' }],
  });
});

test('what was asked for just now is on its way, whatever a survey of before says of it', () => {
  const counts = { 'no-route': 1, 'waits-for-you': 1, queued: 1, 'in-hand': 1, restored: 1, cleared: 0, released: 1 };
  const before = { ...survey, counts, atMs: 1_000 } as unknown as RecoverySurveyShown;
  const asked = (orderId: string) => ({ orderId, kind: 'asked', text: 'asked for by Ann' }) as const;
  const sent = { atMs: 1_200, outcomes: [asked('WAITS'), asked('DONE'), asked('NONE'), { ...asked('QUEUED'), kind: 'changed' } as const] };
  const shown = withAsked(before, sent, new Set(['NONE']));
  expect(shown.hits.map(({ order, phase }) => [order.id, phase])).toEqual([
    ['NONE', 'no-route'],
    ['WAITS', 'in-hand'],
    ['QUEUED', 'queued'],
    ['ON-ITS-WAY', 'in-hand'],
    ['DONE', 'restored'],
    ['GONE', 'released'],
  ]);
  expect(shown.counts).toEqual({ ...counts, 'waits-for-you': 0, 'in-hand': 2 });
  expect(withAsked({ ...before, atMs: 1_201 + clockToleranceMs }, sent, new Set()).hits).toBe(before.hits);
  expect(withAsked(before, null, new Set())).toBe(before);
});
