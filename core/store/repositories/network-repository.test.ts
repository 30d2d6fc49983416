import { beforeEach, describe, expect, test } from 'vitest';
import type { Interconnect, NetworkNode, Port, Resource, Site } from '../../model/network';
import type { NetworkRepository, Store } from '../store';
import { memoryStore } from './testing/memory-store';

let store: Store;
const run = <T>(work: (network: NetworkRepository) => Promise<T>): Promise<T> => store.transaction((tx) => work(tx.network));

const site: Site = { id: 'LON', name: 'London', latitudeDeg: 51.5, longitudeDeg: -0.1 };
const node: NetworkNode = { id: 'alpha/1', carrierId: 'alpha', name: 'One', siteId: 'LON', condition: 'up', conditionText: '' };
const port: Port = {
  ...{
    id: 'alpha/p',
    carrierId: 'alpha',
    nodeId: 'alpha/1',
    name: 'P',
    signals: ['1GE', 'OTU2e'],
    condition: 'degraded',
    conditionText: 'dirty',
  },
  plug: { localId: 'A', remoteId: 'B' },
};
const otherPorts = ['q', 'r'].map((uuid): Port => ({ ...port, id: `alpha/${uuid}`, plug: null, signals: [] }));
const resource: Resource = {
  ...{ id: 'alpha/r', carrierId: 'alpha', name: 'R', aNodeId: 'alpha/1', zNodeId: 'alpha/1', slots: 16, foreignSlots: 3, signals: ['1GE'] },
  ...{ pricePerSlot: 12, sharedRisks: ['duct 7', 'bridge'], isDedicated: true, condition: 'up', conditionText: '' },
};
const interconnect: Interconnect = { id: 'A~B', siteId: 'LON', aPortId: 'alpha/p', zPortId: 'alpha/q', origin: 'plug-id' };
const source = { carrierId: 'alpha', files: 'alpha.csv', importedAtMs: 7 };
const link = { carrierId: 'alpha', isUp: true, reason: '', sinceMs: 4, heardAtMs: 6 };

beforeEach(async () => {
  store = await memoryStore();
  await run(async (network) => {
    await network.putCarrier({ id: 'alpha', name: 'Alpha', role: 'both' });
    await network.putLinkState(link);
    await network.putFileSource(source);
    await network.putSite(site);
    await network.putNode(node);
    for (const each of [port, ...otherPorts]) await network.putPort(each);
    await network.putResource(resource);
    await network.putInterconnect(interconnect);
  });
});

test('everything comes back as it was written (N1)', async () => {
  expect(await run((network) => network.readAll())).toEqual({
    carriers: [{ id: 'alpha', name: 'Alpha', role: 'both' }],
    linkStates: [link],
    fileSources: [source],
    sites: [site],
    nodes: [node],
    ports: [port, ...otherPorts],
    resources: [resource],
    interconnects: [interconnect],
  });
});

test('what is written again is as it was written last, in every field', async () => {
  const now = {
    carriers: [{ id: 'alpha', name: 'Alpha Ltd', role: 'accessing' as const }],
    linkStates: [{ carrierId: 'alpha', isUp: false, reason: 'gone', sinceMs: 9, heardAtMs: null }],
    fileSources: [{ carrierId: 'alpha', files: 'alpha.json, ports.csv', importedAtMs: 8 }],
    sites: [{ id: 'LON', name: 'Docks', latitudeDeg: null, longitudeDeg: null }],
    nodes: [
      { ...node, name: 'Uno', siteId: null, condition: 'down' as const, conditionText: 'power' },
      { ...node, id: 'alpha/2' },
    ],
    ports: [
      { ...port, nodeId: 'alpha/2', name: 'PP', signals: [], plug: null, condition: 'withdrawn' as const, conditionText: 'x' },
      ...otherPorts,
    ],
    resources: [
      {
        ...{ ...resource, name: 'RR', zNodeId: 'alpha/2', slots: 8, foreignSlots: 0, signals: [], pricePerSlot: 0, sharedRisks: [] },
        ...{ isDedicated: false, condition: 'degraded' as const, conditionText: 'y' },
      },
    ],
    interconnects: [{ ...interconnect, siteId: null, aPortId: 'alpha/r', origin: 'operator' as const }],
  };
  await run(async (network) => {
    for (const each of now.carriers) await network.putCarrier(each);
    for (const each of now.linkStates) await network.putLinkState(each);
    for (const each of now.fileSources) await network.putFileSource(each);
    for (const each of now.sites) await network.putSite(each);
    for (const each of now.nodes) await network.putNode(each);
    for (const each of now.ports) await network.putPort(each);
    for (const each of now.resources) await network.putResource(each);
    for (const each of now.interconnects) await network.putInterconnect(each);
  });
  expect(await run((network) => network.readAll())).toEqual(now);
  await run((network) => network.removeInterconnect('A~B'));
  await run((network) => network.removeFileSource('alpha'));
  expect(await run((network) => network.readAll())).toMatchObject({ interconnects: [], fileSources: [] });
});

describe('is refused', () => {
  test.each<[string, (network: NetworkRepository) => Promise<void>]>([
    ['a port at a node that is not known', (network) => network.putPort({ ...port, nodeId: 'alpha/9' })],
    ['a resource to a node that is not known', (network) => network.putResource({ ...resource, zNodeId: 'alpha/9' })],
    ['a node of a carrier that is not known', (network) => network.putNode({ ...node, id: 'x/1', carrierId: 'x' })],
    ['a node at a site that is not known', (network) => network.putNode({ ...node, siteId: 'ROM' })],
    ['slots below zero', (network) => network.putResource({ ...resource, slots: -1 })],
    ['others’ slots below zero', (network) => network.putResource({ ...resource, foreignSlots: -1 })],
    ['a latitude that is nowhere', (network) => network.putSite({ ...site, latitudeDeg: 91 })],
    ['a port in two interconnects', (network) => network.putInterconnect({ ...interconnect, id: 'other', zPortId: 'alpha/r' })],
    [
      'an interconnect of a port with itself',
      (network) => network.putInterconnect({ ...interconnect, id: 'other', aPortId: 'alpha/r', zPortId: 'alpha/r' }),
    ],
  ])('%s', async (_, put) => {
    const before = await run((network) => network.readAll());
    await expect(run(put)).rejects.toMatchObject({ code: 'constraint' });
    expect(await run((network) => network.readAll())).toEqual(before);
  });
});
