import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { Clock } from '../model/clock';
import { describeSocketError, failed } from './socket-failures';
import { hostAndPort, type SessionEnd, type SessionTransport, type TerminalSize, type TransportOutcome } from './session-transport';

export interface SocketAddress {
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
  /** In milliseconds, until the connection stands. */
  readonly reachMs?: number;
  readonly signal?: AbortSignal;
}

const usualReachMs = 15_000;
/** After so long without traffic the connection is tried out (TCP keep-alive). */
const keepAliveMs = 30_000;
/** How long a connection that was ended politely may take to end. */
const lingerMs = 1_000;

/** What lies between the bytes on the wire and those of the session. */
export interface WireCodec {
  receive(bytes: Uint8Array): { readonly data: Uint8Array; readonly answer: Uint8Array };
  send(bytes: Uint8Array): Uint8Array;
  resize(size: TerminalSize): Uint8Array;
}

const nothing = new Uint8Array(0);

/** The bytes as they are. */
export const plainBytes: WireCodec = {
  receive: (data) => ({ data, answer: nothing }),
  send: (bytes) => bytes,
  resize: () => nothing,
};

/** Waits until the socket stands (`readyOn`), which `dial` begins; then the session runs over it. */
export function overSocket(
  { host, port, clock, reachMs = usualReachMs, signal }: SocketAddress,
  socket: Socket,
  readyOn: 'connect' | 'secureConnect',
  codec: WireCodec,
): Promise<TransportOutcome> {
  const where = hostAndPort(host, port);
  const cancelled = failed('cancelled', `connecting to ${where} was cancelled`);
  return new Promise((resolve) => {
    const settle = (outcome: TransportOutcome): void => {
      stopWaiting();
      signal?.removeEventListener('abort', onAbort);
      socket.off('error', onError).off('close', onClose).off(readyOn, onReady);
      if (outcome.kind === 'failed') {
        socket.on('error', () => undefined);
        socket.destroy();
      }
      resolve(outcome);
    };
    const onAbort = (): void => {
      settle(cancelled);
    };
    const onError = (error: Error): void => {
      settle(describeSocketError(where, error));
    };
    const onClose = (): void => {
      settle(failed('lost', `${where} ended the connection before the session began; try again`));
    };
    const onReady = (): void => {
      socket.setNoDelay(true);
      socket.setKeepAlive(true, keepAliveMs);
      settle({ kind: 'open', transport: socketTransport(where, socket, clock, codec) });
    };
    const stopWaiting = clock.after(reachMs, () => {
      settle(failed('timed-out', `${where} did not answer within ${reachMs / 1000} s; check that the switch is up, and the network`));
    });
    if (signal?.aborted === true) {
      settle(cancelled);
      return;
    }
    signal?.addEventListener('abort', onAbort, { once: true });
    socket.on('error', onError).on('close', onClose).on(readyOn, onReady);
  });
}

function socketTransport(where: string, socket: Socket, clock: Clock, codec: WireCodec): SessionTransport {
  let isClosedByUs = false;
  let fault: string | null = null;
  let hasEnded = false;
  const stream = new Duplex({
    allowHalfOpen: false,
    read: () => {
      socket.resume();
    },
    write: (chunk: Buffer, _encoding, done) => {
      if (!socket.writable || socket.write(codec.send(chunk))) done();
      else drained(socket, done);
    },
    final: (done) => {
      socket.end();
      done();
    },
    destroy: (error, done) => {
      isClosedByUs ||= !hasEnded && fault === null;
      socket.end();
      socket.resume();
      const cancel = clock.after(lingerMs, () => void socket.destroy());
      socket.once('close', cancel);
      done(error);
    },
  });
  socket.on('data', (chunk: Buffer) => {
    if (stream.destroyed) return;
    const { data, answer } = codec.receive(chunk);
    if (answer.length > 0 && socket.writable) socket.write(answer);
    if (data.length > 0 && !stream.push(data)) socket.pause();
  });
  socket.on('end', () => {
    hasEnded = true;
    stream.push(null);
  });
  socket.on('error', (error) => {
    fault = describeSocketError(where, error).message;
  });
  const ended = new Promise<SessionEnd>((resolve) => {
    socket.on('close', () => {
      if (!stream.readableEnded && !stream.destroyed) stream.push(null);
      if (isClosedByUs) resolve({ by: 'us', text: 'closed' });
      else if (fault !== null) resolve({ by: 'fault', text: fault });
      else resolve({ by: 'switch', text: 'the switch ended the session' });
    });
  });
  const close = (): void => {
    stream.destroy();
  };
  return {
    stream,
    ended,
    close,
    unsentBytes: () => stream.writableLength + socket.writableLength,
    resize: (columns, rows) => {
      const message = codec.resize({ columns, rows });
      if (message.length > 0 && socket.writable) socket.write(message);
    },
  };
}

/** A socket that breaks does not drain. */
function drained(socket: Socket, done: () => void): void {
  const finish = (): void => {
    socket.off('drain', finish).off('close', finish);
    done();
  };
  socket.on('drain', finish).on('close', finish);
}
