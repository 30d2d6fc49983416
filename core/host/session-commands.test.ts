import { readFileSync } from 'node:fs';
import { onTestFinished, describe, expect, test } from 'vitest';
import type { EngineSettings } from '../engine';
import type { SessionPiece } from '../store/circuit-repositories';
import { openStore } from '../store/sqlite-store';
import { temporaryFolder } from '../store/testing/temporary-folder';
import type { RawSession, RawSessionState } from '../switches/raw-session';
import { hostKeysContract } from '../switches/testing/host-keys-contract';
import { startSshPeer } from '../switches/testing/ssh-peer';
import { createHost, type Host } from './create-host';
import { hostKeysIn } from './host-keys-in-store';
import { systemClock, systemNewId, systemPause } from './system-clock';
import type { SessionRequest } from './session-commands';
import { startedCircuits } from './testing/circuit-world';

describe('host keys in the store', () => {
  hostKeysContract(async () => {
    const { store } = await startedCircuits();
    return hostKeysIn({ store, clock: systemClock, isEnding: () => false, announce: () => undefined });
  });
});

async function startedHost(settings: Partial<EngineSettings> = {}): Promise<Host> {
  const store = await openStore(`${temporaryFolder()}/longlines.db`, { clock: systemClock, pause: systemPause });
  const host = await createHost({ store, clock: systemClock, newId: systemNewId, settings });
  onTestFinished(async () => {
    await host.close();
    await store.close();
  });
  return host;
}

/** Opens a session as Ann, answers the question about the host key, and waits for a state or for something to be shown. */
function openAs(
  host: Host,
  port: number,
  { content = 'none', accepts = true }: { content?: SessionRequest['content']; accepts?: boolean } = {},
) {
  const states: RawSessionState[] = [];
  let shown = '';
  const looks = new Set<() => void>();
  const changed = (): void => {
    for (const look of looks) look();
  };
  const session: RawSession = host.openSession({
    target: { kind: 'ssh', host: '127.0.0.1', port, user: 'ann', password: 'secret' },
    ...{ name: 'New York access 1', who: 'Ann', content, terminal: { columns: 80, rows: 24 } },
    onState(state) {
      states.push(state);
      if (state.kind === 'asking-host-key') session.answerHostKey(accepts);
      changed();
    },
    onOutput(bytes) {
      shown += bytes.toString();
      session.acknowledge(bytes.length);
      changed();
    },
  });
  const until = (holds: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!holds()) return;
        looks.delete(look);
        resolve();
      };
      looks.add(look);
      look();
    });
  return {
    session,
    states,
    reaches: (kind: RawSessionState['kind']) => until(() => states.some((state) => state.kind === kind)),
    sees: (text: string) => until(() => shown.includes(text)),
  };
}

const told = async (host: Host) =>
  (await host.history(100))
    .filter(({ event }) => /^(session|host-key)[.]/.test(event))
    .map(({ event, subject, text }) => ({ event, subject, text }));

test('a session is told in the history: who, where, how, from when to when, and how much passed', async () => {
  const host = await startedHost();
  const peer = await startSshPeer();
  onTestFinished(() => peer.close());
  const { session, reaches, sees } = openAs(host, peer.port);
  await reaches('open');
  session.write('show circuits\r');
  await sees('show circuits');
  session.close();
  await reaches('closed');
  const where = `New York access 1 (127.0.0.1:${peer.port})`;
  expect(await told(host)).toEqual([
    { event: 'session.began', subject: where, text: `Ann, ssh as ann, session ${session.id}: what passes is not recorded` },
    { event: 'host-key.accepted', subject: `127.0.0.1:${peer.port}`, text: expect.stringMatching(/^ssh-ed25519 SHA256:/) as string },
    { event: 'session.opened', subject: where, text: expect.stringContaining('it is open') as string },
    {
      event: 'session.ended',
      subject: where,
      text: expect.stringMatching(/ended by the operator \(.+\); open since .+; 14 bytes from the switch, 14 to it$/) as string,
    },
  ]);
  expect(JSON.stringify(await told(host))).not.toContain('secret');
});

const passed = (pieces: readonly SessionPiece[], direction: SessionPiece['direction']): string =>
  Buffer.concat(pieces.filter((piece) => piece.direction === direction).map(({ bytes }) => bytes)).toString();

test('what passes is kept where that is switched on, until it is erased, which is told: then its bytes are not in the store’s file', async () => {
  const file = `${temporaryFolder()}/longlines.db`;
  const store = await openStore(file, { clock: systemClock, pause: systemPause });
  const host = await createHost({ store, clock: systemClock, newId: systemNewId });
  const peer = await startSshPeer();
  onTestFinished(() => peer.close());
  const { session, reaches, sees } = openAs(host, peer.port, { content: 'both' });
  await reaches('open');
  session.write('my password');
  await sees('my password');
  expect(await host.eraseSessionContent(session.id, 'Ann')).toMatchObject({
    kind: 'refused',
    message: expect.stringContaining('is open') as string,
  });
  session.close();
  await reaches('closed');
  const pieces = await host.sessionContent(session.id);
  expect([passed(pieces, 'input'), passed(pieces, 'output')]).toEqual(['my password', 'my password']);
  expect(await host.sessionContent('another')).toEqual([]);
  const isInFile = () => readFileSync(file).includes(Buffer.from('my password').toString('base64'));
  expect(isInFile()).toBe(true);
  expect(await host.eraseSessionContent(session.id, 'Ann')).toEqual({ kind: 'received' });
  expect(await host.sessionContent(session.id)).toEqual([]);
  expect((await told(host)).at(-1)).toMatchObject({
    event: 'session.content-erased',
    subject: session.id,
    text: expect.stringMatching(/^by Ann/) as string,
  });
  expect(await host.eraseSessionContent(session.id, 'Ann')).toMatchObject({ kind: 'refused' });
  await host.close();
  await store.close();
  expect(isInFile()).toBe(false);
});

test('of a session no more than a bound is kept: beyond it the session is ended, and says why', async () => {
  const host = await startedHost({ sessionContentBytes: 1_000 });
  const peer = await startSshPeer({
    onShell: (channel) => {
      channel.on('data', () => channel.write(Buffer.alloc(900, 'x')));
    },
  });
  onTestFinished(() => peer.close());
  const { session, reaches, sees, states } = openAs(host, peer.port, { content: 'output' });
  await reaches('open');
  session.write('1');
  await sees('x'.repeat(900));
  session.write('2');
  await reaches('closed');
  const text = expect.stringMatching(/cannot be recorded: more than 1000 bytes of it would be kept; begin another session/) as string;
  expect(states.at(-1)).toMatchObject({ kind: 'closed', by: 'fault', text });
  expect((await told(host)).at(-1)).toMatchObject({ event: 'session.ended', text });
  expect(passed(await host.sessionContent(session.id), 'output').length).toBeLessThanOrEqual(1_000);
  const next = openAs(host, peer.port, { content: 'none' });
  await next.reaches('open');
  next.session.write('1');
  await next.sees('x'.repeat(900));
  next.session.write('2');
  await next.sees('x'.repeat(1_800));
  next.session.close();
  await next.reaches('closed');
});

test('a key that changed is refused without a question, until the one that is kept was forgotten by hand', async () => {
  const host = await startedHost();
  const first = await startSshPeer();
  const one = openAs(host, first.port);
  await one.reaches('open');
  one.session.close();
  await one.reaches('closed');
  await first.close();
  const second = await startSshPeer({ port: first.port });
  onTestFinished(() => second.close());
  const refused = openAs(host, second.port);
  await refused.reaches('closed');
  expect(refused.states.map(({ kind }) => kind)).toEqual(['closed']);
  expect(refused.states.at(-1)).toMatchObject({ code: 'host-key-changed' });
  expect(second.attempts).toEqual([]);
  expect(await host.forgetHostKey('127.0.0.1', 1, 'Ann')).toMatchObject({ kind: 'refused' });
  expect(await host.forgetHostKey('127.0.0.1', second.port, 'Ann')).toEqual({ kind: 'received' });
  const again = openAs(host, second.port);
  await again.reaches('open');
  expect(again.states.map(({ kind }) => kind)).toContain('asking-host-key');
  again.session.close();
  await again.reaches('closed');
});

test('a host key is found, and forgotten, however the host’s name is capitalised', async () => {
  const { host } = await startedCircuits();
  const key = { type: 'ssh-ed25519', fingerprint: 'SHA256:x' };
  const other = { type: 'ssh-ed25519', fingerprint: 'SHA256:y' };
  await host.hostKeys.pin('Sw1.example', 22, key);
  expect(await host.hostKeys.pinned('sw1.EXAMPLE', 22)).toEqual(key);
  expect(await host.hostKeys.pin('sw1.example', 22, other)).toEqual(key);
  expect(await host.forgetHostKey('SW1.example', 22, 'Ann')).toEqual({ kind: 'received' });
  expect(await host.hostKeys.pinned('Sw1.example', 22)).toBeNull();
  expect((await told(host)).map(({ event, subject }) => [event, subject])).toEqual([
    ['host-key.accepted', 'sw1.example:22'],
    ['host-key.forgotten', 'sw1.example:22'],
  ]);
});

test('a host that ends ends its sessions, and records that', async () => {
  const file = `${temporaryFolder()}/longlines.db`;
  const store = await openStore(file, { clock: systemClock, pause: systemPause });
  const host = await createHost({ store, clock: systemClock, newId: systemNewId });
  const peer = await startSshPeer();
  onTestFinished(() => peer.close());
  const { reaches, states } = openAs(host, peer.port);
  await reaches('open');
  await host.close();
  expect(states.at(-1)).toMatchObject({ kind: 'closed', by: 'us' });
  expect((await store.transaction((tx) => tx.history.tail(1)))[0]?.event).toBe('session.ended');
  await store.close();
});
