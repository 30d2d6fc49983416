import { describe, expect, it } from 'vitest';
import { impairment, node, resource, site, tables } from '../network/testing/rows';
import { beingRestored, byImportance, eventAt, groupFacts, groupImpairments, groupOfOne, waitingForSomebody } from './impairment-groups';
import { riskWords } from '../../core/model/impairment-events';

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
  it('stay one while any of it is open, and are found by their risk also once none is', () => {
    const alone = tables({
      sites: [],
      nodes: [],
      resources: ['d1', 'd2', 'd3', 'elsewhere'].map((id) =>
        resource(id, 'ald/LON', 'ald/PAR', {
          condition: id === 'd1' ? 'down' : 'up',
          sharedRisks: id === 'elsewhere' ? ['city'] : ['duct-A', 'city'],
        }),
      ),
    });
    const cleared = { clearedAtMs: 50, severity: 'cleared' } as const;
    const rows = [
      impairment('i1', 'd1', { raisedAtMs: 10, hits: hits('O1') }),
      impairment('i2', 'd2', { raisedAtMs: 12, hits: hits('O2'), ...cleared }),
      impairment('long-ago', 'd3', { raisedAtMs: -100_000, ...cleared }),
    ];
    const [group, ...others] = groupImpairments(alone, rows);
    expect(others).toEqual([]);
    expect(group).toMatchObject({ risk: 'duct-A', severity: 'critical', words: 'Duct A partly repaired', hitCount: 2 });
    expect(group?.members.map(({ id }) => id)).toEqual(['i1', 'i2']);
    expect(group && groupFacts(group)).toBe('3 resources (1 of 2 that were hit repaired), 2 connections hit: 2 being worked on');
    expect(eventAt('duct-A', alone, rows)?.members.map(({ id }) => id)).toEqual(['i1', 'i2']);
    const over = rows.map((row) => ({ ...row, ...cleared }));
    expect(groupImpairments(alone, over)).toEqual([]);
    expect(eventAt('duct-A', alone, over)).toMatchObject({
      words: 'Duct A repaired',
      severity: 'cleared',
      members: [{ id: 'i1' }, { id: 'i2' }],
    });
    expect(eventAt('duct-B', alone, over)).toBeUndefined();
  });
  it('are none of a risk of which most has nothing to do with it', () => {
    const wide = tables({
      sites: [],
      nodes: [],
      resources: ['a', 'b', 'c', 'd', 'e'].map((id) =>
        resource(id, 'ald/LON', 'ald/PAR', { condition: id === 'a' ? 'down' : 'up', sharedRisks: ['city'] }),
      ),
    });
    const rows = [impairment('i1', 'a'), impairment('i2', 'b', { clearedAtMs: 50, severity: 'cleared' })];
    expect(groupImpairments(wide, rows).map(({ words }) => words)).toEqual(['a down']);
  });
  it('are named by the risk also where only one of what is down carried something', () => {
    expect(groupImpairments(network, [impairment('i1', 'd1')]).map(({ words }) => words)).toEqual(['Duct A down']);
  });
  it('tell each connection once, as what is most pressing of it, and all that the risk has', () => {
    const hit = (orderId: string, outcome: 'pending' | 'restored' | 'unrestorable') => ({ orderId, outcome, text: '' });
    const [group] = groupImpairments(network, [
      impairment('i1', 'd1', { hits: [hit('O1', 'restored'), hit('O2', 'restored')] }),
      impairment('i2', 'd2', { hits: [hit('O2', 'pending'), hit('O3', 'unrestorable')] }),
    ]);
    expect(group).toMatchObject({ risk: 'duct-A', name: 'Duct A', hitCount: 3 });
    expect(group && groupFacts(group)).toBe('2 resources, 3 connections hit: 1 restored, 1 being worked on, 1 without a route');
  });
  it('tell of those that nothing moves before somebody decides it that they wait, whatever was found for them', () => {
    const hit = (orderId: string, outcome: 'restored' | 'unrestorable') => ({ orderId, outcome, text: '' });
    const [group] = groupImpairments(network, [
      impairment('i1', 'd1', { hits: [hit('O1', 'restored'), hit('O2', 'unrestorable')], heldBackIds: ['O2'] }),
      impairment('i2', 'd2', {
        hits: [hit('O2', 'unrestorable'), hit('O3', 'unrestorable'), hit('O4', 'unrestorable')],
        heldBackIds: ['O2', 'O3'],
      }),
    ]);
    expect(group && groupFacts(group)).toBe('2 resources, 4 connections hit: 1 restored, 1 without a route, 2 waiting for you');
  });
  it.each([
    ['pending', [], 0, 2],
    ['pending', ['O1'], 1, 1],
    ['unrestorable', [], 2, 0],
    ['unrestorable', ['O1'], 2, 0],
    ['restored', [], 0, 0],
    ['cleared', [], 0, 0],
  ] as const)(
    'of two that are %s, %j held back: %d wait for a person, the engine is at work on %d',
    (outcome, heldBackIds, waiting, worked) => {
      const group = groupOfOne(
        impairment('i', 'idle', { hits: ['O1', 'O2'].map((orderId) => ({ orderId, outcome, text: '' })), heldBackIds: [...heldBackIds] }),
      );
      expect([waitingForSomebody(group), beingRestored(group)]).toEqual([waiting, worked]);
    },
  );
  it('name all that the risk has: what no connection used too, and its carriers', () => {
    const shared = tables({
      sites: [],
      nodes: [],
      resources: ['bor', 'ald', 'cin'].map((carrier) =>
        resource(`${carrier}/r`, `${carrier}/LON`, `${carrier}/PAR`, { condition: 'down', sharedRisks: ['duct-A'] }),
      ),
    });
    const rows = [impairment('i1', 'bor/r', { carrierId: 'bor' })];
    const [group] = groupImpairments(shared, rows);
    expect(group).toMatchObject({ carrierIds: ['ald', 'bor', 'cin'], resourceIds: ['bor/r'], unhit: [{ id: 'ald/r' }, { id: 'cin/r' }] });
    expect(rows.map((row) => groupOfOne(row))).toMatchObject([{ carrierIds: ['bor'], unhit: [] }]);
  });
  it('say nothing of resources where there is no risk, nor of outcomes where nothing is hit', () => {
    expect(groupFacts(groupOfOne(impairment('i', 'idle', { hits: hits('O1') })))).toBe('1 connection hit: 1 being worked on');
    expect(groupFacts(groupOfOne(impairment('i', 'idle')))).toBe('no connection hit');
  });
  it('matter by severity, then by how many they hit, then by how long they last', () => {
    const all = groupImpairments(network, [
      impairment('minor', 'up', { severity: 'minor', hits: hits('O1', 'O2', 'O3') }),
      impairment('young', 'other', { raisedAtMs: 9 }),
      impairment('long', 'idle', { raisedAtMs: 3 }),
      impairment('most', 'by-node', { raisedAtMs: 9, hits: hits('O1') }),
    ]);
    expect(all.sort(byImportance).map(({ id }) => id)).toEqual(['most', 'long', 'young', 'minor']);
  });
  it('come worst first, then the youngest; what is cleared is none', () => {
    const all = [
      impairment('a', 'idle', { severity: 'minor', raisedAtMs: 5 }),
      impairment('b', 'up', { severity: 'critical', raisedAtMs: 1 }),
      impairment('c', 'other', { severity: 'critical', raisedAtMs: 3 }),
      impairment('d', 'by-node', { severity: 'cleared', clearedAtMs: 9 }),
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
