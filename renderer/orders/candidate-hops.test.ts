import { expect, test } from 'vitest';
import type { InterconnectRow, NodeRow, ResourceRow } from '../../core/contract/live';
import { candidateHops, viaOf, type NetworkParts } from './candidate-hops';

const reading = { provenance: 'measured', isDefault: false, readAtMs: 1 } as const;
const well = { condition: 'up', conditionText: '', heldOutBy: null } as const;
const node = (id: string): NodeRow => ({ id, name: id, carrierId: 'alpha', siteId: id, azNs: 1, zaNs: 1, ...reading, ...well });
const resource = (id: string, aNodeId: string, zNodeId: string): ResourceRow => ({
  ...{ id, name: id, carrierId: 'alpha', aNodeId, zNodeId, azNs: 10, zaNs: 20, ...reading, ...well },
  ...{ slots: 80, freeSlots: 80, signals: [], isDedicated: true, sharedRisks: [], pricePerSlot: 1 },
});
const byId = <Row extends { readonly id: string }>(...rows: readonly Row[]): ReadonlyMap<string, Row> =>
  new Map(rows.map((row) => [row.id, row]));
const parts: NetworkParts = {
  nodes: byId(node('alpha/a'), node('alpha/b')),
  resources: byId(resource('alpha/ab', 'alpha/a', 'alpha/b')),
  interconnects: new Map<string, InterconnectRow>(),
  carrierName: (id) => id.toUpperCase(),
};
const hop = (kind: 'node' | 'resource' | 'interconnect', id: string) => ({ kind, id, name: id });

test('a resource that is passed from its Z end takes what it takes that way', () => {
  const forward = candidateHops({ hops: [hop('node', 'alpha/a'), hop('resource', 'alpha/ab'), hop('node', 'alpha/b')] }, parts);
  expect(forward.map(({ azNs, zaNs }) => [azNs, zaNs])).toEqual([
    [1, 1],
    [10, 20],
    [1, 1],
  ]);
  const backward = candidateHops({ hops: [hop('node', 'alpha/b'), hop('resource', 'alpha/ab'), hop('node', 'alpha/a')] }, parts);
  expect(backward[1]).toMatchObject({ azNs: 20, zaNs: 10, carrierId: 'alpha', carrierName: 'ALPHA', provenance: 'measured' });
});

test('what the network has no more is unknown', () => {
  expect(candidateHops({ hops: [hop('resource', 'gone/x'), hop('interconnect', 'ix')] }, parts)).toEqual([
    { ...hop('resource', 'gone/x'), carrierId: 'gone', carrierName: 'GONE', azNs: null, zaNs: null, provenance: null, isDefault: false },
    { ...hop('interconnect', 'ix'), carrierId: null, carrierName: null, azNs: null, zaNs: null, provenance: null, isDefault: false },
  ]);
});

test('a candidate is told by the places between its ends, each once', () => {
  const hops = ['lon', 'par-1', 'par-2', 'mil'].map((id) => hop('node', id));
  expect(viaOf(hops, (id) => ({ 'par-1': 'Paris', 'par-2': 'Paris' })[id] ?? null)).toBe('Paris');
  expect(viaOf(hops.slice(0, 2), () => null)).toBe('direct');
  expect(viaOf([hop('node', 'lon'), hop('resource', 'L 2'), hop('node', 'par')], () => null)).toBe('direct, L 2');
});
