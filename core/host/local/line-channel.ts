import type { Socket } from 'node:net';
import type { Channel } from '../../contract/channel';
import type { AnswerFrame } from '../../contract/frames';
import type { Clock } from '../../model/clock';
import { LineReader } from './lines';

export interface LineLimits {
  readonly maxRequestBytes: number;
  /** From a line's first byte to its last. */
  readonly lineMs: number;
  /** How long a peer may leave what it is sent unread once there are more than `maxUnreadBytes` of it. */
  readonly unreadMs: number;
  readonly maxUnreadBytes: number;
}

/** A channel over a socket: each message is a line of UTF-8. Who sends too long or too slowly, or does not read, is sent away. */
export function lineChannel(socket: Socket, clock: Clock, limits: LineLimits): Channel {
  let onMessage: Parameters<Channel['onMessage']>[0] = () => undefined;
  let cancelPatience = (): void => undefined;
  let isHeldBack = false;
  let closedWith: string | null = null;

  const send = (message: string | Uint8Array): void => {
    if (typeof message !== 'string') throw new TypeError('a channel of lines carries text only');
    if (!socket.writable) return;
    socket.write(`${message}\n`);
    holdBackIfUnread();
  };
  const close = (reason = ''): void => {
    closedWith ??= reason;
    reader.end();
    cancelPatience();
    // A peer that reads nothing must not hold us up.
    socket.end(() => socket.destroy());
    clock.after(goodbyeMs, () => socket.destroy());
  };
  const breakOff = (message: string): void => {
    const frame: AnswerFrame = { id: null, error: { code: 'invalid-input', message } };
    send(JSON.stringify(frame));
    close(message);
  };
  const bePatient = (): void => {
    cancelPatience();
    cancelPatience = clock.after(limits.lineMs, () => {
      breakOff(`the end of a line did not come within ${limits.lineMs} ms`);
    });
  };

  /** Who does not read gets to ask nothing more until it has. */
  const holdBackIfUnread = (): void => {
    if (isHeldBack || socket.writableLength <= limits.maxUnreadBytes) return;
    isHeldBack = true;
    socket.pause();
    const cancel = clock.after(limits.unreadMs, () => socket.destroy());
    socket.once('drain', () => {
      cancel();
      isHeldBack = false;
      socket.resume();
    });
    socket.once('close', cancel);
  };

  const reader = new LineReader(
    limits.maxRequestBytes,
    (line) => {
      onMessage(line);
    },
    () => {
      breakOff(`a line has more than ${limits.maxRequestBytes} bytes`);
    },
  );
  socket.on('data', (chunk) => {
    const { isInside: wasInside, count } = reader;
    reader.take(chunk);
    const isAnother = reader.isInside && (!wasInside || reader.count > count);
    if (isAnother) bePatient();
    else if (!reader.isInside) cancelPatience();
  });
  // What it does is told by `close`.
  socket.on('error', () => undefined);
  socket.once('close', () => {
    reader.end();
    cancelPatience();
  });
  return {
    send,
    close,
    onMessage(listener) {
      onMessage = listener;
    },
    onClose(listener) {
      if (socket.destroyed) listener(closedWith ?? '');
      else
        socket.once('close', () => {
          listener(closedWith ?? '');
        });
    },
    unsentBytes: () => socket.writableLength,
  };
}

/** How long a peer has to read why it was sent away. */
const goodbyeMs = 2_000;
