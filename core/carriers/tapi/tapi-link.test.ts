import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createAuthority } from '../../../lab/certificates';
import type { CarrierLink, ServiceRequest } from '../carrier-link';
import { standardMapping } from '../mapping';
import type { TapiLimits } from './limits';
import { createTapiLink } from './tapi-link';
import { connection, edgePointsOverParis, link as linkDocument, node, service, servicePoint, topologyContextOf } from './testing/documents';
import { createEventLog } from '../testing/event-log';
import type { EventLog } from '../testing/event-log';
import { certificatesFor, sendError, sendJson, startTestManager } from './testing/manager';
import type { TestManager, TestManagerOptions } from './testing/manager';
import { realClock } from './testing/real-clock';

let certificates: Pick<TestManagerOptions, 'server' | 'clientCaPem' | 'tls'>;
beforeAll(async () => {
  certificates = await certificatesFor(await createAuthority('Alder CA'), await createAuthority('Longlines CA'));
});

const endings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

async function startManager(options: Partial<TestManagerOptions> = {}): Promise<TestManager> {
  const manager = await startTestManager({ ...certificates, ...options });
  endings.push(() => manager.close());
  return manager;
}

function openLink(
  manager: TestManager,
  limits: Partial<TapiLimits> = {},
  handle?: EventLog['handle'],
): { link: CarrierLink; log: EventLog } {
  const log = createEventLog();
  const link = createTapiLink({
    carrierId: 'alder',
    url: manager.url,
    tls: manager.tls,
    mapping: standardMapping,
    clock: realClock,
    random: () => 0.5,
    newId: () => '6f1e2f4c-5f1b-4c8e-9d43-0d6f6a1f3b11',
    limits: { backoffMinMs: 20, backoffMaxMs: 100, resyncGapMs: 0, retryReadMs: 20, ...limits },
  });
  endings.push(() => link.close());
  link.open(handle ?? log.handle);
  return { link, log };
}

const notice = (type: string, objectType: string, uuid: string) => ({
  'notification-type': `tapi-notification:NOTIFICATION_TYPE_${type}`,
  'target-object-type': objectType,
  'target-object-identifier': uuid,
});
const linkChanged = (uuid: string) => notice('ATTRIBUTE_VALUE_CHANGE', 'tapi-topology:TOPOLOGY_OBJECT_TYPE_LINK', uuid);
const alarm = (uuid: string, severity: string) => ({
  ...notice('X', 'tapi-topology:TOPOLOGY_OBJECT_TYPE_LINK', uuid),
  'tapi-fm:alarm-info': { 'alarm-name': 'tapi-common:ALR_LOS', 'perceived-severity': severity },
});

describe('coming up', () => {
  test('subscribes before it reads, and reports everything', async () => {
    const manager = await startManager();
    manager.documents.services.push(service('s-1'));
    const { log } = openLink(manager);
    const up = await log.next('up');
    expect(up.inventory).toMatchObject({
      nodes: { length: 3 },
      ports: { length: 3 },
      resources: { length: 3 },
      services: [{ uuid: 's-1' }],
      warnings: [],
    });
    const stream = manager.requests.indexOf('GET /stream');
    expect(stream).toBeGreaterThan(-1);
    expect(stream).toBeLessThan(manager.requests.findIndex((line) => line.includes('topology-context')));
  });

  test('what is noticed during the full read is not lost', async () => {
    const manager = await startManager();
    manager.answer('GET /data/tapi-common:context/tapi-topology:topology-context', (_, response) => {
      sendJson(response, 200, { 'tapi-topology:topology-context': topologyContextOf(manager.documents) });
      manager.answer('GET /data/tapi-common:context/tapi-topology:topology-context', null);
      // The answer is on its way: this change is not in it.
      manager.documents.links[0] = linkDocument('fp', 'FRA', 'PAR', '2900');
      manager.notify(linkChanged('fp'));
    });
    const { log } = openLink(manager);
    expect((await log.next('up')).inventory.resources[0]?.latency?.azNs).toBe(2_810_123);
    expect((await log.next('changed')).change.resources[0]?.latency?.azNs).toBe(2_900_000);
  });

  test('alarms that stand already count', async () => {
    const manager = await startManager();
    const standing = {
      'target-object-identifier': 'fp',
      'detected-condition': { 'detected-condition-native-name': 'LOS', 'detector-info': { 'perceived-severity': 'CRITICAL' } },
    };
    manager.answer('fault-management-context', (_, response) => {
      sendJson(response, 200, { 'tapi-fm:fault-management-context': { 'active-condition': [standing] } });
    });
    const { log } = openLink(manager);
    expect((await log.next('up')).inventory.resources[0]).toMatchObject({
      uuid: 'fp',
      condition: 'down',
      conditionText: 'alarm LOS CRITICAL',
    });
  });
});

describe('notices', () => {
  test('a changed link is read again, alone', async () => {
    const manager = await startManager();
    const { log } = openLink(manager);
    await log.next('up');
    const before = manager.requests.length;
    manager.documents.links[0] = linkDocument('fp', 'FRA', 'PAR', '2900', { 'operational-state': 'DISABLED' });
    manager.notify(linkChanged('fp'));
    const { change } = await log.next('changed');
    expect(change).toMatchObject({
      nodes: [],
      ports: [],
      resources: [{ uuid: 'fp', condition: 'down', latency: { azNs: 2_900_000 } }],
      withdrawn: [],
      warnings: [],
    });
    expect(manager.requests.slice(before)).toEqual([
      'GET /data/tapi-common:context/tapi-topology:topology-context/topology=42071cf8-7a5d-5dc6-91d9-eb9812072f49/link=fp',
    ]);
  });

  test('a link that is gone is withdrawn; one that is new is added', async () => {
    const manager = await startManager();
    const { log } = openLink(manager);
    await log.next('up');
    manager.documents.links.splice(0, 1);
    manager.notify(notice('OBJECT_DELETION', 'tapi-topology:TOPOLOGY_OBJECT_TYPE_LINK', 'fp'));
    expect((await log.next('changed')).change.withdrawn).toEqual([{ kind: 'resource', uuid: 'fp' }]);
    manager.documents.links.push(linkDocument('fp2', 'FRA', 'PAR', '3000'));
    manager.notify(notice('OBJECT_CREATION', 'tapi-topology:TOPOLOGY_OBJECT_TYPE_LINK', 'fp2'));
    expect((await log.next('changed')).change.resources).toMatchObject([{ uuid: 'fp2' }]);
  });

  test('a node that changes brings its new ports', async () => {
    const manager = await startManager();
    manager.documents.servicePoints.splice(0, 1);
    manager.documents.nodes[0] = node('FRA', ['fp', 'fm'], { 'owned-node-edge-point': [] });
    const { log } = openLink(manager);
    expect((await log.next('up')).inventory.ports).toHaveLength(2);
    manager.documents.servicePoints.push(servicePoint('FRA'));
    manager.documents.nodes[0] = node('FRA', ['fp', 'fm']);
    manager.notify(notice('ATTRIBUTE_VALUE_CHANGE', 'tapi-topology:TOPOLOGY_OBJECT_TYPE_NODE', 'node-FRA'));
    expect((await log.next('changed')).change.ports).toMatchObject([{ uuid: 'sip-FRA', nodeUuid: 'node-FRA' }]);
  });

  test('an alarm counts until it is cleared', async () => {
    const manager = await startManager();
    const { log } = openLink(manager);
    await log.next('up');
    manager.notify(alarm('fp', 'CRITICAL'));
    expect((await log.next('changed')).change.resources).toMatchObject([{ uuid: 'fp', condition: 'down' }]);
    manager.notify(alarm('fp', 'CLEARED'));
    expect((await log.next('changed')).change.resources).toMatchObject([{ uuid: 'fp', condition: 'up' }]);
  });

  test('many at once become one full read', async () => {
    const manager = await startManager();
    const { log } = openLink(manager, { maxObjectReads: 2 });
    await log.next('up');
    for (const uuid of ['fp', 'pm', 'fm']) manager.notify(linkChanged(uuid));
    await log.next('up');
    expect(manager.requests.filter((line) => line.includes('/link='))).toEqual([]);
  });

  test('a lost one is seen by its number: everything is read again', async () => {
    const manager = await startManager();
    const { log } = openLink(manager);
    await log.next('up');
    manager.notify(linkChanged('fp'), 1);
    manager.documents.links[1] = linkDocument('pm', 'PAR', 'MIL', '4000');
    manager.notify(linkChanged('fp'), 3);
    const { inventory } = await log.next('up');
    expect(inventory.resources[1]?.latency?.azNs).toBe(4_000_000);
  });

  test('about a service or its connection name the service', async () => {
    const manager = await startManager();
    manager.documents.services.push(service('s-1'));
    const { log } = openLink(manager);
    await log.next('up');
    manager.notify(notice('ATTRIBUTE_VALUE_CHANGE', 'tapi-connectivity:CONNECTIVITY_OBJECT_TYPE_CONNECTION', 'connection-s-1'));
    expect((await log.next('service-changed')).serviceUuid).toBe('s-1');
    manager.documents.services.push(service('s-2'));
    manager.notify(notice('OBJECT_CREATION', 'tapi-connectivity:CONNECTIVITY_OBJECT_TYPE_CONNECTION', 'connection-s-2'));
    expect((await log.next('service-changed')).serviceUuid).toBe('s-2');
  });

  test('an object that cannot be read is warned of and tried again; the link stays up', async () => {
    const manager = await startManager();
    const { log } = openLink(manager);
    await log.next('up');
    manager.answer('/link=fp', (_, response) => {
      sendError(response, 500, 'operation-failed', 'data base is locked');
    });
    manager.documents.links[0] = linkDocument('fp', 'FRA', 'PAR', '2900');
    manager.notify(linkChanged('fp'));
    const { change } = await log.next('changed');
    expect(change).toMatchObject({
      resources: [],
      warnings: [{ subject: 'fp', message: expect.stringContaining('data base is locked') as string }],
    });
    manager.answer('/link=fp', null);
    expect((await log.next('changed')).change.resources).toMatchObject([{ uuid: 'fp', latency: { azNs: 2_900_000 } }]);
    expect(log.events.some(({ kind }) => kind === 'down')).toBe(false);
  });

  test('one that is no JSON makes everything be read again', async () => {
    const manager = await startManager();
    manager.answer('GET /stream', (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: {"half\n\n');
    });
    const { log } = openLink(manager);
    await log.next('up');
    await log.next('up');
  });
});

describe('events', () => {
  test('come one after another, each handled before the next', async () => {
    const manager = await startManager();
    let busy = 0;
    let most = 0;
    const log = createEventLog();
    openLink(manager, {}, async (event) => {
      most = Math.max(most, ++busy);
      // A later turn of the event loop, so that a second event would be seen.
      await new Promise((resolve) => setImmediate(resolve));
      await log.handle(event);
      busy -= 1;
    });
    await log.next('up');
    manager.notify(alarm('fp', 'CRITICAL'));
    manager.notify(alarm('pm', 'CRITICAL'));
    manager.notify(alarm('fp', 'CLEARED'));
    manager.notify(notice('X', 'tapi-connectivity:CONNECTIVITY_OBJECT_TYPE_CONNECTIVITY_SERVICE', 's-9'));
    await log.next('service-changed');
    expect(most).toBe(1);
  });

  test('none follows the close, and nothing stays open', async () => {
    const manager = await startManager();
    const { link, log } = openLink(manager);
    await log.next('up');
    expect(manager.openStreams).toBe(1);
    await link.close();
    const count = log.events.length;
    manager.documents.links.splice(0, 1);
    manager.notify(linkChanged('fp'));
    await expect.poll(() => manager.openSockets).toBe(0);
    expect(log.events.length).toBe(count);
    expect(manager.requests.at(-1)).toBe(
      'DELETE /data/tapi-common:context/tapi-notification:notification-context/notif-subscription=6f1e2f4c-5f1b-4c8e-9d43-0d6f6a1f3b11',
    );
  });

  test('none follows a close from inside a handler, though more is waiting', async () => {
    const manager = await startManager();
    const log = createEventLog();
    const { link } = openLink(manager, {}, async (event) => {
      await log.handle(event);
      if (event.kind === 'up') {
        manager.notify(alarm('fp', 'CRITICAL'));
        manager.notify(notice('X', 'tapi-connectivity:CONNECTIVITY_OBJECT_TYPE_CONNECTIVITY_SERVICE', 's-9'));
        // By the time of this answer both notices are here, and are worked off together.
        await link.readService('s-9');
      } else await link.close();
    });
    await log.next('changed');
    await expect.poll(() => manager.openSockets).toBe(0);
    expect(log.events.map(({ kind }) => kind)).toEqual(['up', 'changed']);
  });
});

describe('a loss', () => {
  test('of the stream is reported, and followed by a full read', async () => {
    const manager = await startManager();
    const { log } = openLink(manager);
    await log.next('up');
    manager.documents.links.splice(0, 1);
    manager.dropStreams();
    expect((await log.next('down')).reason).toContain('stream was cut off');
    expect((await log.next('up')).inventory.resources).toHaveLength(2);
  });

  test('is assumed when the stream is silent for too long', async () => {
    const manager = await startManager();
    const { log } = openLink(manager, { streamIdleMs: 60 });
    await log.next('up');
    expect((await log.next('down')).reason).toContain('silent for 60 ms');
    await log.next('up');
  });

  test('is told at once, though the manager still owes answers', async () => {
    const manager = await startManager();
    const { log } = openLink(manager, { requestMs: 60_000 });
    await log.next('up');
    const asked = manager.asked('/link=fp');
    manager.answer('/link=fp', () => undefined);
    manager.notify(linkChanged('fp'));
    await asked;
    manager.dropStreams();
    await log.next('down');
    expect(log.events.map(({ kind }) => kind)).toEqual(['up', 'down']);
  });

  test('of a manager that does not answer ends in a time-out, told once', async () => {
    const manager = await startManager();
    const { log } = openLink(manager, { requestMs: 400 });
    await log.next('up');
    let hung = 0;
    manager.answer('topology-context', () => (hung += 1));
    manager.dropStreams();
    await log.next('down');
    expect((await log.next('down')).reason).toMatch(/full read failed at topology-context.*within 400 ms/);
    await expect.poll(() => hung).toBeGreaterThan(2);
    expect(log.events.filter(({ kind }) => kind === 'down')).toHaveLength(2);
    manager.answer('topology-context', null);
    await log.next('up');
  });

  test('of the handler is told as our own fault, and healed by a full read', async () => {
    const manager = await startManager();
    const log = createEventLog();
    let isFirst = true;
    openLink(manager, {}, async (event) => {
      if (event.kind === 'up' && isFirst) {
        isFirst = false;
        throw new Error('disk full');
      }
      await log.handle(event);
    });
    expect((await log.next('down')).reason).toContain('disk full');
    await log.next('up');
  });
});

describe('a manager without a stream', () => {
  test('is polled, and says so', async () => {
    const manager = await startManager({ hasStream: false });
    const { log } = openLink(manager, { pollMs: 20 });
    expect((await log.next('up')).inventory.warnings).toMatchObject([
      { subject: 'streams', message: expect.stringContaining('polled') as string },
    ]);
    manager.documents.links[0] = linkDocument('fp', 'FRA', 'PAR', '2900');
    expect((await log.next('changed')).change.resources).toMatchObject([{ uuid: 'fp', latency: { azNs: 2_900_000 } }]);
    manager.documents.services.push(service('s-1'));
    expect((await log.next('service-changed')).serviceUuid).toBe('s-1');
  });

  test('that has entity tags is asked only for what changed', async () => {
    const manager = await startManager({ hasStream: false });
    let unchanged = 0;
    manager.answer('GET /data/tapi-common:context', (request, response) => {
      if (request.headers['if-none-match'] === '"v1"') {
        unchanged += 1;
        response.writeHead(304).end();
      } else if (request.url?.endsWith('topology-context'))
        sendJson(response, 200, { 'topology-context': topologyContextOf(manager.documents) }, { etag: '"v1"' });
      else sendJson(response, 200, {}, { etag: '"v1"' });
    });
    const { log } = openLink(manager, { pollMs: 20 });
    await log.next('up');
    await expect.poll(() => unchanged).toBeGreaterThan(7);
    expect(log.events).toHaveLength(1);
  });

  test('whose stream is on another host is polled rather than followed there', async () => {
    const manager = await startManager();
    manager.answer('/streams', (_, response) => {
      sendJson(response, 200, {
        streams: { stream: [{ name: 'x', access: [{ encoding: 'json', location: 'https://elsewhere.example/s' }] }] },
      });
    });
    const { log } = openLink(manager);
    expect((await log.next('up')).inventory.warnings).toMatchObject([{ message: expect.stringContaining('elsewhere.example') as string }]);
  });
});

test('a resynchronisation on demand reports everything; while the link is down it does nothing', async () => {
  const manager = await startManager();
  const { link, log } = openLink(manager);
  link.resynchronise();
  await log.next('up');
  link.resynchronise();
  await log.next('up');
  expect(log.events.map(({ kind }) => kind)).toEqual(['up', 'up']);
});

describe('services', () => {
  const request: ServiceRequest = {
    uuid: 's-new',
    name: 'ORD-7',
    signal: '10GE-LAN',
    aPortUuid: 'sip-FRA',
    zPortUuid: 'sip-MIL',
    resourceUuids: ['fp', 'pm'],
    maxDelayNs: 10_000_000,
  };

  async function upLink(limits: Partial<TapiLimits> = {}): Promise<{ manager: TestManager; link: CarrierLink }> {
    const manager = await startManager();
    const { link, log } = openLink(manager, limits);
    await log.next('up');
    return { manager, link };
  }

  test('are created, read with their realised route, and deleted', async () => {
    const { manager, link } = await upLink();
    expect(await link.createService(request)).toMatchObject({
      kind: 'accepted',
      service: { uuid: 's-new', name: 'ORD-7', state: 'pending', slots: 8, route: null },
    });
    manager.documents.services[0] = { ...service('s-new'), name: [] };
    manager.documents.connections.push(connection('s-new', edgePointsOverParis));
    expect(await link.readService('s-new')).toMatchObject({ kind: 'service', service: { state: 'up', route: ['fp', 'pm'] } });
    expect(await link.deleteService('s-new')).toEqual({ kind: 'deleted' });
    expect(await link.readService('s-new')).toEqual({ kind: 'absent' });
  });

  test('created twice answer as the first time', async () => {
    const { link } = await upLink();
    expect(await link.createService(request)).toEqual(await link.createService(request));
  });

  test('under our uuid with another route are a conflict', async () => {
    const { link } = await upLink();
    await link.createService({ ...request, resourceUuids: ['fm'] });
    expect(await link.createService(request)).toMatchObject({ kind: 'conflict', service: { uuid: 's-new' } });
  });

  test('deleted when they are not there are deleted', async () => {
    const { manager, link } = await upLink();
    manager.answer('DELETE', (_, response) => {
      sendError(response, 404, 'data-missing', 'no such service');
    });
    expect(await link.deleteService('s-none')).toEqual({ kind: 'deleted' });
  });

  const json = (status: number, tag: string) => (_: unknown, response: Parameters<typeof sendError>[0]) => {
    sendError(response, status, tag, 'own words');
  };
  const html = (status: number) => (_: unknown, response: Parameters<typeof sendError>[0]) => {
    response.writeHead(status, { 'content-type': 'text/html' }).end('<html><style>p{}</style><h1>Bad gateway</h1></html>');
  };
  test.each([
    ['400 in RESTCONF words', json(400, 'invalid-value'), { kind: 'refused', tag: 'invalid-value', message: 'own words' }],
    ['409 resource-denied', json(409, 'resource-denied'), { kind: 'refused', tag: 'resource-denied', message: 'own words' }],
    ['403', json(403, 'access-denied'), { kind: 'refused', tag: 'access-denied' }],
    ['409 without a reason, and nothing there', html(409), { kind: 'refused', tag: 'http-409', message: 'Bad gateway' }],
    ['500 operation-failed, and nothing there', json(500, 'operation-failed'), { kind: 'refused', tag: 'operation-failed' }],
    ['500 partial-operation', json(500, 'partial-operation'), { kind: 'unsettled', reason: 'own words (partial-operation, HTTP 500)' }],
    ['502 from a gateway', html(502), { kind: 'unsettled', reason: 'Bad gateway (http-502, HTTP 502)' }],
    ['503', json(503, 'resource-denied'), { kind: 'unsettled' }],
    [
      'a closed connection',
      (request: { destroy(): void }) => {
        request.destroy();
      },
      { kind: 'unsettled' },
    ],
    ['silence', () => undefined, { kind: 'unsettled', reason: expect.stringContaining('within 150 ms') as string }],
    [
      '201, but it is not there',
      (_: unknown, response: Parameters<typeof sendError>[0]) => {
        response.writeHead(201).end();
      },
      { kind: 'unsettled', reason: expect.stringContaining('does not show it yet') as string },
    ],
  ])('a creation answered by %s', async (_, handler, expected) => {
    const { manager, link } = await upLink({ requestMs: 150 });
    manager.answer('POST /data/tapi-common:context/tapi-connectivity', handler);
    expect(await link.createService(request)).toMatchObject(expected);
  });

  describe('are moved in place', () => {
    const elsewhere = { ...request, resourceUuids: ['fm'] };
    const patches = (manager: TestManager) => manager.requests.filter((line) => line.startsWith('PATCH'));

    /** A service over Paris that carries. */
    async function heldService(limits: Partial<TapiLimits> = {}): Promise<{ manager: TestManager; link: CarrierLink }> {
      const { manager, link } = await upLink(limits);
      await link.createService(request);
      manager.documents.services[0] = { ...manager.documents.services[0], connection: [{ 'connection-uuid': 'connection-s-new' }] };
      manager.documents.connections.push(connection('s-new', edgePointsOverParis));
      return { manager, link };
    }

    test('by a patch that holds the new links and nothing of the old ones', async () => {
      const { manager, link } = await heldService();
      expect(await link.rerouteService(elsewhere)).toEqual({ kind: 'accepted' });
      expect(JSON.stringify(manager.documents.services[0])).toContain('"link-uuid":"fm"');
      expect(JSON.stringify(manager.documents.services[0])).not.toContain('"link-uuid":"fp"');
      expect(patches(manager)).toHaveLength(1);
    });

    test('not at all where the route is the one asked for; asked again where the carrier has left it by itself', async () => {
      const { manager, link } = await heldService();
      expect(await link.rerouteService(request)).toEqual({ kind: 'accepted' });
      expect(patches(manager)).toHaveLength(0);
      manager.documents.connections[0] = connection('s-new', ['nep-FRA-client', 'nep-FRA-fm', 'nep-MIL-fm', 'nep-MIL-client']);
      expect(await link.rerouteService(request)).toEqual({ kind: 'accepted' });
      expect(patches(manager)).toHaveLength(1);
    });

    test('only as they were read: a tag that no longer fits is read again, once', async () => {
      const { manager, link } = await heldService();
      let version = 1;
      const matches: unknown[] = [];
      let overtaking = 1;
      manager.answer('GET /data/tapi-common:context/tapi-connectivity:connectivity-context/connectivity-service=', (_, response) => {
        sendJson(response, 200, { 'connectivity-service': manager.documents.services }, { etag: `"${version}"` });
      });
      manager.answer('PATCH', (incoming, response) => {
        matches.push(incoming.headers['if-match']);
        if (overtaking-- > 0) version += 1;
        if (incoming.headers['if-match'] === `"${version}"`) response.writeHead(204).end();
        else sendError(response, 412, 'operation-failed', 'the service has changed');
      });
      expect(await link.rerouteService(elsewhere)).toEqual({ kind: 'accepted' });
      expect(matches).toEqual(['"1"', '"2"']);
      overtaking = 5;
      expect(await link.rerouteService(elsewhere)).toEqual({
        kind: 'refused',
        tag: 'operation-failed',
        message: 'the service has changed',
      });
      expect(matches).toEqual(['"1"', '"2"', '"2"', '"3"']);
    });

    test('never where another service has their uuid, or none', async () => {
      const { manager, link } = await heldService();
      expect(await link.rerouteService({ ...elsewhere, zPortUuid: 'sip-PAR' })).toMatchObject({
        kind: 'refused',
        tag: 'other-service',
        message: expect.stringContaining('its ends are others') as string,
      });
      expect(await link.rerouteService({ ...elsewhere, uuid: 's-none' })).toEqual({ kind: 'absent' });
      expect(patches(manager)).toHaveLength(0);
    });

    test.each([
      ['405', json(405, 'operation-not-supported'), { kind: 'unsupported', reason: expect.stringContaining('own words') as string }],
      ['501 as a page', html(501), { kind: 'unsupported' }],
      ['400 operation-not-supported', json(400, 'operation-not-supported'), { kind: 'unsupported' }],
      ['415', html(415), { kind: 'unsupported' }],
      ['404', json(404, 'invalid-value'), { kind: 'absent' }],
      ['409 resource-denied', json(409, 'resource-denied'), { kind: 'refused', tag: 'resource-denied', message: 'own words' }],
      ['500 operation-failed', json(500, 'operation-failed'), { kind: 'refused', tag: 'operation-failed' }],
      ['500 partial-operation', json(500, 'partial-operation'), { kind: 'unsettled' }],
      ['502 from a gateway', html(502), { kind: 'unsettled' }],
      ['silence', () => undefined, { kind: 'unsettled', reason: expect.stringContaining('within 150 ms') as string }],
    ])('answered by %s', async (_, handler, expected) => {
      const { manager, link } = await heldService({ requestMs: 150 });
      manager.answer('PATCH', handler);
      expect(await link.rerouteService(elsewhere)).toMatchObject(expected);
    });
  });

  test('are unsettled while the link is down, with the reason', async () => {
    const { manager, link } = await upLink();
    await link.close();
    expect(await link.createService(request)).toMatchObject({ kind: 'unsettled', reason: expect.stringContaining('down') as string });
    expect(await link.readService('s')).toMatchObject({ kind: 'unsettled' });
    expect(await link.rerouteService(request)).toMatchObject({ kind: 'unsettled', isLinkLost: true });
    expect(await link.deleteService('s')).toMatchObject({ kind: 'unsettled' });
    expect(manager.documents.services).toEqual([]);
  });
});
