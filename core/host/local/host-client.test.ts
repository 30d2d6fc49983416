import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { protocolVersion } from '../../contract/frames';
import { systemClock } from '../system-clock';
import { findHost, type HostFound } from './host-client';
import { socketPlaces } from './place';

const hello = `${JSON.stringify({ hello: { protocol: protocolVersion, program: 'fake' } })}\n`;

/** Something that listens where the host of a store would, and answers each call as it likes. */
async function beside(greeting: string, answer: (socket: Socket, id: number) => void = () => undefined): Promise<HostFound> {
  const folder = mkdtempSync(join(tmpdir(), 'll-client-'));
  const surroundings = { platform: process.platform, userId: process.getuid?.() ?? null, runtimeFolder: folder, temporaryFolder: folder };
  const [place] = socketPlaces('/nowhere/longlines.db', surroundings);
  if (!place?.folder) throw new Error('there is no folder for sockets');
  mkdirSync(place.folder, { mode: 0o700 });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    socket.write(greeting);
    socket.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.split('\n')) {
        const id = /^\{"id":(\d+)/.exec(line)?.[1];
        if (id !== undefined) answer(socket, Number(id));
      }
    });
  });
  await new Promise<void>((resolve) => void server.listen(place.address, resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
    rmSync(folder, { recursive: true });
  });
  return findHost('/nowhere/longlines.db', { clock: systemClock, version: '1', surroundings, helloMs: greeting === '' ? 200 : 10_000 });
}

const unusable = (message: RegExp) => ({ kind: 'unusable', message: expect.stringMatching(message) as string });

test.each([
  ['says nothing', '', /does not answer/],
  ['says something else', 'SSH-2.0-OpenSSH\r\n', /no Longlines host/],
  ['is of another version', '{"hello":{"protocol":99,"program":"9.9"}}\n', /Longlines 9\.9 \(protocol 99\), this is 1/],
  ['is full', '{"id":null,"error":{"code":"busy","message":"64 peers are connected"}}\n', /64 peers/],
])('what listens and %s is not spoken to, with the reason', async (_, greeting, message) => {
  expect(await beside(greeting)).toEqual(unusable(message));
});

test.each([
  ['goes', (socket: Socket) => void socket.destroy(), /ended before it answered/],
  ['says what is no answer', (socket: Socket) => void socket.write('{"id":1,"okay":2}\n'), /no answer/],
  ['says what is no JSON', (socket: Socket) => void socket.write('hello?\n'), /no answer/],
  ['answers something else', (socket: Socket) => void socket.write('{"id":4711,"ok":true}\n'), /did not answer within 1 s/],
  [
    'breaks off',
    (socket: Socket) => void socket.write('{"id":null,"error":{"code":"ending","message":"the host is ending"}}\n'),
    /the host is ending/,
  ],
])('a host that %s in the middle of a call leaves it unanswered, not hanging', async (_, answer, message) => {
  const found = await beside(hello, answer);
  if (found.kind !== 'connected') throw new Error(found.kind);
  const timeoutMs = message.source.includes('within') ? 300 : 10_000;
  expect(await found.client.call('status', {}, { timeoutMs })).toEqual({
    kind: 'unanswered',
    message: expect.stringMatching(message) as string,
  });
  found.client.close();
  expect(await found.client.call('status', {}, { timeoutMs: 300 })).toMatchObject({ kind: 'unanswered' });
});

test('progress is a word: who hears it waits on', async () => {
  const told: string[] = [];
  const found = await beside(hello, (socket, id) => {
    let done = 0;
    const timer = setInterval(() => {
      done += 1;
      socket.write(`${JSON.stringify(done < 6 ? { id, progress: { text: 'pages', done, total: 6 } } : { id, ok: 'done' })}\n`);
      if (done === 6) clearInterval(timer);
    }, 250);
  });
  if (found.kind !== 'connected') throw new Error(found.kind);
  // Six times a quarter of a second is more than it is to be silent for.
  const outcome = await found.client.call('status', {}, { timeoutMs: 1_200, onProgress: ({ text, done }) => told.push(`${text} ${done}`) });
  expect(outcome).toEqual({ kind: 'answer', output: 'done' });
  expect(told).toHaveLength(5);
  found.client.close();
});

test('answers come to their own calls, in whatever order', async () => {
  const waiting: number[] = [];
  const found = await beside(hello, (socket, id) => {
    waiting.push(id);
    if (waiting.length < 3) return;
    for (const one of waiting.reverse()) socket.write(`${JSON.stringify({ id: one, ok: one })}\n`);
  });
  if (found.kind !== 'connected') throw new Error(found.kind);
  const { client } = found;
  const outputs = await Promise.all([1, 2, 3].map(() => client.call('status', {}, { timeoutMs: 10_000 })));
  expect(outputs).toEqual([1, 2, 3].map((output) => ({ kind: 'answer', output })));
  client.close();
});
