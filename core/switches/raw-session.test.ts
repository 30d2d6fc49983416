import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createServer as createSecureServer } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import { createAuthority } from '../../lab/certificates';
import type { RawSession } from './raw-session';
import { addressOf, type RawTarget } from './raw-target';
import { auditInMemory } from './testing/audit-in-memory';
import { operatorAt, type OperatorOptions } from './testing/operator';
import { hostKeysInMemory, startSshPeer } from './testing/ssh-peer';
import { preparePaste } from './terminal/paste';

const endings: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

async function listen(talk: (socket: Duplex) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    talk(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  endings.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

type SwitchTarget = RawTarget & { readonly kind: 'tl1' };

const tl1At = (port: number, transport: SwitchTarget['address']['transport']): SwitchTarget => ({
  kind: 'tl1',
  address: { host: '127.0.0.1', port, tid: 'NE1', user: 'ops', password: 'secret', transport },
});

const overTcp = async (talk: (peer: Duplex) => void): Promise<RawTarget> =>
  tl1At(await listen(talk), { kind: 'tcp', isPlainAllowed: true });

async function overTls(talk: (peer: Duplex) => void): Promise<RawTarget> {
  const authority = await createAuthority('Switch CA');
  const { certPem, keyPem } = await authority.issueServer();
  const server = createSecureServer({ cert: certPem, key: keyPem }, (socket) => {
    socket.on('error', () => undefined);
    endings.push(() => void socket.destroy());
    talk(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  endings.push(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return tl1At(port, { kind: 'tls', caPem: authority.caPem, identity: null, serverName: 'localhost' });
}

async function tl1OverSsh(talk: (peer: Duplex) => void): Promise<RawTarget> {
  const { port, user } = await overSsh(talk);
  return tl1At(port, { kind: 'ssh', user, password: 'secret', key: null, hostKeyFingerprint: null });
}

async function overSsh(talk: (peer: Duplex) => void): Promise<RawTarget & { readonly kind: 'ssh' }> {
  const { port, close } = await startSshPeer({ onShell: talk });
  endings.push(close);
  return { kind: 'ssh', host: '127.0.0.1', port, user: 'admin', password: 'secret' };
}

const overTelnet = async (talk: (peer: Duplex) => void): Promise<RawTarget> => ({
  kind: 'telnet',
  host: '127.0.0.1',
  port: await listen(talk),
});

function operate(target: RawTarget, options?: OperatorOptions) {
  const operator = operatorAt(target, options);
  endings.push(() => {
    operator.session.close();
  });
  return operator;
}

const transports = [
  ['ssh', overSsh],
  ['telnet', overTelnet],
  ['tl1 over tcp', overTcp],
  ['tl1 over tls', overTls],
  ['tl1 over ssh', tl1OverSsh],
] as const;

describe.each(transports)('a session over %s', (_name, serve) => {
  test('shows what the switch prints, made harmless, and sends what is typed', async () => {
    const target = await serve((peer) => {
      peer.write('\u001b]52;c;eA==\u0007\u001b[1mNE1> ');
      peer.on('data', (chunk: Buffer) => peer.write(chunk.toString().toUpperCase()));
    });
    const { session, reaches, sees, seen } = operate(target);
    await reaches('open');
    await sees('NE1> ');
    expect(seen()).toBe('\u001b[1mNE1> ');
    expect(session.write('show ports')).toBe('sent');
    await sees('SHOW PORTS');
    expect(session.write('\u001b]lrm -rf /\u001b\\')).toBe('left-out');
    session.close();
    expect(await reaches('closed')).toEqual({ kind: 'closed', by: 'us', text: 'closed' });
    expect(session.write('x')).toBe('not-open');
  });

  test('fifty megabytes to a slow terminal: nothing lost, the switch held back, memory bounded', { timeout: 120_000 }, async () => {
    const total = 50 * 1024 * 1024;
    const sentHash = createHash('sha256');
    let sent = 0;
    const target = await serve((peer) => {
      const fill = (): void => {
        let isMore = true;
        while (isMore && sent < total) {
          const block = Buffer.alloc(Math.min(65_536, total - sent), `${sent} of what the switch prints, line after line\r\n`);
          sent += block.length;
          sentHash.update(block);
          isMore = peer.write(block);
        }
        if (sent >= total) peer.end();
        else peer.once('drain', fill);
      };
      fill();
    });
    const shownHash = createHash('sha256');
    let shown = 0;
    let unacknowledged = 0;
    let mostUnacknowledged = 0;
    let mostAhead = 0;
    let session: RawSession | null = null;
    const waiting: number[] = [];
    const showSome = (): void => {
      const bytes = waiting.shift();
      if (bytes === undefined) return;
      unacknowledged -= bytes;
      session?.acknowledge(bytes);
      if (waiting.length > 0) setImmediate(showSome);
    };
    const operator = operate(target, {
      onOutput: (bytes) => {
        shownHash.update(bytes);
        shown += bytes.length;
        unacknowledged += bytes.length;
        mostUnacknowledged = Math.max(mostUnacknowledged, unacknowledged);
        mostAhead = Math.max(mostAhead, sent - shown);
        waiting.push(bytes.length);
        // The slow terminal: nothing is shown until it is full, then piece by piece.
        if (unacknowledged > 1024 * 1024 && waiting.length > 1) setImmediate(showSome);
        else if (total - shown < 1024 * 1024) setImmediate(showSome);
      },
    });
    session = operator.session;
    expect(await operator.reaches('closed')).toMatchObject({ by: 'switch' });
    expect(shown).toBe(total);
    expect(shownHash.digest('hex')).toBe(sentHash.digest('hex'));
    expect(mostUnacknowledged).toBeGreaterThan(1024 * 1024);
    expect(mostUnacknowledged).toBeLessThan(1024 * 1024 + 256 * 1024);
    expect(mostAhead).toBeLessThan(16 * 1024 * 1024);
    expect(operator.audit.accounts).toMatchObject([{ outputBytes: total, by: 'switch' }]);
  });

  test('shown to nobody: it stops, and goes on below 256 KB unacknowledged', async () => {
    const target = await serve((peer) => {
      const fill = (): void => {
        let isMore = true;
        while (isMore) isMore = peer.write(Buffer.alloc(65_536, 'x'));
      };
      peer.on('drain', fill);
      fill();
    });
    let shown = 0;
    const { session, reaches } = operate(target, { onOutput: (bytes) => (shown += bytes.length) });
    await reaches('open');
    const standstill = async (): Promise<number> => {
      let before = -1;
      while (before !== shown || shown === 0) {
        before = shown;
        for (let turn = 0; turn < 300; turn++) await new Promise((resolve) => setImmediate(resolve));
      }
      return shown;
    };
    const first = await standstill();
    expect(first).toBeGreaterThan(1024 * 1024);
    expect(first).toBeLessThan(1024 * 1024 + 256 * 1024);
    session.acknowledge(first - 300 * 1024);
    expect(await standstill()).toBe(first);
    session.acknowledge(100 * 1024);
    expect(await standstill()).toBeGreaterThan(first);
  });

  test('that the switch ends: all is shown first, then it is closed', async () => {
    const target = await serve((peer) => peer.end('x'.repeat(300_000)));
    const { reaches, seen } = operate(target);
    expect(await reaches('closed')).toMatchObject({ by: 'switch' });
    expect(seen()).toHaveLength(300_000);
  });

  test('with a switch that does not read: what is typed is refused beyond a megabyte, and an answer of the terminal is left out long before', async () => {
    const target = await serve((peer) => peer.pause());
    const { session, reaches } = operate(target);
    await reaches('open');
    const outcomes: string[] = [];
    let answer = '';
    for (let index = 0; index < 2_000 && outcomes.at(-1) !== 'busy'; index++) {
      outcomes.push(session.write('x'.repeat(65_000)));
      if (answer !== 'left-out') answer = session.write('\u001b[0n');
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(outcomes.at(-1)).toBe('busy');
    expect(answer).toBe('left-out');
  });

  test('is told to the audit: who, where, how, when, and how much', async () => {
    const target = await serve((peer) => peer.on('data', () => peer.end('\u001b]0;x\u0007bye')));
    const { session, reaches, audit } = operate(target);
    await reaches('open');
    session.write('exit');
    await reaches('closed');
    expect(audit.events).toEqual(['began', 'opened', 'ended']);
    expect(audit.facts).toMatchObject([{ sessionId: 'session-1', who: 'operator', where: `NE1 (${addressOf(target)})`, content: 'none' }]);
    expect(audit.accounts).toMatchObject([{ outputBytes: 9, inputBytes: 4, removed: 1, by: 'switch' }]);
    expect(audit.accounts[0]?.openedAtMs).toBeTypeOf('number');
    expect(audit.chunks).toEqual([]);
  });
});

test.each([
  ['ssh as admin', { kind: 'ssh', host: 'h', port: 1, user: 'admin' }],
  ['telnet', { kind: 'telnet', host: 'h', port: 1 }],
  ['tl1 over tcp', tl1At(1, { kind: 'tcp', isPlainAllowed: true })],
  ['tl1 over ssh as admin', tl1At(1, { kind: 'ssh', user: 'admin', password: 'secret', key: null, hostKeyFingerprint: null })],
] as const)('the audit is told: %s', async (how, target) => {
  const { audit, reaches } = operate(target, { dial: async () => ({ kind: 'failed', code: 'unreachable', message: 'not there' }) });
  await reaches('closed');
  expect(audit.facts[0]?.how).toBe(how);
});

describe('before a session is open', () => {
  test('TL1 in clear is refused unless that is allowed for the switch', async () => {
    const port = await listen(() => undefined);
    const { reaches } = operate(tl1At(port, { kind: 'tcp', isPlainAllowed: false }));
    expect(await reaches('closed')).toMatchObject({ by: 'fault', text: expect.stringContaining('allow plain TCP') as unknown });
  });

  test('TL1 over SSH: the host key is asked about, unless one is entered for the switch; then only that will do', async () => {
    const { port } = await overSsh(() => undefined);
    const at = (hostKeyFingerprint: string | null) =>
      tl1At(port, { kind: 'ssh', user: 'admin', password: 'secret', key: null, hostKeyFingerprint });
    const asked = operate(at(null), { isHostKeyAccepted: false });
    expect(await asked.reaches('closed')).toMatchObject({ code: 'host-key-declined' });
    expect(asked.states[0]?.kind).toBe('asking-host-key');
    const entered = operate(at('SHA256:another'));
    expect(await entered.reaches('closed')).toMatchObject({ code: 'host-key-changed' });
    expect(entered.states.map(({ kind }) => kind)).toEqual(['closed']);
  });

  test('the host key is asked about; no closes it with the reason', async () => {
    const target = await overSsh(() => undefined);
    const { reaches, states } = operate(target, { isHostKeyAccepted: false });
    expect(await reaches('closed')).toMatchObject({ code: 'host-key-declined' });
    expect(states.map(({ kind }) => kind)).toEqual(['asking-host-key', 'connecting', 'closed']);
  });

  test('a changed host key closes it without a question; an answer to none has no effect', async () => {
    const hostKeys = hostKeysInMemory();
    const target = await overSsh(() => undefined);
    await hostKeys.pin(target.host, target.port, { type: 'ssh-ed25519', fingerprint: 'SHA256:another' });
    const { session, reaches, states } = operate(target, { hostKeys });
    session.answerHostKey(true);
    session.answerLogIn(['x']);
    expect(await reaches('closed')).toMatchObject({ code: 'host-key-changed' });
    expect(states.map(({ kind }) => kind)).toEqual(['closed']);
  });

  test('what the switch asks at the log-in is asked of the operator; what it shows is shown, made harmless and bounded', async () => {
    const { port, close } = await startSshPeer({
      banner: `\u001b]0;x\u0007Authorised only ${'!'.repeat(20_000)}`,
      onLogIn: (attempt) => {
        if (attempt.method !== 'keyboard-interactive') attempt.reject(['keyboard-interactive']);
        else
          attempt.prompt([{ prompt: 'Code: ', echo: true }], ([code]) => {
            if (code === '42') attempt.accept();
            else attempt.reject();
          });
      },
      onShell: (channel) => channel.write('NE1> '),
    });
    endings.push(close);
    const { session, reaches, sees, seen } = operate({ kind: 'ssh', host: '127.0.0.1', port, user: 'admin' });
    expect(await reaches('asking-log-in')).toMatchObject({ question: { prompts: [{ text: 'Code:', isEchoed: true }] } });
    session.answerLogIn(['42']);
    await sees('NE1> ');
    expect(seen().startsWith('Authorised only !!!')).toBe(true);
    expect(seen().length).toBeLessThan(17_000);
  });

  test('closing cancels it', async () => {
    const target = await overSsh(() => undefined);
    const { session, reaches, audit } = operate({ ...target, port: await listen(() => undefined) });
    session.close();
    expect(await reaches('closed')).toMatchObject({ by: 'us', code: 'cancelled' });
    expect(audit.events).toEqual(['began', 'ended']);
    expect(audit.accounts).toMatchObject([{ openedAtMs: null, by: 'us' }]);
  });

  test('a switch that cannot be reached: the reason is shown, and recorded', async () => {
    const port = await listen(() => undefined);
    await endings.pop()?.();
    const { reaches, audit } = operate({ kind: 'telnet', host: '127.0.0.1', port });
    expect(await reaches('closed')).toMatchObject({ by: 'fault', code: 'unreachable' });
    expect(audit.accounts).toMatchObject([
      { by: 'fault', openedAtMs: null, text: expect.stringContaining('nothing listens there') as unknown },
    ]);
  });

  test('a fault of the console ends it, recorded as every session is', async () => {
    const { reaches, audit } = operate({ kind: 'telnet', host: '127.0.0.1', port: 23 }, { dial: () => Promise.reject(new Error('a bug')) });
    expect(await reaches('closed')).toMatchObject({ by: 'fault', text: expect.stringContaining('a bug') as unknown });
    expect(audit.events).toEqual(['began', 'ended']);
  });

  test('a new size is told as soon as it is open', async () => {
    const { port, close, windows } = await startSshPeer({ onConnection: () => session?.resize({ columns: 100, rows: 30 }) });
    endings.push(close);
    let session: RawSession | null = null;
    const operator = operate({ kind: 'ssh', host: '127.0.0.1', port, user: 'admin' });
    session = operator.session;
    await operator.reaches('open');
    operator.session.write('x');
    await operator.sees('x');
    expect(windows.at(-1)).toMatchObject({ cols: 100, rows: 30 });
  });
});

describe('pastes', () => {
  test('lose ESC and C1 whoever prepared them, and are bracketed where that was asked for', async () => {
    const received: Buffer[] = [];
    const { session, reaches } = operate(await overTcp((peer) => peer.on('data', (chunk: Buffer) => received.push(chunk))));
    await reaches('open');
    const forged = { text: 'a\u001b[201~\rb\u009b2J', lines: 1, removed: 0 };
    expect(session.paste(forged, true)).toBe('sent');
    expect(session.paste(preparePaste('c\nd'), false)).toBe('sent');
    await expect.poll(() => Buffer.concat(received).toString()).toBe('\u001b[200~a[201~\rb2J\u001b[201~c\rd');
  });
});

describe('the record', () => {
  test('of content holds the output as it was shown, and what was typed only if that is wanted', async () => {
    for (const [content, directions] of [
      ['output', ['output']],
      ['both', ['input', 'output']],
    ] as const) {
      const target = await overTcp((peer) => peer.on('data', () => peer.end('\u001b]0;x\u0007bye')));
      const { session, reaches, audit } = operate(target, { content });
      await reaches('open');
      session.write('secret');
      await reaches('closed');
      expect(audit.chunks.map(({ direction }) => direction)).toEqual(directions);
      expect(Buffer.from(audit.chunks.at(-1)?.bytes ?? []).toString()).toBe('bye');
    }
  });

  test('that cannot be begun: nothing is connected', async () => {
    let connections = 0;
    const target = await overTcp(() => connections++);
    const audit = auditInMemory({ began: () => Promise.reject(new Error('disk is full')) });
    const { reaches } = operate(target, { audit });
    expect(await reaches('closed')).toMatchObject({ by: 'fault', text: expect.stringContaining('disk is full') as unknown });
    expect(connections).toBe(0);
  });

  test.each(['opened', 'content'] as const)('that cannot be continued (%s): the session is ended, and says so', async (part) => {
    const target = await overTcp((peer) => peer.write('x'));
    const audit = auditInMemory({ [part]: () => Promise.reject(new Error('disk is full')) });
    const { reaches } = operate(target, { audit, content: 'output' });
    expect(await reaches('closed')).toMatchObject({ by: 'fault', text: expect.stringContaining('cannot be recorded') as unknown });
    expect(audit.accounts).toMatchObject([{ by: 'fault' }]);
  });

  test('whose end cannot be written: the operator is told', async () => {
    const target = await overTcp((peer) => peer.end('bye'));
    const audit = auditInMemory({ ended: () => Promise.reject(new Error('disk is full')) });
    const { reaches } = operate(target, { audit });
    expect(await reaches('closed')).toMatchObject({ by: 'switch', text: expect.stringContaining('could not be recorded') as unknown });
  });

  test('that is slow holds the switch back, in order and with nothing lost', async () => {
    const total = 4 * 1024 * 1024;
    const target = await overTcp((peer) => peer.end(Buffer.alloc(total, '0123456789')));
    let unwritten = 0;
    let mostUnwritten = 0;
    const written: Buffer[] = [];
    const audit = auditInMemory({
      content: async (_id, { bytes }) => {
        await new Promise((resolve) => setImmediate(resolve));
        written.push(Buffer.from(bytes));
        unwritten -= bytes.length;
      },
    });
    const operator = operate(target, {
      audit,
      content: 'output',
      onOutput: (bytes) => {
        unwritten += bytes.length;
        mostUnwritten = Math.max(mostUnwritten, unwritten);
        operator.session.acknowledge(bytes.length);
      },
    });
    await operator.reaches('closed');
    expect(Buffer.concat(written).equals(Buffer.alloc(total, '0123456789'))).toBe(true);
    expect(mostUnwritten).toBeLessThan(1024 * 1024 + 256 * 1024);
  });
});
