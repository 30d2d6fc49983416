import { once } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createAuthority } from '../../lab/certificates';
import { newPlace } from './testing/longlines-process';

const place = newPlace();

interface Console {
  readonly url: string;
  readonly origin: string;
  readonly token: string;
  /** As Ctrl-C: resolves with its exit status. */
  end(): Promise<number | null>;
}

async function serve(...words: readonly string[]): Promise<Console> {
  const child = place.start('serve', '--json', '--port', '0', ...words);
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const url = await new Promise<string>((resolve, reject) => {
    let [out, err] = ['', ''];
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (err += chunk));
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      out += chunk;
      if (out.endsWith('}\n')) resolve((JSON.parse(out) as { readonly result: { readonly url: string } }).result.url);
    });
    child.once('exit', (code) => {
      reject(new Error(`longlines serve ended with ${code ?? 'a signal'}: ${err}`));
    });
  });
  const [origin = '', token = ''] = url.split('/#token=');
  return {
    ...{ url, origin, token },
    async end() {
      child.kill('SIGINT');
      return (await exited)[0];
    },
  };
}

const socketTo = ({ origin, token }: Pick<Console, 'origin' | 'token'>, path: string, ca?: string): WebSocket =>
  new WebSocket(`${origin.replace(/^http/, 'ws')}${path}`, ['longlines', token], { origin, ...(ca !== undefined && { ca }) });

const firstMessage = async (socket: WebSocket): Promise<unknown> =>
  JSON.parse(((await once(socket, 'message')) as [Buffer])[0].toString('utf8')) as unknown;

test('the page, and the host behind it, at the address that is printed; another command finds the same host; Ctrl-C ends it', async () => {
  const console = await serve();
  expect(console.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(Buffer.from(console.token, 'base64url')).toHaveLength(32);
  const page = await fetch(`${console.origin}/`);
  expect(page.status).toBe(200);
  const [script = ''] = /assets\/index-[\w-]+\.js/.exec(await page.text()) ?? [];
  expect((await fetch(`${console.origin}/${script}`)).headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  const socket = socketTo(console, '/console?network=live');
  expect(await firstMessage(socket)).toMatchObject({ hello: { store: place.store, network: 'live', user: 'Ann' } });
  expect(await place.ask(['status'])).toMatchObject({ isHost: true });
  const closed = once(socket, 'close');
  expect(await console.end()).toBe(0);
  expect(((await closed) as [number, Buffer])[1].toString()).toMatch(/the host is ending/);
});

test('a network that is not started is told, and can be asked for again', async () => {
  const console = await serve();
  const socket = socketTo(console, '/console?network=practice');
  expect(((await once(socket, 'close')) as [number, Buffer])[1].toString()).toMatch(/^the practice network is not started: .* start it$/);
  await console.end();
});

test('beyond this machine it is not served without TLS and an account: status 2, with the remedy', async () => {
  expect(await place.run('serve', '--host', '0.0.0.0')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/--cert.*longlines accounts add/) as string,
  });
  expect(await place.run('serve', '--cert', 'cert.pem')).toMatchObject({ code: 2, err: expect.stringMatching(/--key/) as string });
  expect(await place.run('serve', '--cert', 'none.pem', '--key', 'none.pem')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/none\.pem cannot be read/) as string,
  });
});

test('a port that is taken is told with the remedy', async () => {
  const console = await serve();
  const { port } = new URL(console.origin);
  expect(await place.run('serve', '--port', port, '--store', join(place.folder, 'other.db'))).toMatchObject({
    code: 1,
    err: expect.stringMatching(/choose another --port/) as string,
  });
  await console.end();
});

test('over TLS: who has an account signs in, and is let in; the account removed, he is out', async () => {
  const authority = await createAuthority('console CA');
  const { certPem, keyPem } = await authority.issueServer({ commonName: 'localhost' });
  const [cert, key, passwordFile] = ['cert.pem', 'key.pem', 'password'].map((name) => join(place.folder, name)) as [string, string, string];
  await place.ask(['accounts', 'add', 'root', '--role', 'administrator']);
  writeFileSync(cert, certPem);
  writeFileSync(key, keyPem);
  writeFileSync(passwordFile, 'correct horse battery\n');
  chmodSync(passwordFile, 0o600);
  await place.ask(['accounts', 'add', 'zoe', '--role', 'viewer', '--password-file', passwordFile]);
  const console = await serve('--host', '0.0.0.0', '--name', 'localhost', '--cert', cert, '--key', key);
  expect(console.origin).toMatch(/^https:\/\/localhost:\d+$/);
  const signIn = (password: string) =>
    new Promise<{ readonly status: number; readonly body: string }>((resolve, reject) => {
      const body = JSON.stringify({ account: 'zoe', password });
      const headers = { origin: console.origin, 'content-length': body.length };
      const asked = request(`${console.origin}/session`, { method: 'POST', ca: authority.caPem, headers, agent: false }, (response) => {
        text(response).then((said) => {
          resolve({ status: response.statusCode ?? 0, body: said });
        }, reject);
      });
      asked.on('error', reject);
      asked.end(body);
    });
  expect((await signIn('something else')).status).toBe(401);
  const { status, body } = await signIn('correct horse battery');
  expect(status).toBe(200);
  const { token } = JSON.parse(body) as { readonly token: string };
  const socket = socketTo({ origin: console.origin, token }, '/console?network=live', authority.caPem);
  expect(await firstMessage(socket)).toMatchObject({
    hello: { network: 'live', user: 'zoe', role: 'viewer', peer: 'account', isBeyond: true },
  });
  const closed = once(socket, 'close');
  await place.ask(['accounts', 'remove', 'zoe']);
  expect(((await closed) as [number, Buffer])[1].toString()).toMatch(/sign in again/);
  expect((await signIn('correct horse battery')).status).toBe(401);
  expect(await console.end()).toBe(0);
});
