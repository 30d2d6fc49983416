import { createServer as createHttpsServer } from 'node:https';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAuthority } from '../../lab/certificates';
import { startPractice, type PracticeCarrier } from '../../lab/practice';
import { probeManager } from '../carriers/tapi/probe';
import type { ConnectingShown, ManagerAddress, ProbeShown } from '../contract/connecting';
import type { CarrierAddress } from '../contract/inputs';
import { connectManager } from './connect-manager';
import { createConnecting, type Connecting } from './connecting';
import type { CarrierKeeping } from './carrier-keeping';
import { systemClock as clock } from './system-clock';
import { startPracticeEngine, waitUntil, type PracticeEngine } from './testing/practice-engine';

let world: PracticeEngine;
let connecting: Connecting;
let spare: PracticeCarrier;
let refusal: string | null = null;
let folder: string;
let address: ManagerAddress;
const written: CarrierAddress[] = [];
const call = () => ({ signal: new AbortController().signal, onProgress: () => undefined });
const file = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content, { mode: 0o600 });
  return path;
};

beforeAll(async () => {
  world = await startPracticeEngine(['borealis', 'dunmore']);
  folder = mkdtempSync(join(tmpdir(), 'longlines-connecting-'));
  // Its manager runs; the engine knows nothing of it.
  const practice = await startPractice(join(folder, 'spare'), { carriers: ['evergreen'], provisionMs: 20 });
  stopSpare = () => practice.stop();
  spare = practice.carrier('evergreen');
  address = {
    url: spare.url,
    caFile: file('ca.pem', spare.caPem),
    certFile: file('cert.pem', spare.client.certPem),
    keyFile: file('key.pem', spare.client.keyPem),
  };
  const keeping: CarrierKeeping = {
    keepPem: (what, pem) => file(`${what}.pem`, pem),
    keepCertificate: async () => '',
    forget: async () => '',
    sweep: () => [],
    isKept: (path) => path.startsWith(folder),
    keepMapping: (carrierId, mapping) => file(`${carrierId}-mapping.json`, JSON.stringify(mapping)),
    keepCarrier: (carrier) => {
      written.push(carrier);
      return { keptIn: join(folder, 'longlines.json'), putBack: () => void written.splice(written.indexOf(carrier), 1) };
    },
  };
  connecting = createConnecting({
    ...{ host: world.host, clock, keeping },
    connect: (to, mapping) =>
      refusal === null ? connectManager(world.host, to, mapping) : Promise.resolve({ kind: 'refused', message: refusal }),
  });
}, 60_000);
let stopSpare = (): Promise<void> => Promise.resolve();
afterAll(async () => {
  await world.end();
  await stopSpare();
  rmSync(folder, { recursive: true, force: true });
});

async function probed(change: Partial<ManagerAddress> = {}): Promise<ProbeShown> {
  const outcome = await connecting.probe({ ...address, ...change }, call());
  if (outcome.kind === 'refused') throw new Error(outcome.message);
  return outcome.shown;
}
const failedIn = ({ checks }: ProbeShown) => checks.filter(({ state }) => state === 'failed').map(({ id, text }) => [id, text]);

describe('who is at an address', () => {
  test('a manager that can be connected passes every check; its certificates are told with fingerprints', async () => {
    const shown = await probed();
    expect(shown.checks.map(({ id, state }) => [id, state])).toEqual([
      ['held', 'passed'],
      ['reached', 'passed'],
      ['name', 'passed'],
      ['validity', 'passed'],
      ['authority', 'passed'],
      ['accepted', 'passed'],
      ['manager', 'passed'],
      ['version', 'passed'],
    ]);
    expect(shown).toMatchObject({ isUsable: true, tapiVersion: '2.5.0', tls: { protocol: 'TLSv1.3' } });
    const { manager, authority, ours } = shown.certificates;
    expect(manager[0]).toMatchObject({
      subject: 'CN=Evergreen Networks manager',
      issuer: 'CN=Evergreen Networks CA',
      names: ['localhost', '127.0.0.1'],
    });
    expect(manager[0]?.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    expect([authority[0]?.subject, ours[0]?.subject]).toEqual(['CN=Evergreen Networks CA', 'CN=longlines for Evergreen Networks']);
  });

  test('nothing listens there', async () => {
    expect(failedIn(await probed({ url: 'https://127.0.0.1:9' }))).toEqual([['reached', expect.stringMatching(/nothing listens there/)]]);
  });

  test('another authority issued its certificate: told with both names, and nothing is asked of it', async () => {
    const other = await createAuthority('Someone else');
    const shown = await probed({ caFile: file('other-ca.pem', other.caPem) });
    expect(failedIn(shown)).toEqual([
      ['authority', expect.stringMatching(/issued by CN=Evergreen Networks CA, not by the authority that you gave/)],
    ]);
    expect(shown.checks.find(({ id }) => id === 'accepted')?.state).toBe('not-tried');
    expect(shown.certificates.manager).toHaveLength(1);
  });

  test('its certificate is for other names, and comes from elsewhere: both are told', async () => {
    const other = await createAuthority('Someone else');
    const shown = await probed({ serverName: 'tapi.evergreen.example', caFile: file('other-ca.pem', other.caPem) });
    expect(failedIn(shown).map(([id]) => id)).toEqual(['name', 'authority']);
    expect(failedIn(shown)[0]?.[1]).toMatch(/is for localhost, 127\.0\.0\.1, not for tapi\.evergreen\.example/);
  });

  test('the key belongs to another certificate: told before anything is sent', async () => {
    const other = await (await createAuthority('Ours')).issueClient();
    expect(failedIn(await probed({ keyFile: file('other-key.pem', other.keyPem) }))).toEqual([
      ['held', expect.stringMatching(/does not belong to our certificate/)],
    ]);
  });

  test('it does not know our certificate', async () => {
    const other = await (await createAuthority('Unknown to the carrier')).issueClient();
    const shown = await probed({ certFile: file('unknown.pem', other.certPem), keyFile: file('unknown-key.pem', other.keyPem) });
    expect(failedIn(shown)).toEqual([['accepted', expect.stringMatching(/refused our certificate/)]]);
  });

  test('its certificate has expired', async () => {
    const authority = await createAuthority('Late');
    const dayMs = 86_400_000;
    const server = await authority.issueServer({ notBefore: new Date(Date.now() - 3 * dayMs), notAfter: new Date(Date.now() - dayMs) });
    const https = createHttpsServer({ cert: server.certPem, key: server.keyPem }).listen(0, '127.0.0.1');
    await new Promise((resolve) => https.once('listening', resolve));
    const { port } = https.address() as AddressInfo;
    const shown = await probed({ url: `https://127.0.0.1:${port}`, caFile: file('late-ca.pem', authority.caPem) });
    https.close();
    expect(failedIn(shown)).toEqual([['validity', expect.stringMatching(/expired on .* UTC/)]]);
  });

  test('the authority that issued its certificate has expired: told as such, and nothing is asked of it', async () => {
    const dayMs = 86_400_000;
    const authority = await createAuthority('Old', { notBefore: new Date(Date.now() - 9 * dayMs), notAfter: new Date(Date.now() - dayMs) });
    const server = await authority.issueServer();
    const https = createHttpsServer({ cert: server.certPem, key: server.keyPem }).listen(0, '127.0.0.1');
    await new Promise((resolve) => https.once('listening', resolve));
    const { port } = https.address() as AddressInfo;
    const shown = await probed({ url: `https://127.0.0.1:${port}`, caFile: file('old-ca.pem', authority.caPem) });
    https.close();
    expect(failedIn(shown)).toEqual([
      ['held', expect.stringMatching(/the authority pinned for this carrier expired/)],
      ['authority', expect.stringMatching(/^CN=Old, by which it was issued, expired on .* UTC: ask/)],
    ]);
    expect(shown.checks.find(({ id }) => id === 'accepted')?.state).toBe('not-tried');
  });

  test('it establishes TLS and answers nothing: that it lets us in is not said', async () => {
    const authority = await createAuthority('Silent');
    const server = await authority.issueServer();
    const https = createHttpsServer({ cert: server.certPem, key: server.keyPem }, () => undefined).listen(0, '127.0.0.1');
    await new Promise((resolve) => https.once('listening', resolve));
    const { certPem, keyPem } = spare.client;
    const probe = await probeManager({
      url: `https://127.0.0.1:${(https.address() as AddressInfo).port}`,
      tls: { caPem: authority.caPem, certPem, keyPem },
      ...{ clock, signal: call().signal, timeoutMs: 300 },
    });
    https.closeAllConnections();
    https.close();
    const states = probe.checks.map(({ id, state }) => [id, state]);
    expect(states.slice(-4)).toEqual([
      ['authority', 'passed'],
      ['accepted', 'failed'],
      ['manager', 'not-tried'],
      ['version', 'not-tried'],
    ]);
    expect(probe.isUsable).toBe(false);
  });

  test('it is no manager: a web server, and something that speaks no TLS', async () => {
    const authority = await createAuthority('Web');
    const server = await authority.issueServer();
    const https = createHttpsServer({ cert: server.certPem, key: server.keyPem }, (_, response) =>
      response.writeHead(404).end('no'),
    ).listen(0, '127.0.0.1');
    await new Promise((resolve) => https.once('listening', resolve));
    const web = await probed({
      url: `https://127.0.0.1:${(https.address() as AddressInfo).port}`,
      caFile: file('web-ca.pem', authority.caPem),
    });
    https.close();
    expect(failedIn(web)).toEqual([['manager', expect.stringMatching(/does not say where its RESTCONF root is/)]]);
    const plain = createServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n')).listen(0, '127.0.0.1');
    await new Promise((resolve) => plain.once('listening', resolve));
    const ssh = await probed({ url: `https://127.0.0.1:${(plain.address() as AddressInfo).port}` });
    plain.close();
    expect(failedIn(ssh).map(([id]) => id)).toEqual(['reached']);
  });

  test('a file that is not there', async () => {
    expect(await connecting.probe({ ...address, caFile: '/nowhere/ca.pem' }, call())).toEqual({
      kind: 'refused',
      message: expect.stringMatching(/\/nowhere\/ca\.pem cannot be read: there is no such file/) as string,
    });
  });
});

describe('what was pasted', () => {
  test('only what is asked for is kept: of a key and a certificate together the key never lies beside the certificate', () => {
    const both = `${spare.client.certPem}\n${spare.client.keyPem}`;
    expect(connecting.keepPem('certificate', both)).toMatchObject({ kind: 'shown' });
    expect(connecting.keepPem('key', both)).toMatchObject({ kind: 'shown' });
    expect(connecting.keepPem('key', spare.client.certPem)).toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/this is a certificate/) as string,
    });
    expect(connecting.keepPem('authority', spare.client.keyPem)).toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/this is a private key/) as string,
    });
    expect(connecting.keepPem('authority', 'hello')).toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/no certificate in PEM/) as string,
    });
  });
});

test('from beyond the machine only files that the host keeps for whoever pasted them may be named', () => {
  expect(connecting.faultFromBeyond(address)).toBeNull();
  expect(connecting.faultFromBeyond({ ...address, keyFile: '/etc/shadow' })).toMatch(/\/etc\/shadow is a file of the host's machine/);
});

describe('what it would bring', () => {
  const plan = (mapping: Record<string, unknown> = {}) => ({
    carrier: { id: 'evergreen', name: 'Evergreen Networks', role: 'dedicating' as const },
    address,
    mapping,
  });
  const right = { latency: { unit: 'ms' }, sites: { PRA: 'PRG' } };
  async function previewed(mapping: Record<string, unknown>, isFresh = false): Promise<ConnectingShown> {
    const outcome = await connecting.preview(plan(mapping), isFresh, call());
    if (outcome.kind === 'refused') throw new Error(outcome.message);
    return outcome.shown;
  }

  test('a unit that is off by a thousand is seen, and the right one is proposed; nothing is entered', async () => {
    const { host } = world;
    const [nodes, history] = [host.network.view.nodes.size, await host.history(1000)];
    const shown = await previewed({});
    expect(shown.latencyCheck).toMatchObject({ verdict: 'wrong-unit', unit: 'us', proposedUnit: 'ms', stated: 16, judged: 16 });
    expect(shown.latencyCheck.text).toMatch(/take milliseconds/);
    expect(shown.unknownLatency.resources).toBe(16);
    expect(shown.latencyCheck.samples[0]).toMatchObject({ fit: 'too-fast' });
    expect(shown.listed).toMatchObject({ sites: 10, nodes: 10, links: 16, dedicatedLinks: 14, clientPorts: 50, plugs: 20, services: 0 });
    expect(shown.sites.proposals).toEqual([expect.objectContaining({ siteId: 'PRA', knownSiteId: 'PRG', knownSiteName: 'Prague' })]);
    expect(shown.linkMarks).toContainEqual({ name: 'CVN', value: 'dedicated', links: 14 });
    expect(shown.replaces).toBe('nothing');
    expect(host.network.view.nodes.size).toBe(nodes);
    expect(host.network.view.carriers.has('evergreen')).toBe(false);
    expect(await host.history(1000)).toEqual(history);
  });

  test('a mapping table that fits is worked out from what was read, without asking the manager again', async () => {
    const before = await previewed({});
    const shown = await previewed(right);
    expect(shown.readAtMs).toBe(before.readAtMs);
    expect(shown.latencyCheck.verdict).toBe('plausible');
    expect(shown.unknownLatency.resources).toBe(0);
    expect(shown.sites.proposals).toEqual([]);
    expect(shown.counts.interconnect).toMatchObject({ new: 20 });
    const vienna = shown.sharedSites.find(({ siteId }) => siteId === 'VIE');
    expect(vienna?.carriers.map(({ carrierName, interconnects }) => [carrierName, interconnects.length])).toEqual([
      ['Borealis Fibre', 4],
      ['Dunmore Access', 4],
    ]);
    expect(shown.sharedSites.find(({ siteId }) => siteId === 'PRG')?.carriers).toEqual([
      { carrierId: 'borealis', carrierName: 'Borealis Fibre', interconnects: [] },
    ]);
    expect((await previewed(right)).digest).toBe(shown.digest);
  });

  test('a mapping table that is none, and an address that is another carrier’s', async () => {
    expect(await connecting.preview(plan({ latency: { unit: 'weeks' } }), false, call())).toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/latency\.unit/) as string,
    });
  });

  test('what has moved since the preview is told, and nothing is connected; then exactly what was seen is', async () => {
    const { host } = world;
    const shown = await previewed(right, true);
    await spare.manager.control({ kind: 'set-latency', target: 'link', name: 'EVE-WAW-VNO-1', factor: 1.5 });
    const moved = await connecting.carryOut(plan(right), shown.digest, 'night shift', call());
    if (moved.kind === 'refused' || moved.shown.kind !== 'changed') throw new Error(JSON.stringify(moved));
    expect(moved.shown.moved).toEqual(['1 link not as previewed: WAW-VNO 200G #1.']);
    expect(written).toEqual([]);
    expect(host.network.view.carriers.has('evergreen')).toBe(false);

    refusal = 'its key cannot be read';
    const { digest } = moved.shown.preview;
    expect(await connecting.carryOut(plan(right), digest, 'night shift', call())).toEqual({ kind: 'refused', message: refusal });
    expect(written).toEqual([]);
    refusal = null;

    const done = await connecting.carryOut(plan(right), moved.shown.preview.digest, 'night shift', call());
    expect(done).toMatchObject({
      kind: 'shown',
      shown: { kind: 'connected', carrierId: 'evergreen', keptIn: join(folder, 'longlines.json') },
    });
    expect(written).toMatchObject([{ id: 'evergreen', mappingFile: join(folder, 'evergreen-mapping.json') }]);
    await waitUntil(() => !host.network.view.isStale('evergreen'));
    const { view } = host.network;
    expect([...view.resources.values()].filter(({ carrierId }) => carrierId === 'evergreen')).toHaveLength(16);
    expect(view.nodes.size).toBe(26 + 20 + 10);
    expect([...view.interconnects.keys()].filter((id) => id.includes('EVE.'))).toHaveLength(20);
    const again = await connecting.preview({ ...plan(right), carrier: { ...plan().carrier, id: 'other' } }, false, call());
    expect(again).toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/connected already, as Evergreen Networks \(evergreen\)/) as string,
    });
    expect((await previewed(right)).replaces).toBe('link');
    // Once it is removed its manager is nobody's.
    expect(await host.removeCarrier('evergreen', { by: 'Ann', reason: 'its contract ended' })).toMatchObject({ kind: 'removed' });
    const anew = await connecting.preview({ ...plan(right), carrier: { ...plan().carrier, id: 'other' } }, false, call());
    expect(anew).toMatchObject({ kind: 'shown', shown: { replaces: 'nothing' } });
  });
});
