import { describe, expect, it } from 'vitest';
import { impairment, node, resource, site, tables } from '../testing/rows';
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
