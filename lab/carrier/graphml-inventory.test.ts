import { expect, test } from 'vitest';
import { signals } from '../../core/model/signal';
import { graphml } from '../testing/graphml';
import { greatCircleKm } from './distance';
import { graphmlInventory, parseGraphml, parseInterconnects, type CarrierTerms } from './graphml-inventory';
import { buildNetwork } from './network';

const text = graphml({
  name: 'Two Springfields',
  nodes: [
    { id: '0', label: 'Springfield', at: [39.8, -89.65] },
    { id: '1', label: 'Springfield', at: [42.1, -72.59] },
    { id: '2', label: 'São Paulo' },
    { id: '3' },
  ],
  edges: [
    ['0', '1'],
    ['0', '1'],
    ['1', '2'],
    ['2', '3'],
  ],
});
const terms: CarrierTerms = { id: 'spring', name: null, role: 'both', slots: 80, clientPorts: 2, interconnects: [] };
const inventory = (more: Partial<CarrierTerms> = {}) => graphmlInventory(parseGraphml('two.graphml', text), { ...terms, ...more });

test('ids tell places of one label apart, and sites of two carriers', () => {
  expect(inventory().nodes.map(({ id }) => id)).toEqual(['SPRINGFIELD.0', 'SPRINGFIELD.1', 'SAO-PAULO.2', 'NODE.3']);
  expect(inventory().sites.map(({ code, name }) => [code, name])).toEqual([
    ['SPRINGFIELD.SPRING.0', 'Springfield'],
    ['SPRINGFIELD.SPRING.1', 'Springfield'],
    ['SAO-PAULO.SPRING.2', 'São Paulo'],
    ['NODE.SPRING.3', 'node 3'],
  ]);
  expect(inventory().name).toBe('Two Springfields');
});

test('a link is a 100G circuit, dedicated, with the latency of its length, or none where an end has no coordinates', () => {
  const network = buildNetwork(inventory());
  const [first, second, third, fourth] = [...network.links.values()];
  const km = greatCircleKm({ lat: 39.8, lon: -89.65 }, { lat: 42.1, lon: -72.59 });
  expect(first).toMatchObject({ slots: 80, gbps: 100, dedicated: true });
  expect(first?.latency?.az).toBeCloseTo(km * 1.2 * 4.897, 6);
  expect(first?.latency).toEqual(second?.latency);
  expect([third?.latency, fourth?.latency]).toEqual([null, null]);
});

test('parallel edges are circuits of their own in one duct', () => {
  const [first, second, third] = inventory().links;
  expect([first?.name, second?.name]).toEqual(['SPRINGFIELD.0 - SPRINGFIELD.1 #1', 'SPRINGFIELD.0 - SPRINGFIELD.1 #2']);
  expect(first?.id).not.toBe(second?.id);
  expect(first?.ducts).toEqual(second?.ducts);
  expect(third?.ducts).not.toEqual(first?.ducts);
});

test('each node has client ports that take every signal', () => {
  expect(inventory().clientPorts.map(({ id }) => id)).toEqual([
    ...['SPRINGFIELD.0.C1', 'SPRINGFIELD.0.C2', 'SPRINGFIELD.1.C1', 'SPRINGFIELD.1.C2'],
    ...['SAO-PAULO.2.C1', 'SAO-PAULO.2.C2', 'NODE.3.C1', 'NODE.3.C2'],
  ]);
  expect(inventory().clientPorts[0]?.signals).toEqual(signals);
});

test('an interconnect attaches at a port of its own, at the site that was agreed on', () => {
  const interconnects = [
    { node: '2', localId: 'here.1', remoteId: 'there.1', site: 'SAO-PAULO' },
    { node: '2', localId: 'here.2', remoteId: 'there.2', site: 'SAO-PAULO' },
  ];
  const { interconnectPorts, nodes, links } = inventory({ interconnects });
  expect(interconnectPorts.map(({ id, node, plug }) => [id, node, plug.localId])).toEqual([
    ['SAO-PAULO.2.X1', 'SAO-PAULO.2', 'here.1'],
    ['SAO-PAULO.2.X2', 'SAO-PAULO.2', 'here.2'],
  ]);
  expect(nodes[2]?.site).toBe('SAO-PAULO');
  expect(links[2]?.ducts).toEqual(['spring:SAO-PAULO~SPRINGFIELD.SPRING.1']);
});

test('an interconnect at a node that is not there, or at two sites, is refused by name', () => {
  const plug = (node: string, site: string) => ({ node, localId: `at-${site}`, remoteId: 'x', site });
  expect(() => inventory({ interconnects: [plug('9', 'A')] })).toThrow(
    'interconnect at-A of spring is at node 9, which the network has not',
  );
  expect(() => inventory({ interconnects: [plug('2', 'A'), plug('2', 'B')] })).toThrow('node 2 of spring is said to be at B and at A');
  expect(() => parseInterconnects('ports.json', '[{"node":1}]')).toThrow('ports.json is not a list of interconnect ports');
});

test('what is no GraphML is refused with the file and the line', () => {
  expect(() => parseGraphml('broken.graphml', '<graphml><graph></graphml>')).toThrow(/^broken\.graphml, line 1: /);
});
