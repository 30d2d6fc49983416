import { describe, expect, it } from 'vitest';
import { impairment, node, resource, site, tables } from '../testing/rows';
import { groupImpairments, riskWords } from './impairment-groups';
import { findTroubles } from './troubles';

const network = tables({
  sites: [site('LON', 0, 51), site('PAR', 2, 49)],
  nodes: [node('ald/LON', { condition: 'down' }), node('ald/PAR')],
  resources: [
    resource('up', 'ald/PAR', 'ald/PAR'),
    resource('by-node', 'ald/LON', 'ald/PAR', { condition: 'down' }),
    resource('d1', 'ald/PAR', 'ald/PAR', { condition: 'down', sharedRisks: ['duct-A', 'city'] }),
    resource('d2', 'ald/PAR', 'ald/PAR', { condition: 'down', sharedRisks: ['duct-A', 'city'] }),
    resource('idle', 'ald/PAR', 'ald/PAR', { condition: 'degraded' }),
    resource('other', 'ald/PAR', 'ald/PAR', { sharedRisks: ['city'] }),
  ],
});

describe('what is wrong with a part', () => {
  const troubles = findTroubles(network, [
    impairment('n', 'x', { subject: { kind: 'node', id: 'ald/LON' }, severity: 'major' }),
    impairment('i1', 'd1', { severity: 'minor' }),
    impairment('i2', 'd1', { severity: 'critical' }),
    impairment('i3', 'up', { severity: 'minor', cause: 'slower' }),
    impairment('old', 'other', { clearedAtMs: 5 }),
  ]);
  it.each([
    ['up', 'minor', 'i3'],
    ['by-node', 'major', 'n'],
    ['d1', 'critical', 'i2'],
    ['d2', 'warning', undefined],
    ['idle', 'warning', undefined],
    ['other', undefined, undefined],
  ])('of %s it is %s, by %s', (id, severity, by) => {
    expect(troubles.resources.get(id)?.severity).toBe(severity);
    expect(troubles.resources.get(id)?.impairment?.id).toBe(by);
  });
});

describe('impairments that are one event', () => {
  const hits = (...ids: string[]) => ids.map((orderId) => ({ orderId, outcome: 'pending', text: '' }) as const);
  it('are those of one shared risk of which nothing works any more', () => {
    const groups = groupImpairments(network, [
      impairment('i1', 'd1', { severity: 'major', raisedAtMs: 20, hits: hits('O1', 'O2') }),
      impairment('i2', 'd2', { raisedAtMs: 10, hits: hits('O2', 'O3') }),
      impairment('i3', 'idle', { severity: 'minor', cause: 'degraded', raisedAtMs: 99 }),
    ]);
    expect(groups).toMatchObject([
      { id: 'i2', severity: 'critical', words: 'Duct A down', sinceMs: 10, hitCount: 3, resourceIds: ['d1', 'd2'] },
      { id: 'i3', severity: 'minor', words: 'idle degraded', hitCount: 0 },
    ]);
  });
  it('are not those that only share what still works elsewhere', () => {
    const alive = tables({
      sites: [],
      nodes: [],
      resources: [
        resource('d1', 'ald/LON', 'ald/PAR', { condition: 'down', sharedRisks: ['city'] }),
        resource('ok', 'ald/LON', 'ald/PAR', { sharedRisks: ['city'] }),
        resource('alone', 'ald/LON', 'ald/PAR', { condition: 'down', sharedRisks: ['duct-B'] }),
      ],
    });
    expect(groupImpairments(alive, [impairment('i1', 'd1'), impairment('i2', 'alone')]).map(({ words }) => words)).toEqual([
      'd1 down',
      'alone down',
    ]);
  });
  it('are named by the risk also where only one of what is down carried something', () => {
    expect(groupImpairments(network, [impairment('i1', 'd1')]).map(({ words }) => words)).toEqual(['Duct A down']);
  });
  it('come worst first, then the youngest; what is cleared is none', () => {
    const all = [
      impairment('a', 'idle', { severity: 'minor', raisedAtMs: 5 }),
      impairment('b', 'up', { severity: 'critical', raisedAtMs: 1 }),
      impairment('c', 'other', { severity: 'critical', raisedAtMs: 3 }),
      impairment('d', 'by-node', { severity: 'cleared' }),
    ];
    expect(groupImpairments(network, all).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
  });
});

it.each([
  ['duct-BOS-NYC', 'Duct BOS-NYC'],
  ['cable: north sea 1', 'Cable north sea 1'],
  ['R-17', 'R-17'],
])('the shared risk %s is called %s', (id, words) => {
  expect(riskWords(id)).toBe(words);
});
