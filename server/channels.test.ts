import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import type { Channel } from '../core/contract/channel';
import { createAccess } from './access';
import { webLimits } from './limits';
import { ask } from './testing/ask';
import { credentials, served, type Served } from './testing/served';

const closed = async (socket: WebSocket) => {
  const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
  return { code, reason: reason.toString() };
};

test('text and bytes go both ways, in order', async () => {
  const it = await served();
  const socket = await it.socket('/terminal?network=practice');
  expect(it.opened).toEqual(['terminal practice']);
  const heard: [Buffer, boolean][] = [];
  const both = new Promise<void>((resolve) => {
    socket.on('message', (data: Buffer, isBinary) => {
      if (heard.push([data, isBinary]) === 2) resolve();
    });
  });
  socket.send('{"é":"😀"}');
  socket.send(Buffer.from([0, 255, 128]));
  await both;
  expect(heard).toEqual([
    [Buffer.from('{"é":"😀"}'), false],
    [Buffer.from([0, 255, 128]), true],
  ]);
});

test('a message that is too long ends its connection, and no other', async () => {
  const it = await served({ maxConsoleMessageBytes: 1_000, maxTerminalMessageBytes: 100 });
  const [console, terminal, other] = [await it.socket('/console'), await it.socket('/terminal'), await it.socket()];
  for (const [socket, bytes] of [
    [console, 1_001],
    [terminal, 101],
  ] as const) {
    socket.send('x'.repeat(bytes));
    expect(await closed(socket)).toMatchObject({ code: 1009 });
  }
  other.send('x'.repeat(1_000));
  expect(((await once(other, 'message')) as [Buffer])[0]).toHaveLength(1_000);
});

test('too many messages in a second end their connection, and no other', async () => {
  const it = await served({ maxMessagesPerSecond: 50 });
  const [busy, calm] = [await it.socket(), await it.socket()];
  busy.on('message', () => undefined);
  for (let count = 0; count < 60; count += 1) busy.send('x');
  expect(await closed(busy)).toEqual({ code: 1008, reason: 'more than 50 messages in a second' });
  calm.send('still here');
  expect(((await once(calm, 'message')) as [Buffer])[0].toString()).toBe('still here');
});

test.each([
  ['text that is no UTF-8', Buffer.from([0x81, 0x82, 1, 2, 3, 4, 0xc3 ^ 1, 0x28 ^ 2])],
  ['a frame without a mask', Buffer.from([0x81, 0x01, 0x78])],
  ['a frame with reserved bits', Buffer.from([0xf1, 0x81, 1, 2, 3, 4, 5])],
  ['a fragment of nothing', Buffer.from([0x80, 0x81, 1, 2, 3, 4, 5])],
  ['a ping that is too long', Buffer.from([0x89, 0xfe, 0x01, 0x00, 1, 2, 3, 4])],
])('%s ends its connection, and the next one is served', async (_, frame) => {
  const it = await served();
  const raw = connect(it.port, '127.0.0.1');
  raw.on('error', () => undefined);
  raw.write(
    [
      'GET /console HTTP/1.1',
      `Host: 127.0.0.1:${it.port}`,
      `Origin: ${it.server.origin}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      `Sec-WebSocket-Protocol: longlines, ${it.access.token}`,
      '\r\n',
    ].join('\r\n'),
  );
  await once(raw, 'data');
  raw.write(frame);
  raw.resume();
  await once(raw, 'close');
  expect(it.faults).toEqual([]);
  const next = await it.socket();
  next.send('x');
  await once(next, 'message');
});

test('no more WebSockets than are allowed, until one goes', async () => {
  const it = await served({ maxSockets: 2 });
  const [first] = [await it.socket(), await it.socket('/terminal')];
  await expect(it.socket()).rejects.toThrow(/503/);
  first.close();
  await closed(first);
  await it.socket();
});

test('who leaves too much unread is left', async () => {
  let channel: Channel | null = null;
  const it = await served({ maxUnreadBytes: 1_000, unreadMs: 50 }, (opened) => (channel = opened));
  const socket = await it.socket();
  socket.pause();
  // More than any buffer between the two takes.
  for (let count = 0; count < 100; count += 1) (channel as Channel | null)?.send('x'.repeat(1_000_000));
  await new Promise<void>((resolve) => {
    channel?.onClose(() => {
      resolve();
    });
  });
  socket.terminate();
});

test('who does not answer any more is gone', async () => {
  let channel: Channel | null = null;
  const it = await served({ heartbeatMs: 40 }, (opened) => (channel = opened));
  const socket = await it.socket();
  const gone = new Promise<void>((resolve) => {
    channel?.onClose(() => {
      resolve();
    });
  });
  // Nothing is read from here on, so no ping is answered.
  socket.pause();
  await gone;
  socket.terminate();
});

test('the end of the host is told with its reason; afterwards nobody answers', async () => {
  const it = await served();
  const socket = await it.socket();
  const end = closed(socket);
  await it.server.close();
  expect(await end).toEqual({ code: 1000, reason: 'the host is ending' });
  await expect(ask(it.port, { path: '/', headers: { host: `127.0.0.1:${it.port}` } })).rejects.toThrow(/ECONNREFUSED/);
});

test('wrong tokens are answered so many times in a minute; the right one always is', async () => {
  const it = await served({ maxFailedTries: 3 });
  const judge = async (token: string) =>
    (await ask(it.port, { path: '/session', headers: { host: `127.0.0.1:${it.port}`, authorization: `Bearer ${token}` } })).status;
  const statuses: number[] = [];
  for (let count = 0; count < 5; count += 1) statuses.push(await judge('wrong'));
  expect(statuses).toEqual([401, 401, 401, 429, 429]);
  expect(await judge(it.access.token)).toBe(200);
  expect(await judge('')).toBe(401);
});

test('a password is tried so many times, be it right then or not; who signs in gets a token of his own', async () => {
  const it = await served({ maxFailedTries: 2 });
  const signIn = (given: string) =>
    ask(it.port, {
      method: 'POST',
      path: '/session',
      headers: { host: `127.0.0.1:${it.port}`, origin: it.server.origin },
      body: JSON.stringify({ account: 'zoe', password: given }),
    });
  const granted = await signIn(credentials.password);
  expect(granted.status).toBe(200);
  const { token } = JSON.parse(granted.body) as { readonly token: string };
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(token).not.toBe(it.access.token);
  expect(it.access.judge(token, 'a').kind).toBe('granted');
  expect([(await signIn('wrong one')).status, (await signIn('wrong two')).status, (await signIn(credentials.password)).status]).toEqual([
    401, 401, 429,
  ]);
});

test('a code opens the console once, soon, and for nobody else', async () => {
  const it = await served({ onceMs: 200, maxFailedTries: 3 });
  const open = (code: string) => ask(it.port, { path: `/open?once=${code}`, headers: { host: `127.0.0.1:${it.port}` } });
  const code = it.access.once();
  expect(await open(code)).toMatchObject({ status: 303, headers: { location: `/#token=${it.access.token}`, 'cache-control': 'no-store' } });
  expect((await open(code)).status).toBe(401);
  const late = it.access.once();
  // Time has to pass: that is the point.
  await new Promise((resolve) => setTimeout(resolve, 250));
  expect((await open(late)).status).toBe(401);
  // A good one is of use whatever went wrong before.
  expect([(await open('A'.repeat(43))).status, (await open('A'.repeat(43))).status]).toEqual([401, 429]);
  expect((await open(it.access.once())).status).toBe(303);
});

const signedIn = async ({ access }: Served): Promise<string> => {
  const outcome = await access.signIn(credentials, '127.0.0.1');
  if (outcome.kind !== 'granted') throw new Error(outcome.kind);
  return outcome.token;
};

test('the token of the launch is worth its user, who signs in his account; each hears so at its channels', async () => {
  const it = await served();
  await it.socket();
  await it.socket('/terminal', await signedIn(it));
  expect(it.peers).toEqual([
    { account: 'ann', role: 'administrator', kind: 'user', isBeyond: false },
    { account: 'zoe', role: 'operator', kind: 'account', isBeyond: true },
  ]);
  // From elsewhere the same token is worth the same user, who sits at another machine.
  for (const address of ['192.0.2.7', '::ffff:192.0.2.7', '', '128.0.0.1'])
    expect(it.access.judge(it.access.token, address)).toMatchObject({ peer: { account: 'ann', role: 'administrator', isBeyond: true } });
  for (const address of ['::1', '127.0.0.1', '::ffff:127.0.0.1'])
    expect(it.access.judge(it.access.token, address)).toMatchObject({ peer: { isBeyond: false } });
});

test('an account that was changed has nothing signed in any more: its windows are closed, and nobody else’s', async () => {
  const it = await served();
  const token = await signedIn(it);
  const [own, others] = [await it.socket('/console', token), await it.socket()];
  const end = closed(own);
  it.changeAccount('viewer');
  expect(await end).toEqual({ code: 1000, reason: expect.stringContaining('sign in again') as string });
  expect(it.access.judge(token, '127.0.0.1').kind).toBe('denied');
  others.send('still here');
  expect(((await once(others, 'message')) as [Buffer])[0].toString()).toBe('still here');
  expect(it.access.judge(await signedIn(it), '127.0.0.1')).toMatchObject({ peer: { role: 'viewer' } });
});

test('who signs out has closed his own windows, and his token is worth nothing any more', async () => {
  const it = await served();
  const [token, other] = [await signedIn(it), await signedIn(it)];
  const own = await it.socket('/console', token);
  const end = closed(own);
  const signOut = (bearer: string) =>
    ask(it.port, {
      method: 'DELETE',
      path: '/session',
      headers: { host: `127.0.0.1:${it.port}`, origin: it.server.origin, authorization: `Bearer ${bearer}` },
    });
  expect((await signOut(token)).status).toBe(200);
  expect((await end).reason).toBe('signed out');
  expect(it.access.judge(token, 'a').kind).toBe('denied');
  expect(it.access.judge(other, 'a').kind).toBe('granted');
  // Nobody signs the launch out.
  await signOut(it.access.token);
  expect(it.access.judge(it.access.token, 'a').kind).toBe('granted');
});

test('nobody signs in where there are no accounts', async () => {
  const access = createAccess({ now: () => 0, limits: webLimits, user: 'ann', accounts: null });
  expect(access.takesAccounts()).toBe(false);
  expect(await access.signIn(credentials, 'a')).toEqual({ kind: 'denied' });
});
