import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Server, utils, type AuthContext, type Connection, type PseudoTtyInfo, type ServerChannel, type WindowChangeInfo } from 'ssh2';
import type { HostKey } from '../../model/host-key';
import type { HostKeys } from '../host-keys';

interface KeyPair {
  readonly private: string;
  readonly public: string;
}

export const keyPair = (type: 'ed25519' | 'rsa' = 'ed25519'): KeyPair =>
  type === 'rsa' ? utils.generateKeyPairSync('rsa', { bits: 2048 }) : whole(() => utils.generateKeyPairSync('ed25519'));

export const encryptedKeyPair = (passphrase: string): KeyPair =>
  whole(() => utils.generateKeyPairSync('ed25519', { passphrase, cipher: 'aes256-cbc', rounds: 1 }), passphrase);

/** ssh2 1.17.0 leaves out the zeros with which one in 256 of its ed25519 keys begins, and cannot read them afterwards. */
function whole(make: () => KeyPair, passphrase?: string): KeyPair {
  for (;;) {
    const made = make();
    if (!(utils.parseKey(made.private, passphrase) instanceof Error)) return made;
  }
}

export interface SshPeerScript {
  readonly hostKeys?: readonly string[];
  readonly onLogIn?: (attempt: AuthContext) => void;
  readonly onShell?: (channel: ServerChannel) => void;
  readonly onConnection?: (connection: Connection) => void;
  readonly banner?: string;
  /** Without: any that is free. */
  readonly port?: number;
  /** What it refuses beside the log-in. */
  readonly refuses?: 'session' | 'shell';
  readonly algorithms?: ConstructorParameters<typeof Server>[0]['algorithms'];
}

/** An SSH server in this process that notes what it is told. */
export async function startSshPeer(script: SshPeerScript = {}) {
  const attempts: { readonly method: string; readonly user: string }[] = [];
  const windows: (PseudoTtyInfo | WindowChangeInfo)[] = [];
  const terminals: string[] = [];
  const connections = new Set<Connection>();
  const hostKeys = script.hostKeys ?? [keyPair().private];
  const { banner, algorithms } = script;
  const server = new Server(
    { hostKeys: [...hostKeys], ...(banner === undefined ? {} : { banner }), ...(algorithms === undefined ? {} : { algorithms }) },
    (connection) => {
      connections.add(connection);
      connection.on('close', () => void connections.delete(connection));
      connection.on('error', () => undefined);
      script.onConnection?.(connection);
      connection.on('authentication', (attempt) => {
        attempts.push({ method: attempt.method, user: attempt.username });
        if (script.onLogIn) script.onLogIn(attempt);
        else attempt.accept();
      });
      connection.on('session', (accept, reject) => {
        if (script.refuses === 'session') {
          reject();
          return;
        }
        const session = accept();
        session.on('pty', (acceptPty, _reject, info) => {
          windows.push(info);
          if ('term' in info) terminals.push(String(info.term));
          acceptPty();
        });
        session.on('window-change', (acceptChange, _reject, info) => {
          windows.push(info);
          // There is no answer to it, and then nothing to call.
          (acceptChange as (() => void) | undefined)?.();
        });
        session.on('shell', (acceptShell, rejectShell) => {
          if (script.refuses === 'shell') {
            rejectShell();
            return;
          }
          const channel = acceptShell();
          channel.on('error', () => undefined);
          if (script.onShell) script.onShell(channel);
          else channel.pipe(channel);
        });
      });
    },
  );
  server.listen(script.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    attempts,
    windows,
    terminals,
    cut: () => {
      for (const connection of connections) connection.end();
    },
    close: async () => {
      for (const connection of connections) connection.end();
      server.close();
      await once(server, 'close');
    },
  };
}

export function hostKeysInMemory(): HostKeys & { readonly all: Map<string, HostKey> } {
  const all = new Map<string, HostKey>();
  return {
    all,
    pinned: async (host, port) => all.get(`${host} ${port}`) ?? null,
    pin: async (host, port, key) => {
      const first = all.get(`${host} ${port}`) ?? key;
      all.set(`${host} ${port}`, first);
      return first;
    },
  };
}
