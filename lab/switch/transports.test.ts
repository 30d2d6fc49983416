import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAuthority, type Identity } from '../certificates';
import { startSwitchExercise, type SwitchExercise } from '../testing/switch-exercise';
import { tl1ClientOver } from '../testing/tl1-client';
import { sshSession } from '../testing/typist';

let folder: string;
let exercise: SwitchExercise;
let caPem: string;
let client: Identity;
let stranger: Identity;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longlines-switch-tls-'));
  const [authority, clients] = [await createAuthority('Switch CA'), await createAuthority('Clients CA')];
  caPem = authority.caPem;
  client = await clients.issueClient();
  stranger = await (await createAuthority('Clients CA')).issueClient();
  const server = await authority.issueServer({ commonName: 'SW-LAB-1' });
  const [certFile, keyFile, clientCaFile] = ['cert', 'key', 'clients-ca'].map((name) => join(folder, `${name}.pem`)) as [
    string,
    string,
    string,
  ];
  await writeFile(certFile, server.certPem);
  await writeFile(keyFile, server.keyPem);
  await writeFile(clientCaFile, clients.caPem);
  exercise = await startSwitchExercise({ tls: { certFile, keyFile, clientCaFiles: [clientCaFile] } });
});

afterAll(async () => {
  await exercise.end();
  await rm(folder, { recursive: true });
});

const overTls = (identity: Identity | null): TLSSocket =>
  connect({
    port: exercise.unit.tl1.tls ?? 0,
    host: '127.0.0.1',
    servername: 'localhost',
    ca: caPem,
    ...(identity ? { cert: identity.certPem, key: identity.keyPem } : {}),
  });

describe('TL1 over TLS', () => {
  test('serves who has a certificate of the clients’ authority', async () => {
    const socket = overTls(client);
    await once(socket, 'secureConnect');
    const session = tl1ClientOver(socket);
    expect((await session.logIn()).code).toBe('COMPLD');
    expect((await session.ask('ENT-VCL', 'NTVCL-1-100')).code).toBe('COMPLD');
    session.close();
  });

  test.each([
    ['of another authority', () => stranger],
    ['that is none', () => null],
  ])('refuses a certificate %s', async (_, identity) => {
    const socket = overTls(identity());
    const session = tl1ClientOver(socket);
    session.write('RTRV-HDR:::1;');
    await session.closed;
    expect(session.text()).toBe('');
  });
});

describe('TL1 over SSH', () => {
  test('serves TL1 in the shell, with or without a terminal', async () => {
    for (const terminal of [null, { cols: 80, rows: 24, term: 'vt100' }]) {
      const { channel, close } = await sshSession(exercise.unit.tl1.ssh, { terminal });
      const session = tl1ClientOver(channel);
      expect((await session.ask('RTRV-HDR')).lines[0]).toBe('PLNA');
      expect((await session.logIn()).code).toBe('COMPLD');
      expect((await session.ask('RTRV-VCL', 'ALL')).code).toBe('COMPLD');
      expect((await session.ask('CANC-USER', 'ops')).code).toBe('COMPLD');
      await session.closed;
      close();
    }
  });

  test('refuses a wrong password before TL1', async () => {
    await expect(sshSession(exercise.unit.tl1.ssh, { password: 'wrong' })).rejects.toThrow(/authentication/);
  });

  test('takes keyboard-interactive', async () => {
    const { channel, close } = await sshSession(exercise.unit.tl1.ssh, keyboardInteractive());
    expect((await tl1ClientOver(channel).logIn()).code).toBe('COMPLD');
    close();
  });
});

test('the host key is the one that was told, the same on both doors and after a restart, and another when it is renewed', async () => {
  const shown = async (port: number) => {
    const { hostKey, close } = await sshSession(port);
    close();
    return hostKey;
  };
  const { unit } = exercise;
  expect(unit.hostKey).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
  expect(await shown(unit.tl1.ssh)).toBe(unit.hostKey);
  await unit.startAgain();
  expect(await shown(unit.raw.ssh)).toBe(unit.hostKey);
  await unit.command({ kind: 'new-host-key' });
  const renewed = await shown(unit.tl1.ssh);
  expect(renewed).not.toBe(unit.hostKey);
  expect((await unit.audit()).hostKey).toBe(renewed);
  expect(await shown(unit.raw.ssh)).toBe(renewed);
});

test('every door keeps its port over a restart', async () => {
  const { unit } = exercise;
  await unit.startAgain();
  const socket = overTls(client);
  await once(socket, 'secureConnect');
  socket.destroy();
  expect((await exercise.session()).seen).toHaveLength(1);
});

/** `ssh2` asks through an event of its own. */
function keyboardInteractive() {
  return {
    password: '',
    tryKeyboard: true,
    authHandler: [
      {
        type: 'keyboard-interactive' as const,
        username: 'ops',
        prompt: (_name: string, _instructions: string, _lang: string, _prompts: unknown, finish: (answers: string[]) => void) => {
          finish(['practice']);
        },
      },
    ],
  };
}
