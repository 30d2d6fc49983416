import { once } from 'node:events';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import ssh2, { type ClientChannel, type ConnectConfig } from 'ssh2';

/** Somebody at a terminal: types, and waits for what has to appear. */
export interface Typist {
  /** All that came so far, byte by byte (latin1). */
  seen(): string;
  type(text: string): void;
  /** Types a line and returns what came from then until `until`, the prompt. */
  enter(line: string, until: string | RegExp): Promise<string>;
  /** Waits for it, from where the last wait ended; returns what came until and with it. */
  until(what: string | RegExp): Promise<string>;
  readonly closed: Promise<void>;
  close(): void;
}

export function typistAt(stream: Duplex, onClose: () => void = () => stream.destroy()): Typist {
  let all = '';
  let from = 0;
  let isClosed = false;
  const looks = new Set<() => void>();
  const wake = () => {
    for (const look of [...looks]) look();
  };
  stream.on('data', (bytes: Buffer) => {
    all += bytes.toString('latin1');
    wake();
  });
  stream.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => {
    stream.once('close', () => {
      isClosed = true;
      wake();
      resolve();
    });
  });
  const until = (what: string | RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = () => {
        const rest = all.slice(from);
        const end = typeof what === 'string' ? rest.indexOf(what) + what.length : endOf(what.exec(rest));
        const isThere = typeof what === 'string' ? rest.includes(what) : end > 0;
        if (!isThere && !isClosed) return;
        looks.delete(look);
        if (!isThere) {
          reject(new Error(`the session ended before ${String(what)} came, with ${JSON.stringify(rest.slice(-500))}`));
          return;
        }
        from += end;
        resolve(rest.slice(0, end));
      };
      looks.add(look);
      look();
    });
  const type = (text: string) => void stream.write(text);
  return {
    seen: () => all,
    type,
    enter(line, prompt) {
      type(`${line}\r`);
      return until(prompt);
    },
    until,
    closed,
    close: onClose,
  };
}

const endOf = (found: RegExpExecArray | null): number => (found ? found.index + found[0].length : 0);

export async function telnetTypist(port: number): Promise<{ readonly typist: Typist; readonly socket: Duplex }> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  return { typist: typistAt(socket), socket };
}

export interface SshSession {
  readonly channel: ClientChannel;
  /** `SHA256:…` of the host key that was shown. */
  readonly hostKey: string;
  readonly close: () => void;
}

/** A shell over SSH; throws what `ssh2` says where it does not come in. */
export async function sshSession(
  port: number,
  {
    terminal = null,
    ...login
  }: ConnectConfig & { readonly terminal?: { readonly cols: number; readonly rows: number; readonly term: string } | null } = {},
): Promise<SshSession> {
  const client = new ssh2.Client();
  let hostKey = '';
  await new Promise<void>((resolve, reject) => {
    client.once('ready', resolve).once('error', reject);
    client.connect({
      host: '127.0.0.1',
      port,
      username: 'ops',
      password: 'practice',
      hostHash: 'sha256',
      hostVerifier: (hash: string) => {
        hostKey = `SHA256:${Buffer.from(hash, 'hex').toString('base64').replace(/=+$/, '')}`;
        return true;
      },
      ...login,
    });
  });
  client.on('error', () => undefined);
  const channel = await new Promise<ClientChannel>((resolve, reject) => {
    client.shell(terminal ?? false, (error, opened) => {
      if (error) reject(error);
      else resolve(opened);
    });
  });
  return { channel, hostKey, close: () => client.end() };
}
