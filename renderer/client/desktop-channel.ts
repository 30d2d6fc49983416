import type { Channel, NetworkKind, Purpose } from '../../core/contract/channel';
import type { Native } from './native';

interface Open {
  heard: ((message: string | Uint8Array) => void) | null;
  closed: ((reason: string) => void) | null;
  /** What came before anybody listened. */
  readonly early: (string | Uint8Array)[];
  ended: string | null;
}

/** The channels of the desktop shell, over its preload. To be called once a window. */
export function desktopChannels(
  native: Pick<Native, 'openChannel' | 'sendOn' | 'closeChannel' | 'onChannelMessage' | 'onChannelClose'>,
): (purpose: Purpose, network: NetworkKind) => Channel {
  const channels = new Map<string, Open>();
  native.onChannelMessage((id, message) => {
    const channel = channels.get(id);
    if (channel?.heard) channel.heard(message);
    else channel?.early.push(message);
  });
  native.onChannelClose((id, reason) => {
    const channel = channels.get(id);
    if (!channel) return;
    channels.delete(id);
    channel.ended = reason;
    channel.closed?.(reason);
  });
  return (purpose, network) => {
    const id = native.openChannel(purpose, network);
    const channel: Open = { heard: null, closed: null, early: [], ended: null };
    channels.set(id, channel);
    return {
      send(message) {
        if (channels.has(id)) native.sendOn(id, message);
      },
      onMessage(listener) {
        channel.heard = listener;
        for (const message of channel.early.splice(0)) listener(message);
      },
      onClose(listener) {
        channel.closed = listener;
        if (channel.ended !== null) listener(channel.ended);
      },
      close(reason = '') {
        if (channels.delete(id)) native.closeChannel(id, reason);
      },
    };
  };
}
