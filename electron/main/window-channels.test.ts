import { expect, test } from 'vitest';
import type { Channel } from '../../core/contract/channel';
import { protocolVersion } from '../../core/contract/frames';
import { servePeer, standardPeerLimits, type PeerPorts } from '../../core/host/peers/serve-peer';
import { systemClock } from '../../core/host/system-clock';
import type { ChannelNotice } from '../bridge';
import { maxChannels, windowChannels } from './window-channels';

const page = '8f14e45f-ceea-467f-a0e6-1f0b3a2c9d10';
const nextPage = '0c9d1f8e-1111-4222-8333-444455556666';

interface Served {
  readonly channel: Channel;
  readonly asked: string;
  readonly heard: (string | Uint8Array)[];
  ended: string | null;
}

function started() {
  const told: ChannelNotice[] = [];
  const served: Served[] = [];
  const channels = windowChannels({
    post: (notice) => void told.push(notice),
    serve: (channel, purpose, network) => {
      const entry: Served = { channel, asked: `${purpose} ${network}`, heard: [], ended: null };
      served.push(entry);
      channel.onMessage((message) => void entry.heard.push(message));
      channel.onClose((reason) => void (entry.ended = reason));
    },
  });
  const open = (id: string) => {
    channels.take({ kind: 'open', channel: id, purpose: 'console', network: 'live' });
  };
  return { told, served, channels, open };
}

test('messages go both ways, text and bytes, in order', () => {
  const { told, served, channels, open } = started();
  open(`${page} 1`);
  const bytes = new Uint8Array([0, 255]);
  channels.take({ kind: 'message', channel: `${page} 1`, message: 'a' });
  channels.take({ kind: 'message', channel: `${page} 1`, message: bytes });
  served[0]?.channel.send('b');
  served[0]?.channel.send(bytes);
  expect(served[0]).toMatchObject({ asked: 'console live', heard: ['a', bytes] });
  expect(told).toEqual([
    { kind: 'message', channel: `${page} 1`, message: 'b' },
    { kind: 'message', channel: `${page} 1`, message: bytes },
  ]);
});

test('either side closes it once, and what is sent after is lost', () => {
  const { told, served, channels, open } = started();
  open(`${page} 1`);
  open(`${page} 2`);
  served[0]?.channel.close('the host is ending');
  served[0]?.channel.close();
  served[0]?.channel.send('late');
  channels.take({ kind: 'close', channel: `${page} 2`, reason: 'left' });
  channels.take({ kind: 'message', channel: `${page} 2`, message: 'late' });
  expect(told).toEqual([{ kind: 'close', channel: `${page} 1`, reason: 'the host is ending' }]);
  expect(served.map(({ ended, heard }) => [ended, heard])).toEqual([
    ['the host is ending', []],
    ['left', []],
  ]);
  expect(channels.open()).toBe(0);
});

test('the channels of a window end with it', () => {
  const { served, channels, open } = started();
  open(`${page} 1`);
  open(`${page} 2`);
  channels.closeAll('the window was closed');
  expect(served.map(({ ended }) => ended)).toEqual(['the window was closed', 'the window was closed']);
});

test('a page that is loaded anew ends the channels of the one before, and no number is used twice', () => {
  const { told, served, channels, open } = started();
  open(`${page} 1`);
  open(`${nextPage} 1`);
  open(`${nextPage} 1`);
  served[0]?.channel.send('to nobody');
  expect(served.map(({ ended }) => ended)).toEqual(['the page was loaded anew', null]);
  expect(told).toEqual([]);
  expect(channels.open()).toBe(1);
});

test('a window that opens ever more is refused in words', () => {
  const { told, open } = started();
  for (let number = 0; number <= maxChannels; number += 1) open(`${page} ${number}`);
  expect(told).toEqual([
    { kind: 'close', channel: `${page} ${maxChannels}`, reason: '64 sessions of this window are open: close one of them' },
  ]);
});

/** A host that is up only after its windows, as at the start of the desktop. */
function startedLate() {
  let isUp: () => void = () => undefined;
  const starting = new Promise<void>((resolve) => (isUp = resolve));
  const served: Promise<void>[] = [];
  const called: string[] = [];
  const channels = windowChannels({
    post: () => undefined,
    serve: (channel) => {
      const ports: PeerPorts = {
        hello: { protocol: protocolVersion, program: 'test', store: 'a store', pid: 1 },
        clock: systemClock,
        limits: standardPeerLimits,
        carryOut: async (name) => {
          called.push(name);
          return { kind: 'answer', output: null };
        },
        watch: null,
      };
      served.push(starting.then(() => servePeer(channel, ports, new AbortController().signal)));
    },
  });
  const say = (frame: unknown) => {
    channels.take({ kind: 'message', channel: `${page} 1`, message: JSON.stringify(frame) });
  };
  channels.take({ kind: 'open', channel: `${page} 1`, purpose: 'console', network: 'live' });
  say({ hello: { protocol: protocolVersion, program: 'test' } });
  say({ id: 1, call: 'order.cancel', input: {} });
  return { channels, isUp, served, called };
}

type Late = ReturnType<typeof startedLate>;

test.each([
  [
    'its window closes',
    ({ channels }: Late) => {
      channels.closeAll('the window was closed');
    },
  ],
  [
    'its page closes',
    ({ channels }: Late) => {
      channels.take({ kind: 'close', channel: `${page} 1`, reason: 'left' });
    },
  ],
  [
    'its page is loaded anew',
    ({ channels }: Late) => {
      channels.take({ kind: 'open', channel: `${nextPage} 1`, purpose: 'console', network: 'live' });
      channels.closeAll('the window was closed');
    },
  ],
])('of a channel that %s before the host is up nothing is left once it is, and nothing that it asked is done', async (_, close) => {
  const late = startedLate();
  close(late);
  late.isUp();
  await Promise.all(late.served);
  expect(late.called).toEqual([]);
});

test('what a window asked before the host is up is done once it is', async () => {
  const late = startedLate();
  late.isUp();
  await expect.poll(() => late.called).toEqual(['order.cancel']);
  late.channels.closeAll('the window was closed');
  await Promise.all(late.served);
});
