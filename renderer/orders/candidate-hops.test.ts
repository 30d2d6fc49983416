import { expect, test } from 'vitest';
import type { InterconnectRow, NodeRow, ResourceRow } from '../../core/contract/live';
import { candidateHops, viasOf, type NetworkParts } from './candidate-hops';

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
  expect(viasOf([hops], (id) => ({ 'par-1': 'Paris', 'par-2': 'Paris' })[id] ?? null)).toEqual(['Paris']);
  expect(viasOf([hops.slice(0, 2)], () => null)).toEqual(['direct']);
  expect(viasOf([[hop('node', 'lon'), hop('resource', 'L 2'), hop('node', 'par')]], () => null)).toEqual(['direct, L 2']);
});

test('those that pass the same places are told apart by what only they have: lines, borders too where these are alike, nodes at last', () => {
  const way = (first: string, border: string, ...nodes: readonly string[]) => [
    ...[hop('node', 'lon'), hop('resource', first), ...nodes.map((id) => hop('node', id))],
    ...[hop('interconnect', border), hop('resource', 'NYC-CHI'), hop('node', 'chi')],
  ];
  const names: Readonly<Record<string, string>> = { nyc: 'New York', 'nyc-2': 'New York', bos: 'Boston' };
  const vias = viasOf(
    [way('LON-NYC #1', 'x', 'nyc'), way('LON-NYC #2', 'x', 'nyc'), way('LON-NYC #1', 'y', 'nyc'), way('LON-BOS', 'x', 'bos')],
    (id) => names[id] ?? null,
  );
  expect(vias).toEqual(['New York · LON-NYC #1, x', 'New York · LON-NYC #2, x', 'New York · LON-NYC #1, y', 'Boston']);
  expect(viasOf([way('L', 'x', 'nyc'), way('L', 'y', 'nyc')], (id) => names[id] ?? null)).toEqual(['New York · x', 'New York · y']);
  expect(viasOf([way('L', 'x', 'nyc'), way('L', 'x', 'nyc-2')], (id) => names[id] ?? null)).toEqual(['New York · nyc', 'New York · nyc-2']);
});
