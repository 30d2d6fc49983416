import { describe, expect, test } from 'vitest';
import { ask, say, type Asked } from './testing/ask';
import { credentials, served, type Served } from './testing/served';

/** Every route, as our own page asks for it. `token`: without it nothing is had there. */
const routes = {
  page: { path: '/', token: false, good: 200 },
  file: { path: '/assets/app-1.js', token: false, good: 200 },
  token: { path: '/session', token: true, good: 200 },
  signIn: { path: '/session', token: false, good: 200, method: 'POST', body: JSON.stringify(credentials) },
  open: { path: '/open?once=CODE&network=practice', token: false, good: 303 },
  console: { path: '/console', token: true, good: 101, upgrade: true },
  practice: { path: '/console?network=practice', token: true, good: 101, upgrade: true },
  terminal: { path: '/terminal?network=live', token: true, good: 101, upgrade: true },
  unknown: { path: '/nothing', token: false, good: 404 },
  unknownSocket: { path: '/nothing', token: true, good: 404, upgrade: true },
} as const satisfies Record<string, Route>;
type RouteName = keyof typeof routes;

interface Route {
  readonly path: string;
  readonly token: boolean;
  readonly good: number;
  readonly method?: string;
  readonly body?: string;
  readonly upgrade?: true;
}

const wrongToken = 'A'.repeat(43);
const long = 'x'.repeat(20_000);

/** What is wrong with a request, and what is made of it. */
const faults = {
  missingToken: (asked) => without(asked, 'authorization', 'sec-websocket-protocol'),
  emptyToken: (asked) => withHeaders(asked, { authorization: 'Bearer ', 'sec-websocket-protocol': 'longlines' }),
  wrongToken: (asked) =>
    withHeaders(asked, { authorization: `Bearer ${wrongToken}`, 'sec-websocket-protocol': `longlines, ${wrongToken}` }),
  longToken: (asked) =>
    withHeaders(asked, { authorization: `Bearer ${long.slice(0, 9_000)}`, 'sec-websocket-protocol': `longlines, ${long.slice(0, 6_000)}` }),
  tokenWithMore: (asked, token) =>
    withHeaders(asked, { authorization: `Bearer ${token} x`, 'sec-websocket-protocol': `longlines, ${token}, x` }),
  wrongHost: (asked) => withHeaders(asked, { host: 'console.example' }),
  hostWithoutPort: (asked) => withHeaders(asked, { host: '127.0.0.1' }),
  otherNameOfHost: (asked, _, port) => withHeaders(asked, { host: `localhost:${port}` }),
  missingHost: (asked) => without(asked, 'host'),
  wrongOrigin: (asked) => withHeaders(asked, { origin: 'http://evil.example' }),
  originWithoutPort: (asked) => withHeaders(asked, { origin: 'http://127.0.0.1' }),
  secureOrigin: (asked, _, port) => withHeaders(asked, { origin: `https://127.0.0.1:${port}` }),
  nullOrigin: (asked) => withHeaders(asked, { origin: 'null' }),
  missingOrigin: (asked) => without(asked, 'origin'),
  longAddress: (asked) => ({ ...asked, path: `${asked.path}?${long.slice(0, 3_000)}` }),
  wrongCode: (asked) => ({ ...asked, path: asked.path.replace(/once=[^&]*/, `once=${wrongToken}`) }),
  malformedCode: (asked) => ({ ...asked, path: asked.path.replace(/once=[^&]*/, 'once=../x') }),
  longHeaders: (asked) => withHeaders(asked, { 'x-long': long }),
  largeBody: (asked) => ({ ...withHeaders(asked, { 'content-length': String(long.length) }), body: long }),
  endlessBody: (asked) => ({ ...withHeaders(without(asked, 'content-length'), { 'transfer-encoding': 'chunked' }), body: long }),
  otherMethod: (asked) => ({ ...asked, method: 'PUT' }),
  foreignQuery: (asked) => ({ ...asked, path: `${asked.path.split('?')[0] ?? ''}?network=elsewhere` }),
  queryWithMore: (asked) => ({ ...asked, path: `${asked.path.split('?')[0] ?? ''}?network=live&network=practice` }),
  absoluteAddress: (asked, _, port) => ({ ...asked, path: `http://127.0.0.1:${port}${asked.path}` }),
} as const satisfies Record<string, (asked: Asked, token: string, port: number) => Asked>;
type FaultName = keyof typeof faults;

const withHeaders = (asked: Asked, headers: Readonly<Record<string, string>>): Asked => ({
  ...asked,
  headers: { ...asked.headers, ...headers },
});
const without = (asked: Asked, ...names: readonly string[]): Asked => ({
  ...asked,
  headers: Object.fromEntries(Object.entries(asked.headers).filter(([name]) => !names.includes(name))),
});

/** The status of each fault on each route; `good`: what a request without a fault gets, since that part is of no concern there. */
const expected: Readonly<Record<FaultName, Readonly<Record<RouteName, number | 'good'>>>> = {
  missingToken: everywhere('good', { token: 401, console: 401, practice: 401, terminal: 401 }),
  emptyToken: everywhere('good', { token: 401, console: 401, practice: 401, terminal: 401 }),
  wrongToken: everywhere('good', { token: 401, console: 401, practice: 401, terminal: 401 }),
  longToken: everywhere('good', { token: 401, console: 401, practice: 401, terminal: 401 }),
  tokenWithMore: everywhere('good', { token: 401, console: 401, practice: 401, terminal: 401 }),
  wrongHost: everywhere(421),
  hostWithoutPort: everywhere(421),
  otherNameOfHost: everywhere(421),
  // Node answers those itself that want no WebSocket.
  missingHost: everywhere(400, { console: 421, practice: 421, terminal: 421, unknownSocket: 421 }),
  wrongOrigin: everywhere(403),
  originWithoutPort: everywhere(403),
  secureOrigin: everywhere(403),
  nullOrigin: everywhere(403),
  missingOrigin: everywhere('good', { signIn: 403, console: 403, practice: 403, terminal: 403 }),
  longAddress: everywhere(414),
  wrongCode: everywhere('good', { open: 401 }),
  malformedCode: everywhere('good', { open: 400 }),
  longHeaders: everywhere(431),
  largeBody: everywhere(413, { token: 413 }),
  endlessBody: everywhere(413, { token: 413 }),
  // A form that is deleted brings its content all the same.
  otherMethod: everywhere(405, { unknown: 404, unknownSocket: 404, signIn: 413 }),
  foreignQuery: everywhere('good', { open: 400, console: 400, practice: 400, terminal: 400 }),
  queryWithMore: everywhere('good', { open: 400, console: 400, practice: 400, terminal: 400 }),
  absoluteAddress: everywhere(400),
};

function everywhere(status: number | 'good', but: Partial<Record<RouteName, number>> = {}): Readonly<Record<RouteName, number | 'good'>> {
  const names = Object.keys(routes) as RouteName[];
  return Object.fromEntries(names.map((name) => [name, but[name] ?? status])) as Record<RouteName, number | 'good'>;
}

function goodRequest({ path, method, body, upgrade }: Route, { access, server, port }: Served): Asked {
  return {
    // Good once: another for each request.
    path: path.replace('CODE', access.once()),
    ...(method !== undefined && { method }),
    ...(body !== undefined && { body }),
    headers: {
      host: `127.0.0.1:${port}`,
      origin: server.origin,
      authorization: `Bearer ${access.token}`,
      ...(body !== undefined && { 'content-length': String(body.length) }),
      ...(upgrade && {
        ...{ connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' },
        'sec-websocket-protocol': `longlines, ${access.token}`,
      }),
    },
  };
}

describe.each(Object.keys(routes) as RouteName[])('%s', (name) => {
  const route: Route = routes[name];

  test('as our own page asks', async () => {
    const it = await served();
    const { status } = await ask(it.port, goodRequest(route, it));
    expect(status).toBe(route.good);
    expect(it.opened).toHaveLength(route.good === 101 ? 1 : 0);
  });

  test('each fault is refused with its own status, opens nothing, and keeps nobody else out', async () => {
    const it = await served({ maxFailedTries: 1_000 });
    const seen: Partial<Record<FaultName, number>> = {};
    let mayOpen = 0;
    for (const fault of Object.keys(faults) as FaultName[]) {
      const { status } = await ask(it.port, faults[fault](goodRequest(route, it), it.access.token, it.port));
      if (status === 101) mayOpen += 1;
      seen[fault] = status;
    }
    const wanted = Object.fromEntries(
      (Object.keys(faults) as FaultName[]).map((fault) => {
        const status = expected[fault][name];
        return [fault, status === 'good' ? route.good : status];
      }),
    );
    expect(seen).toEqual(wanted);
    expect(it.opened).toHaveLength(mayOpen);
    expect((await ask(it.port, goodRequest(route, it))).status).toBe(route.good);
    expect(it.faults).toEqual([]);
  });
});

test.each([
  ['/../package.json'],
  ['/assets/../../package.json'],
  ['/%2e%2e/package.json'],
  ['/assets/..%2f..%2fpackage.json'],
  ['//etc/passwd'],
  ['/index.html%00.js'],
  ['/assets'],
  ['/assets/'],
  ['/__proto__'],
  ['/INDEX.HTML'],
])('%s leads to nothing', async (path) => {
  const it = await served();
  expect(await ask(it.port, { path, headers: { host: `127.0.0.1:${it.port}` } })).toMatchObject({ status: 404 });
});

test.each([
  ['nothing that is HTTP', 'SSH-2.0-OpenSSH_9.6\r\n\r\n', 400],
  ['bytes', Buffer.from([0, 1, 2, 255, 254, 13, 10, 13, 10]), 400],
  ['TLS where there is none', Buffer.from('160301020001000001fc0303', 'hex'), 400],
  ['two lengths', 'POST /session HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd', 400],
  ['a length and chunks', 'POST /session HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400],
  ['a line break in a header', 'GET / HTTP/1.1\r\nHost: x\r\nX: a\r\n b\r\n\r\n', 400],
  ['another version', 'GET / HTTP/9.9\r\nHost: x\r\n\r\n', 400],
])('%s is no request: 400, and the connection ends', async (_, bytes, status) => {
  const it = await served();
  expect(await say(it.port, bytes)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect((await ask(it.port, goodRequest(routes.page, it))).status).toBe(200);
});

test('who does not end his request has so long, and no longer', async () => {
  const it = await served({ headersMs: 300, requestMs: 600 });
  expect(await say(it.port, 'GET / HTTP/1.1\r\nHost: ')).toMatch(/^HTTP\/1\.1 408 /);
});

test.each([
  ['no key', { 'sec-websocket-key': '' }],
  ['a key that is none', { 'sec-websocket-key': 'short' }],
  ['another version', { 'sec-websocket-version': '7' }],
  ['another protocol', { upgrade: 'h2c' }],
])('a WebSocket with %s is not opened', async (_, headers) => {
  const it = await served();
  const { status } = await ask(it.port, withHeaders(goodRequest(routes.console, it), headers));
  expect([400, 426]).toContain(status);
  expect(it.opened).toEqual([]);
});

test('compression of messages is not agreed to, and the token is not said back', async () => {
  const it = await served();
  const { headers } = await ask(
    it.port,
    withHeaders(goodRequest(routes.console, it), { 'sec-websocket-extensions': 'permessage-deflate' }),
  );
  expect(headers['sec-websocket-extensions']).toBeUndefined();
  expect(headers['sec-websocket-protocol']).toBe('longlines');
});

test.each([
  ['no JSON', '{"password":'],
  ['a list', '[]'],
  ['a number', '{"account":"zoe","password":5}'],
  ['no account', '{"password":"correct horse battery"}'],
  ['nothing', ''],
  ['more than an account and its password', JSON.stringify({ ...credentials, as: 'root' })],
])('signing in with %s is malformed', async (_, body) => {
  const it = await served();
  expect(
    await ask(it.port, { ...withHeaders(goodRequest(routes.signIn, it), { 'content-length': String(body.length) }), body }),
  ).toMatchObject({ status: 400 });
});

test('every answer is protected, and the page is not kept', async () => {
  const it = await served();
  for (const name of ['page', 'file', 'token', 'unknown'] as const) {
    const { headers } = await ask(it.port, goodRequest(routes[name], it));
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': expect.stringContaining("default-src 'none'") as string,
    });
    expect(headers['cache-control']).toBe(name === 'file' ? 'public, max-age=31536000, immutable' : 'no-store');
    expect(headers['access-control-allow-origin']).toBeUndefined();
  }
  const { headers } = await ask(it.port, goodRequest(routes.page, it));
  expect(headers['content-security-policy']).not.toMatch(/script-src[^;]*unsafe|\*|https?:/);
});
