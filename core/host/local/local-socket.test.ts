import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { protocolVersion } from '../../contract/frames';
import { sleep } from '../../model/clock';
import { openStore } from '../../store/sqlite-store';
import { createHost } from '../create-host';
import type { Serving } from '../procedures/serving';
import { systemClock, systemNewId, systemPause } from '../system-clock';
import { findHost, type HostClient } from './host-client';
import { socketPlaces, type Surroundings } from './place';
import { serveLocally, type LocalLimits, type LocalServer } from './serve-locally';

interface Served {
  readonly serving: Serving;
  readonly server: LocalServer;
  readonly surroundings: Surroundings;
  readonly client: () => Promise<HostClient>;
  /** A peer that says what it likes. */
  readonly peer: () => Promise<Peer>;
}

interface Peer {
  readonly socket: Socket;
  say(...lines: readonly unknown[]): void;
  /** The next frame. */
  hear(): Promise<unknown>;
  /** Everything until the host ends the connection. */
  rest(): Promise<readonly unknown[]>;
}

async function served(limits: Partial<LocalLimits> = {}): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'll-socket-'));
  const surroundings = { platform: process.platform, userId: process.getuid?.() ?? null, runtimeFolder: folder, temporaryFolder: folder };
  const file = join(folder, 'longlines.db');
  const store = await openStore(file, { clock: systemClock, pause: systemPause });
  const host = await createHost({ store, clock: systemClock, newId: systemNewId });
  const serving: Serving = {
    host,
    clock: systemClock,
    store: file,
    version: '1',
    pid: process.pid,
    connect: async () => ({ kind: 'connected' }),
    connectSwitch: async () => ({ kind: 'connected' }),
  };
  const outcome = await serveLocally(serving, surroundings, 'Ann', limits);
  if (outcome.kind === 'refused') throw new Error(outcome.message);
  const { server } = outcome;
  onTestFinished(async () => {
    await server.close();
    await host.close();
    await store.close();
    rmSync(folder, { recursive: true });
  });
  return {
    ...{ serving, server, surroundings },
    async client() {
      const found = await findHost(file, { clock: systemClock, version: '1', surroundings, helloMs: 15_000 });
      if (found.kind !== 'connected') throw new Error(`no host: ${found.kind}`);
      return found.client;
    },
    peer: () => peerOf(server.address),
  };
}

async function peerOf(address: string): Promise<Peer> {
  const socket = connect(address);
  await once(socket, 'connect');
  const heard: unknown[] = [];
  let [text, wake] = ['', (): void => undefined];
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (text + chunk).split('\n');
    text = lines.pop() ?? '';
    heard.push(...lines.map((line): unknown => JSON.parse(line)));
    wake();
  });
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) =>
    socket.once('close', () => {
      resolve();
    }),
  );
  return {
    socket,
    say: (...lines) => socket.write(lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('')),
    async hear() {
      while (heard.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      return heard.shift();
    },
    async rest() {
      await closed;
      return heard;
    },
  };
}

const hello = { hello: { protocol: protocolVersion, program: 'test' } };
const brokenOff = (message: RegExp) => ({ id: null, error: { code: 'invalid-input', message: expect.stringMatching(message) as string } });

test('the host greets, a peer greets, and each call is answered under its number', async () => {
  const { peer, serving } = await served();
  const one = await peer();
  expect(await one.hear()).toEqual({
    hello: {
      ...{ protocol: protocolVersion, program: '1', store: serving.store, pid: process.pid, aliveMs: 4_000 },
      // Nobody but this user can connect.
      ...{ user: 'Ann', role: 'administrator', peer: 'user', isBeyond: false },
    },
  });
  one.say(hello, { id: 7, call: 'orders.list' }, { id: 8, call: 'orders.show', input: { orderId: 'X' } });
  // In the order in which they are done.
  const answers = [await one.hear(), await one.hear()];
  expect(answers).toContainEqual({ id: 7, ok: [] });
  expect(answers).toContainEqual({ id: 8, error: { code: 'not-found', message: expect.stringMatching(/order X/) as string } });
});

test('a call that is none, or has another shape, is an answer; the connection goes on', async () => {
  const { peer } = await served();
  const one = await peer();
  await one.hear();
  one.say(
    hello,
    { id: 1, call: 'orders.eat' },
    { id: 2, call: '__proto__' },
    { id: 3, call: 'orders.show', input: { orderId: 5, extra: 1 } },
  );
  expect(await one.hear()).toMatchObject({ id: 1, error: { code: 'not-found' } });
  expect(await one.hear()).toMatchObject({ id: 2, error: { code: 'not-found' } });
  expect(await one.hear()).toMatchObject({ id: 3, error: { code: 'invalid-input', message: expect.stringMatching(/orderId/) as string } });
  one.say({ id: 4, call: 'status' });
  expect(await one.hear()).toMatchObject({ id: 4, ok: { isHost: true } });
});

test.each([
  ['something else than a hello', ['GET / HTTP/1.1'], /no hello/],
  ['a call before its hello', [{ id: 1, call: 'status' }], /no hello/],
  ['no JSON', [hello, '{"id":'], /no call/],
  ['a list', [hello, []], /no call/],
  ['a number that is none', [hello, { id: 'one', call: 'status' }], /no call/],
  ['more than a call has', [hello, { id: 1, call: 'status', as: 'root' }], /no call/],
  ['JSON that is nested without end', [hello, '['.repeat(50_000)], /no call/],
  ['a line that is too long', [hello, 'x'.repeat(70_000)], /more than 65536 bytes/],
] as const)('a peer that says %s is sent away with the reason, and harms nobody else', async (_, lines, message) => {
  const { peer, client } = await served({ maxRequestBytes: 65_536 });
  const one = await peer();
  await one.hear();
  one.say(...lines);
  expect(await one.rest()).toEqual([brokenOff(message)]);
  expect(await (await client()).call('status', {}, { timeoutMs: 15_000 })).toMatchObject({ kind: 'answer' });
});

test('whatever peers say, the host goes on, and answers the next one', async () => {
  const { peer, client } = await served({ lineMs: 100 });
  const line = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.jsonValue().map((value) => JSON.stringify(value)),
    fc
      .record({ id: fc.nat(), call: fc.constantFrom('status', 'orders.show', 'orders.cancel', 'toString'), input: fc.jsonValue() })
      .map((frame) => JSON.stringify(frame)),
    fc.constant(JSON.stringify(hello)),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 8 }), fc.boolean(), async (lines, isGreeted) => {
      const one = await peer();
      one.say(...(isGreeted ? [hello] : []), ...lines);
      one.socket.end();
      await one.rest();
    }),
    { numRuns: 60 },
  );
  const good = await client();
  expect(await good.call('status', {}, { timeoutMs: 15_000 })).toMatchObject({ kind: 'answer' });
  good.close();
});

test('a number that is under way is not given twice', async () => {
  const { peer } = await served();
  const one = await peer();
  await one.hear();
  one.say(hello, { id: 1, call: 'status' }, { id: 1, call: 'status' });
  expect(await one.rest()).toContainEqual(brokenOff(/under way already/));
});

test('a peer of another version is told both', async () => {
  const { peer } = await served();
  const one = await peer();
  await one.hear();
  one.say({ hello: { protocol: 99, program: '9.9' } });
  expect(await one.rest()).toMatchObject([
    { id: null, error: { code: 'refused', message: expect.stringMatching(/Longlines 1.*99 \(9\.9\)/) as string } },
  ]);
});

test.each([
  ['says nothing', []],
  ['does not end its line', [hello, { id: 1, call: 'status' }]],
])('a peer that %s has so long, and no longer', async (_, lines) => {
  const { peer } = await served({ lineMs: 50 });
  const one = await peer();
  await one.hear();
  one.say(...lines);
  one.socket.write('{');
  expect((await one.rest()).at(-1)).toEqual(brokenOff(/did not come within 50 ms/));
});

test('a peer that only listens may stay as long as it likes', async () => {
  const { peer } = await served({ lineMs: 300 });
  const one = await peer();
  await one.hear();
  one.say(hello, { id: 1, call: 'status' });
  await one.hear();
  // Nothing happens: that is the point.
  await sleep(systemClock, 600);
  one.say({ id: 2, call: 'status' });
  expect(await one.hear()).toMatchObject({ id: 2 });
});

test('a peer that does not read its answers is asked nothing more, and then left', async () => {
  const { peer } = await served({ maxUnreadBytes: 1_000, unreadMs: 50, maxCalls: 1_000 });
  const one = await peer();
  await one.hear();
  one.socket.pause();
  const closed = new Promise<void>((resolve) =>
    one.socket.once('close', () => {
      resolve();
    }),
  );
  one.say(hello);
  // Each answer is as long as its question: more than any buffer between the two takes.
  const question = { call: 'x'.repeat(100), input: {} };
  for (let id = 0; id < 20_000; id += 1) one.say({ id, ...question });
  // What is still to be sent meets a closed door, and is never read.
  await once(one.socket, 'error').catch(() => undefined);
  one.socket.resume();
  await closed;
});

test('more calls at once than are allowed are busy, not lost', async () => {
  const { peer } = await served({ maxCalls: 1 });
  const one = await peer();
  await one.hear();
  one.say(hello, { id: 1, call: 'status' }, { id: 2, call: 'status' });
  expect(await one.hear()).toMatchObject({ id: 2, error: { code: 'busy' } });
  expect(await one.hear()).toMatchObject({ id: 1, ok: {} });
});

test('peers are served side by side', async () => {
  const { client } = await served();
  const clients = await Promise.all([client(), client(), client()]);
  const answers = await Promise.all(clients.map((one) => one.call('orders.list', {}, { timeoutMs: 15_000 })));
  expect(answers).toEqual(Array.from({ length: 3 }, () => ({ kind: 'answer', output: [] })));
  for (const one of clients) one.close();
});

test('who waits when the host ends is told that it may have been done; afterwards nobody is there', async () => {
  const { client, server, serving, surroundings } = await served();
  await serving.host.pauseRecovery(null, { by: 'Ann', reason: 'storm' });
  const one = await client();
  // An order that is not there is awaited for nothing; a carrier that never settles would be: the deadline is far.
  const waits = one.call('orders.await', { orderIds: ['NONE'], timeoutMs: 60_000 }, { timeoutMs: 60_000 });
  expect(await waits).toMatchObject({ kind: 'answer', output: { isAtRest: true, orders: [] } });
  const interrupted = one.call('history.verify', {}, { timeoutMs: 60_000 });
  await server.close();
  expect((await interrupted).kind).toBe('unanswered');
  expect(await one.call('status', {}, { timeoutMs: 15_000 })).toMatchObject({
    kind: 'unanswered',
    message: expect.stringMatching(/ending/) as string,
  });
  expect(existsSync(server.address)).toBe(false);
  expect(await findHost(serving.store, { clock: systemClock, version: '1', surroundings, helloMs: 15_000 })).toEqual({ kind: 'none' });
});

test('a socket that a process left over when it was killed is no host, and the next host takes its place', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'll-left-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const surroundings = { platform: process.platform, userId: process.getuid?.() ?? null, runtimeFolder: folder, temporaryFolder: folder };
  const { serving } = await served();
  const [place] = socketPlaces(serving.store, surroundings);
  if (!place?.folder) throw new Error('there is no folder for sockets');
  mkdirSync(place.folder, { mode: 0o700 });
  const script = 'require("node:net").createServer().listen(process.argv[1], () => console.log("up"))';
  const child = spawn(process.execPath, ['-e', script, place.address], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(statSync(place.address).isSocket()).toBe(true);
  const ports = { clock: systemClock, version: '1', surroundings, helloMs: 15_000 };
  expect(await findHost(serving.store, ports)).toEqual({ kind: 'none' });
  const outcome = await serveLocally(serving, surroundings, 'Ann');
  if (outcome.kind === 'refused') throw new Error(outcome.message);
  expect(outcome.server.address).toBe(place.address);
  expect(statSync(place.address).mode & 0o777).toBe(0o600);
  const found = await findHost(serving.store, ports);
  expect(found.kind).toBe('connected');
  if (found.kind === 'connected') found.client.close();
  await outcome.server.close();
});
