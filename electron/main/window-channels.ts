import type { Channel, NetworkKind, Purpose } from '../../core/contract/channel';
import { pageOfChannel, type ChannelNotice, type ChannelRequest } from '../bridge';

export interface WindowChannelPorts {
  /** Tells the window; does nothing where it has gone. */
  readonly post: (notice: ChannelNotice) => void;
  /** Serves a channel until it closes, which a later listener is told at once; whatever it cannot do it says as the reason of a close. */
  readonly serve: (channel: Channel, purpose: Purpose, network: NetworkKind) => void;
}

interface Open {
  heard: ((message: string | Uint8Array) => void) | null;
  closed: ((reason: string) => void) | null;
  /** Why it has ended; the host may be later than a window that opened and closed. */
  ended: string | null;
  /** What came before anybody listened. */
  readonly early: (string | Uint8Array)[];
}

/** Of one window: its console, and a terminal in every pane of its dock. */
export const maxChannels = 64;

/** The channels of one window. */
export interface WindowChannels {
  take(request: ChannelRequest): void;
  /** The window, or the page in it, has gone. */
  closeAll(reason: string): void;
  readonly open: () => number;
}

export function windowChannels({ post, serve }: WindowChannelPorts): WindowChannels {
  const channels = new Map<string, Open>();

  const begin = (id: string, purpose: Purpose, network: NetworkKind): void => {
    if (channels.has(id)) return;
    // A page that was loaded anew: nobody hears those of the one before any more.
    for (const other of [...channels.keys()]) if (pageOfChannel(other) !== pageOfChannel(id)) end(other, 'the page was loaded anew');
    if (channels.size >= maxChannels) {
      post({ kind: 'close', channel: id, reason: `${maxChannels} sessions of this window are open: close one of them` });
      return;
    }
    const open: Open = { heard: null, closed: null, ended: null, early: [] };
    channels.set(id, open);
    serve(
      {
        send(message) {
          if (channels.get(id) === open) post({ kind: 'message', channel: id, message });
        },
        onMessage(listener) {
          open.heard = listener;
          for (const message of open.early.splice(0)) listener(message);
        },
        onClose(listener) {
          if (open.ended === null) open.closed = listener;
          else listener(open.ended);
        },
        close(reason = '') {
          if (channels.get(id) !== open) return;
          post({ kind: 'close', channel: id, reason });
          end(id, reason);
        },
      },
      purpose,
      network,
    );
  };

  const end = (id: string, reason: string): void => {
    const open = channels.get(id);
    if (!open) return;
    channels.delete(id);
    open.ended = reason;
    // Nobody waits for an answer to it any more.
    open.early.length = 0;
    open.closed?.(reason);
  };

  return {
    take(request) {
      switch (request.kind) {
        case 'open':
          begin(request.channel, request.purpose, request.network);
          return;
        case 'message': {
          const open = channels.get(request.channel);
          if (open?.heard) open.heard(request.message);
          else open?.early.push(request.message);
          return;
        }
        case 'close':
          end(request.channel, request.reason);
          return;
      }
    },
    closeAll(reason) {
      for (const id of [...channels.keys()]) end(id, reason);
    },
    open: () => channels.size,
  };
}
