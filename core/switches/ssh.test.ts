import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { utils } from 'ssh2';
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../host/system-clock';
import type { HostKeyQuestion } from './host-keys';
import type { SessionTransport, TransportOutcome } from './session-transport';
import { connectSsh, type SshOptions } from './ssh';
import { encryptedKeyPair, hostKeysInMemory, keyPair, startSshPeer, type SshPeerScript } from './testing/ssh-peer';

const endings: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

async function peer(script?: SshPeerScript) {
  const started = await startSshPeer(script);
  endings.push(started.close);
  return started;
}

/** A server that is no SSH server: `talk` has each connection. */
async function plainPeer(talk: (socket: Socket) => void) {
  const received: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('data', (chunk: Buffer) => received.push(chunk));
    socket.on('error', () => undefined);
    talk(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  endings.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, received };
}

const accept = async (): Promise<boolean> => true;

function connect(port: number, options: Partial<SshOptions> = {}): Promise<TransportOutcome> {
  return connectSsh({
    host: '127.0.0.1',
    port,
    user: 'operator',
    password: 'secret',
    hostKeys: hostKeysInMemory(),
    confirmHostKey: accept,
    clock: systemClock,
    terminal: { columns: 80, rows: 24 },
    ...options,
  });
}

async function opened(port: number, options?: Partial<SshOptions>): Promise<SessionTransport> {
  const outcome = await connect(port, options);
  if (outcome.kind !== 'open') throw new Error(`${outcome.code}: ${outcome.message}`);
  endings.push(() => {
    outcome.transport.close();
  });
  return outcome.transport;
}

const fingerprintOf = (privateKey: string): string => {
  const key = utils.parseKey(privateKey);
  if (key instanceof Error) throw key;
  const [only] = [key].flat();
  return `SHA256:${createHash('sha256')
    .update(only?.getPublicSSH() ?? '')
    .digest('base64')
    .replaceAll('=', '')}`;
};

describe('the host key', () => {
  test('is asked about at the first use, then pinned, and not asked about again', async () => {
    const host = keyPair();
    const { port } = await peer({ hostKeys: [host.private] });
    const hostKeys = hostKeysInMemory();
    const asked: HostKeyQuestion[] = [];
    const confirmHostKey = async (question: HostKeyQuestion) => {
      asked.push(question);
      return true;
    };
    for (let time = 0; time < 2; time++) await opened(port, { hostKeys, confirmHostKey });
    expect(asked).toEqual([{ host: '127.0.0.1', port, key: { type: 'ssh-ed25519', fingerprint: fingerprintOf(host.private) } }]);
  });

  test('that is not accepted: no log-in is tried, not even a user name is told', async () => {
    const { port, attempts } = await peer();
    const hostKeys = hostKeysInMemory();
    expect(await connect(port, { hostKeys, confirmHostKey: async () => false })).toMatchObject({
      kind: 'failed',
      code: 'host-key-declined',
    });
    expect(attempts).toEqual([]);
    expect(hostKeys.all.size).toBe(0);
  });

  test('is judged before anything of a credential is sent', async () => {
    const { port, attempts } = await peer();
    let decide: ((isRight: boolean) => void) | undefined;
    let told = (): void => undefined;
    const isAsked = new Promise<void>((resolve) => (told = resolve));
    const connecting = connect(port, {
      confirmHostKey: () => {
        told();
        return new Promise((resolve) => (decide = resolve));
      },
    });
    await isAsked;
    // Meanwhile others connect and log in: had this one sent anything, it would have come in.
    for (let other = 0; other < 3; other++) await opened(port, { user: 'another' });
    const usersSeen = new Set(attempts.map(({ user }) => user));
    expect([...usersSeen]).toEqual(['another']);
    decide?.(true);
    expect(await connecting).toMatchObject({ kind: 'open' });
    expect(attempts.at(-1)).toEqual({ method: 'none', user: 'operator' });
  });

  test('that changed is refused without a question; both fingerprints and the remedy are told', async () => {
    const [former, present] = [keyPair(), keyPair()];
    const hostKeys = hostKeysInMemory();
    const { port, attempts } = await peer({ hostKeys: [present.private] });
    await hostKeys.pin('127.0.0.1', port, { type: 'ssh-ed25519', fingerprint: fingerprintOf(former.private) });
    let questions = 0;
    const outcome = await connect(port, {
      hostKeys,
      confirmHostKey: async () => {
        questions++;
        return true;
      },
    });
    expect(outcome).toMatchObject({ kind: 'failed', code: 'host-key-changed' });
    const message = outcome.kind === 'failed' ? outcome.message : '';
    for (const part of [fingerprintOf(former.private), fingerprintOf(present.private), 'forgotten']) expect(message).toContain(part);
    expect(questions).toBe(0);
    expect(attempts).toEqual([]);
  });

  test('of the pinned type is asked for, where the switch has others too', async () => {
    const [rsa, ed25519] = [keyPair('rsa'), keyPair()];
    const hostKeys = hostKeysInMemory();
    const { port } = await peer({ hostKeys: [ed25519.private, rsa.private] });
    await hostKeys.pin('127.0.0.1', port, { type: 'ssh-rsa', fingerprint: fingerprintOf(rsa.private) });
    await opened(port, { hostKeys, confirmHostKey: async () => false });
  });

  test('that two sessions ask about at once: the first answer is pinned, and another key is refused', async () => {
    const { port } = await peer();
    const hostKeys = hostKeysInMemory();
    const outcome = await connect(port, {
      hostKeys,
      confirmHostKey: async () => {
        await hostKeys.pin('127.0.0.1', port, { type: 'ssh-ed25519', fingerprint: 'SHA256:another' });
        return true;
      },
    });
    expect(outcome).toMatchObject({ kind: 'failed', code: 'host-key-changed' });
  });

  test('is pinned for the name however it is written', async () => {
    const { port } = await peer();
    const hostKeys = hostKeysInMemory();
    await opened(port, { hostKeys, host: 'LocalHost' });
    await opened(port, { hostKeys, host: 'localhost', confirmHostKey: async () => false });
  });

  test('cannot be judged where the pinned ones cannot be read: nothing is sent', async () => {
    const { port, attempts } = await peer();
    const unreadable = { ...hostKeysInMemory(), pinned: () => Promise.reject(new Error('disk is gone')) };
    expect(await connect(port, { hostKeys: unreadable })).toMatchObject({ kind: 'failed', code: 'host-keys-unreadable' });
    const unwritable = { ...hostKeysInMemory(), pin: () => Promise.reject(new Error('disk is full')) };
    expect(await connect(port, { hostKeys: unwritable })).toMatchObject({ kind: 'failed', code: 'host-keys-unreadable' });
    expect(attempts).toEqual([]);
  });
});

describe('the log-in', () => {
  const taking = (password: string, takes: string[] = ['password']): SshPeerScript => ({
    onLogIn: (attempt) => {
      if (attempt.method === 'password' && attempt.password === password) attempt.accept();
      else attempt.reject(takes as never);
    },
  });

  test('by password', async () => {
    const { port, attempts } = await peer(taking('secret'));
    await opened(port);
    expect(attempts.map(({ method }) => method)).toEqual(['none', 'password']);
  });

  test('with a wrong password is refused, tried once, and says what the switch takes', async () => {
    const { port, attempts } = await peer(taking('another', ['password', 'keyboard-interactive']));
    const outcome = await connect(port);
    expect(outcome).toMatchObject({ kind: 'failed', code: 'authentication-failed' });
    expect(outcome).toHaveProperty('message', expect.stringContaining('refused the password of operator'));
    expect(attempts.map(({ method }) => method)).toEqual(['none', 'password']);
  });

  test('by what the switch does not take is refused with what it takes', async () => {
    const { port } = await peer(taking('secret', ['publickey']));
    expect(await connect(port)).toHaveProperty('message', expect.stringContaining('the switch takes the key'));
  });

  test('by key, and by an encrypted key with its passphrase', async () => {
    const plain = keyPair();
    const encrypted = encryptedKeyPair('open sesame');
    const { port } = await peer({
      onLogIn: (attempt) => {
        if (attempt.method === 'publickey') attempt.accept();
        else attempt.reject(['publickey']);
      },
    });
    await opened(port, { key: { text: plain.private } });
    await opened(port, { key: { text: encrypted.private, passphrase: 'open sesame' } });
  });

  test.each([
    ['is encrypted and has no passphrase', 'encrypted', undefined, 'give its passphrase'],
    ['has a wrong passphrase', 'encrypted', 'wrong', 'its passphrase is wrong'],
    ['is public', 'public', undefined, 'give the private one'],
    ['is of an unknown form', 'nonsense', undefined, 'its format is not known'],
    ['is cut off', 'cut', undefined, 'cannot be read'],
  ])('with a key that %s: nothing is connected, and it says so', async (_case, which, passphrase, words) => {
    const { port } = await plainPeer(() => {
      throw new Error('was connected');
    });
    const pair = keyPair();
    const texts: Readonly<Record<string, string>> = {
      encrypted: encryptedKeyPair('open sesame').private,
      public: pair.public,
      nonsense: 'no key at all',
      cut: pair.private.replace(/\n.{20}/, '\n'),
    };
    const key = { text: texts[which] ?? '', ...(passphrase === undefined ? {} : { passphrase }) };
    const outcome = await connect(port, { key });
    expect(outcome).toMatchObject({ kind: 'failed', code: 'key-unreadable' });
    expect(outcome).toHaveProperty('message', expect.stringContaining(words));
  });

  const asking = (prompts: { prompt: string; echo: boolean }[], right: readonly string[]): SshPeerScript => ({
    onLogIn: (attempt) => {
      if (attempt.method !== 'keyboard-interactive') attempt.reject(['keyboard-interactive']);
      else {
        attempt.prompt(prompts, 'Token', (answers) => {
          if (answers.join() === right.join()) attempt.accept();
          else attempt.reject();
        });
      }
    },
  });

  test('by keyboard-interactive: a single hidden prompt is answered with the password', async () => {
    const { port } = await peer(asking([{ prompt: 'Password: ', echo: false }], ['secret']));
    await opened(port);
  });

  test('by keyboard-interactive: an echoed prompt never gets the password, the operator is asked', async () => {
    const { port } = await peer(asking([{ prompt: 'Name\u001b[2J: ', echo: true }], ['me']));
    const questions: unknown[] = [];
    const answer: SshOptions['answer'] = async (question) => {
      questions.push(question);
      return ['me'];
    };
    await opened(port, { answer });
    expect(questions).toEqual([{ name: 'Token', instruction: '', prompts: [{ text: 'Name\\u{1b}[2J:', isEchoed: true }] }]);
    const unasked = await connect(port);
    expect(unasked).toMatchObject({ kind: 'failed', code: 'authentication-failed' });
  });

  test('that the operator gives up is cancelled', async () => {
    const { port } = await peer(asking([{ prompt: 'Code: ', echo: true }], ['1']));
    expect(await connect(port, { answer: async () => null })).toMatchObject({ kind: 'failed', code: 'cancelled' });
  });

  test('of two steps: the key, then a question', async () => {
    const { port } = await peer({
      onLogIn: (attempt) => {
        if (attempt.method === 'publickey' && attempt.signature === undefined) attempt.accept();
        else if (attempt.method === 'publickey') attempt.reject(['keyboard-interactive'], true);
        else if (attempt.method === 'keyboard-interactive') {
          attempt.prompt([{ prompt: 'Code: ', echo: true }], () => {
            attempt.accept();
          });
        } else attempt.reject(['publickey']);
      },
    });
    await opened(port, { key: { text: keyPair().private }, answer: async () => ['1'] });
  });

  test('shows what the switch says before it', async () => {
    const { port } = await peer({ banner: 'Authorised use only' });
    const banners: string[] = [];
    await opened(port, { onBanner: (banner) => banners.push(banner) });
    expect(banners.join('')).toContain('Authorised use only');
  });
});

describe('what cannot be connected says why', () => {
  test('nothing listens', async () => {
    const { port, close } = await startSshPeer();
    await close();
    expect(await connect(port)).toMatchObject({ kind: 'failed', code: 'unreachable' });
  });

  test('the name is not known', async () => {
    expect(await connect(22, { host: 'no-such-host.invalid' })).toMatchObject({ kind: 'failed', code: 'unreachable' });
  });

  test('no SSH server', async () => {
    const { port } = await plainPeer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(await connect(port)).toMatchObject({ kind: 'failed', code: 'wrong-protocol' });
  });

  test('a server that talks nonsense after its greeting', async () => {
    for (let seed = 1; seed <= 40; seed++) {
      const { port } = await plainPeer((socket) => {
        let state = seed;
        const nonsense = Buffer.from(
          Array.from({ length: 4_000 }, () => {
            state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
            return state >>> 24;
          }),
        );
        // Some with a length that could be one.
        if (seed % 2 === 0) nonsense.writeUInt32BE(28 + seed * 4, 0);
        socket.write(Buffer.concat([Buffer.from('SSH-2.0-nonsense\r\n'), nonsense]));
        socket.end();
      });
      const outcome = await connect(port, { patience: { reachMs: 2_000 } });
      expect(outcome.kind === 'failed' && outcome.message).toContain(`127.0.0.1:${port}`);
    }
  });

  test('a server that is silent, after the time for it', async () => {
    const { port } = await plainPeer(() => undefined);
    expect(await connect(port, { patience: { reachMs: 30 } })).toMatchObject({ kind: 'failed', code: 'timed-out' });
  });

  test('an operator who does not answer', async () => {
    const { port } = await peer();
    const outcome = await connect(port, { patience: { askMs: 30 }, confirmHostKey: () => new Promise(() => undefined) });
    expect(outcome).toHaveProperty('message', expect.stringContaining('no answer about its host key'));
  });

  test('a log-in that the switch does not answer', async () => {
    const { port } = await peer({ onLogIn: () => undefined });
    expect(await connect(port, { patience: { logInMs: 30 } })).toMatchObject({ kind: 'failed', code: 'timed-out' });
  });

  test('no algorithm in common', async () => {
    const { port } = await peer({ algorithms: { cipher: ['3des-cbc'] } });
    const outcome = await connect(port);
    expect(outcome).toMatchObject({ kind: 'failed', code: 'no-common-algorithm' });
    expect(outcome).toHaveProperty('message', expect.stringContaining('cipher'));
  });

  test.each(['session', 'shell'] as const)('a user who is given no %s', async (refuses) => {
    const { port } = await peer({ refuses });
    expect(await connect(port)).toMatchObject({ kind: 'failed', code: 'no-shell' });
  });

  test('a connection that is cut during the log-in', async () => {
    const { port } = await peer({
      onConnection: (connection) => {
        connection.on('authentication', () => void connection.end());
      },
      onLogIn: () => undefined,
    });
    expect(await connect(port)).toMatchObject({ kind: 'failed', code: 'lost' });
  });

  test('cancelled, before and while it is under way', async () => {
    const { port } = await plainPeer(() => undefined);
    expect(await connect(port, { signal: AbortSignal.abort() })).toMatchObject({ kind: 'failed', code: 'cancelled' });
    const cancelling = new AbortController();
    const connecting = connect(port, { signal: cancelling.signal });
    cancelling.abort();
    expect(await connecting).toMatchObject({ kind: 'failed', code: 'cancelled' });
  });
});

describe('the shell', () => {
  test('gives back what is written, byte for byte', async () => {
    const { port } = await peer();
    const { stream } = await opened(port);
    const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, index) => index % 251));
    stream.write(bytes);
    let seen = Buffer.alloc(0);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      seen = Buffer.concat([seen, chunk]);
      if (seen.length >= bytes.length) break;
    }
    expect(seen.equals(bytes)).toBe(true);
  });

  test('has a terminal of the size, which can change; or none', async () => {
    const { port, windows, terminals } = await peer({
      onShell: (channel) => {
        channel.on('data', () => channel.write('x'));
      },
    });
    const shell = await opened(port, { terminal: { columns: 132, rows: 43 } });
    const { stream } = shell;
    shell.resize(100, 30);
    stream.write('?');
    await once(stream, 'data');
    expect(windows).toMatchObject([
      { cols: 132, rows: 43 },
      { cols: 100, rows: 30 },
    ]);
    expect(terminals).toEqual(['xterm-256color']);
    const without = await opened(port, { terminal: null });
    without.stream.write('?');
    await once(without.stream, 'data');
    expect(windows).toHaveLength(2);
  });

  test('that the switch ends is read to its end, with the exit code told', async () => {
    const { port } = await peer({
      onShell: (channel) => {
        channel.write('last ');
        channel.stderr.write('words');
        channel.exit(3);
        channel.end();
      },
    });
    const { stream, ended } = await opened(port);
    expect(await text(stream)).toBe('last words');
    expect(await ended).toEqual({ by: 'switch', text: 'the switch ended the session (exit code 3)' });
  });

  test('whose exit code comes after the last output is told with it', async () => {
    const { port } = await peer({
      onShell: (channel) => {
        channel.write('bye');
        channel.eof();
        setTimeout(() => {
          // ssh2 itself tells none after the end of its output; OpenSSH does.
          Object.assign((channel as unknown as { readonly outgoing: object }).outgoing, { state: 'open' });
          channel.exit(3);
          channel.close();
        }, 50);
      },
    });
    const { stream, ended } = await opened(port);
    expect(await text(stream)).toBe('bye');
    expect(await ended).toEqual({ by: 'switch', text: 'the switch ended the session (exit code 3)' });
  });

  test('that the switch ends only in its direction is ended, by the switch', async () => {
    const { port } = await peer({
      onShell: (channel) => {
        channel.write('bye');
        channel.eof();
      },
    });
    const { stream, ended } = await opened(port);
    expect(await text(stream)).toBe('bye');
    expect(await ended).toMatchObject({ by: 'switch' });
  });

  test('that is cut off ends without an error, and says so', async () => {
    const { port, cut } = await peer({
      onShell: (channel) => {
        channel.write('so far');
        channel.on('data', () => undefined);
      },
    });
    const { stream, ended } = await opened(port);
    await once(stream, 'readable');
    cut();
    expect(await text(stream)).toBe('so far');
    expect(await ended).toMatchObject({ by: 'fault' });
  });

  test('that is closed says so, also while a write waits for a switch that does not read', async () => {
    const { port } = await peer({ onShell: (channel) => channel.pause() });
    const shell = await opened(port);
    const { stream, ended } = shell;
    stream.write(Buffer.alloc(16 * 1024 * 1024));
    shell.close();
    expect(await ended).toEqual({ by: 'us', text: 'closed' });
    expect(stream.destroyed).toBe(true);
  });

  test('that is not read holds the switch back', async () => {
    let sent = 0;
    const { port } = await peer({
      onShell: (channel) => {
        const fill = (): void => {
          let isMore = true;
          while (isMore && sent < 64 * 1024 * 1024) {
            sent += 65_536;
            isMore = channel.write(Buffer.alloc(65_536));
          }
        };
        channel.on('drain', fill);
        fill();
      },
    });
    const { stream } = await opened(port);
    await once(stream, 'readable');
    let before = -1;
    while (sent !== before) {
      before = sent;
      for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(sent).toBeLessThan(16 * 1024 * 1024);
  });

  test('of a peer that sends more than it was allowed to is ended, before it fills the memory', async () => {
    let sent = 0;
    const { port } = await peer({
      onShell: (channel) => {
        // As a peer that does not count: ssh2 keeps what it may still send here.
        Object.assign((channel as unknown as { readonly outgoing: object }).outgoing, { window: Number.MAX_SAFE_INTEGER });
        // In turns: its writes never wait.
        const fill = (): void => {
          for (let packet = 0; packet < 20 && channel.writable; packet++) {
            sent += 30_001;
            channel.write(Buffer.alloc(30_001));
          }
          if (sent < 64 * 1024 * 1024) setImmediate(fill);
        };
        fill();
      },
    });
    const { ended } = await opened(port);
    expect(await ended).toMatchObject({ by: 'fault', text: expect.stringContaining('more than it was allowed to') as unknown });
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  });
});
