import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { Tl1Session } from './tl1/tl1-session';
import type { Unit } from './unit';

/** The doors of a switch: each a listening server whose port stays the same when it closes for a while. */
export interface Front {
  readonly tl1Port: number;
  /** Cuts every session and lets nobody in for so long. */
  goDown(ms: number): Promise<void>;
  close(): Promise<void>;
}

export async function openFront(unit: Unit, ports: { readonly tl1: number }): Promise<Front> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    serveTl1(unit, socket);
  });
  const tl1Port = await listen(server, ports.tl1);
  const close = async () => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    tl1Port,
    async goDown(ms) {
      await close();
      await pause(ms);
      await listen(server, tl1Port);
    },
    close,
  };
}

/** A TL1 session on a connection. */
function serveTl1(unit: Unit, stream: Duplex): void {
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
  stream.on('close', () => {
    session.close();
  });
  // The close that follows says it all.
  stream.on('error', () => undefined);
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
