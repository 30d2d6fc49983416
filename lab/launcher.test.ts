import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAuthority } from './certificates';
import { startCarrierManager } from './launcher';
import { carrierManagerProgram, inventoryFolder } from './places';
import { startPractice } from './practice';
import { startExercise, type Exercise } from './testing/exercise';
import { rawClient } from './testing/raw-client';

let dunmore: Exercise;

beforeAll(async () => {
  dunmore = await startExercise('dunmore', { streams: 'none' });
});

afterAll(() => dunmore.end());

const files = () => ({
  inventoryFile: join(inventoryFolder(), 'dunmore.json'),
  stateFile: join(dunmore.folder, 'other-state.json'),
  certFile: join(dunmore.folder, 'dunmore-cert.pem'),
  keyFile: join(dunmore.folder, 'dunmore-key.pem'),
  clientCaFiles: [join(dunmore.folder, 'clients-ca.pem')],
});

describe('a manager that cannot start', () => {
  test('is reported with its own words', async () => {
    await expect(startCarrierManager({ ...files(), inventoryFile: '/nowhere.json' })).rejects.toThrow(
      /ended before it was ready \(code 1\): .*ENOENT.*\/nowhere\.json/,
    );
  });

  test('says what is wrong with its state', async () => {
    const stateFile = join(dunmore.folder, 'broken-state.json');
    await writeFile(stateFile, '{"services":3}');
    await expect(startCarrierManager({ ...files(), stateFile })).rejects.toThrow(
      /broken-state\.json is not a carrier manager's state \(delete it to begin anew\)/,
    );
  });

  test('is refused a port that is taken', async () => {
    const port = Number(new URL(dunmore.carrier.url).port);
    await expect(startCarrierManager({ ...files(), port })).rejects.toThrow(/EADDRINUSE/);
  });

  test('is reported when there is no such program', async () => {
    await expect(startCarrierManager({ ...files(), program: '/nowhere.js' })).rejects.toThrow(/Cannot find module '\/nowhere\.js'/);
  });
});

test('stop ends the process in good order, and ending it twice is no error', async () => {
  const manager = await startCarrierManager(files());
  const pid = manager.pid();
  await manager.stop();
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  await manager.stop();
});

test('a manager ends when its parent does', async () => {
  const program = carrierManagerProgram();
  const { inventoryFile, stateFile, certFile, keyFile, clientCaFiles } = files();
  const options = [
    '--inventory',
    inventoryFile,
    '--state',
    stateFile,
    '--cert',
    certFile,
    '--key',
    keyFile,
    '--client-ca',
    clientCaFiles[0] ?? '',
  ];
  const child = spawn(process.execPath, [program, ...options, '--with-parent']);
  await once(child.stdout, 'data');
  child.stdin.end();
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(0);
});

test('a manager without a stream offers none, and no subscription', async () => {
  const { client } = dunmore;
  expect((await client.get('ietf-restconf-monitoring:restconf-state/streams')).status).toBe(404);
  expect((await client.get('tapi-common:context/tapi-notification:notification-context')).status).toBe(404);
  await expect(client.notices()).rejects.toThrow('404');
});

test('a client of another authority does not get in', async () => {
  const stranger = await (await createAuthority('Longlines practice clients')).issueClient();
  const client = rawClient({ ...dunmore.carrier, client: stranger }, '/rc/v1');
  await expect(client.fetch('/.well-known/host-meta')).rejects.toThrow();
  await client.close();
});

test('a practice of four: each its own authority, root and port', async () => {
  const practice = await startPractice(join(dunmore.folder, 'four'));
  try {
    expect(practice.carriers.map(({ id, name, role }) => [id, name, role])).toEqual([
      ['alder', 'Alder Longhaul', 'dedicating'],
      ['borealis', 'Borealis Fibre', 'dedicating'],
      ['cinder', 'Cinder Telecom', 'both'],
      ['dunmore', 'Dunmore Access', 'accessing'],
    ]);
    expect(new Set(practice.carriers.flatMap(({ url, caPem }) => [url, caPem])).size).toBe(8);
    for (const carrier of practice.carriers) {
      const client = rawClient(carrier, '');
      expect((await client.fetch('/.well-known/host-meta')).text).toContain('rel="restconf"');
      await client.close();
    }
    const confused = rawClient({ ...practice.carrier('alder'), caPem: practice.carrier('borealis').caPem }, '');
    await expect(confused.fetch('/.well-known/host-meta')).rejects.toThrow();
    await confused.close();
  } finally {
    await practice.stop();
  }
});
