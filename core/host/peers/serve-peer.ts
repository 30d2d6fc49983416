import type { Channel } from '../../contract/channel';
import { helloFrame, peerFrame, protocolVersion, type HelloFrame, type HostFrame, type PeerFrame } from '../../contract/frames';
import type { Topic } from '../../contract/live';
import type { Answer, CallErrorCode } from '../../contract/procedure';
import type { Clock } from '../../model/clock';
import type { Watcher, Watching } from '../live/watcher';
import type { Call } from '../procedures/serving';
import { parsedJson } from '../../model/parsed-json';

export interface PeerLimits {
  /** From the connection to its hello. */
  readonly helloMs: number;
  /** While more is unread than this, progress is left out. */
  readonly maxUnreadBytes: number;
  /** Calls of one peer under way. */
  readonly maxCalls: number;
  /** Topics that one peer watches. */
  readonly maxWatches: number;
  /** How often who wants it is told that the host lives. */
  readonly aliveMs: number;
}

export interface PeerPorts {
  readonly hello: HelloFrame['hello'];
  readonly clock: Clock;
  readonly limits: PeerLimits;
  readonly carryOut: (name: string, input: unknown, call: Call) => Promise<Answer<unknown>>;
  /** Null: nothing can be watched here. */
  readonly watch: ((topic: Topic, watcher: Watcher) => Watching) | null;
}

export const standardPeerLimits: PeerLimits = {
  helloMs: 30_000,
  maxUnreadBytes: 64 * 2 ** 20,
  maxCalls: 16,
  maxWatches: 64,
  aliveMs: 4_000,
};

/** Serves one peer until it goes or breaks the rules. Resolves once nothing of it is under way any more. */
export async function servePeer(
  channel: Channel,
  { hello, clock, limits, carryOut, watch }: PeerPorts,
  ending: AbortSignal,
): Promise<void> {
  const calls = new Map<number, AbortController>();
  const watches = new Map<number, Watching>();
  const underWay = new Set<Promise<void>>();
  let isGreeted = false;
  let isOver = false;
  let cancelAlive = (): void => undefined;

  const send = (frame: HostFrame | HelloFrame): void => {
    if (!isOver) channel.send(JSON.stringify(frame));
  };
  /** The connection as a whole is over, and why. */
  const breakOff = (code: CallErrorCode, message: string): void => {
    send({ id: null, error: { code, message } });
    isOver = true;
    channel.close(message);
  };
  const cancelPatience = clock.after(limits.helloMs, () => {
    breakOff('invalid-input', `the hello did not come within ${limits.helloMs} ms`);
  });

  const sayAlive = (): void => {
    cancelAlive = clock.after(limits.aliveMs, () => {
      if ((channel.unsentBytes?.() ?? 0) <= limits.maxUnreadBytes) send({ alive: true });
      sayAlive();
    });
  };

  const greet = (value: unknown): void => {
    const greeting = helloFrame.safeParse(value);
    if (!greeting.success) {
      breakOff('invalid-input', 'the first message is no hello: this is the socket of a Longlines host');
      return;
    }
    const { protocol, program, wantsAlive = false } = greeting.data.hello;
    if (protocol !== protocolVersion) {
      const words = `this host speaks version ${protocolVersion} of the protocol (Longlines ${hello.program}), the peer ${protocol} (${program})`;
      breakOff('refused', `${words}: use the same version of both`);
      return;
    }
    isGreeted = true;
    cancelPatience();
    if (wantsAlive) sayAlive();
  };

  const begin = ({ id, call, input }: Extract<PeerFrame, { call: string }>): void => {
    if (calls.has(id)) {
      breakOff('invalid-input', `call ${id} is under way already: give each a number of its own`);
      return;
    }
    if (calls.size >= limits.maxCalls) {
      send({ id, error: { code: 'busy', message: `${limits.maxCalls} calls of this peer are under way: wait for one of them` } });
      return;
    }
    const aborter = new AbortController();
    calls.set(id, aborter);
    const work = carryOut(call, input, {
      signal: aborter.signal,
      onProgress: (progress) => {
        // Nobody misses progress; kept for who does not read it, it would grow without end.
        if ((channel.unsentBytes?.() ?? 0) <= limits.maxUnreadBytes) send({ id, progress });
      },
    }).then((answer) => {
      calls.delete(id);
      send(answer.kind === 'answer' ? { id, ok: answer.output } : { id, error: answer.error });
    });
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
  };

  const follow = (number: number, topic: Topic): void => {
    if (watches.has(number)) {
      breakOff('invalid-input', `watch ${number} is there already: give each a number of its own`);
      return;
    }
    if (watch === null || watches.size >= limits.maxWatches) {
      const why =
        watch === null
          ? 'nothing can be watched over this connection'
          : `at most ${limits.maxWatches} topics at once are watched over one connection: end one of them`;
      send({ watch: number, fault: why });
      return;
    }
    const watching = watch(topic, {
      piece: ({ put, ...piece }) => {
        if (!isOver) channel.send(`${JSON.stringify({ watch: number, ...piece }).slice(0, -1)},"put":[${put.join(',')}]}`);
      },
      fault: (fault) => {
        send({ watch: number, fault });
      },
    });
    watches.set(number, watching);
  };

  const take = (message: string | Uint8Array): void => {
    if (isOver) return;
    const value = typeof message === 'string' ? parsedJson(message) : undefined;
    if (!isGreeted) {
      greet(value);
      return;
    }
    const checked = peerFrame.safeParse(value);
    if (!checked.success) {
      breakOff('invalid-input', 'a message is no call, cancel, watch, heard or unwatch: an object of one of their shapes is expected');
      return;
    }
    const frame = checked.data;
    // What is cancelled, heard or unwatched under a number that is not known any more has crossed our answer on its way.
    if ('call' in frame) begin(frame);
    else if ('cancel' in frame) calls.get(frame.cancel)?.abort(new Error('the peer does not wait any more'));
    else if ('watch' in frame) follow(frame.watch, frame.topic);
    else if ('heard' in frame) watches.get(frame.heard)?.heard(frame.seq);
    else {
      watches.get(frame.unwatch)?.close();
      watches.delete(frame.unwatch);
    }
  };

  send({ hello: { ...hello, aliveMs: limits.aliveMs } });
  const onEnding = (): void => {
    for (const aborter of calls.values()) aborter.abort(new Error('the host is ending'));
    breakOff('ending', 'the host is ending; what was not answered may not be done: look, and try again');
  };
  ending.addEventListener('abort', onEnding, { once: true });
  await new Promise<void>((resolve) => {
    channel.onClose(() => {
      resolve();
    });
    channel.onMessage(take);
    if (ending.aborted) onEnding();
  });
  isOver = true;
  ending.removeEventListener('abort', onEnding);
  cancelPatience();
  cancelAlive();
  for (const watching of watches.values()) watching.close();
  for (const aborter of calls.values()) aborter.abort(new Error('the peer has gone'));
  await Promise.allSettled(underWay);
}
