import { expect, test } from 'vitest';
import type { Channel } from '../../core/contract/channel';
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
