import { Duplex } from 'node:stream';
import type { ClientChannel } from 'ssh2';

/** A shell's channel as a plain stream: it ends when the channel does, also where a write is still waiting for the other side's window. */
export function shellStream(channel: ClientChannel, onClosed: () => void): Duplex {
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
  channel.on('end', () => {
    stream.push(null);
  });
  channel.on('close', () => {
    isOver = true;
    finish();
  });
  channel.on('error', () => undefined);
  stream.on('end', finish);
  return stream;
}
