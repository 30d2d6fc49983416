import { expect, test } from 'vitest';
import type { Channel } from '../../contract/channel';
import { protocolVersion } from '../../contract/frames';
import type { Topic } from '../../contract/live';
import { systemClock } from '../system-clock';
import { channelPair } from '../testing/channel-pair';
import type { Watcher } from '../live/watcher';
import { servePeer, standardPeerLimits, type PeerPorts } from './serve-peer';

interface Peer {
  readonly channel: Channel;
  readonly served: Promise<void>;
  readonly ending: AbortController;
  say(...frames: readonly unknown[]): void;
  hear(): Promise<unknown>;
  closed(): Promise<string>;
}

function peerOf(ports: Partial<PeerPorts>, greets = true): Peer {
  const [channel, theirs] = channelPair();
  const ending = new AbortController();
  const heard: unknown[] = [];
  let wake = (): void => undefined;
  channel.onMessage((message) => {
    heard.push(JSON.parse(message as string));
    wake();
  });
  const closed = new Promise<string>((resolve) => {
    channel.onClose(resolve);
  });
  const served = servePeer(
    theirs,
    {
      hello: { protocol: protocolVersion, program: '1', network: 'practice', user: 'Ann' },
      clock: systemClock,
      limits: standardPeerLimits,
      carryOut: async () => ({ kind: 'answer', output: 'done' }),
      watch: null,
      ...ports,
    },
    ending.signal,
  );
  const say: Peer['say'] = (...frames) => {
    for (const frame of frames) channel.send(frame instanceof Uint8Array ? frame : JSON.stringify(frame));
  };
  if (greets) say({ hello: { protocol: protocolVersion, program: 'test' } });
  return {
    ...{ channel, served, ending, say, closed: () => closed },
    async hear() {
      while (heard.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      return heard.shift();
    },
  };
}

/** Watches that write down what is asked of them. */
function watches() {
  const told: string[] = [];
  const watchers: Watcher[] = [];
  const watch = (topic: Topic, watcher: Watcher) => {
    const name = `${topic} ${watchers.push(watcher)}`;
    told.push(`${name} begins`);
    return { heard: (seq: number) => void told.push(`${name} heard ${seq}`), close: () => void told.push(`${name} ends`) };
  };
  return { told, watchers, watch };
}

test('the hello bears the network and the user', async () => {
  const peer = peerOf({});
  expect(await peer.hear()).toEqual({
    hello: { protocol: protocolVersion, program: '1', network: 'practice', user: 'Ann', aliveMs: 4_000 },
  });
});

test('who wants it is told again and again that the host lives, until it goes; nobody else is', async () => {
  const limits = { ...standardPeerLimits, aliveMs: 5 };
  const [other, peer] = [peerOf({ limits }), peerOf({ limits }, false)];
  await peer.hear();
  await other.hear();
  peer.say({ hello: { protocol: protocolVersion, program: 'test', wantsAlive: true } });
  expect([await peer.hear(), await peer.hear(), await peer.hear()]).toEqual(Array(3).fill({ alive: true }));
  other.say({ id: 1, call: 'status' });
  expect(await other.hear()).toEqual({ id: 1, ok: 'done' });
  peer.channel.close();
  await peer.served;
});

test('a call that nobody waits for is told so; its number can be used again once it has ended', async () => {
  const peer = peerOf({
    carryOut: (name, _input, { signal }) =>
      name === 'slow'
        ? new Promise((resolve) => {
            signal.addEventListener('abort', () => {
              resolve({ kind: 'error', error: { code: 'cancelled', message: (signal.reason as Error).message } });
            });
          })
        : Promise.resolve({ kind: 'answer', output: name }),
  });
  await peer.hear();
  peer.say({ id: 1, call: 'slow' }, { cancel: 1 }, { cancel: 99 });
  expect(await peer.hear()).toEqual({ id: 1, error: { code: 'cancelled', message: 'the peer does not wait any more' } });
  peer.say({ id: 1, call: 'quick' });
  expect(await peer.hear()).toEqual({ id: 1, ok: 'quick' });
});

test('what is watched is sent under its number, what was heard reaches it, and it ends with its unwatch or its peer', async () => {
  const { told, watchers, watch } = watches();
  const peer = peerOf({ watch });
  await peer.hear();
  peer.say(
    { watch: 5, topic: 'orders' },
    { watch: 6, topic: 'paths' },
    { heard: 6, seq: 0 },
    { unwatch: 5 },
    { heard: 5, seq: 3 },
    { unwatch: 7 },
  );
  peer.say({ id: 1, call: 'status' });
  await peer.hear();
  watchers[1]?.piece({ seq: 0, put: [JSON.stringify({ id: 'VP-1' })], gone: ['VP-2'], isWhole: true });
  watchers[1]?.fault('the store fails');
  expect(await peer.hear()).toEqual({ watch: 6, seq: 0, put: [{ id: 'VP-1' }], gone: ['VP-2'], isWhole: true });
  expect(await peer.hear()).toEqual({ watch: 6, fault: 'the store fails' });
  peer.channel.close();
  await peer.served;
  expect(told).toEqual(['orders 1 begins', 'paths 2 begins', 'paths 2 heard 0', 'orders 1 ends', 'paths 2 ends']);
  // What it says to who has gone harms nobody.
  watchers[1]?.piece({ seq: 1, put: [], gone: [], isWhole: true });
});

test('more watches than are allowed are refused in words, and one can take the place of another', async () => {
  const { told, watch } = watches();
  const peer = peerOf({ watch, limits: { ...standardPeerLimits, maxWatches: 1 } });
  await peer.hear();
  peer.say({ watch: 1, topic: 'orders' }, { watch: 2, topic: 'paths' });
  expect(await peer.hear()).toEqual({ watch: 2, fault: 'at most 1 topics at once are watched over one connection: end one of them' });
  peer.say({ unwatch: 1 }, { watch: 2, topic: 'paths' }, { id: 1, call: 'status' });
  await peer.hear();
  expect(told).toEqual(['orders 1 begins', 'orders 1 ends', 'paths 2 begins']);
});

test.each([
  [
    'watches under a number in use',
    [
      { watch: 1, topic: 'orders' },
      { watch: 1, topic: 'paths' },
    ],
    /watch 1 is there already/,
  ],
  [
    'calls under a number in use',
    [
      { id: 1, call: 'never' },
      { id: 1, call: 'never' },
    ],
    /call 1 is under way already/,
  ],
  ['watches what is no topic', [{ watch: 1, topic: 'passwords' }], /no call, cancel, watch/],
  ['sends bytes', [new Uint8Array([1, 2, 3])], /no call, cancel, watch/],
  ['mixes two frames', [{ watch: 1, topic: 'orders', unwatch: 1 }], /no call, cancel, watch/],
  ['numbers below nothing', [{ heard: -1, seq: 0 }], /no call, cancel, watch/],
])('a peer that %s is sent away with the reason, and nothing of it stays', async (_, frames, message) => {
  const { told, watch } = watches();
  const peer = peerOf({
    watch,
    carryOut: (_name, _input, { signal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          resolve({ kind: 'error', error: { code: 'cancelled', message: '' } });
        });
      }),
  });
  await peer.hear();
  peer.say(...frames);
  expect(await peer.hear()).toEqual({ id: null, error: { code: 'invalid-input', message: expect.stringMatching(message) as string } });
  expect(await peer.closed()).toMatch(message);
  await peer.served;
  expect(told.filter((words) => words.endsWith('begins'))).toHaveLength(told.filter((words) => words.endsWith('ends')).length);
});

test('a peer that does not greet has so long, and no longer', async () => {
  const peer = peerOf({ limits: { ...standardPeerLimits, helloMs: 20 } }, false);
  await peer.hear();
  expect(await peer.hear()).toEqual({ id: null, error: { code: 'invalid-input', message: 'the hello did not come within 20 ms' } });
  await peer.served;
});

test('who comes while the host ends is told so', async () => {
  const [mine, theirs] = channelPair();
  const reason = new Promise<string>((resolve) => {
    mine.onClose(resolve);
  });
  const ports = { hello: { protocol: protocolVersion, program: '1' }, clock: systemClock, limits: standardPeerLimits, watch: null };
  await servePeer(theirs, { ...ports, carryOut: async () => ({ kind: 'answer', output: null }) }, AbortSignal.abort());
  expect(await reason).toMatch(/the host is ending/);
});
