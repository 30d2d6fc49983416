import { createHash } from 'node:crypto';
import { Socket } from 'node:net';
import ssh2, { type Client, type ClientChannel, type ServerHostKeyAlgorithm } from 'ssh2';
import type { Clock } from '../model/clock';
import { showHidden } from '../model/hidden-characters';
import type { HostKey } from '../model/host-key';
import { changedKeyText, isSameHostKey, judgeHostKey, type HostKeyQuestion, type HostKeys } from './host-keys';
import { hostAndPort, type SessionEnd, type TerminalSize, type TransportFailure, type TransportOutcome } from './session-transport';
import { failed } from './socket-failures';
import { describeSshError } from './ssh/failures';
import { logIn, type SshCredentials } from './ssh/log-in';
import { readPrivateKey, type PrivateKeyText } from './ssh/private-key';
import { shellStream } from './ssh/shell-stream';

export interface SshOptions {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password?: string;
  readonly key?: PrivateKeyText;
  readonly answer?: SshCredentials['answer'];
  readonly hostKeys: HostKeys;
  /** How an operator has a host key accepted, as an instruction. */
  readonly howToTrust?: (fingerprint: string) => string;
  /** The first use of a host key is asked about; false: nothing is sent. Where no one can be asked, answer no. */
  readonly confirmHostKey: (question: HostKeyQuestion) => Promise<boolean>;
  readonly clock: Clock;
  /** Null: a shell without a terminal, for programs. */
  readonly terminal: TerminalSize | null;
  /** What the switch shows before the log-in (RFC 4252 §5.4): hostile until shown otherwise. */
  readonly onBanner?: (text: string) => void;
  readonly patience?: Partial<SshPatience>;
  readonly signal?: AbortSignal;
}

/** In milliseconds. A person who is being asked does not count as a slow switch. */
export interface SshPatience {
  /** From connecting until the host key is shown. */
  readonly reachMs: number;
  /** For an answer of the operator. */
  readonly askMs: number;
  /** From the accepted host key to the shell. */
  readonly logInMs: number;
  /** A silent connection is tried out after so long, and given up after three such times. */
  readonly keepAliveMs: number;
}

const usualPatience: SshPatience = { reachMs: 15_000, askMs: 120_000, logInMs: 30_000, keepAliveMs: 15_000 };

/** How long a connection that was ended politely may take to end. */
const lingerMs = 1_000;

/** More than the window that we grant (2 MiB each for output and errors): who sends more does not keep to the protocol (RFC 4254 §5.2). */
const mostUnread = 6 * 1024 * 1024;

/**
 * Opens a shell over SSH (RFC 4251–4254). The host key is judged first: until then no byte of a credential, not even the user's name, is sent.
 * What a network, a switch or an operator can do is an outcome; nothing is thrown.
 */
export async function connectSsh(options: SshOptions): Promise<TransportOutcome> {
  const host = options.host.toLowerCase();
  const where = hostAndPort(host, options.port);
  const { key: keyText, signal } = options;
  const key = keyText === undefined ? undefined : readPrivateKey(keyText);
  if (key !== undefined && 'problem' in key)
    return failed('key-unreadable', `the private key for ${options.user} at ${where}: ${key.problem}`);
  const credentials: SshCredentials = {
    user: options.user,
    ...(options.password === undefined ? {} : { password: options.password }),
    ...(key === undefined ? {} : { key }),
    ...(options.answer === undefined ? {} : { answer: options.answer }),
  };
  let pinned: HostKey | null;
  try {
    pinned = await options.hostKeys.pinned(host, options.port);
  } catch (error) {
    return failed('host-keys-unreadable', `the pinned host keys cannot be read, so nothing was connected: ${String(error)}`);
  }
  if (signal?.aborted === true) return failed('cancelled', `connecting to ${where} was cancelled`);
  return new Promise((resolve) => {
    attempt({ ...options, host }, credentials, pinned, resolve);
  });
}

function attempt(
  options: SshOptions,
  credentials: SshCredentials,
  pinned: HostKey | null,
  resolve: (outcome: TransportOutcome) => void,
): void {
  const { host, port, clock, hostKeys, signal } = options;
  const patience = { ...usualPatience, ...options.patience };
  const where = hostAndPort(host, port);
  const client = new ssh2.Client();
  const socket = new Socket();
  let isSettled = false;
  let stopWaiting = (): void => undefined;
  let accepted: HostKey | null = null;

  const settle = (outcome: TransportOutcome): void => {
    if (isSettled) return;
    isSettled = true;
    stopWaiting();
    signal?.removeEventListener('abort', onAbort);
    resolve(outcome);
  };
  const fail = (failure: TransportFailure): void => {
    settle(failure);
    socket.destroy();
  };
  const waitAtMost = (delayMs: number, what: string): void => {
    stopWaiting();
    if (isSettled) return;
    stopWaiting = clock.after(delayMs, () => {
      fail(failed('timed-out', `${where}: ${what} after ${delayMs / 1000} s; check that the switch is up, or try again`));
    });
  };
  const onAbort = (): void => {
    fail(failed('cancelled', `connecting to ${where} was cancelled`));
  };
  signal?.addEventListener('abort', onAbort, { once: true });

  const judge = async (blob: Buffer): Promise<boolean> => {
    const offered = hostKeyOf(blob);
    waitAtMost(patience.askMs, 'no answer about its host key');
    const question: HostKeyQuestion = { host, port, key: offered };
    const verdict = await judgeHostKey(hostKeys, question, options.confirmHostKey);
    if (isSettled) return false;
    switch (verdict.kind) {
      case 'right':
        accepted = offered;
        waitAtMost(patience.logInMs, 'the log-in was not finished');
        return true;
      case 'declined':
        fail(failed('host-key-declined', `the host key of ${where} was not accepted: nothing was sent to it`));
        return false;
      case 'changed':
        fail(failed('host-key-changed', changedKeyText(host, port, verdict.pinned, offered, options.howToTrust?.(offered.fingerprint))));
        return false;
    }
  };

  client.on('error', (error) => {
    fail(describeSshError(where, error));
  });
  client.on('close', () => {
    fail(
      failed(
        'lost',
        `${where} ended the connection ${accepted === null ? 'before it showed its host key' : 'during the log-in'}; try again`,
      ),
    );
  });
  client.on('change password', () => {
    fail(
      failed('authentication-failed', `${where} wants ${options.user} to choose a new password: change it there first, then connect again`),
    );
  });
  client.on('banner', (text) => options.onBanner?.(text));
  client.on('ready', () => {
    const { terminal } = options;
    const pty = terminal === null ? false : { term: 'xterm-256color', cols: terminal.columns, rows: terminal.rows, width: 0, height: 0 };
    client.shell(pty, (error, channel) => {
      if (error !== undefined) {
        fail(failed('no-shell', `${where} gives ${options.user} no shell (${error.message}): check what the user may do there`));
        return;
      }
      settle({ kind: 'open', transport: overChannel({ where, client, socket, channel, clock }) });
    });
  });

  waitAtMost(patience.reachMs, 'no SSH server answered');
  client.connect({
    sock: socket,
    username: options.user,
    // Ours count instead, since ssh2's goes on while the operator is being asked.
    readyTimeout: 0,
    keepaliveInterval: patience.keepAliveMs,
    algorithms: { serverHostKey: preferred(pinned) },
    // ssh2 takes any answer but false for yes, a promise too.
    hostVerifier: (blob: Buffer, verify: (isRight: boolean) => void): void => {
      // Asked again with every exchange of keys in the middle of the session: answered at once, since ssh2 then goes on sending with keys that are over.
      if (accepted !== null) {
        verify(isSameHostKey(accepted, hostKeyOf(blob)));
        return;
      }
      judge(blob).then(verify, (error: unknown) => {
        fail(failed('host-keys-unreadable', `whether the host key of ${where} is right cannot be told: ${String(error)}`));
        verify(false);
      });
    },
    authHandler: logIn(credentials, {
      onRefused: (message) => {
        fail(failed('authentication-failed', `${where}: ${message}`));
      },
      onGivenUp: () => {
        fail(failed('cancelled', `the log-in at ${where} was given up`));
      },
      onAsking: () => {
        waitAtMost(patience.askMs, 'its questions were not answered');
      },
      onAnswered: () => {
        waitAtMost(patience.logInMs, 'the log-in was not finished');
      },
    }),
  });
  socket.setNoDelay(true);
  socket.connect({ host, port });
}

interface OpenShell {
  readonly where: string;
  readonly client: Client;
  readonly socket: Socket;
  readonly channel: ClientChannel;
  readonly clock: Clock;
}

function overChannel({ where, client, socket, channel, clock }: OpenShell) {
  let isClosedByUs = false;
  let fault: string | null = null;
  let exit = '';
  const end = (): void => {
    client.end();
    const cancel = clock.after(lingerMs, () => void socket.destroy());
    socket.once('close', cancel);
  };
  const stream = shellStream(channel, clock, () => {
    isClosedByUs ||= fault === null && !hasEnded;
    end();
  });
  let hasEnded = false;
  channel.on('exit', (code: number | null, signal?: string) => {
    exit = code === null ? ` (${signal ?? 'by a signal'})` : code === 0 ? '' : ` (exit code ${code})`;
  });
  channel.on('end', () => {
    hasEnded = true;
  });
  channel.on('close', () => {
    hasEnded = true;
    end();
  });
  client.on('error', (error) => {
    fault ??= describeSshError(where, error).message;
  });
  socket.on('data', () => {
    if (channel.readableLength + channel.stderr.readableLength <= mostUnread) return;
    fault ??= `${where} sends more than it was allowed to: the session was ended, since it does not keep to the protocol`;
    socket.destroy();
  });
  const ended = new Promise<SessionEnd>((resolve) => {
    client.on('close', () => {
      if (isClosedByUs) resolve({ by: 'us', text: 'closed' });
      else if (fault !== null) resolve({ by: 'fault', text: fault });
      else if (hasEnded) resolve({ by: 'switch', text: `the switch ended the session${exit}` });
      else resolve({ by: 'fault', text: `the connection to ${where} was lost` });
    });
  });
  return {
    stream,
    ended,
    unsentBytes: () => stream.writableLength + channel.writableLength + socket.writableLength,
    resize: (columns: number, rows: number) => {
      channel.setWindow(rows, columns, 0, 0);
    },
    close: () => {
      isClosedByUs ||= !hasEnded && fault === null;
      stream.destroy();
    },
  };
}

/** The key's type is the first field of the blob (RFC 4253 §6.6). */
function hostKeyOf(blob: Buffer): HostKey {
  const length = blob.readUInt32BE(0);
  return {
    type: showHidden(blob.toString('latin1', 4, 4 + Math.min(length, 64))),
    fingerprint: `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`,
  };
}

const hostKeyAlgorithms: readonly ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
  'ssh-rsa',
];

/** A switch with keys of several types is to show the one that is pinned: one of another type would be taken for a change. */
function preferred(pinned: HostKey | null): ServerHostKeyAlgorithm[] {
  const isPinned = (algorithm: string): boolean =>
    algorithm === pinned?.type || (pinned?.type === 'ssh-rsa' && algorithm.startsWith('rsa-sha2-'));
  return [...hostKeyAlgorithms.filter(isPinned), ...hostKeyAlgorithms.filter((algorithm) => !isPinned(algorithm))];
}
