import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { IssueOptions } from '../../lab/certificates';
import type { JsonObject } from '../carriers/tapi/json';
import type { TapiLimits } from '../carriers/tapi/limits';
import {
  connection,
  edgePointsOverParis,
  link,
  node,
  service,
  servicePoint,
  topologyContextOf,
  topologyUuid,
  type Documents,
} from '../carriers/tapi/testing/documents';
import { sendJson, type Handler, type TestManager } from '../carriers/tapi/testing/manager';
import { isFinal } from '../model/order';
import type { NetworkView } from '../network/network-view';
import { networkInStore, orderBetween, startBesideTheGood, type BesideTheGood } from './testing/beside-the-good';
import { orderIn } from './testing/real-engine';
import { longText, named, spoiltDocuments, spoilLink } from './testing/spoilt-documents';

let beside: BesideTheGood;
beforeAll(async () => {
  beside = await startBesideTheGood();
}, 30_000);
afterAll(() => beside.end());

const view = (): NetworkView => beside.engine.host.network.view;

const dayMs = 86_400_000;
const past: IssueOptions = { notBefore: new Date(Date.now() - 3 * dayMs), notAfter: new Date(Date.now() - dayMs) };

describe('a carrier whose link cannot be used is down with a reason and a remedy, and the other one is served', () => {
  test.each([
    [
      'its certificate has expired',
      async () => ({ server: await beside.carrier.issueServer(past) }),
      null,
      /certificate has expired: the carrier has to renew it/,
    ],
    [
      'its certificate is for another host',
      async () => ({ server: await beside.carrier.issueServer({ hosts: ['other.example'] }) }),
      null,
      /another host name: check the carrier's address/,
    ],
    [
      'it is not from the pinned authority',
      async () => ({ server: await beside.ours.issueServer() }),
      null,
      /not from the authority that is pinned.*check with the carrier/,
    ],
    [
      'our certificate has expired',
      async () => ({}),
      async () => beside.ours.issueClient(past),
      /our certificate for this link expired on .*: have a new one issued/,
    ],
    [
      'our certificate is from an authority that it does not know',
      async () => ({}),
      async () => beside.carrier.issueClient(),
      /probably refused our certificate.*: check that the carrier trusts/,
    ],
  ])('%s', async (_, options, client, words) => {
    const manager = await beside.manager(await options());
    const bad = await beside.meet(manager, { ...manager.tls, ...(client ? await client() : {}) });
    expect(bad).toMatchObject({ isUp: false, reason: expect.stringMatching(words) as string });
    await beside.goodOrderIsServed();
  });

  const raw =
    (text: string, type = 'application/yang-data+json'): Handler =>
    (_, response) => {
      response.writeHead(200, { 'content-type': type }).end(text);
    };
  const xrd = (text: string): Handler => raw(text, 'application/xrd+xml');
  const drip: Handler = (_, response) => {
    response.writeHead(200, { 'content-type': 'application/yang-data+json' }).write('{');
    const timer = setInterval(() => response.write(' '), 20);
    response.on('close', () => {
      clearInterval(timer);
    });
  };
  const small: Partial<TapiLimits> = { maxBodyBytes: 200_000 };
  const topology = 'tapi-topology:topology-context';
  const entities = `<!DOCTYPE XRD [<!ENTITY a "${'b'.repeat(1000)}">${'c,d,e,f,g,h,i,j'
    .split(',')
    .map((name, index) => `<!ENTITY ${name} "${`&${'acdefghij'[index] ?? ''};`.repeat(10)}">`)
    .join('')}]><XRD><Link rel="restconf" href="https://evil.example/&j;"/></XRD>`;

  test.each<readonly [string, string, Handler, Partial<TapiLimits>, RegExp]>([
    [
      'half a document',
      topology,
      raw('{"tapi-topology:topology-context":{"topology":['),
      {},
      /not JSON that can be read.*: check that the address/,
    ],
    ['a bottomless document', topology, raw('{"a":'.repeat(200_000)), {}, /nested deeper than 64 levels/],
    [
      'an oversized document',
      topology,
      raw(`"${'x'.repeat(300_000)}"`),
      small,
      /larger than the limit of 0\.2 MiB: have the carrier offer less/,
    ],
    ['a document without an end, byte by byte', topology, drip, { requestMs: 200 }, /did not answer .* within 200 ms: check its load/],
    [
      'host-meta that grows by entities',
      'host-meta',
      xrd(entities),
      {},
      /host-meta points to another server \(https:\/\/evil\.example\/&j;\): not followed/,
    ],
    ['host-meta that is long', 'host-meta', xrd(`<XRD>${'<a>'.repeat(700_000)}</XRD>`), {}, /larger than the limit of 1\.0 MiB/],
    [
      'a header that is long',
      topology,
      (_, response) => response.writeHead(200, { 'x-long': 'x'.repeat(100_000) }).end('{}'),
      {},
      /sends longer HTTP headers than are read: the carrier has to shorten them/,
    ],
  ])('%s', async (_, part, handler, limits, words) => {
    const manager = await beside.manager();
    manager.answer(part, handler);
    const bad = await beside.meet(manager, manager.tls, limits);
    expect(bad).toMatchObject({ isUp: false, reason: expect.stringMatching(words) as string });
    expect(bad.reason.length).toBeLessThan(1000);
    await beside.goodOrderIsServed();
  });

  test('a manager whose notices are absurd is read again or reconnected to, and its inventory stays', async () => {
    const manager = await beside.manager();
    const { id } = await beside.meet(manager, manager.tls, { maxNoticeBytes: 8_000_000 });
    const many = Array.from({ length: 200_000 }, () => ({ 'notification-type': 1 }));
    manager.notify({ 'tapi-notification:notification': many });
    manager.notify(
      { 'notification-type': 'x', 'target-object-type': 'TOPOLOGY_OBJECT_TYPE_LINK', 'target-object-identifier': '../../etc/passwd' },
      -7,
    );
    const asked = manager.asked('topology-context');
    manager.notify(
      { 'notification-type': 'x', 'target-object-type': 'TOPOLOGY_OBJECT_TYPE_TOPOLOGY', 'target-object-identifier': topologyUuid },
      1e300,
    );
    await asked;
    await expect.poll(() => view().isStale(id)).toBe(false);
    expect(resources(id)).toHaveLength(3);
    await beside.goodOrderIsServed();
  });
});

const resources = (id: string) =>
  [...view().resources.values()].filter(({ carrierId, condition }) => carrierId === id && condition === 'up');
const resource = (id: string, uuid: string) => view().resources.get(`${id}/${uuid}`);
const latency = (id: string, uuid: string) => view().latency({ kind: 'resource', id: `${id}/${uuid}` });

const plugged = (city: string, localId: string, remoteId: string, documents: Documents) => {
  documents.nodes = documents.nodes.map((value) =>
    value['uuid'] === `node-${city}`
      ? {
          ...value,
          'owned-node-edge-point': (value['owned-node-edge-point'] as readonly JsonObject[]).map((edgePoint) =>
            'mapped-service-interface-point' in edgePoint
              ? {
                  ...edgePoint,
                  'inter-domain-plug-id-pac': { 'plug-id-inter-domain-local-id': localId, 'plug-id-inter-domain-remote-id': remoteId },
                }
              : edgePoint,
          ),
        }
      : value,
  );
};

describe('what is absurd in a document is refused with a warning that names it, the rest of it is entered, and the other carrier is served', () => {
  test.each(spoiltDocuments)('$what', async ({ spoil, warning, check, links = 3 }) => {
    const manager = await beside.manager();
    spoil(manager.documents);
    const bad = await beside.meet(manager);
    expect(bad).toMatchObject({ isUp: true, reason: '' });
    if (warning) expect(await bad.warnings()).toContainEqual(expect.stringMatching(warning));
    expect(resources(bad.id)).toHaveLength(links);
    check?.(bad.id, view());
    await beside.goodOrderIsServed();
  });

  test.each<readonly [string, (text: string) => string, RegExp]>([
    ['numbers beyond every number', (text) => text.replace('"2810.123"', '1e999'), /not a decimal number: refused/],
    [
      'an integer of forty digits',
      (text) => text.replace('"2810.123"', '1234567890123456789012345678901234567890'),
      /not a decimal number: refused|longer than anything on Earth/,
    ],
    [
      'a member called __proto__',
      (text) => text.replace('"2810.123"', '"x","__proto__":{"polluted":true}'),
      /not a decimal number: refused/,
    ],
    [
      'half a surrogate pair and control characters in names',
      (text) => text.replaceAll('FRA 1', 'A\\ud800\\u0000\\u202e').replace('"2810.123"', '"\\udc00"'),
      /not a decimal number: refused/,
    ],
  ])('%s', async (_, spoil, warning) => {
    const manager = await beside.manager();
    manager.answer('tapi-topology:topology-context', (_request: IncomingMessage, response: ServerResponse) => {
      const text = JSON.stringify({ 'tapi-topology:topology-context': topologyContextOf(manager.documents) });
      response.writeHead(200, { 'content-type': 'application/yang-data+json' }).end(spoil(text));
    });
    const bad = await beside.meet(manager);
    expect(bad).toMatchObject({ isUp: true });
    expect(await bad.warnings()).toContainEqual(expect.stringMatching(warning));
    expect(resources(bad.id)).toHaveLength(3);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    await beside.goodOrderIsServed();
  });

  test('a latency at the bounds is entered: no time at all where no place is known, and one second', async () => {
    const manager = await beside.manager();
    manager.documents.nodes = manager.documents.nodes.map((value, index) => ({ ...value, ...named({ 'node-name': `node ${index}` }) }));
    spoilLink(manager.documents, '0');
    manager.documents.links[1] = link('pm', 'PAR', 'MIL', '1000000');
    const { id } = await beside.meet(manager);
    expect([latency(id, 'fp')?.azNs, latency(id, 'pm')?.azNs]).toEqual([0, 1_000_000_000]);
    await beside.goodOrderIsServed();
  });

  test('a topology without coordinates or sites is entered, and an order from node to node is served by nobody else', async () => {
    const manager = await beside.manager();
    manager.documents.nodes = manager.documents.nodes.map((value, index) => ({ ...value, ...named({ 'node-name': `node ${index}` }) }));
    const { id } = await beside.meet(manager);
    expect([...view().nodes.values()].filter(({ carrierId }) => carrierId === id).map(({ siteId }) => siteId)).toEqual([null, null, null]);
    expect(resources(id)).toHaveLength(3);
    await beside.goodOrderIsServed();
  });

  test('an empty carrier is up, with a warning, and what it had before is withdrawn', async () => {
    const manager = await beside.manager();
    const bad = await beside.meet(manager);
    manager.documents.nodes = [];
    manager.documents.links = [];
    manager.documents.servicePoints = [];
    beside.engine.host.resynchronise(bad.id);
    await expect.poll(() => resources(bad.id)).toEqual([]);
    expect(await bad.warnings()).toContainEqual(expect.stringMatching(/the carrier lists no nodes: nothing can be routed over it; check/));
    expect(resource(bad.id, 'fp')?.condition).toBe('withdrawn');
    await beside.goodOrderIsServed();
  });

  test('a link that goes while a node takes its id is withdrawn', async () => {
    const manager = await beside.manager();
    const { id } = await beside.meet(manager);
    manager.documents.links.shift();
    manager.documents.nodes.push({ ...node('FRA', []), uuid: 'fp' });
    beside.engine.host.resynchronise(id);
    await expect.poll(() => resource(id, 'fp')?.condition).toBe('withdrawn');
  });
});

describe('plugs that carriers claim', () => {
  const interconnectsOf = (ids: readonly string[]) =>
    [...view().interconnects.values()].filter(({ aPortId, zPortId }) =>
      ids.some((id) => aPortId.startsWith(`${id}/`) || zPortId.startsWith(`${id}/`)),
    );

  test('a third carrier that claims one of two joined ports does not part them, and is warned about', async () => {
    const [one, other, third] = await Promise.all([beside.manager(), beside.manager(), beside.manager()]);
    plugged('FRA', 'JO.1', 'IN.1', one.documents);
    plugged('FRA', 'IN.1', 'JO.1', other.documents);
    plugged('FRA', 'JO.1', 'IN.1', third.documents);
    const [a, z] = [await beside.meet(one), await beside.meet(other)];
    expect(interconnectsOf([a.id, z.id])).toMatchObject([{ aPortId: `${z.id}/sip-FRA`, zPortId: `${a.id}/sip-FRA` }]);
    const claims = await beside.meet(third);
    expect(await claims.warnings()).toContainEqual(expect.stringMatching(/plug identifier JO\.1 is used by .*the carriers must agree/));
    expect(interconnectsOf([a.id, z.id, claims.id])).toMatchObject([{ aPortId: `${z.id}/sip-FRA`, zPortId: `${a.id}/sip-FRA` }]);
  });

  test('a claim that came first joins nothing once the true owner is heard: neither is believed', async () => {
    const [one, other, third] = await Promise.all([beside.manager(), beside.manager(), beside.manager()]);
    plugged('FRA', 'JO.2', 'IN.2', third.documents);
    plugged('FRA', 'JO.2', 'IN.2', one.documents);
    plugged('FRA', 'IN.2', 'JO.2', other.documents);
    const ids = [(await beside.meet(third)).id, (await beside.meet(one)).id, (await beside.meet(other)).id];
    expect(interconnectsOf(ids)).toEqual([]);
  });

  test('ports at two sites are not joined, for an interconnect stands at one', async () => {
    const [one, other] = await Promise.all([beside.manager(), beside.manager()]);
    plugged('FRA', 'JO.3', 'IN.3', one.documents);
    plugged('MIL', 'IN.3', 'JO.3', other.documents);
    const [a, z] = [await beside.meet(one), await beside.meet(other)];
    expect(interconnectsOf([a.id, z.id])).toEqual([]);
    expect(await z.warnings()).toContainEqual(expect.stringMatching(/IN\.3.*at MIL.*JO\.3.*at FRA/));
  });

  test('a plug that moves to another port takes the join along while nothing runs over it', async () => {
    const [one, other] = await Promise.all([beside.manager(), beside.manager()]);
    plugged('FRA', 'JO.4', 'IN.4', one.documents);
    plugged('FRA', 'IN.4', 'JO.4', other.documents);
    const [a, z] = [await beside.meet(one), await beside.meet(other)];
    const before = interconnectsOf([a.id, z.id]);
    expect(before).toHaveLength(1);
    one.documents.servicePoints.push({ ...servicePoint('FRA'), uuid: 'sip-new' });
    one.documents.nodes = one.documents.nodes.map(
      (value) => JSON.parse(JSON.stringify(value).replace('"sip-FRA"', '"sip-new"')) as JsonObject,
    );
    one.documents.nodes.push(
      node('FRA', [], {
        uuid: 'node-old',
        'owned-node-edge-point': [{ uuid: 'nep-old', 'mapped-service-interface-point': [{ 'service-interface-point-uuid': 'sip-FRA' }] }],
      }),
    );
    beside.engine.host.resynchronise(a.id);
    await expect.poll(() => view().ports.has(`${a.id}/sip-new`)).toBe(true);
    expect(interconnectsOf([a.id, z.id])).toEqual(before.map((joined) => ({ ...joined, zPortId: `${a.id}/sip-new` })));
  });

  test('a plug identifier of ten thousand characters is refused with a warning', async () => {
    const manager = await beside.manager();
    plugged('FRA', longText, 'IN.5', manager.documents);
    const bad = await beside.meet(manager);
    expect(await bad.warnings()).toContainEqual(
      expect.stringMatching(/port FRA client 1: its plug identifier.*too long.*the carrier has to shorten or correct it/),
    );
    expect(view().ports.get(`${bad.id}/sip-FRA`)).toMatchObject({ plug: null });
  });
});

describe('a carrier that answers absurdly when it is asked for a service', () => {
  const installed = (uuid: string, more: JsonObject = {}) =>
    service(uuid, { 'lifecycle-state': 'INSTALLED', 'operational-state': 'ENABLED', ...more });
  const uuidIn = (request: IncomingMessage) => decodeURIComponent(request.url ?? '').replace(/^.*=/, '');

  test.each<readonly [string, (manager: TestManager) => void, RegExp]>([
    [
      'a page instead of an answer',
      (manager) => {
        manager.answer('POST', (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Hello</h1>'));
      },
      /did not take the request|no answer/,
    ],
    [
      'a service with other ends',
      (manager) => {
        manager.answer(
          'GET /data/tapi-common:context/tapi-connectivity:connectivity-context/connectivity-service=',
          (request, response) => {
            sendJson(response, 200, { 'connectivity-service': [installed(uuidIn(request))] });
          },
        );
      },
      /refused: the carrier holds a service of that UUID with other ends/,
    ],
    ['a service that never carries', () => undefined, /did not say that it carries|refused it 2 times/],
    [
      'a refusal of ten thousand characters',
      (manager) => {
        manager.answer('POST', (_, response) => {
          sendJson(response, 409, { errors: { error: [{ 'error-tag': longText, 'error-message': longText }] } });
        });
      },
      /refused it|x{20}/,
    ],
  ])('%s: the order fails with its words, and the other carrier is served', async (_, spoil, words) => {
    const manager = await beside.manager();
    manager.documents.nodes = manager.documents.nodes.map((value, index) => ({ ...value, ...named({ 'node-name': `node ${index}` }) }));
    spoil(manager);
    const { id } = await beside.meet(manager);
    const { host } = beside.engine;
    const request = orderBetween(`ASKS-${id}`, id, '', '');
    await host.submitOrder({ ...request, a: { kind: 'node', id: `${id}/node-FRA` }, z: { kind: 'node', id: `${id}/node-PAR` } });
    await orderIn(host, request.id, 'failed');
    await beside.goodOrderIsServed();
    const dossier = await host.dossier(request.id);
    expect(dossier?.order.cause).toMatch(words);
    expect(dossier?.order.cause.length).toBeLessThan(1000);
  });

  test('a realised route over links that it does not list is not believed', async () => {
    const manager = await beside.manager();
    const { id } = await beside.meet(manager);
    manager.answer('connectivity-service=', (request, response) => {
      const uuid = uuidIn(request);
      const held = manager.documents.services.find((known) => known['uuid'] === uuid);
      if (held)
        sendJson(response, 200, {
          'connectivity-service': [
            {
              ...held,
              'lifecycle-state': 'INSTALLED',
              'operational-state': 'ENABLED',
              connection: [{ 'connection-uuid': `connection-${uuid}` }],
            },
          ],
        });
      else response.writeHead(404).end();
    });
    manager.documents.connections.push(connection('x', edgePointsOverParis));
    manager.answer('/connection=', (request, response) => {
      sendJson(response, 200, { connection: [{ ...connection('x', ['nep-nowhere', 'nep-FRA-fm']), uuid: uuidIn(request) }] });
    });
    const { host } = beside.engine;
    const request = orderBetween(`STRAYS-${id}`, id, '', '');
    await host.submitOrder({ ...request, a: { kind: 'node', id: `${id}/node-FRA` }, z: { kind: 'node', id: `${id}/node-PAR` } });
    await orderIn(host, request.id, 'failed');
    await beside.goodOrderIsServed();
  });
});

describe('an order that cannot be meant', () => {
  test('between sites that nobody knows is refused with what to check, and its id is free', async () => {
    const { host } = beside.engine;
    expect(await host.submitOrder(orderBetween('NOWHERE', 'cinder', 'LIS', 'XYZ'))).toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/^site XYZ is not known to any carrier; check its code; near: /) as string,
    });
    expect(await host.dossier('NOWHERE')).toBeNull();
    await beside.goodOrderIsServed();
  });

  test.each([
    ['one site', 'site', 'site'],
    ['one port', 'port', 'port'],
    ['a site and the port in it', 'site', 'port'],
  ] as const)('from and to %s ends with a reason, holding nothing', async (_, a, z) => {
    const { host } = beside.engine;
    const client = [...view().ports.values()].find(
      (port) => port.carrierId === 'cinder' && port.signals.includes('10GE-LAN') && view().nodes.get(port.nodeId)?.siteId === 'LIS',
    );
    const end = (kind: 'site' | 'port') => ({ kind, id: kind === 'site' ? 'LIS' : (client?.id ?? '') });
    const id = `SAME-${a}-${z}`;
    const submission = await host.submitOrder({ ...orderBetween(id, 'cinder', '', ''), a: end(a), z: end(z) });
    if (submission.kind === 'refused') expect(submission.message).not.toBe('');
    else {
      await vi.waitUntil(async () => isFinal((await host.dossier(id))?.order.state ?? 'received'), { interval: 10, timeout: 5_000 });
      const dossier = await host.dossier(id);
      expect(['failed', 'rejected']).toContain(dossier?.order.state);
      expect(dossier?.order.cause).toMatch(/both at LIS; a connection needs two different sites/);
    }
    expect((await host.bookings()).ports.filter(({ orderId }) => orderId === id)).toEqual([]);
    await beside.goodOrderIsServed();
  });
});

test('after all of this no work of the engine has failed, and the store says what the engine knows', async () => {
  const { host, file } = beside.engine;
  await host.settled();
  const failures = (await host.history(100_000)).filter(({ event }) => event === 'engine.failed');
  expect(failures.map(({ subject, text }) => `${subject}: ${text.slice(0, 300)}`)).toEqual([]);
  const known = view();
  await beside.engine.close();
  const stored = await networkInStore(file);
  for (const kind of ['sites', 'nodes', 'ports', 'resources', 'interconnects'] as const) {
    const sorted = (things: ReadonlyMap<string, object>) => [...things].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, thing]) => thing);
    expect(sorted(stored[kind])).toEqual(sorted(known[kind]));
  }
});
