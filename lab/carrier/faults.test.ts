import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startExercise, type Exercise } from '../testing/exercise';
import { connectivityPath, type NoticeReader } from '../testing/raw-client';

let cinder: Exercise;
let stream: NoticeReader;

beforeAll(async () => {
  cinder = await startExercise('cinder');
});

afterAll(() => cinder.end());

afterEach(async () => {
  stream.close();
  await cinder.manager.control({ kind: 'heal' });
  for (const { uuid } of (await cinder.manager.audit()).services) {
    await cinder.client.delete(`${connectivityPath}/connectivity-service=${uuid}`);
  }
});

const link = (id: string) => cinder.link(id).uuid;

/** A service from London to Paris over the named link, carrying. */
async function londonToParis(links: readonly string[] = ['CIN-LON-PAR-1']): Promise<string> {
  stream = await cinder.client.notices();
  const { uuid } = await cinder.provision({ from: 'CIN-LON-C1', to: 'CIN-PAR-C1', links });
  await stream.find((notice) => notice.target === uuid && notice.changed['operational-state']?.[1] === 'ENABLED');
  return uuid;
}

describe('what is cut', () => {
  test('a link goes down with a loss of signal, and the service on it goes down too; a repair brings both back', async () => {
    const uuid = await londonToParis();
    await cinder.manager.control({ kind: 'cut', target: 'link', name: 'LON-PAR 400G #1' });
    await stream.find((notice) => notice.target === link('CIN-LON-PAR-1') && notice.changed['operational-state']?.[1] === 'DISABLED');
    await stream.find((notice) => notice.target === link('CIN-LON-PAR-1') && notice.alarm === 'LOS CRITICAL');
    await stream.find((notice) => notice.target === uuid && notice.changed['operational-state']?.[1] === 'DISABLED');
    await cinder.manager.control({ kind: 'repair', target: 'link', name: 'LON-PAR 400G #1' });
    await stream.find((notice) => notice.target === link('CIN-LON-PAR-1') && notice.alarm === 'LOS CLEARED');
    expect((await cinder.manager.audit()).services[0]?.isUp).toBe(true);
  });

  test('a duct takes all that lies in it', async () => {
    stream = await cinder.client.notices();
    await cinder.manager.control({ kind: 'cut', target: 'duct', name: 'cable-channel-2' });
    const down = (await cinder.manager.audit()).links.filter((each) => !each.isUp);
    expect(down.map((each) => each.id)).toEqual(['CIN-LON-PAR-1', 'CIN-LON-PAR-2']);
  });

  test('a node takes its ports and its links', async () => {
    stream = await cinder.client.notices();
    await cinder.manager.control({ kind: 'cut', target: 'node', name: 'CIN-VLC' });
    await stream.find((notice) => notice.target === cinder.sip('CIN-VLC-C1') && notice.changed['operational-state']?.[1] === 'DISABLED');
    await stream.find((notice) => notice.target === link('CIN-VLC-BCN-1') && notice.alarm === 'LOS CRITICAL');
  });

  test('stays cut over a restart, and the alarm still stands', async () => {
    await cinder.manager.control({ kind: 'cut', target: 'link', name: 'CIN-LON-PAR-1' });
    await cinder.manager.restart();
    stream = await cinder.client.notices();
    const { content } = await cinder.client.get('tapi-common:context/tapi-fm:fault-management-context');
    expect(JSON.stringify(content)).toContain(`"target-object-identifier":"${link('CIN-LON-PAR-1')}"`);
  });
});

test('a degraded link carries on under an alarm', async () => {
  const uuid = await londonToParis();
  await cinder.manager.control({ kind: 'degrade', link: 'CIN-LON-PAR-1' });
  await stream.find((notice) => notice.target === link('CIN-LON-PAR-1') && notice.alarm === 'DEG MINOR');
  expect((await cinder.manager.audit()).services.find((service) => service.uuid === uuid)?.isUp).toBe(true);
  await cinder.manager.control({ kind: 'mend', link: 'CIN-LON-PAR-1' });
  await stream.find((notice) => notice.alarm === 'DEG CLEARED');
});

describe('latency', () => {
  const latencyOf = async (id: string) => (await cinder.manager.audit()).links.find((each) => each.id === id)?.latencyUs;

  test('is raised by a factor and set back, each with a notice of the old and the new value', async () => {
    stream = await cinder.client.notices();
    const before = await latencyOf('CIN-LON-PAR-1');
    await cinder.manager.control({ kind: 'set-latency', target: 'link', name: 'CIN-LON-PAR-1', factor: 2 });
    const raised = await stream.find((notice) => notice.target === link('CIN-LON-PAR-1'));
    const [old, now] = (raised.changed['latency-characteristic=FIXED_LATENCY_US'] ?? []).map(Number);
    expect(now).toBeCloseTo(2 * (old ?? 0), 2);
    await cinder.manager.control({ kind: 'reset-latency', target: 'link', name: 'CIN-LON-PAR-1' });
    expect(await latencyOf('CIN-LON-PAR-1')).toEqual(before);
  });

  test('may differ by direction', async () => {
    stream = await cinder.client.notices();
    await cinder.manager.control({ kind: 'set-latency', target: 'link', name: 'CIN-LON-PAR-1', azUs: 2500, zaUs: 2600.5 });
    const notice = await stream.find((each) => each.target === link('CIN-LON-PAR-1'));
    expect(notice.changed['latency-characteristic=FIXED_LATENCY_ZA_US']?.[1]).toBe('2600.5');
    expect(await latencyOf('CIN-LON-PAR-1')).toEqual({ az: 2500, za: 2600.5 });
  });

  test('of a node is its transit', async () => {
    stream = await cinder.client.notices();
    await cinder.manager.control({ kind: 'set-latency', target: 'node', name: 'CIN-LON', azUs: 90 });
    const notice = await stream.find((each) => each.target === cinder.network.nodes.get('CIN-LON')?.uuid);
    expect(notice.changed['latency-characteristic=FIXED_LATENCY_US']).toEqual(['33', '90']);
  });
});

describe('what is offered', () => {
  test('a withdrawn link is deleted and listed no more; restored, it is created again', async () => {
    stream = await cinder.client.notices();
    const path = `tapi-common:context/tapi-topology:topology-context/topology=${cinder.network.topologyUuid}/link=${link('CIN-LON-PAR-1')}`;
    await cinder.manager.control({ kind: 'withdraw', target: 'link', name: 'CIN-LON-PAR-1' });
    await stream.find((notice) => notice.target === link('CIN-LON-PAR-1') && notice.type === 'OBJECT_DELETION');
    expect((await cinder.client.get(path)).status).toBe(404);
    await cinder.manager.control({ kind: 'restore', target: 'link', name: 'CIN-LON-PAR-1' });
    await stream.find((notice) => notice.target === link('CIN-LON-PAR-1') && notice.type === 'OBJECT_CREATION');
    expect((await cinder.client.get(path)).status).toBe(200);
  });

  test('a withdrawn node takes its ports and links with it', async () => {
    stream = await cinder.client.notices();
    await cinder.manager.control({ kind: 'withdraw', target: 'node', name: 'CIN-VLC' });
    await stream.find((notice) => notice.target === cinder.sip('CIN-VLC-C1') && notice.type === 'OBJECT_DELETION');
    await stream.find((notice) => notice.target === link('CIN-VLC-BCN-1') && notice.type === 'OBJECT_DELETION');
  });

  test('slots taken by others are told; slots taken by our own services are not', async () => {
    await londonToParis();
    expect(stream.seen.filter((notice) => notice.changed['available-capacity'])).toEqual([]);
    await cinder.manager.control({ kind: 'occupy', link: 'CIN-LON-PAR-1', slots: 300 });
    const notice = await stream.find((each) => each.target === link('CIN-LON-PAR-1'));
    expect(notice.changed['available-capacity']?.[1]).toBe(String((320 - 300 - 8) * 1.25));
  });
});

describe('a reroute by the carrier itself', () => {
  test('moves the service to the links named, and says so of service and connection', async () => {
    const uuid = await londonToParis();
    await cinder.manager.control({ kind: 'reroute', service: uuid, links: ['CIN-LON-BRU-1', 'CIN-PAR-BRU-1'] });
    const moved = await stream.find((notice) => notice.target === uuid && 'route' in notice.changed);
    expect(moved.changed['route']).toEqual([link('CIN-LON-PAR-1'), `${link('CIN-LON-BRU-1')} ${link('CIN-PAR-BRU-1')}`]);
    const connection = await stream.find((notice) => notice.target !== uuid && 'route' in notice.changed);
    expect(connection.content['additional-info']).toEqual([{ 'value-name': 'connectivity-service-uuid', value: uuid }]);
    const { services, links } = await cinder.manager.audit();
    expect(services[0]?.links).toEqual(['CIN-LON-BRU-1', 'CIN-PAR-BRU-1']);
    expect(links.find((each) => each.id === 'CIN-LON-PAR-1')?.providedSlots).toBe(0);
  });

  test('takes a second choice of its own where no links are named', async () => {
    const uuid = await londonToParis();
    await cinder.manager.control({ kind: 'reroute', service: uuid });
    expect((await cinder.manager.audit()).services[0]?.links).toEqual(['CIN-LON-PAR-2']);
  });
});

describe('the stream', () => {
  test('numbers its notices from one without a gap, each stream for itself', async () => {
    const uuid = await londonToParis();
    const second = await cinder.client.notices();
    await cinder.manager.control({ kind: 'cut', target: 'link', name: 'CIN-LON-PAR-1' });
    const own = await stream.find((notice) => notice.target === uuid && notice.changed['operational-state']?.[1] === 'DISABLED');
    const same = await second.find((notice) => notice.target === uuid);
    expect(stream.seen.map((notice) => notice.sequenceNumber)).toEqual(stream.seen.map((_, index) => index + 1));
    expect(second.seen[0]?.sequenceNumber).toBe(1);
    expect(same.sequenceNumber).toBeLessThan(own.sequenceNumber);
    second.close();
  });

  test('shows a gap where notices were lost', async () => {
    stream = await cinder.client.notices();
    await cinder.manager.control({ kind: 'lose-notices', count: 2 });
    await cinder.manager.control({ kind: 'cut', target: 'link', name: 'CIN-LIS-BIO-1' });
    await cinder.manager.control({ kind: 'repair', target: 'link', name: 'CIN-LIS-BIO-1' });
    await stream.find((notice) => notice.alarm === 'LOS CLEARED');
    expect(stream.seen.map((notice) => notice.sequenceNumber)).toEqual([3, 4]);
  });

  test('ends when it is dropped, and opens again', async () => {
    stream = await cinder.client.notices();
    await cinder.manager.control({ kind: 'drop-stream' });
    await stream.ended;
    stream = await cinder.client.notices();
    expect((await cinder.manager.audit()).streams).toBe(1);
  });

  test('can be refused for a while', async () => {
    stream = await cinder.client.notices();
    await cinder.manager.control({ kind: 'refuse-streams', on: true });
    await stream.ended;
    await expect(cinder.client.notices()).rejects.toThrow('503');
    await cinder.manager.control({ kind: 'refuse-streams', on: false });
    stream = await cinder.client.notices();
  });
});

describe('the manager itself', () => {
  test('answers later when it is slow', async () => {
    stream = await cinder.client.notices();
    await cinder.manager.control({ kind: 'slow', ms: 150 });
    const begun = performance.now();
    await cinder.client.fetch('/.well-known/host-meta');
    expect(performance.now() - begun).toBeGreaterThan(140);
  });

  test('hanging, it takes a request and never answers it', async () => {
    stream = await cinder.client.notices();
    await cinder.manager.control({ kind: 'hang', on: true });
    const asked = cinder.client.fetch('/.well-known/host-meta').then(
      () => 'answered',
      () => 'broken',
    );
    // Each of these takes longer than an answer would.
    for (let turn = 0; turn < 5; turn += 1) await cinder.manager.audit();
    await cinder.manager.control({ kind: 'go-down', ms: 1 });
    expect(await asked).toBe('broken');
  });

  test('goes down and comes back on the same port, with what it held', async () => {
    const uuid = await londonToParis();
    await cinder.manager.control({ kind: 'go-down', ms: 300 });
    await stream.ended;
    await expect(cinder.client.fetch('/.well-known/host-meta')).rejects.toThrow();
    await expect
      .poll(() =>
        cinder.client.fetch('/.well-known/host-meta').then(
          ({ status }) => status,
          () => 0,
        ),
      )
      .toBe(200);
    expect((await cinder.client.get(`${connectivityPath}/connectivity-service=${uuid}`)).status).toBe(200);
    stream = await cinder.client.notices();
  });
});

test('a command that names nothing there is refused with the carrier and the name', async () => {
  stream = await cinder.client.notices();
  await expect(cinder.manager.control({ kind: 'cut', target: 'link', name: 'nowhere' })).rejects.toThrow(
    'Cinder Telecom has no link "nowhere"',
  );
  await expect(cinder.manager.control({ kind: 'cut', target: 'duct', name: 'nowhere' })).rejects.toThrow('nothing in a duct "nowhere"');
  await expect(cinder.manager.control({ kind: 'reroute', service: 'nowhere' })).rejects.toThrow('there is no service "nowhere"');
});
