import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:tls';
import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAuthority, type Authority, type Identity } from './certificates';

const dayMs = 86_400_000;
let carrierCa: Authority;
let clientCa: Authority;
let port: number;
let server: ReturnType<typeof createServer>;

beforeAll(async () => {
  [carrierCa, clientCa] = await Promise.all([createAuthority('Carrier CA'), createAuthority('Client CA')]);
  const own = await carrierCa.issueServer();
  server = createServer(
    { cert: own.certPem, key: own.keyPem, ca: clientCa.caPem, requestCert: true, rejectUnauthorized: true },
    (_, response) => response.end('welcome'),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
});

/** What a client sees that speaks TLS to the server: its first line, or the error. */
async function meet(client: Identity | null, caPem = carrierCa.caPem, host = 'localhost'): Promise<string> {
  const socket = connect({
    host: '127.0.0.1',
    port,
    servername: host,
    ca: caPem,
    ...(client ? { cert: client.certPem, key: client.keyPem } : {}),
  });
  return new Promise((resolve) => {
    socket.on('secureConnect', () => socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'));
    socket.once('data', (data: Buffer) => {
      resolve(data.toString('latin1').split('\r\n')[0] ?? '');
      socket.destroy();
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code ?? error.message);
    });
    // Under TLS 1.3 a refusal may come as an alert or as nothing but the end.
    socket.once('close', () => {
      resolve('closed');
    });
  });
}

describe('over a real connection', () => {
  test('a client with a certificate by the right authority is let in', async () => {
    expect(await meet(await clientCa.issueClient())).toBe('HTTP/1.1 200 OK');
  });

  test.each([
    ['without a certificate', () => Promise.resolve(null)],
    ['by another authority', async () => (await createAuthority('Client CA')).issueClient()],
    [
      'with an expired certificate',
      () => clientCa.issueClient({ notBefore: new Date(Date.now() - 2 * dayMs), notAfter: new Date(Date.now() - dayMs) }),
    ],
    ['with one that is not valid yet', () => clientCa.issueClient({ notBefore: new Date(Date.now() + dayMs) })],
    ['with a server certificate', () => clientCa.issueServer()],
  ])('a client %s is refused', async (_, identity) => {
    expect(await meet(await identity())).not.toMatch(/^HTTP/);
  });

  test('a client that pinned another authority refuses the server, whatever its name', async () => {
    const other = await createAuthority('Carrier CA');
    expect(await meet(await clientCa.issueClient(), other.caPem)).toMatch(/SIGNATURE|SELF_SIGNED|UNABLE_TO_VERIFY/);
  });

  test('a client that expects another host refuses the server', async () => {
    expect(await meet(await clientCa.issueClient(), carrierCa.caPem, 'other.example')).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  });
});

test('certificates say whose they are and how long they hold', async () => {
  const [from, to] = [new Date('2030-01-01T00:00:00Z'), new Date('2030-02-01T00:00:00Z')];
  const server = await carrierCa.issueServer({
    commonName: 'manager',
    hosts: ['manager.example', '127.0.0.9'],
    notBefore: from,
    notAfter: to,
  });
  const read = new X509Certificate(server.certPem);
  expect([read.subject, read.issuer, read.subjectAltName]).toEqual([
    'CN=manager',
    'CN=Carrier CA',
    'DNS:manager.example, IP Address:127.0.0.9',
  ]);
  expect([new Date(read.validFrom), new Date(read.validTo)]).toEqual([from, to]);
  expect(read.verify(new X509Certificate(carrierCa.caPem).publicKey)).toBe(true);
});
