import { chmodSync, unlinkSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { maxRequestBytes } from '../../contract/frames';
import { ownUser } from '../../contract/roles';
import { serveConsole } from '../peers/serve-console';
import { standardPeerLimits, type PeerLimits } from '../peers/serve-peer';
import type { Serving } from '../procedures/serving';
import { lineChannel, type LineLimits } from './line-channel';
import { socketPlaces, stateOfFolder, type SocketPlace, type Surroundings } from './place';

/** Longlines' commands on this machine, by this user: nobody else can connect. */
export interface LocalServer {
  readonly address: string;
  /** Calls under way are broken off. */
  close(): Promise<void>;
}

export type ServeOutcome =
  | { readonly kind: 'serving'; readonly server: LocalServer }
  /** No place is safe, or none can be used; the message says what to do. */
  | { readonly kind: 'refused'; readonly message: string };

/** `lineMs`: for its hello, too. */
export type LocalLimits = LineLimits & Omit<PeerLimits, 'helloMs'>;

export const standardLocalLimits: LocalLimits = { ...standardPeerLimits, maxRequestBytes, lineMs: 30_000, unreadMs: 30_000 };

const maxPeers = 64;

/**
 * Serves the contract to this user's processes, over a Unix socket (0600, in a folder 0700) or a named pipe that follows from the store's path.
 * `account`: that user, who may do everything. Whoever calls it holds the store, so a socket that is there already is left over from a host that died.
 */
export async function serveLocally(
  serving: Serving,
  surroundings: Surroundings,
  account: string,
  limits: Partial<LocalLimits> = {},
): Promise<ServeOutcome> {
  const listening = await listenSomewhere(socketPlaces(serving.store, surroundings), surroundings.userId);
  if (listening.kind === 'refused') return listening;
  const { server, address } = listening;
  const ending = new AbortController();
  const peers = new Set<Promise<void>>();
  const all = { ...standardLocalLimits, ...limits };
  server.on('connection', (socket: Socket) => {
    if (peers.size >= maxPeers) {
      socket.on('error', () => undefined);
      socket.end(`${JSON.stringify({ id: null, error: { code: 'busy', message: `${maxPeers} peers are connected: end one of them` } })}\n`);
      return;
    }
    const channel = lineChannel(socket, serving.clock, all);
    const peer = serveConsole(serving, channel, { peer: ownUser(account) }, ending.signal, { ...all, helloMs: all.lineMs });
    peers.add(peer);
    void peer.finally(() => peers.delete(peer));
  });
  return {
    kind: 'serving',
    server: {
      address,
      async close() {
        const closed = new Promise<void>(
          (resolve) =>
            void server.close(() => {
              resolve();
            }),
        );
        ending.abort();
        await Promise.allSettled(peers);
        await closed;
      },
    },
  };
}

type Listening =
  | { readonly kind: 'listening'; readonly server: Server; readonly address: string }
  | { readonly kind: 'refused'; readonly message: string };

async function listenSomewhere(places: readonly SocketPlace[], userId: number | null): Promise<Listening> {
  let why = 'no address is short enough for a socket: set XDG_RUNTIME_DIR to a folder with a short name';
  for (const { folder, address } of places) {
    const state = stateOfFolder(folder, userId, true);
    if (state.kind === 'unsafe') return { kind: 'refused', message: state.message };
    if (state.kind === 'missing') {
      why = `no folder for the host's socket can be made (tried ${places.map((place) => place.folder).join(', ')}): set XDG_RUNTIME_DIR to a folder of yours`;
      continue;
    }
    try {
      return { kind: 'listening', server: await listen(address, folder !== null), address };
    } catch (error) {
      why = `the host's socket ${address} cannot be made (${String(error)}): remove what is in its place`;
    }
  }
  return { kind: 'refused', message: why };
}

function listen(address: string, isFile: boolean): Promise<Server> {
  if (isFile) removeLeftOver(address);
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ path: address, exclusive: true }, () => {
      server.off('error', reject);
      if (isFile) chmodSync(address, 0o600);
      resolve(server);
    });
  });
}

function removeLeftOver(address: string): void {
  try {
    unlinkSync(address);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}
