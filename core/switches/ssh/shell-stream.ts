import { Duplex } from 'node:stream';
import type { ClientChannel } from 'ssh2';
import type { Clock } from '../../model/clock';

/** How long after its last output a switch may take to tell the exit code and to close the channel (RFC 4254 §5.3 asks for neither). */
const exitMs = 1_000;

/** A shell's channel as a plain stream: it ends when the channel does, also where a write is still waiting for the other side's window. */
export function shellStream(channel: ClientChannel, clock: Clock, onClosed: () => void): Duplex {
  let isOver = false;
  const stream = new Duplex({
    allowHalfOpen: false,
    read: () => {
      channel.resume();
      channel.stderr.resume();
    },
    write: (chunk: Buffer, _encoding, done) => {
      if (isOver) done();
      else channel.write(chunk, done);
    },
    final: (done) => {
      if (!isOver) channel.end();
      done();
    },
    destroy: (error, done) => {
      onClosed();
      done(error);
    },
  });
  const finish = (): void => {
    if (isOver && stream.readableEnded) stream.destroy();
  };
  const take = (chunk: Buffer): void => {
    if (stream.push(chunk)) return;
    channel.pause();
    channel.stderr.pause();
  };
  channel.on('data', take);
  // With a terminal there is none; without, it is what the switch prints all the same.
  channel.stderr.on('data', take);
  let stopWaiting = (): void => undefined;
  const end = (): void => {
    stopWaiting();
    if (!stream.destroyed) stream.push(null);
  };
  channel.on('end', () => {
    stopWaiting = clock.after(exitMs, end);
  });
  channel.on('close', () => {
    isOver = true;
    end();
    finish();
  });
  channel.on('error', () => undefined);
  stream.on('end', finish);
  return stream;
}
