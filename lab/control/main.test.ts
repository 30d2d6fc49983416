import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Agent, request } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SwitchAddress } from '../../core/contract/circuit-inputs';
import { connectCreationSystem } from '../../core/host/connect-creation-system';
import { OutgoingConnections } from '../../core/host/outgoing';
import { systemClock } from '../../core/host/system-clock';
import { usualSwitchLimits, type Switch } from '../../core/model/switch';
import type { CreationSystem } from '../../core/switches/creation-system';
import { readConfiguration } from '../../shell/configuration/configuration';
import type { Audit } from '../carrier/audit';
import { carrierManagerProgram } from '../places';
import { startExercise, type Exercise } from '../testing/exercise';
import { tl1Client } from '../testing/tl1-client';

const program = join(dirname(carrierManagerProgram()), 'lab.js');

let dunmore: Exercise;

beforeAll(async () => {
  dunmore = await startExercise('dunmore');
});

afterAll(() => dunmore.end());

const lab = (...words: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [program, ...words], { maxBuffer: 10_000_000 }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });

test('a cut from the command line is a cut', async () => {
  const said = await lab(dunmore.manager.controlUrl, 'cut', 'duct', 'cable-irish-sea-2');
  expect(said).toEqual({ code: 0, out: 'cut duct cable-irish-sea-2: done\n', err: '' });
  const shown = JSON.parse((await lab(dunmore.manager.controlUrl, 'state')).out) as Audit;
  expect(shown.links.filter((link) => !link.isUp).map((link) => link.id)).toEqual(['DUN-LON-DUB-1']);
});

test('what cannot be done is said with the remedy, and the exit code is 1', async () => {
  expect(await lab(dunmore.manager.controlUrl, 'cut', 'link', 'nowhere')).toMatchObject({
    code: 1,
    err: 'lab: Dunmore Access has no link "nowhere"\n',
  });
  expect(await lab('http://127.0.0.1:1', 'heal')).toMatchObject({
    code: 1,
    err: expect.stringContaining('is it running?') as string,
  });
  expect(await lab('nonsense', 'heal')).toMatchObject({
    code: 1,
    err: expect.stringContaining('"nonsense" is not a control URL') as string,
  });
});

test('--help shows every command', async () => {
  const { out } = await lab('--help');
  for (const command of [
    'cut',
    'degrade',
    'latency',
    'withdraw',
    'occupy',
    'reroute',
    'refuse',
    'fail',
    'slow',
    'hang',
    'drop-stream',
    'lose-notices',
    'go-down',
    'forget-log',
    'lie-latency',
    'skip-sequence',
    'duplicate-notices',
    'reorder-notices',
    'unknown-notices',
    'another-inventory',
    'deny',
    'partial',
    'repeat-later',
    'lose-answers',
    'late',
    'disconnect',
    'wrong-ctag',
    'processing',
    'silent',
    'restart',
    'new-host-key',
    'storm',
    'skip-atag',
    'alarm',
    'make-circuits',
    'make-cross',
    'delete-cross',
    'heal',
    'state',
  ]) {
    expect(out).toMatch(new RegExp(`^ {2}${command}`, 'm'));
  }
});

test('practice writes a configuration with which the command line finds every carrier', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'longlines-practice-'));
  const child = spawn(process.execPath, [program, 'practice', folder]);
  try {
    let out = '';
    for await (const chunk of child.stdout.setEncoding('utf8') as AsyncIterable<string>) {
      out += chunk;
      if (out.includes('ready;')) break;
    }
    const file = join(folder, 'longlines.json');
    expect(out).toContain(`run --config ${file}`);
    await switchesAnswer(out);
    const { store, carriers, switches } = readConfiguration({ config: file, environment: {} });
    expect(store).toBe(join(folder, 'longlines.db'));
    expect(carriers.map(({ id, role }) => [id, role])).toEqual([
      ['alder', 'dedicating'],
      ['borealis', 'dedicating'],
      ['cinder', 'both'],
      ['dunmore', 'accessing'],
    ]);
    for (const { caFile, certFile, keyFile, url } of carriers) {
      const [ca, cert, key] = await Promise.all([caFile, certFile, keyFile].map((name) => readFile(name, 'utf8')));
      const agent = new Agent({ connect: { ca, cert, key } });
      expect((await request(`${url}/.well-known/host-meta`, { dispatcher: agent })).statusCode).toBe(200);
      await agent.close();
    }
    expect(switches.map(({ id, transport }) => [id, transport])).toEqual([
      ['sw-nyc-1', 'ssh'],
      ['sw-lon-1', 'tls'],
    ]);
    for (const address of switches) await circuitsAreRead(address);
  } finally {
    const ended = once(child, 'exit');
    child.kill('SIGINT');
    await ended;
    await rm(folder, { recursive: true });
  }
});

/** By TL1, as the host does it. */
async function circuitsAreRead(address: SwitchAddress): Promise<void> {
  let system: CreationSystem | null = null;
  const up = new Promise<void>((resolve, reject) => {
    // Only switches are connected here.
    const host = {
      hostKeys: { pinned: async () => null, pin: async () => Promise.reject(new Error('nothing is to be pinned')) },
      reachSwitch: () => undefined,
      outgoing: new OutgoingConnections(systemClock),
      connectSwitch: async (known: Switch, opened: CreationSystem) => {
        expect(known).toEqual({ id: address.id, name: address.name, limits: usualSwitchLimits });
        system = opened;
        opened.open(async (event) => {
          if (event.kind === 'up') resolve();
          if (event.kind === 'down') reject(new Error(event.reason));
        });
      },
    } satisfies Parameters<typeof connectCreationSystem>[0];
    connectCreationSystem(host, address, async () => null).then((outcome) => {
      if (outcome.kind === 'refused') reject(new Error(outcome.message));
    }, reject);
  });
  await up;
  const opened = system as CreationSystem | null;
  expect(await opened?.readCircuits(3, { first: 32, last: 40 })).toEqual({ kind: 'circuits', held: [], connections: [] });
  await opened?.close();
}

/** Both can be reached, commanded and audited as it says. */
async function switchesAnswer(out: string): Promise<void> {
  const told = [
    ...out.matchAll(/\((SW-\w+-1), at \w+\); user ops, password practice\n {2}TL1 {6}127\.0\.0\.1: TCP (\d+),[\s\S]*?control {2}(\S+)\n/g),
  ];
  expect(told.map(([, tid]) => tid)).toEqual(['SW-NYC-1', 'SW-LON-1']);
  for (const [, tid, port, controlUrl = ''] of told) {
    expect((await lab(controlUrl, 'make-circuits', '3', '100-119')).out).toBe('make-circuits 3 100-119: done\n');
    expect(JSON.parse((await lab(controlUrl, 'state')).out)).toMatchObject({ switch: tid, circuits: { 3: [{ first: 100, last: 119 }] } });
    const session = await tl1Client(Number(port));
    expect((await session.logIn()).code).toBe('COMPLD');
    session.close();
  }
}
