import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createAuthority } from '../../../lab/certificates';
import type { Authority, IssueOptions } from '../../../lab/certificates';
import { standardMapping } from '../mapping';
import type { TapiLimits } from './limits';
import { createTapiLink } from './tapi-link';
import { createEventLog } from '../testing/event-log';
import type { EventLog } from '../testing/event-log';
import { certificatesFor, sendJson, startTestManager } from './testing/manager';
import type { Handler, TestManager, TestManagerOptions } from './testing/manager';
import { realClock } from './testing/real-clock';
import type { TlsIdentity } from './restconf/identity';

const dayMs = 86_400_000;
const past: IssueOptions = { notBefore: new Date(Date.now() - 3 * dayMs), notAfter: new Date(Date.now() - dayMs) };
const future: IssueOptions = { notBefore: new Date(Date.now() + dayMs), notAfter: new Date(Date.now() + 3 * dayMs) };

let carrier: Authority;
let ours: Authority;
let stranger: Authority;
let good: Pick<TestManagerOptions, 'server' | 'clientCaPem' | 'tls'>;
beforeAll(async () => {
  [carrier, ours, stranger] = await Promise.all([
    createAuthority('Alder CA'),
    createAuthority('Longlines CA'),
    createAuthority('Other CA'),
  ]);
  good = await certificatesFor(carrier, ours);
});

const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

async function startManager(options: Partial<TestManagerOptions> = {}): Promise<TestManager> {
  const manager = await startTestManager({ ...good, ...options });
  endings.push(() => manager.close());
  return manager;
}

function open(url: string, tls: TlsIdentity, limits: Partial<TapiLimits> = {}): EventLog {
  const log = createEventLog();
  const link = createTapiLink({
    carrierId: 'alder',
    url,
    tls,
    mapping: standardMapping,
    clock: realClock,
    random: () => 0.5,
    newId: () => 'subscription-1',
    limits: { backoffMinMs: 20, backoffMaxMs: 50, requestMs: 2000, ...limits },
  });
  endings.push(() => link.close());
  link.open(log.handle);
  return log;
}

const reasonOf = async (log: EventLog): Promise<string> => (await log.next('down')).reason;

describe('certificates that do not fit are told in words with a remedy', () => {
  const withClient = async (authority: Authority, options: IssueOptions = {}): Promise<TlsIdentity> => ({
    caPem: carrier.caPem,
    ...(await authority.issueClient(options)),
  });

  test.each([
    [
      'the manager’s authority is not the pinned one',
      {},
      async () => ({ ...good.tls, caPem: stranger.caPem }),
      'not from the authority that is pinned',
    ],
    [
      'the manager’s certificate has expired',
      { server: () => carrier.issueServer(past) },
      async () => good.tls,
      "the manager's certificate has expired",
    ],
    [
      'the manager’s certificate is not valid yet',
      { server: () => carrier.issueServer(future) },
      async () => good.tls,
      "the manager's certificate is not valid yet",
    ],
    [
      'the manager’s certificate is for another host',
      { server: () => carrier.issueServer({ hosts: ['other.example'] }) },
      async () => good.tls,
      "the manager's certificate is for another host name",
    ],
    [
      'our certificate is from an authority that the carrier does not trust',
      {},
      () => withClient(stranger),
      'the manager probably refused our certificate',
    ],
    ['our certificate has expired', {}, () => withClient(ours, past), 'our certificate for this link expired on'],
    ['our certificate is not valid yet', {}, () => withClient(ours, future), 'our certificate for this link is not valid before'],
  ] as const)('%s', async (_, manager, identity, words) => {
    const { url } = await startManager('server' in manager ? { server: await manager.server() } : {});
    const log = open(url, await identity());
    const down = await log.next('down');
    expect(down.reason).toContain(words);
    expect(down.isOurCertificate).toBe(/our certificate/.test(words));
    expect(log.events.some(({ kind }) => kind === 'up')).toBe(false);
  });

  test('the name that the certificate must bear can be another than the host', async () => {
    const { url } = await startManager({ server: await carrier.issueServer({ hosts: ['manager.alder.example'] }) });
    await open(url, { ...good.tls, serverName: 'manager.alder.example' }).next('up');
  });

  test.each([400, 401, 403])('a manager that lets us in and then answers %i', async (status) => {
    const manager = await startManager();
    manager.answer('host-meta', (_, response) => {
      response.writeHead(status, { 'content-type': 'text/html' }).end('<h1>No required SSL certificate was sent</h1>');
    });
    expect(await reasonOf(open(manager.url, manager.tls))).toMatch(
      /probably refused our certificate.*No required SSL certificate was sent/,
    );
  });
});

describe('what is no manager', () => {
  test('nothing listens', async () => {
    const manager = await startManager();
    await manager.close();
    endings.length = 0;
    expect(await reasonOf(open(manager.url, good.tls))).toContain('nothing listens there');
  });

  test('a server without TLS', async () => {
    const server = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    endings.push(async () => server.close());
    expect(await reasonOf(open(`https://127.0.0.1:${(server.address() as AddressInfo).port}`, good.tls))).toContain('HTTPS port');
  });

  test('a server that accepts and says nothing; no connection to it is left behind', async () => {
    const sockets = new Set<Socket>();
    const server = createTcpServer((socket) => {
      sockets.add(socket);
      // Read on, or the end of the connection would not be seen.
      socket
        .resume()
        .on('error', () => undefined)
        .on('close', () => sockets.delete(socket));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    endings.push(async () => server.close());
    const log = open(`https://127.0.0.1:${(server.address() as AddressInfo).port}`, good.tls, { requestMs: 100 });
    expect(await reasonOf(log)).toContain('within 100 ms');
    await endings.pop()?.();
    await expect.poll(() => sockets.size).toBe(0);
  });

  test.each(['http://manager.example', 'manager', ''])('the address %j', async (url) => {
    expect(await reasonOf(open(url, good.tls))).toContain('is no https address');
  });
});

describe('answers that cannot be used are told, and the link is down until they can', () => {
  const html = (_: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html><head><style>h1{}</style></head><h1>Please log in</h1></html>');
  };
  const raw =
    (text: string, type = 'application/yang-data+json'): Handler =>
    (_, response) => {
      response.writeHead(200, { 'content-type': type }).end(text);
    };
  const xrd = (link: string): Handler => raw(`<XRD xmlns="x">${link}</XRD>`, 'application/xrd+xml');
  const topology = 'tapi-topology:topology-context';

  test.each<readonly [string, string, Handler, RegExp]>([
    ['no host-meta', 'host-meta', (_, response) => response.writeHead(404).end(), /does not say where its RESTCONF root is/],
    ['host-meta without restconf', 'host-meta', xrd('<Link rel="author" href="/x"/>'), /names no restconf link/],
    ['host-meta that is no XML', 'host-meta', raw('\u0000<<<'), /names no restconf link/],
    [
      'host-meta that points elsewhere',
      'host-meta',
      xrd('<Link rel="restconf" href="https://evil.example/rc"/>'),
      /another server \(https:\/\/evil.example\/rc\)/,
    ],
    ['a redirect', 'host-meta', (_, response) => response.writeHead(302, { location: '/login' }).end(), /redirects us elsewhere/],
    ['a page where data should be', topology, html, /topology-context.*not JSON.*Please log in/],
    ['half a document', topology, raw('{"tapi-topology:topology-context":{"topology":['), /not JSON/],
    ['a bottomless document', topology, raw('['.repeat(200_000)), /nested deeper than 64 levels/],
    ['an oversized document', topology, raw(`"${'x'.repeat(300_000)}"`), /larger than the limit of 0\.2 MiB/],
    [
      'a refusal in RESTCONF words',
      topology,
      (_, response) => {
        sendJson(response, 403, { 'ietf-restconf:errors': { error: [{ 'error-tag': 'access-denied', 'error-message': 'ask Bob' }] } });
      },
      /ask Bob \(access-denied, HTTP 403\)/,
    ],
    [
      'a refusal as a page',
      topology,
      (_, response) => response.writeHead(500, { 'content-type': 'text/html' }).end('<h1>Oops</h1>'),
      /Oops \(http-500, HTTP 500\)/,
    ],
    [
      'a connection that breaks',
      topology,
      (request) => {
        request.socket.destroy();
      },
      /full read failed at topology-context: the manager closed the connection/,
    ],
    ['a stream that is no stream', 'GET /stream', html, /stream could not be opened.*text\/html/],
    [
      'a stream that is refused',
      'GET /stream',
      (_, response) => response.writeHead(503).end('no more streams'),
      /stream could not be opened: no more streams/,
    ],
    ['"not modified" to an unconditional read', topology, (_, response) => response.writeHead(304).end(), /not modified/],
  ])('%s', async (_, part, handler, words) => {
    const manager = await startManager();
    manager.answer(part, handler);
    const log = open(manager.url, manager.tls, { maxBodyBytes: 200_000 });
    expect(await reasonOf(log)).toMatch(words);
    manager.answer(part, null);
    await log.next('up');
  });

  test('an oversized notice ends the stream with its reason', async () => {
    const manager = await startManager();
    const log = open(manager.url, manager.tls, { maxNoticeBytes: 1000 });
    await log.next('up');
    manager.notify({ text: 'x'.repeat(5000) });
    expect(await reasonOf(log)).toContain('larger than the limit of 1000 bytes');
  });
});

describe('answers that are odd but can be used are used, with a warning', () => {
  test('a wrong content type', async () => {
    const manager = await startManager();
    manager.answer('service-interface-point', (_, response) => {
      response
        .writeHead(200, { 'content-type': 'text/plain' })
        .end(JSON.stringify({ 'tapi-common:service-interface-point': manager.documents.servicePoints }));
    });
    const { inventory } = await open(manager.url, manager.tls).next('up');
    expect(inventory.ports).toHaveLength(3);
    expect(inventory.warnings).toMatchObject([
      { subject: 'tapi-common:context/service-interface-point', message: expect.stringContaining('text/plain') as string },
    ]);
  });

  test('a YANG library that cannot be read: the version is taken from what the manager sends', async () => {
    const manager = await startManager();
    manager.answer('ietf-yang-library', (_, response) => response.writeHead(404).end());
    const { inventory } = await open(manager.url, manager.tls).next('up');
    expect(inventory.ports.every(({ signals }) => signals.length > 0)).toBe(true);
    expect(inventory.warnings).toMatchObject([
      { subject: 'ietf-yang-library', message: expect.stringMatching(/lists no revision.*taken for TAPI 2\.5\.0/) as string },
    ]);
  });

  test('a version that we do not speak: the nearest is taken', async () => {
    const manager = await startManager();
    manager.answer('yang-library', (_, response) => {
      sendJson(response, 200, { 'yang-library': { 'module-set': [{ module: [{ name: 'tapi-common', revision: '2022-12-22' }] }] } });
    });
    expect((await open(manager.url, manager.tls).next('up')).inventory.warnings).toMatchObject([
      { subject: 'ietf-yang-library', message: expect.stringMatching(/lists TAPI 2\.4\.0.*taken for TAPI 2\.5\.0/) as string },
    ]);
  });

  test('a YANG library of the older shape, and host-meta as JSON', async () => {
    const manager = await startManager();
    manager.answer('yang-library:yang-library', (_, response) => response.writeHead(404).end());
    manager.answer('modules-state', (_, response) => {
      sendJson(response, 200, { 'ietf-yang-library:modules-state': { module: [{ name: 'tapi-common', revision: '2023-10-10' }] } });
    });
    manager.answer('host-meta', (_, response) => response.end('{"links":[{"rel":"restconf","href":"/rests/"}]}'));
    expect((await open(manager.url, manager.tls).next('up')).inventory.warnings).toEqual([]);
  });

  test('an empty carrier', async () => {
    const manager = await startManager();
    manager.answer('GET /data/tapi-common:context', (_, response) => response.writeHead(404).end());
    const { inventory } = await open(manager.url, manager.tls).next('up');
    expect(inventory).toMatchObject({ nodes: [], ports: [], resources: [], services: [], warnings: [{ subject: 'topology-context' }] });
  });
});
