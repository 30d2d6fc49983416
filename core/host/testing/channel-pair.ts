import type { Channel } from '../../contract/channel';

/** Two ends of one channel in memory: what one sends, the other hears, in order and later. */
export function channelPair(): readonly [Channel, Channel] {
  const [a, b] = [end(), end()];
  join(a, b);
  join(b, a);
  return [a.channel, b.channel];
}

interface End {
  readonly channel: Channel;
  deliver: (message: string | Uint8Array) => void;
  hangUp: (reason: string) => void;
  readonly said: { message: (message: string | Uint8Array) => void; close: (reason: string) => void };
}

function end(): End {
  let [heard, closed]: [Parameters<Channel['onMessage']>[0] | null, Parameters<Channel['onClose']>[0] | null] = [null, null];
  const early: (string | Uint8Array)[] = [];
  let over: string | null = null;
  const said: End['said'] = { message: () => undefined, close: () => undefined };
  const hangUp = (reason: string): void => {
    if (over !== null) return;
    over = reason;
    closed?.(reason);
  };
  return {
    said,
    hangUp,
    deliver(message) {
      if (over !== null) return;
      if (heard) heard(message);
      else early.push(message);
    },
    channel: {
      send(message) {
        if (over === null) said.message(message);
      },
      onMessage(listener) {
        heard = listener;
        for (const message of early.splice(0)) listener(message);
      },
      onClose(listener) {
        closed = listener;
        if (over !== null) listener(over);
      },
      close(reason = '') {
        if (over !== null) return;
        said.close(reason);
        hangUp(reason);
      },
    },
  };
}

function join(from: End, to: End): void {
  from.said.message = (message) => {
    queueMicrotask(() => {
      to.deliver(message);
    });
  };
  from.said.close = (reason) => {
    queueMicrotask(() => {
      to.hangUp(reason);
    });
  };
}
