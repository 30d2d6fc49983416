import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readInventory } from './carrier/inventory';
import { inventoryFolder, switchProgram } from './places';
import { practiceCarriers } from './practice';
import { practiceSwitches, startPracticeSwitches } from './practice-switches';
import { startSwitch } from './switch-launcher';
import { tl1Client, tl1ClientOver } from './testing/tl1-client';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longlines-switches-'));
});

afterAll(() => rm(folder, { recursive: true }));

test('two switches, each with an authority, ports and a host key of its own', async () => {
  const practice = await startPracticeSwitches(folder);
  try {
    expect(practice.switches.map(({ id, name, site }) => [id, name, site])).toEqual([
      ['sw-nyc-1', 'New York access 1', 'NYC'],
      ['sw-lon-1', 'London access 1', 'LON'],
    ]);
    const own = practice.switches.flatMap(({ caPem, unit: { tl1, raw, hostKey, controlUrl } }) => [
      ...[caPem, hostKey, controlUrl],
      ...[tl1.tcp, tl1.tls, tl1.ssh, raw.ssh, raw.telnet],
    ]);
    expect(new Set(own).size).toBe(16);
    for (const { caPem, client, unit } of practice.switches) {
      const socket = connect({ port: unit.tl1.tls ?? 0, host: '127.0.0.1', ca: caPem, cert: client.certPem, key: client.keyPem });
      await once(socket, 'secureConnect');
      expect((await tl1ClientOver(socket).logIn(unit.user, unit.password)).code).toBe('COMPLD');
      socket.destroy();
    }
    expect(practice.practiceSwitch('SW-LON-1').id).toBe('sw-lon-1');
  } finally {
    await practice.stop();
  }
});

test('they are at sites of the practice network', () => {
  const sites = practiceCarriers.flatMap((id) => readInventory(join(inventoryFolder(), `${id}.json`)).sites.map((site) => site.code));
  for (const { site } of practiceSwitches) expect(sites).toContain(site);
});

test('a switch finds its former state in the folder, and only the one that was asked for is started', async () => {
  const started = async () => startPracticeSwitches(folder, { tids: ['SW-NYC-1'] });
  const first = await started();
  const { unit } = first.practiceSwitch('SW-NYC-1');
  await unit.command({ kind: 'make-circuits', vpi: 2, first: 40, last: 49 });
  await first.stop();
  const second = await started();
  try {
    expect(second.switches).toHaveLength(1);
    expect(() => second.practiceSwitch('SW-LON-1')).toThrow('switch SW-LON-1 was not started in this practice');
    expect((await second.practiceSwitch('SW-NYC-1').unit.audit()).circuits).toEqual({ 2: [{ first: 40, last: 49 }] });
    expect(second.practiceSwitch('SW-NYC-1').unit.hostKey).toBe(unit.hostKey);
  } finally {
    await second.stop();
  }
});

test('stop ends the process in good order, and ending it twice is no error', async () => {
  const unit = await startSwitch({ stateFile: join(folder, 'stopped.json') });
  const pid = unit.pid();
  await unit.stop();
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  await unit.stop();
});

test('a switch that cannot start is reported with its own words', async () => {
  const stateFile = join(folder, 'broken.json');
  await writeFile(stateFile, '{"circuits":3}');
  await expect(startSwitch({ stateFile })).rejects.toThrow(
    /switch SW-LAB-1 ended before it was ready \(code 1\): .*broken\.json is not a switch's state/,
  );
  const good = join(folder, 'good.json');
  await expect(startSwitch({ stateFile: good, tid: 'no tid' })).rejects.toThrow(
    '--tid takes up to 20 letters, digits and hyphens, not "no tid"',
  );
  await expect(startSwitch({ stateFile: good, password: '' })).rejects.toThrow('nobody could log in: give --users, or LAB_SWITCH_USER');
  const limits = { trunkVci: { first: 100, last: 50 } };
  await expect(startSwitch({ stateFile: good, limits })).rejects.toThrow('--trunk-vci takes a range such as 32-1023, not "100-50"');
});

test('users can come from a file, and a switch ends when its parent does', async () => {
  const users = join(folder, 'users.json');
  await writeFile(users, JSON.stringify([{ user: 'night', password: 'a b"c' }]));
  const words = ['--state', join(folder, 'users-state.json'), '--tid', 'SW-1', '--users', users, '--with-parent'];
  const child = spawn(process.execPath, [switchProgram(), ...words]);
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const { tl1 } = JSON.parse(line.toString()) as { readonly tl1: { readonly tcp: number } };
  const session = await tl1Client(tl1.tcp);
  expect((await session.logIn('ops', 'practice')).lines[0]).toBe('PIUI');
  expect((await session.logIn('NIGHT', '"a b\\"c"')).code).toBe('COMPLD');
  child.stdin.end();
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(0);
  await session.closed;
});

test('limits can be set', async () => {
  const unit = await startSwitch({
    stateFile: join(folder, 'limits.json'),
    limits: { trunkVpi: { first: 0, last: 255 }, trunkVci: { first: 32, last: 65_535 } },
  });
  try {
    await unit.command({ kind: 'make-circuits', vpi: 255, first: 65_535, last: 65_535 });
    await expect(unit.command({ kind: 'make-circuits', vpi: 256, first: 100, last: 100 })).rejects.toThrow(
      'trunk VPI 256 is not within 0-255',
    );
  } finally {
    await unit.stop();
  }
});
