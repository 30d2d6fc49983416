import type { WebSocket } from 'ws';
import type { Channel } from '../core/contract/channel';
import type { WebLimits } from './limits';

/** A WebSocket as a channel. Who says too much at once, or reads too little, is left. */
export function socketChannel(
  socket: WebSocket,
  limits: Pick<WebLimits, 'maxMessagesPerSecond' | 'maxUnreadBytes' | 'unreadMs'>,
): Channel & { readonly unsentBytes: () => number } {
  let onMessage: ((message: string | Uint8Array) => void) | null = null;
  let onClose: ((reason: string) => void) | null = null;
  let isOver = false;
  let patience: NodeJS.Timeout | null = null;
  let countedFromMs = 0;
  let count = 0;

  const end = (reason: string): void => {
    if (isOver) return;
    isOver = true;
    if (patience) clearTimeout(patience);
    onClose?.(reason);
  };
  const close = (code: number, reason: string): void => {
    socket.close(code, shortened(reason));
    // A browser that does not answer must not hold us up.
    setTimeout(() => {
      socket.terminate();
    }, goodbyeMs).unref();
  };
  const isTooMuch = (): boolean => {
    const nowMs = performance.now();
    if (nowMs - countedFromMs >= 1_000) [countedFromMs, count] = [nowMs, 0];
    count += 1;
    return count > limits.maxMessagesPerSecond;
  };

  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (isOver) return;
    if (isTooMuch()) {
      const reason = `more than ${limits.maxMessagesPerSecond} messages in a second`;
      close(policyViolation, reason);
      end(reason);
      return;
    }
    onMessage?.(isBinary ? data : data.toString('utf8'));
  });
  socket.on('close', (_, reason) => {
    end(reason.toString('utf8'));
  });
  // What it does is told by `close`.
  socket.on('error', () => undefined);

  const judgeUnread = (): void => {
    const isUnread = socket.bufferedAmount > limits.maxUnreadBytes;
    if (isUnread && patience === null && !isOver) {
      socket.pause();
      patience = setTimeout(() => {
        socket.terminate();
      }, limits.unreadMs);
    } else if (!isUnread && patience !== null) {
      clearTimeout(patience);
      patience = null;
      socket.resume();
    }
  };
  return {
    send(message) {
      if (isOver) return;
      socket.send(message, judgeUnread);
      judgeUnread();
    },
    onMessage: (listener) => void (onMessage = listener),
    onClose: (listener) => void (onClose = listener),
    close(reason = '') {
      if (!isOver) close(normalClosure, reason);
    },
    unsentBytes: () => socket.bufferedAmount,
  };
}

/** RFC 6455 §7.4.1. */
const normalClosure = 1000;
const policyViolation = 1008;
const goodbyeMs = 2_000;

/** A reason is at most 123 bytes (RFC 6455 §5.5). */
function shortened(reason: string): string {
  let text = reason.slice(0, 123);
  while (Buffer.byteLength(text) > 123) text = text.slice(0, -1);
  return text;
}
