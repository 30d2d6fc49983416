import { expect, test } from 'vitest';
import type { Interconnect, NetworkNode, Port } from '../model/network';
import { NetworkView } from './network-view';
import { proposeInterconnects } from './propose-interconnects';

const node = (carrierId: string, id: string, siteId: string | null): NetworkNode => ({
  ...{ id: `${carrierId}/${id}`, carrierId, name: id, siteId, condition: 'up', conditionText: '' },
});
const port = (carrierId: string, id: string, nodeId: string, change: Partial<Port> = {}): Port => ({
  ...{ id: `${carrierId}/${id}`, carrierId, nodeId: `${carrierId}/${nodeId}`, name: id, signals: ['10GE-LAN'], plug: null },
  ...{ condition: 'up', conditionText: '', ...change },
});

function viewOf(ports: readonly Port[], interconnects: readonly Interconnect[] = []): NetworkView {
  const carriers = ['alder', 'beech', 'cedar'].map((id) => ({ id, name: id, role: 'both' as const }));
  const nodes = carriers.flatMap(({ id }) => [node(id, 'lon', 'LON'), node(id, 'par', 'PAR'), node(id, 'lost', null)]);
  return new NetworkView(
    { carriers, linkStates: [], fileSources: [], sites: [], nodes, ports, resources: [], interconnects },
    { readings: [], defaults: [] },
    { slots: [], ports: [] },
  );
}
const never = (): boolean => false;
const pairs = (view: NetworkView, isRejected: (a: string, z: string) => boolean = never) =>
  proposeInterconnects(view, isRejected).map(({ siteId, aPortId, zPortId }) => `${siteId} ${aPortId} ${zPortId}`);

test('one pair for each two carriers at each site that they share, in the order of names', () => {
  const view = viewOf([
    ...[port('alder', 'c2', 'lon'), port('alder', 'c1', 'lon'), port('beech', 'c1', 'lon'), port('cedar', 'c1', 'lon')],
    ...[port('beech', 'c9', 'par'), port('alder', 'c8', 'lost'), port('beech', 'c8', 'lost')],
  ]);
  expect(pairs(view)).toEqual(['LON alder/c1 beech/c1', 'LON alder/c1 cedar/c1', 'LON beech/c1 cedar/c1']);
  expect(proposeInterconnects(view, never)[0]).toMatchObject({ freeA: ['alder/c2'], freeZ: [], signals: ['10GE-LAN'] });
});

test('a port that names the other carrier comes first', () => {
  const view = viewOf([port('alder', 'c1', 'lon'), port('alder', 'to-beech', 'lon'), port('beech', 'c1', 'lon')]);
  expect(pairs(view)).toEqual(['LON alder/to-beech beech/c1']);
});

test.each([
  [
    'that stands in an interconnect of the two there',
    [],
    [{ id: 'x', siteId: 'LON', aPortId: 'alder/c1', zPortId: 'beech/c1', origin: 'operator' as const }],
  ],
  ['with a plug identifier', [{ plug: { localId: 'A', remoteId: 'B' } }], []],
  ['that its carrier lists no longer', [{ condition: 'withdrawn' as const }], []],
  ['that accepts no signal of the other', [{ signals: ['1GE' as const] }], []],
])('none is proposed for a port %s', (_, [change], interconnects) => {
  expect(pairs(viewOf([port('alder', 'c1', 'lon', change), port('beech', 'c1', 'lon')], interconnects))).toEqual([]);
});

test('a pair that was rejected gives way to the next', () => {
  const view = viewOf([port('alder', 'c1', 'lon'), port('beech', 'c1', 'lon'), port('beech', 'c2', 'lon')]);
  expect(pairs(view, (a, z) => a === 'alder/c1' && z === 'beech/c1')).toEqual(['LON alder/c1 beech/c2']);
  expect(pairs(view, () => true)).toEqual([]);
});
