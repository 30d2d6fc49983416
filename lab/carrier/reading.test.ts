import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startExercise, type Exercise } from '../testing/exercise';
import { gbpsPerSlot } from './network';
import type { restconfState } from './tapi/modules';
import type { linkDocument, nodeDocument } from './tapi/topology-document';

const topologies = 'tapi-common:context/tapi-topology:topology-context';

let alder: Exercise;

beforeAll(async () => {
  alder = await startExercise('alder');
});

afterAll(() => alder.end());

type NodeDocument = ReturnType<typeof nodeDocument>;
type LinkDocument = ReturnType<typeof linkDocument>;

async function readNode(id: string): Promise<NodeDocument> {
  const uuid = alder.network.nodes.get(id)?.uuid ?? '';
  const { content } = await alder.client.get(`${topologies}/topology=${alder.network.topologyUuid}/node=${uuid}`);
  return (content as { 'tapi-topology:node': [NodeDocument] })['tapi-topology:node'][0];
}

async function readLink(id: string): Promise<LinkDocument> {
  const { content } = await alder.client.get(`${topologies}/topology=${alder.network.topologyUuid}/link=${alder.link(id).uuid}`);
  return (content as { 'tapi-topology:link': [LinkDocument] })['tapi-topology:link'][0];
}

const names = (entries: readonly { 'value-name': string; value: string }[]) =>
  Object.fromEntries(entries.map((entry) => [entry['value-name'], entry.value]));

describe('discovery', () => {
  test('host-meta says where the root is, and it is not /restconf', async () => {
    const answer = await alder.client.fetch('/.well-known/host-meta');
    expect(answer.headers['content-type']).toBe('application/xrd+xml');
    expect(answer.text).toMatch(/<Link rel="restconf" href="\/rests"\/>/);
  });

  test.each(['ietf-yang-library:yang-library', 'ietf-yang-library:modules-state'])('%s lists TAPI 2.5.0 by its revision', async (path) => {
    const { content } = await alder.client.get(path);
    expect(JSON.stringify(content)).toContain('{"name":"tapi-common","revision":"2023-10-10"');
  });

  test('the stream of notices is listed with an address at this host', async () => {
    const { content } = await alder.client.get('ietf-restconf-monitoring:restconf-state/streams');
    const { stream } = (content as Record<'ietf-restconf-monitoring:streams', ReturnType<typeof restconfState>['streams']>)[
      'ietf-restconf-monitoring:streams'
    ];
    expect(stream[0]?.access).toEqual([{ encoding: 'json', location: `${alder.carrier.url}/rests/streams/tapi-notices/json` }]);
  });
});

describe('the topology', () => {
  test('names a node, its site and its transit as the mapping has it', async () => {
    const node = await readNode('ALD-LON');
    expect(names(node.name)).toEqual({
      'node-name': 'ALD-LON',
      SITE: 'LON',
      SITE_NAME: 'London',
      LATITUDE: '51.5074',
      LONGITUDE: '-0.1278',
    });
    expect(node['latency-characteristic']).toEqual([
      {
        'traffic-property-name': 'FIXED_LATENCY_US',
        'fixed-latency-characteristic': String(alder.network.nodes.get('ALD-LON')?.transitUs),
      },
    ]);
  });

  test('gives a link slots, price, shared risks, and a latency by distance', async () => {
    const link = alder.link('ALD-NYC-LON-1');
    const shown = await readLink(link.id);
    expect(names(shown.name)).toEqual({ 'link-name': 'NYC-LON 400G #1', CVN: 'dedicated' });
    expect(shown['total-potential-capacity']['total-size']).toEqual({ value: '400', unit: 'tapi-common:CAPACITY_UNIT_GBPS' });
    expect(shown['available-capacity']['total-size'].value).toBe(String((link.slots - (link.foreignSlots ?? 0)) * gbpsPerSlot));
    expect(shown['cost-characteristic']).toEqual([{ 'cost-name': 'PRICE_PER_SLOT', 'cost-value': String(link.pricePerSlot) }]);
    expect(shown['risk-characteristic']).toEqual([{ 'risk-characteristic-name': 'SRLG', 'risk-identifier-list': ['cable-northern-arc'] }]);
    // 5570 km as the crow flies.
    expect(Number(shown['latency-characteristic']?.[0]?.['fixed-latency-characteristic'])).toBeCloseTo(5570 * 1.2 * 4.897, -2);
  });

  test('tells a second direction where, and only where, it differs', async () => {
    const { content } = await alder.client.get(topologies);
    const [topology] = (content as { 'tapi-topology:topology-context': { topology: [{ link: LinkDocument[] }] } })[
      'tapi-topology:topology-context'
    ].topology;
    const shown = topology.link;
    const longer = shown.filter((link) => link['latency-characteristic']?.length === 2);
    expect(longer.map((link) => link.uuid).sort()).toEqual(
      [...alder.network.links.values()]
        .filter((link) => link.zaExtraKm !== undefined)
        .map((link) => link.uuid)
        .sort(),
    );
    for (const link of longer) {
      const [az, za] = (link['latency-characteristic'] ?? []).map((each) => Number(each['fixed-latency-characteristic']));
      expect(za).toBeGreaterThan(az ?? Infinity);
    }
  });

  test('puts plug identifiers on the node edge points of interconnect ports', async () => {
    const edges = (await readNode('ALD-DUB'))['owned-node-edge-point'];
    const first = edges.find((edge) => 'inter-domain-plug-id-pac' in edge);
    expect(first).toMatchObject({
      'inter-domain-plug-id-pac': { 'plug-id-inter-domain-local-id': 'ALD.DUB.1', 'plug-id-inter-domain-remote-id': 'BOR.DUB.1' },
      'mapped-service-interface-point': [{ 'service-interface-point-uuid': alder.sip('ALD-DUB-X1') }],
    });
  });

  test('a port says which signals it takes', async () => {
    const { content } = await alder.client.get(`tapi-common:context/service-interface-point=${alder.sip('ALD-DUB-X1')}`);
    const taken = [
      'tapi-dsr:DIGITAL_SIGNAL_TYPE_10_GigE_LAN',
      'tapi-dsr:DIGITAL_SIGNAL_TYPE_STM_64',
      'tapi-dsr:DIGITAL_SIGNAL_TYPE_OC_192',
      'tapi-digital-otn:ODU_TYPE_ODU2E',
    ].map((qualifier) => ({ 'layer-protocol-qualifier': qualifier, 'number-of-cep-instances': '1' }));
    expect(content).toMatchObject({
      'tapi-common:service-interface-point': [{ 'supported-cep-layer-protocol-qualifier-instances': taken }],
    });
  });
});

describe('errors', () => {
  test('what is not there is 404 with an error document', async () => {
    const answer = await alder.client.get(`${topologies}/topology=${alder.network.topologyUuid}/link=nowhere`);
    expect(answer.status).toBe(404);
    expect(answer.content).toEqual({
      'ietf-restconf:errors': {
        error: [{ 'error-type': 'application', 'error-tag': 'invalid-value', 'error-message': 'link nowhere does not exist here' }],
      },
    });
  });

  test('a method that a resource has not is 405, and Allow tells which it has', async () => {
    const answer = await alder.client.fetch('/rests/data/tapi-common:context', 'PUT');
    expect([answer.status, answer.headers['allow']]).toEqual([405, 'GET']);
  });

  test('a path that cannot be decoded is refused, and the manager lives on', async () => {
    expect((await alder.client.fetch('/rests/data/%zz')).status).toBe(400);
    expect((await alder.client.get(topologies)).status).toBe(200);
  });
});

test('objects have the same UUIDs after a restart', async () => {
  const before = await alder.client.get('tapi-common:context');
  await alder.manager.restart();
  expect((await alder.client.get('tapi-common:context')).content).toEqual(before.content);
});
