import { expect, test } from 'vitest';
import type { Channel } from '../../core/contract/channel';
import { protocolVersion } from '../../core/contract/frames';
import { createConsoleClient, type ConsoleClient } from './console-client';

/** A host that says what the test wants, and time that stands still until it is moved on. */
function beside() {
  const channels: FakeChannel[] = [];
  const timers: { readonly atMs: number; readonly work: () => void }[] = [];
  const frames: (() => void)[] = [];
  let nowMs = 0;
  const client: ConsoleClient = createConsoleClient({
    connect: () => {
      const channel = fakeChannel();
      channels.push(channel);
      return channel;
    },
    isRefusal: (reason) => reason.startsWith('refused'),
    now: () => nowMs,
    after: (ms, work) => {
      const timer = { atMs: nowMs + ms, work };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0);
    },
    onFrame: (work) => void frames.push(work),
    program: 'test',
  });
  client.open();
  return {
    client,
    channels,
    host: () => {
      const channel = channels.at(-1);
      if (!channel) throw new Error('nothing was connected');
      return channel;
    },
    draw: () => {
      for (const work of frames.splice(0)) work();
    },
    pass: (ms: number) => {
      nowMs += ms;
      for (const timer of timers.filter(({ atMs }) => atMs <= nowMs)) {
        timers.splice(timers.indexOf(timer), 1);
        timer.work();
      }
    },
  };
}

interface FakeChannel extends Channel {
  readonly said: unknown[];
  hear(frame: unknown): void;
  lose(reason: string): void;
  readonly isClosed: () => boolean;
}

function fakeChannel(): FakeChannel {
  let onMessage: (message: string) => void = () => undefined;
  let onClose: (reason: string) => void = () => undefined;
  let isClosed = false;
  const said: unknown[] = [];
  return {
    said,
    send: (message) => void said.push(JSON.parse(String(message))),
    onMessage: (listener) => void (onMessage = listener),
    onClose: (listener) => void (onClose = listener),
    close: () => void (isClosed = true),
    hear: (frame) => {
      onMessage(typeof frame === 'string' ? frame : JSON.stringify(frame));
    },
    lose: (reason) => {
      onClose(reason);
    },
    isClosed: () => isClosed,
  };
}

const hello = { hello: { protocol: protocolVersion, program: '1', user: 'okafor' } };
const names = (client: ConsoleClient): readonly string[] => [...client.snapshot('sites').rows.values()].map(({ name }) => name);
const site = (id: string, name: string) => ({ id, name, latitudeDeg: null, longitudeDeg: null });
const watchNumber = (said: readonly unknown[]): number =>
  said.flatMap((frame) => (typeof frame === 'object' && frame !== null && 'watch' in frame ? [frame.watch as number] : [])).at(-1) ?? -1;

test('a table is taken piece by piece, and what is drawn is said to be heard', () => {
  const { client, host, draw } = beside();
  host().hear(hello);
  let told = 0;
  client.listen('sites', () => (told += 1));
  const watch = watchNumber(host().said);
  host().hear({ watch, seq: 0, put: [site('a', 'Aarau')], gone: [], isWhole: false });
  host().hear({ watch, seq: 1, put: [site('b', 'Basel')], gone: [], isWhole: true });
  expect(told).toBe(0);
  draw();
  expect([told, names(client), client.snapshot('sites').isWhole]).toEqual([1, ['Aarau', 'Basel'], true]);
  expect(host().said.at(-1)).toEqual({ heard: watch, seq: 1 });
  host().hear({ watch, seq: 2, put: [site('b', 'Bern')], gone: ['a'], isWhole: true });
  draw();
  expect(names(client)).toEqual(['Bern']);
});

test('a number that is missing has the table sent anew; what stood before stays until it is whole', () => {
  const { client, host, draw } = beside();
  host().hear(hello);
  client.listen('sites', () => undefined);
  const first = watchNumber(host().said);
  host().hear({ watch: first, seq: 0, put: [site('a', 'Aarau')], gone: [], isWhole: true });
  host().hear({ watch: first, seq: 2, put: [site('b', 'Basel')], gone: [], isWhole: true });
  const second = watchNumber(host().said);
  expect(second).not.toBe(first);
  expect(host().said).toContainEqual({ unwatch: first });
  host().hear({ watch: second, seq: 0, put: [site('c', 'Chur')], gone: [], isWhole: false });
  draw();
  expect(names(client)).toEqual(['Aarau']);
  host().hear({ watch: second, seq: 1, put: [], gone: [], isWhole: true });
  draw();
  expect(names(client)).toEqual(['Chur']);
});

test('a lost link is told, tried again more and more seldom, and everything is watched again', async () => {
  const { client, channels, host, pass } = beside();
  host().hear(hello);
  client.listen('sites', () => undefined);
  const call = client.call('orders.cancel', { orderId: 'ORD-1', by: 'x' });
  host().lose('gone');
  expect(client.state()).toMatchObject({ kind: 'lost', reason: 'gone', nextTryMs: 500 });
  expect(await call).toEqual({ kind: 'unanswered', message: expect.stringMatching(/look whether it was done/) as string });
  pass(500);
  host().lose('still gone');
  expect(client.state()).toMatchObject({ kind: 'lost', sinceMs: 0, nextTryMs: 1_500 });
  client.reconnect();
  expect(channels).toHaveLength(3);
  host().hear(hello);
  expect(client.state().kind).toBe('up');
  expect(watchNumber(host().said)).toBeGreaterThan(0);
});

test.each([
  ['what is no JSON', 'hello?'],
  ['what is no frame', { watch: 'x' }],
])('a host that says %s is left, told, and connected anew', (_, nonsense) => {
  const { client, channels, host, pass } = beside();
  host().hear(hello);
  host().hear(nonsense);
  expect(channels[0]?.isClosed()).toBe(true);
  expect(client.state()).toMatchObject({ kind: 'lost', reason: expect.stringMatching(/does not understand/) as string });
  pass(500);
  expect(channels).toHaveLength(2);
});

test.each([
  ['another version', { hello: { protocol: 99, program: '9.9' } }, /9\.9.*load the console again/],
  ['a refusal', { id: null, error: { code: 'refused', message: 'refused: the token is wrong' } }, /token is wrong/],
])('%s is told, and not tried again', (_, frame, words) => {
  const { client, channels, host, pass } = beside();
  host().hear(frame);
  expect(client.state()).toMatchObject({ kind: 'refused', reason: expect.stringMatching(words) as string });
  pass(60_000);
  expect(channels).toHaveLength(1);
});

test('answers come to their own calls; a cancelled one is told to the host', async () => {
  const { client, host } = beside();
  expect(await client.call('status', {})).toMatchObject({ kind: 'unanswered' });
  host().hear(hello);
  const aborter = new AbortController();
  const progress: string[] = [];
  const one = client.call('history.verify', {}, { signal: aborter.signal });
  const other = client.call('orders.cancel', { orderId: 'ORD-1', by: 'x' }, { onProgress: ({ text }) => progress.push(text) });
  const [first, second] = host().said.flatMap((frame) =>
    typeof frame === 'object' && frame !== null && 'id' in frame ? [frame.id as number] : [],
  );
  host().hear({ id: second, progress: { text: 'half', done: 1, total: 2 } });
  host().hear({ id: second, error: { code: 'refused', message: 'it is released' } });
  aborter.abort();
  expect(await one).toMatchObject({ kind: 'unanswered', message: expect.stringMatching(/^cancelled/) as string });
  expect(await other).toEqual({ kind: 'error', error: { code: 'refused', message: 'it is released' } });
  expect(progress).toEqual(['half']);
  expect(host().said.at(-1)).toEqual({ cancel: first });
});

test('a host that falls silent is lost after three misses, since its last word; one that says it lives is not', () => {
  const { client, channels, host, pass } = beside();
  host().hear({ hello: { ...hello.hello, aliveMs: 4_000 } });
  expect(host().said).toContainEqual({ hello: expect.objectContaining({ wantsAlive: true }) as unknown });
  for (let turn = 0; turn < 10; turn += 1) {
    pass(4_000);
    host().hear({ alive: true });
  }
  expect(client.state().kind).toBe('up');
  for (let turn = 0; turn < 3; turn += 1) pass(4_000);
  expect(client.state().kind).toBe('up');
  pass(4_000);
  expect(client.state()).toMatchObject({ kind: 'lost', sinceMs: 40_000, reason: 'the host does not answer any more' });
  expect(channels[0]?.isClosed()).toBe(true);
});

test('a machine that slept does not take the time that passed for silence', () => {
  const { client, host, pass } = beside();
  host().hear({ hello: { ...hello.hello, aliveMs: 4_000 } });
  pass(3_600_000);
  expect(client.state().kind).toBe('up');
});

test('a lost host that takes the connection and does not greet is connected anew', () => {
  const { client, channels, host, pass } = beside();
  host().hear(hello);
  host().lose('gone');
  pass(500);
  expect([channels.length, client.state()]).toMatchObject([2, { kind: 'lost', nextTryMs: 15_500 }]);
  pass(15_000);
  expect([channels[1]?.isClosed(), client.state()]).toMatchObject([true, { kind: 'lost', sinceMs: 0 }]);
  pass(1_000);
  host().hear(hello);
  expect(client.state().kind).toBe('up');
  pass(60_000);
  expect(channels).toHaveLength(3);
});

test('a topic is watched a little longer than it is shown, and once for all who show it', () => {
  const { client, host, pass } = beside();
  host().hear(hello);
  const leave = [client.listen('sites', () => undefined), client.listen('sites', () => undefined)];
  const watches = (): number => host().said.filter((frame) => typeof frame === 'object' && frame !== null && 'watch' in frame).length;
  expect(watches()).toBe(1);
  for (const each of leave) each();
  pass(1_000);
  client.listen('sites', () => undefined)();
  pass(14_000);
  expect(host().said.some((frame) => typeof frame === 'object' && frame !== null && 'unwatch' in frame)).toBe(false);
  pass(15_000);
  expect(host().said.at(-1)).toMatchObject({ unwatch: expect.any(Number) as number });
});
