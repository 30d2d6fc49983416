import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';

/** A listening server on loopback whose port stays the same when it closes for a while. */
export interface Door {
  readonly port: number;
  open(): Promise<void>;
  /** Cuts who is inside, and lets nobody in. */
  close(): Promise<void>;
}

export async function openDoor(server: Server, port: number): Promise<Door> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    // An answer must not wait until the notice before it is acknowledged.
    socket.setNoDelay(true);
    socket.once('close', () => sockets.delete(socket));
    // The close that follows says it all.
    socket.on('error', () => undefined);
  });
  const listen = async (at: number) => {
    server.listen(at, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const taken = await listen(port);
  return {
    port: taken,
    open: async () => {
      await listen(taken);
    },
    async close() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
