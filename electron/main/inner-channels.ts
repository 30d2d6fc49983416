import { randomUUID } from 'node:crypto';
import type { Channel, NetworkKind, Purpose } from '../../core/contract/channel';
import { desktopChannels } from '../../renderer/client/desktop-channel';
import { windowChannels, type WindowChannelPorts } from './window-channels';

/** Channels for the main process itself: it hears of its own host as a window does. */
export function innerChannels(serve: WindowChannelPorts['serve']): (purpose: Purpose, network: NetworkKind) => Channel {
  const page = randomUUID();
  let lastChannel = 0;
  let heard: (channel: string, message: string | Uint8Array) => void = () => undefined;
  let closed: (channel: string, reason: string) => void = () => undefined;
  const channels = windowChannels({
    serve,
    // Later, as between processes: who opens a channel has it before it hears anything.
    post: (notice) => {
      queueMicrotask(() => {
        if (notice.kind === 'message') heard(notice.channel, notice.message);
        else closed(notice.channel, notice.reason);
      });
    },
  });
  return desktopChannels({
    openChannel(purpose, network) {
      const channel = `${page} ${++lastChannel}`;
      channels.take({ kind: 'open', channel, purpose, network });
      return channel;
    },
    sendOn: (channel, message) => {
      channels.take({ kind: 'message', channel, message });
    },
    closeChannel: (channel, reason) => {
      channels.take({ kind: 'close', channel, reason });
    },
    onChannelMessage: (listener) => void (heard = listener),
    onChannelClose: (listener) => void (closed = listener),
  });
}
