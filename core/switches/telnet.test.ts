import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../host/system-clock';
import type { SessionTransport } from './session-transport';
import { connectTelnet } from './telnet';
import { telnet } from './telnet/options';
import { installed, ownProcess } from './testing/own-process';
import { readUntil } from './testing/read-until';

const { IAC, WILL, DO, SB, SE, ECHO, NAWS, TTYPE } = telnet;
const endings: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

async function listen(onSocket: (socket: Socket) => void, isPaused = false): Promise<number> {
  const server = createServer({ pauseOnConnect: isPaused }, (socket) => {
    socket.on('error', () => undefined);
    endings.push(() => void socket.destroy());
    onSocket(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  endings.push(() => void server.close());
  return (server.address() as AddressInfo).port;
}

const connect = (port: number, options: { readonly reachMs?: number; readonly signal?: AbortSignal; readonly host?: string } = {}) =>
  connectTelnet({ host: '127.0.0.1', port, clock: systemClock, ...options }, { columns: 132, rows: 43 });

async function opened(port: number): Promise<SessionTransport> {
  const outcome = await connect(port);
  if (outcome.kind === 'failed') throw new Error(outcome.message);
  endings.push(() => {
    outcome.transport.close();
  });
  return outcome.transport;
}

describe('a telnet session', () => {
  test('negotiates, shows what comes in, sends what is typed and each new size', async () => {
    const heard: Buffer[] = [];
    let hear = (): void => undefined;
    const port = await listen((socket) => {
      socket.on('data', (chunk: Buffer) => {
        heard.push(chunk);
        hear();
      });
      socket.write(Buffer.from([IAC, WILL, ECHO, IAC, DO, NAWS, IAC, DO, TTYPE]));
      socket.write('login: ');
    });
    const shell = await opened(port);
    expect(await readUntil(shell.stream, 'login: ')).toBe('login: ');
    shell.resize(100, 30);
    shell.stream.write('me\r');
    const all = (): Buffer => Buffer.concat(heard);
    await new Promise<void>((resolve) => {
      hear = () => {
        if (all().includes('me\r\0')) resolve();
      };
      hear();
    });
    expect(all().includes(Buffer.from([IAC, SB, NAWS, 0, 132, 0, 43, IAC, SE]))).toBe(true);
    expect(all().includes(Buffer.from([IAC, SB, NAWS, 0, 100, 0, 30, IAC, SE]))).toBe(true);
  });

  test('that the switch ends is read to its end, and says so', async () => {
    const { stream, ended } = await opened(await listen((socket) => socket.end('bye')));
    expect(await text(stream)).toBe('bye');
    expect(await ended).toEqual({ by: 'switch', text: 'the switch ended the session' });
  });

  test('that breaks ends without an error, and says so', async () => {
    const { stream, ended } = await opened(await listen((socket) => socket.once('data', () => socket.resetAndDestroy())));
    stream.write('x');
    await text(stream);
    expect(await ended).toMatchObject({ by: 'fault' });
  });

  test('that is closed says so, also while a write waits for a switch that does not read', async () => {
    const shell = await opened(await listen((socket) => void socket.pause(), true));
    shell.stream.write(Buffer.alloc(32 * 1024 * 1024));
    shell.close();
    expect(await shell.ended).toEqual({ by: 'us', text: 'closed' });
  });

  test('that is not read holds the switch back', async () => {
    let sent = 0;
    const port = await listen((socket) => {
      const fill = (): void => {
        let isMore = true;
        while (isMore && sent < 256 * 1024 * 1024) {
          sent += 65_536;
          isMore = socket.write(Buffer.alloc(65_536, 'x'));
        }
      };
      socket.on('drain', fill);
      fill();
    });
    const { stream } = await opened(port);
    await once(stream, 'readable');
    let before = -1;
    while (sent !== before) {
      before = sent;
      for (let turn = 0; turn < 500; turn++) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(sent).toBeLessThan(64 * 1024 * 1024);
    expect(stream.readableLength).toBeLessThan(256 * 1024);
  });

  test('cannot be opened: each cause says what to do', async () => {
    const port = await listen(() => undefined);
    await endings.pop()?.();
    expect(await connect(port)).toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('nothing listens there') as unknown,
    });
    expect(await connect(23, { host: 'no-such-host.invalid' })).toMatchObject({ code: 'unreachable' });
    expect(await connect(port, { signal: AbortSignal.abort() })).toMatchObject({ code: 'cancelled' });
  });
});

const telnetd = installed('telnetd', 'inetutils-telnetd');

describe.skipIf(telnetd === null)(telnetd === null ? 'NOT RUN, not installed: a real telnetd' : 'a real telnetd', () => {
  /** It talks over its standard input, which inetd would give it. */
  const serve = (): Promise<number> =>
    listen((socket) => {
      const { end } = ownProcess(telnetd ?? '', ['-h', '-E', '/bin/sh'], {
        stdio: [socket, socket, 'ignore'],
        env: { ...process.env, PS1: '$ ' },
      });
      endings.push(end);
      socket.destroy();
    }, true);

  const prompt = /[#$] $/;

  test('gives a shell on a terminal of our type and size, which follows', async () => {
    const shell = await opened(await serve());
    await readUntil(shell.stream, prompt);
    shell.stream.write('echo "<$TERM>"; stty size\r');
    expect(await readUntil(shell.stream, '43 132')).toContain('<xterm-256color>');
    shell.resize(100, 30);
    shell.stream.write('stty size\r');
    await readUntil(shell.stream, '30 100');
    shell.stream.write('exit\r');
    shell.stream.resume();
    expect((await shell.ended).by).not.toBe('us');
  });

  test('passes every byte as the switch sent it', async () => {
    const { stream } = await opened(await serve());
    await readUntil(stream, prompt);
    stream.write('stty raw -echo; for i in $(seq 0 255); do printf "\\\\$(printf \'%03o\' $i)"; done; printf END\r');
    const all = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).join('');
    expect(await readUntil(stream, '\u00ffEND')).toContain(all);
  });

  test('takes every byte as it was typed', async () => {
    const { stream } = await opened(await serve());
    await readUntil(stream, prompt);
    stream.write('stty raw -echo; echo READY; od -An -v -tu1 -w1 -N 254\r');
    await readUntil(stream, /READY\r?\n/);
    // Without CR and what would be its second half: how they are told is telnet's own matter.
    const typed = Buffer.from(Array.from({ length: 256 }, (_, code) => code).filter((code) => code !== 13 && code !== 10));
    stream.write(typed);
    const printed = await readUntil(stream, /255\s/);
    expect(printed.match(/\d+/g)?.map(Number)).toEqual([...typed]);
  });

  test('prints ten megabytes: each byte comes, while the reader stops now and then', { timeout: 120_000 }, async () => {
    const { stream } = await opened(await serve());
    await readUntil(stream, prompt);
    // It is not to exit: telnetd then drops what it still has.
    stream.write('stty raw -echo; head -c 10000000 /dev/zero | tr "\\0" Q; echo "E"ND\r');
    let count = 0;
    let last = '';
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      for (const byte of chunk) if (byte === 81) count++;
      last = (last + chunk.toString('latin1')).slice(-10);
      if (last.includes('END')) break;
      if (count % 7 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    // And the one that was typed, which the terminal echoed.
    expect(count).toBe(10_000_001);
  });
});
