import type { Duplex } from 'node:stream';
import type { Unit } from '../unit';
import { Tl1Session } from './tl1-session';

/** A TL1 session on a connection. */
export function serveTl1(unit: Unit, stream: Duplex): void {
  const session = new Tl1Session(unit, {
    get backlog() {
      return stream.writableLength;
    },
    write: (text) => stream.write(text),
    end: () => stream.end(),
    cut: () => stream.destroy(),
  });
  stream.on('data', (bytes: Buffer) => {
    session.take(bytes);
  });
  stream.on('end', () => stream.end());
  stream.on('close', () => {
    session.close();
  });
  // The close that follows says it all.
  stream.on('error', () => undefined);
}
