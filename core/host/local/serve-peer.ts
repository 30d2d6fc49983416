import type { Socket } from 'node:net';
import { callFrame, helloFrame, protocolVersion, type AnswerFrame, type HelloFrame } from '../../contract/frames';
import type { Answer, CallErrorCode } from '../../contract/procedure';
import type { Clock } from '../../model/clock';
import type { Call } from '../procedures/serving';
import { LineReader } from './lines';

export interface PeerLimits {
  readonly maxRequestBytes: number;
  /** From the connection to its first line, and from a line's first byte to its last. */
  readonly lineMs: number;
  /** How long a peer may leave answers unread once there are more than `maxUnreadBytes` of them; progress is left out then. */
  readonly unreadMs: number;
  readonly maxUnreadBytes: number;
  /** Calls of one peer under way. */
  readonly maxCalls: number;
}

export interface PeerPorts {
  readonly hello: HelloFrame['hello'];
  readonly clock: Clock;
  readonly limits: PeerLimits;
  readonly carryOut: (name: string, input: unknown, call: Call) => Promise<Answer<unknown>>;
}

/** Serves one peer until it goes, breaks the rules, or is too slow. Resolves once nothing of it is under way any more. */
export async function servePeer(socket: Socket, { hello, clock, limits, carryOut }: PeerPorts, ending: AbortSignal): Promise<void> {
  const calls = new Map<number, AbortController>();
  const underWay = new Set<Promise<void>>();
  let isGreeted = false;
  let isHeldBack = false;
  let cancelPatience = (): void => undefined;

  const send = (frame: AnswerFrame | HelloFrame): void => {
    if (socket.writable) socket.write(`${JSON.stringify(frame)}\n`);
  };
  /** The connection as a whole is over, and why. */
  const breakOff = (code: CallErrorCode, message: string): void => {
    reader.end();
    send({ id: null, error: { code, message } });
    // A peer that reads nothing must not hold us up.
    socket.end(() => socket.destroy());
    clock.after(goodbyeMs, () => socket.destroy());
  };
  const bePatient = (what: string): void => {
    cancelPatience();
    cancelPatience = clock.after(limits.lineMs, () => {
      breakOff('invalid-input', `${what} did not come within ${limits.lineMs} ms`);
    });
  };

  const take = (line: string): void => {
    const value = parsed(line);
    if (!isGreeted) {
      const greeting = helloFrame.safeParse(value);
      if (!greeting.success) {
        breakOff('invalid-input', 'the first line is no hello: this is the socket of a Longlines host');
        return;
      }
      const { protocol, program } = greeting.data.hello;
      if (protocol !== protocolVersion) {
        const words = `this host speaks version ${protocolVersion} of the protocol (Longlines ${hello.program}), the peer ${protocol} (${program})`;
        breakOff('refused', `${words}: use the same version of both`);
        return;
      }
      isGreeted = true;
      return;
    }
    const frame = callFrame.safeParse(value);
    if (!frame.success) {
      breakOff('invalid-input', 'a line is no call: an object with id, call and input is expected');
      return;
    }
    const { id, call, input } = frame.data;
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
        if (socket.writableLength <= limits.maxUnreadBytes) send({ id, progress });
      },
    }).then((answer) => {
      calls.delete(id);
      send(answer.kind === 'answer' ? { id, ok: answer.output } : { id, error: answer.error });
      holdBackIfUnread();
    });
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
  };

  /** Who does not read its answers gets to ask nothing more until it has. */
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
  };

  const reader = new LineReader(limits.maxRequestBytes, take, () => {
    breakOff('invalid-input', `a line has more than ${limits.maxRequestBytes} bytes`);
  });
  send({ hello });
  bePatient('the hello');
  socket.on('data', (chunk) => {
    const { isInside: wasInside, count } = reader;
    reader.take(chunk);
    const isAnother = reader.isInside && (!wasInside || reader.count > count);
    if (isAnother) bePatient('the end of a line');
    else if (!reader.isInside && isGreeted) cancelPatience();
  });
  // What it does is told by `close`.
  socket.on('error', () => undefined);
  const onEnding = (): void => {
    for (const aborter of calls.values()) aborter.abort(new Error('the host is ending'));
    breakOff('ending', 'the host is ending; what was not answered may not be done: look, and try again');
  };
  ending.addEventListener('abort', onEnding, { once: true });
  await new Promise<void>((resolve) => {
    if (socket.destroyed) resolve();
    else
      socket.once('close', () => {
        resolve();
      });
  });
  ending.removeEventListener('abort', onEnding);
  cancelPatience();
  reader.end();
  for (const aborter of calls.values()) aborter.abort(new Error('the peer has gone'));
  await Promise.allSettled(underWay);
}

/** How long a peer has to read why it was sent away. */
const goodbyeMs = 2_000;

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
