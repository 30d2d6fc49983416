import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAuthority } from '../../lab/certificates';
import type { Authority, Identity } from '../../lab/certificates';
import { realClock } from '../carriers/tapi/testing/real-clock';
import { connectSwitch } from './connect-switch';
import type { HostKeys } from './host-keys';
import type { TransportOutcome } from './session-transport';
import { faultInAddress } from './switch-address';
import type { SwitchAddress, SwitchTransport } from './switch-address';
import { keyPair, startSshPeer } from './testing/ssh-peer';

const noKeys: HostKeys = { pinned: async () => null, pin: async (_host, _port, key) => key };
const plain: SwitchTransport = { kind: 'tcp', isPlainAllowed: true };
const addressOf = (port: number, transport: SwitchTransport): SwitchAddress => ({
  host: '127.0.0.1',
  port,
  tid: 'NE1',
  user: 'ops',
  password: 'let-me-in',
  transport,
});
const connect = (port: number, transport: SwitchTransport, signal = new AbortController().signal) =>
  connectSwitch(addressOf(port, transport), { clock: realClock, hostKeys: noKeys, signal });
const portOf = (server: Server): number => (server.address() as AddressInfo).port;

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return portOf(server);
}

/** What the switch says first, then everything is closed. */
async function firstWords(outcome: TransportOutcome): Promise<string> {
  if (outcome.kind === 'failed') throw new Error(outcome.message);
  const { stream, ended } = outcome.transport;
  const [bytes] = (await once(stream, 'data')) as [Buffer];
  outcome.transport.close();
  await ended;
  return bytes.toString();
}

const messageOf = (outcome: TransportOutcome): string => (outcome.kind === 'failed' ? `${outcome.code}: ${outcome.message}` : 'open');

test('plain TCP is used only where it is allowed', async () => {
  const server = createServer((socket) => socket.end('TL1> '));
  const port = await listen(server);
  expect(await firstWords(await connect(port, plain))).toBe('TL1> ');
  expect(messageOf(await connect(port, { kind: 'tcp', isPlainAllowed: false }))).toContain(
    'use TLS or SSH, or allow plain TCP for this switch',
  );
  server.close();
  await once(server, 'close');
  expect(messageOf(await connect(port, plain))).toContain('nothing listens there');
});

test('connecting can be broken off', async () => {
  expect(messageOf(await connect(9, plain, AbortSignal.abort()))).toContain('cancelled');
  expect(
    messageOf(
      await connect(9, { kind: 'tls', caPem: (await createAuthority('A')).caPem, identity: null, serverName: null }, AbortSignal.abort()),
    ),
  ).toContain('cancelled');
});

describe('TLS', () => {
  let authority: Authority;
  let clients: Authority;
  let client: Identity;
  let server: Server;
  let port: number;
  const over = (change: Partial<Extract<SwitchTransport, { kind: 'tls' }>> = {}): SwitchTransport => ({
    kind: 'tls',
    caPem: authority.caPem,
    identity: client,
    serverName: null,
    ...change,
  });
  beforeAll(async () => {
    [authority, clients] = [await createAuthority('Switches'), await createAuthority('Clients')];
    client = await clients.issueClient();
    const { certPem, keyPem } = await authority.issueServer({ hosts: ['127.0.0.1', 'ne1.example'] });
    server = createTlsServer({ cert: certPem, key: keyPem, ca: clients.caPem, requestCert: true, rejectUnauthorized: true }, (socket) => {
      socket.write('TL1> ');
    });
    server.on('error', () => undefined);
    port = await listen(server);
  });
  afterAll(() => {
    server.close();
  });

  test('a switch with a certificate of the pinned authority is reached, by its address or its name', async () => {
    expect(await firstWords(await connect(port, over()))).toBe('TL1> ');
    expect(await firstWords(await connect(port, over({ serverName: 'ne1.example' })))).toBe('TL1> ');
  });

  test('a certificate of another authority, or for another name, is refused', async () => {
    for (const name of ['Switches', 'Others'])
      expect(messageOf(await connect(port, over({ caPem: (await createAuthority(name)).caPem })))).toMatch(
        /^certificate-refused: .*does not come from the authority pinned/,
      );
    expect(messageOf(await connect(port, over({ serverName: 'ne2.example' })))).toContain('is not for ne2.example');
  });

  test('a switch that refuses our certificate is told as such, though the connection stood', async () => {
    const stranger = await (await createAuthority('Clients')).issueClient();
    for (const identity of [stranger, null]) {
      const outcome = await connect(port, over({ identity }));
      if (outcome.kind === 'failed') expect(outcome.message).toContain('refuses our certificate');
      else {
        outcome.transport.stream.resume();
        expect((await outcome.transport.ended).text).toContain('refuses our certificate');
      }
    }
  });

  test('what does not speak TLS is told as such', async () => {
    const other = createServer((socket) => socket.end('no TLS here, sorry'));
    expect(messageOf(await connect(await listen(other), over()))).toContain('does not speak TLS');
    other.close();
  });

  test('what we hold ourselves is checked before connecting', async () => {
    const now = Date.now();
    const fault = (change: Partial<Extract<SwitchTransport, { kind: 'tls' }>>) => faultInAddress(addressOf(port, over(change)), now);
    expect(fault({})).toBeNull();
    expect(fault({ identity: null })).toBeNull();
    expect(fault({ caPem: 'nonsense' })).toContain('authority pinned for this switch cannot be read');
    expect(faultInAddress(addressOf(port, over()), now + 400 * 86_400_000)).toContain('authority pinned for this switch expired');
    expect(fault({ identity: { ...client, certPem: '' } })).toContain('our certificate for this switch cannot be read');
    expect(fault({ identity: { ...client, keyPem: 'x' } })).toContain('our private key for this switch cannot be read');
    expect(fault({ identity: { ...client, keyPem: (await clients.issueClient()).keyPem } })).toContain(
      'does not belong to our certificate',
    );
    const old = await clients.issueClient({ notAfter: new Date(now - 1000), notBefore: new Date(now - 90_000) });
    expect(fault({ identity: old })).toContain('expired on');
  });
});

describe('SSH', () => {
  const over = (hostKeyFingerprint: string | null): SwitchTransport => ({
    kind: 'ssh',
    user: 'ops',
    password: 'let-me-in',
    key: null,
    hostKeyFingerprint,
  });

  test('only a key that is known beforehand will do: nothing is sent to another', async () => {
    const key = keyPair();
    const blob = Buffer.from(key.public.split(' ')[1] ?? '', 'base64');
    const hostKey = { type: 'ssh-ed25519', fingerprint: `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}` };
    const { fingerprint } = hostKey;
    const peer = await startSshPeer({ hostKeys: [key.private], onShell: (channel) => channel.write('TL1> ') });
    expect(await firstWords(await connect(peer.port, over(fingerprint)))).toBe('TL1> ');
    const before = peer.attempts.length;
    const changed = messageOf(await connect(peer.port, over('SHA256:other')));
    expect(changed).toMatch(/^host-key-changed: .*SHA256:other is entered for this switch/);
    expect(messageOf(await connect(peer.port, over(null)))).toMatch(
      /^host-key-declined: .*was never accepted.*only if it is this one, accept it/,
    );
    const { signal } = new AbortController();
    const told = async (pinned: string | null, keys = noKeys): Promise<string> =>
      messageOf(
        await connectSwitch(addressOf(peer.port, over(pinned)), {
          ...{ clock: realClock, hostKeys: keys, signal },
          howToTrust: (shown) => `trust ${shown}`,
        }),
      );
    for (const words of [
      await told(null),
      await told('SHA256:other'),
      await told(null, { ...noKeys, pinned: async () => ({ ...hostKey, fingerprint: 'SHA256:was' }) }),
    ])
      expect(words.endsWith(`, trust ${fingerprint}`), words).toBe(true);
    expect(peer.attempts).toHaveLength(before);
    const accepted = { ...noKeys, pinned: async () => hostKey };
    expect(await firstWords(await connectSwitch(addressOf(peer.port, over(null)), { clock: realClock, hostKeys: accepted, signal }))).toBe(
      'TL1> ',
    );
    await peer.close();
  });
});

test('an address in which something is amiss is told before anything is connected', () => {
  const fault = (change: Partial<SwitchAddress>) => faultInAddress({ ...addressOf(4083, plain), ...change }, 0);
  expect(fault({})).toBeNull();
  expect(fault({ host: '' })).toContain('host is missing');
  expect(fault({ port: 0 })).toContain('port 0 is none');
  expect(fault({ password: '' })).toContain('password for the switch’s TL1 is missing');
  expect(fault({ password: 'a\nb' })).toContain('the password for the switch contains control characters');
  expect(fault({ transport: { kind: 'ssh', user: 'ops', password: null, key: null, hostKeyFingerprint: null } })).toContain(
    'neither a password nor a key',
  );
});
