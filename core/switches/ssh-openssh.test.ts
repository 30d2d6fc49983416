import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../host/system-clock';
import type { HostKeyQuestion } from './host-keys';
import { connectSsh, type SshOptions } from './ssh';
import { installed, ownProcess } from './testing/own-process';
import { readUntil } from './testing/read-until';
import { hostKeysInMemory, keyPair } from './testing/ssh-peer';

const sshd = installed('sshd', 'openssh-server');

const endings: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** A real sshd for each connection, over its standard input as inetd gives it, with keys and settings of its own. */
async function serve(settings: readonly string[] = []) {
  const folder = mkdtempSync(join(tmpdir(), 'longlines-sshd-'));
  endings.push(() => {
    rmSync(folder, { recursive: true });
  });
  // What the package's service makes; sshd run by root insists on it.
  if (userInfo().uid === 0 && !existsSync('/run/sshd')) mkdirSync('/run/sshd', { mode: 0o755 });
  const [hostKey, userKey] = [keyPair(), keyPair()];
  const file = (name: string, content: string): string => {
    const path = join(folder, name);
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  };
  const publicFile = file('host.pub', `${hostKey.public}\n`);
  const config = [
    `HostKey ${file('host', hostKey.private)}`,
    `AuthorizedKeysFile ${file('authorized', `${userKey.public}\n`)}`,
    'StrictModes no',
    'PermitRootLogin yes',
    'KbdInteractiveAuthentication no',
    'PidFile none',
    'PrintMotd no',
    'ForceCommand /bin/sh -i',
    ...settings,
  ];
  const configFile = file('config', `${config.join('\n')}\n`);
  const server = createServer({ pauseOnConnect: true }, (socket) => {
    endings.push(ownProcess(sshd ?? '', ['-i', '-e', '-f', configFile], { stdio: [socket, socket, 'ignore'] }).end);
    socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  endings.push(() => void server.close());
  const hostKeys = hostKeysInMemory();
  const options: SshOptions = {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    user: userInfo().username,
    key: { text: userKey.private },
    hostKeys,
    confirmHostKey: async () => true,
    clock: systemClock,
    terminal: { columns: 132, rows: 43 },
  };
  return { options, publicFile, hostKeys };
}

const withoutKey = ({ host, port, user, hostKeys, confirmHostKey, clock, terminal }: SshOptions): SshOptions => ({
  host,
  port,
  user,
  hostKeys,
  confirmHostKey,
  clock,
  terminal,
});

async function opened(options: SshOptions) {
  const outcome = await connectSsh(options);
  if (outcome.kind === 'failed') throw new Error(`${outcome.code}: ${outcome.message}`);
  endings.push(() => {
    outcome.transport.close();
  });
  return outcome.transport;
}

describe.skipIf(sshd === null)(sshd === null ? 'NOT RUN, not installed: a real OpenSSH server' : 'a real OpenSSH server', () => {
  test('gives a shell on a terminal of our type and size, which follows, and its exit code', async () => {
    const { options } = await serve();
    const shell = await opened(options);
    const { stream, ended } = shell;
    stream.write('echo "<$TERM>"; stty size\r');
    expect(await readUntil(stream, '43 132')).toContain('<xterm-256color>');
    shell.resize(100, 30);
    stream.write('stty size\r');
    await readUntil(stream, '30 100');
    stream.write('exit 7\r');
    stream.resume();
    expect(await ended).toEqual({ by: 'switch', text: 'the switch ended the session (exit code 7)' });
  });

  test('shows the fingerprint that its own tools show', async () => {
    const { options, publicFile } = await serve();
    const asked: HostKeyQuestion[] = [];
    const outcome = await connectSsh({
      ...options,
      confirmHostKey: async (question) => {
        asked.push(question);
        return false;
      },
    });
    expect(outcome).toMatchObject({ kind: 'failed', code: 'host-key-declined' });
    const shown = execFileSync('/usr/bin/ssh-keygen', ['-lf', publicFile], { encoding: 'utf8' });
    expect(shown.split(' ')[1]).toBe(asked[0]?.key.fingerprint);
  });

  test('with another key than the pinned one is refused', async () => {
    const { options, hostKeys } = await serve();
    await hostKeys.pin(options.host, options.port, { type: 'ssh-ed25519', fingerprint: 'SHA256:another' });
    expect(await connectSsh(options)).toMatchObject({ kind: 'failed', code: 'host-key-changed' });
  });

  test('refuses a key that it does not know, and a password that it does not take', async () => {
    const { options } = await serve(['PasswordAuthentication no']);
    expect(await connectSsh({ ...options, key: { text: keyPair().private } })).toMatchObject({
      kind: 'failed',
      code: 'authentication-failed',
    });
    expect(await connectSsh({ ...withoutKey(options), password: 'secret' })).toHaveProperty(
      'message',
      expect.stringContaining('the switch takes the key'),
    );
  });

  test('refuses a wrong password', async () => {
    const { options } = await serve(['PasswordAuthentication yes']);
    const outcome = await connectSsh({ ...withoutKey(options), password: `no password ${process.pid}` });
    expect(outcome).toMatchObject({ kind: 'failed', code: 'authentication-failed' });
    expect(outcome).toHaveProperty('message', expect.stringContaining('refused the password'));
  });

  test('that is set so that nothing is in common says so', async () => {
    const { options } = await serve(['Ciphers aes256-cbc']);
    expect(await connectSsh(options)).toMatchObject({ kind: 'failed', code: 'no-common-algorithm' });
  });

  test('exchanges keys anew in the middle of a session', async () => {
    const { options } = await serve(['RekeyLimit 100K']);
    const { stream } = await opened({ ...options, terminal: null });
    stream.write('head -c 3000000 /dev/zero | tr "\\\\0" x; exit\n');
    expect((await text(stream)).match(/x/g)?.length).toBeGreaterThanOrEqual(3_000_000);
  });

  test('prints fifty megabytes: each byte comes, while the reader stops now and then', { timeout: 120_000 }, async () => {
    const { options } = await serve();
    const { stream } = await opened({ ...options, terminal: null });
    stream.write('head -c 50000000 /dev/zero | tr "\\0" x; exit\n');
    let count = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      for (const byte of chunk) if (byte === 120) count++;
      if (count % 7 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    // `exit`, where the shell echoes it, has another one.
    expect(count).toBeGreaterThanOrEqual(50_000_000);
    expect(count).toBeLessThan(50_000_010);
  });
});
