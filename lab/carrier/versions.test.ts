import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { errorOf, startExercise, type Exercise } from '../testing/exercise';
import { connectivityPath } from '../testing/raw-client';
import { serviceBody } from '../testing/service-body';

let alder: Exercise;

beforeAll(async () => {
  alder = await startExercise('alder', { tapi: '2.1.3' });
});

afterAll(() => alder.end());

afterEach(async () => {
  await alder.manager.control({ kind: 'heal' });
  for (const { uuid } of (await alder.manager.audit()).services) {
    await alder.client.delete(`${connectivityPath}/connectivity-service=${uuid}`);
  }
});

const topologies = 'tapi-common:context/tapi-topology:topology-context';

async function show(path: string): Promise<Readonly<Record<string, unknown>>> {
  const { content } = await alder.client.get(`${topologies}/topology=${alder.network.topologyUuid}/${path}`);
  const [[shown]] = Object.values(content as Record<string, [Readonly<Record<string, unknown>>]>) as [[Readonly<Record<string, unknown>>]];
  return shown;
}

describe('a manager of TAPI 2.1.3', () => {
  test.each(['ietf-yang-library:yang-library', 'ietf-yang-library:modules-state'])('says so in %s, and has no tapi-fm', async (path) => {
    const text = JSON.stringify((await alder.client.get(path)).content);
    expect(text).toContain('{"name":"tapi-common","revision":"2020-04-23"');
    expect(text).toContain('{"name":"tapi-connectivity","revision":"2020-06-16"');
    expect(text).not.toContain('tapi-fm');
    expect((await alder.client.get('tapi-common:context/tapi-fm:fault-management-context')).status).toBe(404);
  });

  test('says capacity in whole gigabits, or megabits where they are not whole', async () => {
    const link = alder.link('ALD-BOS-NYC-1');
    expect(await show(`link=${link.uuid}`)).toMatchObject({
      'layer-protocol-name': ['ODU'],
      'total-potential-capacity': { 'total-size': { value: '400', unit: 'GBPS' } },
      'available-capacity': { 'total-size': { value: String((320 - (link.foreignSlots ?? 0)) * 1250), unit: 'MBPS' } },
    });
  });

  test('says latency with the names of that model', async () => {
    const node = alder.network.nodes.get('ALD-LON');
    expect((await show(`node=${node?.uuid ?? ''}`))['latency-characteristic']).toEqual([
      {
        'traffic-property-name': 'FIXED_LATENCY_US',
        'fixed-latency-characteristic': String(node?.transitUs),
        'queing-latency-characteristic': '0',
        'jitter-characteristic': '0',
        'wander-characteristic': '0',
      },
    ]);
  });

  test('names the plugs of an interconnect port, for there is no member for them', async () => {
    const node = await show(`node=${alder.network.nodes.get('ALD-DUB')?.uuid ?? ''}`);
    const edges = node['owned-node-edge-point'] as readonly { name: readonly { 'value-name': string; value: string }[] }[];
    const plugged = edges.find(({ name }) => name.some((entry) => entry['value-name'] === 'PLUG_LOCAL_ID'));
    expect(plugged?.name).toEqual([
      { 'value-name': 'nep-name', value: 'ALD-DUB-X1' },
      { 'value-name': 'PLUG_LOCAL_ID', value: 'ALD.DUB.1' },
      { 'value-name': 'PLUG_REMOTE_ID', value: 'BOR.DUB.1' },
    ]);
    expect(JSON.stringify(node)).not.toContain('inter-domain-plug-id-pac');
  });

  test('takes a complete list of links in any order as the route', async () => {
    const { status, uuid } = await alder.provision({ from: 'ALD-BOS-C1', to: 'ALD-PHL-C1', links: ['ALD-NYC-PHL-1', 'ALD-BOS-NYC-1'] });
    expect(status).toBe(201);
    const { services } = await alder.manager.audit();
    expect(services.find((service) => service.uuid === uuid)?.links).toEqual(['ALD-BOS-NYC-1', 'ALD-NYC-PHL-1']);
  });

  test('completes a partial list with its own quickest way', async () => {
    const { status, uuid } = await alder.provision({ from: 'ALD-BOS-C1', to: 'ALD-WDC-C1', links: ['ALD-NYC-PHL-1'] });
    expect(status).toBe(201);
    const links = (await alder.manager.audit()).services.find((service) => service.uuid === uuid)?.links ?? [];
    expect(links).toContain('ALD-NYC-PHL-1');
    expect(links.length).toBeGreaterThan(2);
  });

  test('a link that is given and has no room is refused for itself', async () => {
    await alder.manager.control({ kind: 'occupy', link: 'ALD-NYC-PHL-1', slots: 10_000 });
    const answer = await alder.provision({ from: 'ALD-BOS-C1', to: 'ALD-WDC-C1', links: ['ALD-NYC-PHL-1'] });
    expect([answer.status, errorOf(answer)]).toEqual([409, 'resource-denied: link ALD-NYC-PHL-1 has 0 slots free, 8 were asked for']);
  });

  test('refuses what is of the other version, by name', async () => {
    const ends = { aSip: alder.sip('ALD-BOS-C1'), zSip: alder.sip('ALD-PHL-C1'), topologyUuid: alder.network.topologyUuid };
    const uuid = '9d3c1f5e-7b4a-4c0f-8e6a-2d1b5c7f9e30';
    const answer = await alder.client.post(connectivityPath, serviceBody({ uuid, ...ends, linkUuids: null }, '2.5.0'));
    expect(answer.status).toBe(400);
    expect(errorOf(answer)).toMatch(/^unknown-element: .*"connectivity-constraint"/);
  });

  test('its alarms and threshold crossings are inside the notices', async () => {
    const stream = await alder.client.notices();
    const link = alder.link('ALD-BOS-NYC-1');
    await alder.manager.control({ kind: 'cut', target: 'link', name: link.id });
    const cut = await stream.find((notice) => notice.alarm === 'LOS CRITICAL');
    expect(cut.content).toMatchObject({ 'notification-type': 'ALARM_EVENT', 'target-object-type': 'LINK', 'layer-protocol-name': 'ODU' });
    await alder.manager.control({ kind: 'set-latency', target: 'link', name: link.id, factor: 1.3 });
    const above = await stream.find((notice) => notice.type === 'THRESHOLD_CROSSING_ALERT');
    const builtUs = link.latency?.az ?? 0;
    expect(above.content['tca-info']).toEqual({
      'is-transient': false,
      'threshold-crossing': 'THRESHOLD_ABOVE',
      'threshold-parameter': 'FIXED_LATENCY_US',
      'threshold-value': String(Math.round(builtUs * 1.2)),
      'perceived-severity': 'WARNING',
      'suspect-interval-flag': false,
    });
    stream.close();
  });
});
