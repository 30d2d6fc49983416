import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPractice, type Practice } from '../../lab/practice';
import type { CarrierAddress } from '../contract/inputs';
import { connectManager } from './connect-manager';
import type { Host } from './create-host';
import { waitUntil } from './testing/practice-engine';
import { startRealEngine, type RealEngine } from './testing/real-engine';

const by = 'Ann';
const because = { by, reason: 'their upgrade' };
let folder: string;
let practice: Practice;
let engine: RealEngine;
let host: Host;
let address: CarrierAddress;
const kept: unknown[] = [];

const isUp = (): boolean => !host.network.view.isStale('alder');
const row = () => host.registry.rowOf(host.network.view, 'alder');
const told = async (event: string): Promise<readonly string[]> =>
  (await host.history(200)).filter((entry) => entry.event === event).map(({ text }) => text);

async function startEngine(): Promise<RealEngine> {
  const configuration = { keepCertificate: async (...given: unknown[]) => (kept.push(given), ''), forget: async () => '' };
  return startRealEngine(folder, {}, configuration);
}

async function begin(): Promise<void> {
  engine = await startEngine();
  ({ host } = engine);
  await connectManager(host, address);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carriers-links-'));
  practice = await startPractice(folder, { carriers: ['alder', 'borealis'] });
  const { caPem, client, url } = practice.carrier('alder');
  const files = { caFile: join(folder, 'ca.pem'), certFile: join(folder, 'c.pem'), keyFile: join(folder, 'k.pem') };
  await writeFile(files.caFile, caPem);
  await writeFile(files.certFile, client.certPem);
  await writeFile(files.keyFile, client.keyPem, { mode: 0o600 });
  address = { id: 'alder', name: 'Alder', role: 'both', url, ...files };
  await begin();
  await waitUntil(isUp);
}, 60_000);

afterAll(async () => {
  await engine.close();
  await practice.stop();
  await rm(folder, { recursive: true });
});

describe('what passed over a link', () => {
  test('requests are noted with their answers, alarms as what they are, and no body holds a key', async () => {
    const { registry } = host;
    const [read] = registry.messages.page({ carrierId: 'alder', kinds: ['request'], text: 'topology-context', count: 1 }).messages;
    expect(read).toMatchObject({ event: 'GET', direction: 'out', status: 200, text: 'answered', tone: 'calm', body: 'cut' });
    expect(registry.messages.find(read?.number ?? 0)?.body?.received).toContain('topology');
    const resource = [...host.network.view.resources.values()][0];
    await practice.carrier('alder').manager.control({ kind: 'cut', target: 'link', name: resource?.id.split('/')[1] ?? '' });
    const alarms = () => registry.messages.page({ carrierId: 'alder', kinds: ['alarm', 'notice'], count: 50 }).messages;
    await waitUntil(() => alarms().length > 0);
    expect(alarms().every(({ direction, bytes }) => direction === 'in' && bytes > 0)).toBe(true);
    await practice.carrier('alder').manager.control({ kind: 'heal' });
    const everything = registry.messages.page({ count: 10_000 }).messages.map(({ number }) => registry.messages.find(number));
    expect(JSON.stringify(everything)).not.toContain('PRIVATE KEY');
  });

  test('what is known of the link itself: its version, its certificates, what was read', () => {
    expect(row()).toMatchObject({
      protocol: expect.stringMatching(/^TAPI 2/) as string,
      notices: 'sse',
      tls: 'TLSv1.3',
      certificate: { expiry: 'fine' },
    });
    const { certificates, mapping, files } = host.showLink('alder');
    expect(certificates.map(({ whose }) => whose)).toEqual(expect.arrayContaining(['ours', 'manager', 'authority']));
    expect(certificates.find(({ whose }) => whose === 'manager')).toMatchObject({
      names: expect.arrayContaining(['localhost']) as string[],
    });
    expect(files).toEqual({ certFile: address.certFile, keyFile: address.keyFile });
    expect(mapping.find(({ theirs }) => theirs === 'FIXED_LATENCY_US')).toMatchObject({ group: 'Latency', isOwn: false });
  });
});

describe('a link in the operator’s hand', () => {
  test('paused: it is listened to, no new route uses it, and a resumption takes back just that', async () => {
    expect(await host.holdLink('alder', 'paused', because)).toEqual({ kind: 'received' });
    expect(isUp()).toBe(true);
    const { view } = host.network;
    const node = [...view.nodes.values()].find(({ carrierId }) => carrierId === 'alder');
    expect(view.heldOut({ kind: 'node', id: node?.id ?? '' })?.text).toContain('link paused: their upgrade');
    expect(await host.pauses()).toMatchObject([{ carrierId: 'alder' }]);
    expect(await host.holdLink('alder', 'paused', because)).toMatchObject({ kind: 'refused', message: /is paused by Ann/ });
    expect(await host.resumeLink('alder', because)).toEqual({ kind: 'received' });
    expect(view.heldOut({ kind: 'node', id: node?.id ?? '' })).toBeNull();
    expect(await host.pauses()).toEqual([]);
    expect(await host.resumeLink('alder', because)).toMatchObject({ kind: 'refused', message: /neither paused nor/ });
  });

  test('disconnected: nothing is heard, over a restart too, until it is resumed', async () => {
    await host.holdLink('alder', 'disconnected', because);
    expect(isUp()).toBe(false);
    expect(host.network.view.linkStates.get('alder')?.reason).toBe('disconnected by Ann: their upgrade');
    await engine.close();
    await begin();
    expect(row()?.hold).toMatchObject({ kind: 'disconnected', by });
    await host.settled();
    expect(isUp()).toBe(false);
    expect(host.registry.messages.page({ carrierId: 'alder', kinds: ['request'], count: 1 }).messages).toEqual([]);
    await host.resumeLink('alder', because);
    await waitUntil(isUp);
    expect(await told('link.disconnected')).toHaveLength(1);
    expect(await told('link.resumed')).toHaveLength(2);
  });
});

describe('a new certificate of ours', () => {
  const next = () => ({ certFile: join(folder, 'alder-next-cert.pem'), keyFile: join(folder, 'alder-next-key.pem') });
  const how = { isAtOnce: true, by };

  test('one that cannot be used is refused before anything is done', async () => {
    expect(await host.renewCertificate('alder', { certFile: address.certFile, keyFile: address.keyFile }, how)).toMatchObject({
      ...{ kind: 'refused', message: /in use already/ },
    });
    expect(await host.renewCertificate('alder', { ...next(), keyFile: address.keyFile }, how)).toMatchObject({
      message: /does not belong/,
    });
    expect(await host.tryCertificate('alder', { certFile: '/no/such', keyFile: address.keyFile })).toMatchObject({
      message: /no such file/,
    });
    const strange = { certFile: join(folder, 'alder-cert.pem'), keyFile: join(folder, 'alder-key.pem') };
    expect(await host.tryCertificate('alder', strange)).toMatchObject({ message: /the manager was asked with it, and does not let us in/ });
    expect(isUp()).toBe(true);
  });

  test('it is used when the link is made anew the next time, and kept once it has worked', async () => {
    expect(await host.renewCertificate('alder', next(), { isAtOnce: false, by })).toMatchObject({ kind: 'received' });
    expect(host.showLink('alder').next?.subject).toContain('renewed');
    expect(host.showLink('alder').files?.certFile).toBe(address.certFile);
    expect(kept).toEqual([]);
    await practice.carrier('alder').manager.control({ kind: 'drop-stream' });
    await waitUntil(() => kept.length === 1);
    expect(kept).toEqual([['alder', next()]]);
    expect(isUp()).toBe(true);
    expect(host.showLink('alder')).toMatchObject({ next: null, files: next() });
    expect(await told('certificate.renewed')).toHaveLength(1);
  });

  test('at once, back to the former', async () => {
    const former = { certFile: address.certFile, keyFile: address.keyFile };
    expect(await host.renewCertificate('alder', former, how)).toMatchObject({ kind: 'received' });
    await waitUntil(() => host.showLink('alder').files?.certFile === address.certFile && isUp());
  });

  test('one that stands is used by the next host, whose start leaves its files alone', async () => {
    kept.length = 0;
    await host.renewCertificate('alder', next(), { isAtOnce: false, by });
    await engine.close();
    expect(kept).toEqual([]);
    engine = await startEngine();
    ({ host } = engine);
    expect(host.filesInUse()).toEqual([next().certFile, next().keyFile]);
    await connectManager(host, address);
    await waitUntil(() => kept.length === 1 && isUp());
    expect(kept).toEqual([['alder', next()]]);
    expect(host.showLink('alder')).toMatchObject({ next: null, files: next() });
    expect(await told('certificate.renewed')).toHaveLength(3);
    // It has worked: nothing stands for the host after it.
    await engine.close();
    engine = await startEngine();
    ({ host } = engine);
    expect(host.filesInUse()).toEqual([]);
    await connectManager(host, address);
    await waitUntil(isUp);
    expect(host.showLink('alder').files?.certFile).toBe(address.certFile);
  });

  test('one that stands ends with a word where its files are gone, or the carrier is connected with another certificate', async () => {
    const gone = { certFile: join(folder, 'gone-cert.pem'), keyFile: join(folder, 'gone-key.pem') };
    await copyFile(next().certFile, gone.certFile);
    await copyFile(next().keyFile, gone.keyFile);
    await host.renewCertificate('alder', gone, { isAtOnce: false, by });
    await engine.close();
    await rm(gone.keyFile);
    await begin();
    await waitUntil(isUp);
    expect(await told('certificate.refused')).toEqual([
      expect.stringMatching(/goes on with our former certificate.*no such file.*renew it again/),
    ]);
    expect(host.filesInUse()).not.toContain(gone.certFile);
    await host.renewCertificate('alder', next(), { isAtOnce: false, by });
    await engine.close();
    engine = await startEngine();
    ({ host } = engine);
    await connectManager(host, { ...address, ...next() });
    await waitUntil(isUp);
    expect(await told('certificate.dropped')).toEqual([expect.stringMatching(/is not waited for any more/)]);
    expect(host.showLink('alder')).toMatchObject({ next: null, files: next() });
  });
});

describe('a manager that lives no more, and breaks nothing off', () => {
  const tlsOf = (id: 'borealis') => {
    const { caPem, client } = practice.carrier(id);
    return { caPem, certPem: client.certPem, keyPem: client.keyPem };
  };
  const isHeard = (): boolean => !host.network.view.isStale('borealis');

  test.each(['process', 'answers'] as const)(
    'its %s stand still: the link is down soon, and up again once it goes on',
    async (what) => {
      const { url, manager } = practice.carrier('borealis');
      const limits = { lifeMs: 50, lifeTimeoutMs: 300, requestMs: 20_000, streamIdleMs: 60_000 };
      const beforeMs = Date.now();
      await engine.connect({ id: 'borealis', name: 'Borealis', role: 'both', url, tls: tlsOf('borealis') }, limits);
      // What the link before it was told stands until this one is up.
      await waitUntil(() => isHeard() && (host.network.view.linkStates.get('borealis')?.heardAtMs ?? 0) >= beforeMs);
      if (what === 'process') process.kill(manager.pid(), 'SIGSTOP');
      else await manager.control({ kind: 'hang', on: true });
      try {
        await waitUntil(() => !isHeard());
        expect(host.network.view.linkStates.get('borealis')?.reason).toMatch(/answers nothing any more/);
      } finally {
        if (what === 'process') process.kill(manager.pid(), 'SIGCONT');
        else await manager.control({ kind: 'hang', on: false });
      }
      await waitUntil(isHeard, 25_000);
    },
    60_000,
  );
});

describe('a carrier that is removed', () => {
  test('is gone at once and after a restart, and comes back when it is connected again', async () => {
    await connectManager(host, {
      ...address,
      id: 'borealis',
      name: 'Borealis',
      url: practice.carrier('borealis').url,
      caFile: await caOf('borealis'),
    });
    await waitUntil(() =>
      host.network.view.nodes.size > 0 ? [...host.network.view.nodes.values()].some(({ carrierId }) => carrierId === 'borealis') : false,
    );
    const removed = await host.removeCarrier('borealis', because);
    expect(removed).toEqual({ kind: 'removed', configuration: '' });
    const isKnown = () => [...host.network.view.nodes.values()].some(({ carrierId }) => carrierId === 'borealis');
    expect(isKnown()).toBe(false);
    expect(host.network.view.carriers.has('borealis')).toBe(false);
    await engine.close();
    await begin();
    expect(host.network.view.carriers.has('borealis')).toBe(false);
    expect(isKnown()).toBe(false);
    await connectManager(host, {
      ...address,
      id: 'borealis',
      name: 'Borealis',
      url: practice.carrier('borealis').url,
      caFile: await caOf('borealis'),
    });
    await waitUntil(isKnown);
    expect(await told('carrier.removed')).toEqual(['Borealis removed by Ann: their upgrade']);
  });

  async function caOf(id: 'borealis'): Promise<string> {
    const file = join(folder, `${id}-ca.pem`);
    await writeFile(file, practice.carrier(id).caPem);
    return file;
  }
});
