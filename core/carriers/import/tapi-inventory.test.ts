import { expect, it } from 'vitest';
import type { CarrierMapping } from '../mapping';
import { standardMapping } from '../mapping';
import { createAlarmBoard } from '../tapi/alarms';
import { interpret } from '../tapi/interpret';
import { unqualified, type Json, type JsonObject } from '../tapi/json';
import { snapshotOf } from '../tapi/snapshot';
import { goodDocuments, link, node, servicePoint, topologyContextOf, type Documents } from '../tapi/testing/documents';
import { as213 } from '../tapi/testing/documents-2-1-3';
import { terms250 } from '../tapi/testing/terms';
import { file, read, refusal } from './testing/reading';

const context = (documents: Documents): JsonObject => ({
  'tapi-common:context': {
    uuid: 'context',
    'service-interface-point': documents.servicePoints,
    'tapi-topology:topology-context': topologyContextOf(documents),
    'tapi-connectivity:connectivity-context': { 'connectivity-service': documents.services },
  },
});
const json = (value: Json) => file('alder.json', JSON.stringify(value));

it('a context is read as its manager’s answer would be', () => {
  const documents = goodDocuments();
  const asAnswered = interpret(
    snapshotOf(unqualified(documents.servicePoints), unqualified(topologyContextOf(documents)), terms250),
    createAlarmBoard([]),
    standardMapping,
  );
  const { inventory } = read([json(context(documents))]);
  expect(inventory).toEqual({
    nodes: asAnswered.nodes,
    ports: asAnswered.ports,
    resources: asAnswered.resources,
    services: [],
    warnings: [],
  });
  expect(inventory.resources).toHaveLength(3);
  expect(inventory.resources[0]?.latency).toEqual({ azNs: 2_810_123, zaNs: 2_810_123 });
});

it('a context of 2.1.3 reads as the same carrier’s of 2.5.0', () => {
  const documents = goodDocuments();
  expect(read([json(context(as213(documents)))]).inventory).toEqual(read([json(context(documents))]).inventory);
});

it('the carrier’s mapping table counts', () => {
  const mapping: CarrierMapping = { ...standardMapping, latency: { ...standardMapping.latency, unit: 'ns' }, dedicated: 'none' };
  const documents = goodDocuments();
  documents.links = [link('fp', 'FRA', 'PAR', '2810123')];
  expect(read([json(context(documents))], { mapping }).inventory.resources).toMatchObject([
    { isDedicated: false, latency: { azNs: 2_810_123 } },
  ]);
});

it('a latency that is refused or not stated stays unknown: nothing is derived of what a manager said', () => {
  const documents = goodDocuments();
  documents.links = [link('fp', 'FRA', 'PAR', 'n/a'), link('fm', 'FRA', 'MIL', '1', { 'latency-characteristic': [] })];
  const { inventory, problems } = read([json(context(documents))]);
  expect(inventory.resources.map(({ latency }) => latency)).toEqual([null, null]);
  expect(problems.map(({ where, severity }) => [where, severity])).toEqual([
    ['fp', 'doubted'],
    ['latency-characteristic', 'doubted'],
  ]);
});

it('what is left out is told as left out, what is doubted as doubted', () => {
  const documents = goodDocuments();
  documents.nodes.push({ ...node('FRA', []), uuid: 'bad uuid' });
  documents.nodes.push(node('PAR', []));
  documents.links.push(link('to-nowhere', 'FRA', 'PAR', '3000', { 'node-edge-point': [] }));
  documents.links.push(link('loop', 'FRA', 'FRA', '3000'));
  documents.links.push(
    link('dear', 'FRA', 'PAR', '3000', { 'cost-characteristic': [{ 'cost-name': 'PRICE_PER_SLOT', 'cost-value': 'much' }] }),
  );
  documents.servicePoints.push(servicePoint('FRA', { uuid: 'sip-unmapped' }));
  const { inventory, problems } = read([json(context(documents))]);
  expect(problems.map(({ where, severity }) => `${where} ${severity}`).sort()).toEqual([
    'dear doubted',
    'loop left-out',
    'node left-out',
    'node-PAR left-out',
    'sip-unmapped left-out',
    'to-nowhere left-out',
  ]);
  expect(inventory.resources.map(({ uuid }) => uuid)).toEqual(['fp', 'pm', 'fm', 'dear']);
  expect(inventory.ports.map(({ uuid }) => uuid)).toEqual(['sip-FRA', 'sip-PAR', 'sip-MIL']);
});

it.each([
  ['no JSON', '{"tapi-common:context": ', 'it is no JSON'],
  ['no topology', '{"tapi-common:context": {"service-interface-point": []}}', 'there is no topology in it'],
  ['another document', '{"type": "FeatureCollection"}', 'there is no topology in it'],
  ['nesting without end', '{"a":'.repeat(100_000), 'nested deeper than'],
])('a file that is %s is not read at all', (_what, text, message) => {
  expect(refusal([file('alder.json', text)])).toMatch(/^alder.json: /);
  expect(refusal([file('alder.json', text)])).toContain(message);
});

it('a topology without nodes imports nothing, and says why', () => {
  expect(refusal([json(context({ ...goodDocuments(), nodes: [] }))])).toContain('no node could be read from alder.json');
});
