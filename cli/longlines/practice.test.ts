import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import type { PracticeShown } from '../../core/contract/practice';
import type { NetworkKind } from '../../core/contract/channel';
import { protocolVersion } from '../../core/contract/frames';
import type { InputOf, OutputOf, ProcedureName } from '../../core/contract/procedures';
import { newPlace } from './testing/longlines-process';

const place = newPlace();

interface Peer {
  ask<Name extends ProcedureName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>>;
  readonly closed: Promise<string>;
}

/** A window of the console at `url`, of one network. */
async function windowOf(url: string, network: NetworkKind): Promise<Peer> {
  const { origin, hash } = new URL(url);
  const token = /token=([\w-]+)/.exec(hash)?.[1] ?? '';
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/console?network=${network}`, ['longlines', token], { origin });
  onTestFinished(() => {
    socket.terminate();
  });
  const waiting = new Map<number, (frame: { readonly ok?: unknown; readonly error?: { readonly message: string } }) => void>();
  let number = 0;
  const closed = once(socket, 'close').then(([, reason]) => String(reason));
  await once(socket, 'message');
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString('utf8')) as { readonly id: number; readonly ok?: unknown };
    if (!('progress' in frame)) waiting.get(frame.id)?.(frame);
  });
  socket.send(JSON.stringify({ hello: { protocol: protocolVersion, program: 'test' } }));
  return {
    closed,
    ask: (name, input) =>
      new Promise((resolve, reject) => {
        number += 1;
        void closed.then((reason) => {
          reject(new Error(`the window was closed: ${reason}`));
        });
        waiting.set(number, ({ ok, error }) => {
          if (error) reject(new Error(error.message));
          // Its shape is the contract's.
          else resolve(ok as OutputOf<typeof name>);
        });
        socket.send(JSON.stringify({ id: number, call: name, input }));
      }),
  };
}

async function practising(): Promise<{ readonly url: string; readonly kill: (signal: NodeJS.Signals) => Promise<void> }> {
  const child = place.start('serve', '--json', '--port', '0', '--practice');
  let out = '';
  for await (const chunk of child.stdout.setEncoding('utf8') as AsyncIterable<string>) {
    out += chunk;
    if (out.endsWith('}\n')) break;
  }
  const { url } = (JSON.parse(out) as { readonly result: { readonly url: string } }).result;
  return {
    url,
    async kill(signal) {
      const exited = once(child, 'exit');
      child.kill(signal);
      await exited;
    },
  };
}

/** Where the practice carriers listen now. */
const carrierPorts = (): readonly number[] => {
  const file = join(place.folder, '.local', 'share', 'longlines', 'practice', 'longlines.json');
  const { carriers } = JSON.parse(readFileSync(file, 'utf8')) as { readonly carriers: readonly { readonly url: string }[] };
  return carriers.map(({ url }) => Number(new URL(url).port));
};

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => {
      resolve(false);
    });
  });
const answering = async (ports: readonly number[]): Promise<number> => (await Promise.all(ports.map(answers))).filter(Boolean).length;

test('the practice network comes up furnished, is broken and repaired, and is gone with its console, however that ends', async () => {
  const first = await practising();
  expect(first.url).toMatch(/&network=practice$/);
  const [live, practice] = [await windowOf(first.url, 'live'), await windowOf(first.url, 'practice')];
  // Live has nothing of it.
  expect(await live.ask('carriers.list', {})).toEqual([]);
  const shown = () => live.ask('practice.state', {});
  await expect.poll(async () => (await shown()).isFurnished, { timeout: 35_000 }).toBe(true);
  const orders = await practice.ask('orders.list', {});
  const idsOf = (wanted: string) => orders.filter(({ state }) => state === wanted).map(({ id }) => id);
  expect(idsOf('active')).toHaveLength(43);
  expect(idsOf('rejected')).toEqual(['ORD-0044', 'ORD-0045', 'ORD-0046', 'ORD-0047', 'ORD-0048']);
  expect(idsOf('planned')).toEqual(['ORD-0049']);
  expect((await practice.ask('paths.list', {})).length).toBe(6);

  const open = async () => (await practice.ask('impairments.list', {})).length;
  expect((await practice.ask('practice.break', { kind: 'cut-duct' })).text).toMatch(/^Duct (?!duct-).* is cut: \d+ circuits? of /);
  await expect.poll(open).toBeGreaterThan(0);
  expect((await shown()).broken).toHaveLength(1);
  await practice.ask('practice.repair', {});
  await expect.poll(open).toBe(0);
  expect((await shown()).broken).toEqual([]);
  expect((await live.ask('practice.break', { kind: 'raise-latency' })).text).toMatch(/slower: .*; order ORD-\d+ had .* left$/);
  await expect.poll(open).toBeGreaterThan(0);

  // Killed, it can tell nobody.
  const ports = carrierPorts();
  expect(await answering(ports)).toBe(4);
  await first.kill('SIGKILL');
  await expect.poll(() => answering(ports)).toBe(0);

  // What carriers and host held is there again; nothing is submitted twice.
  const second = await practising();
  const again = await windowOf(second.url, 'practice');
  expect((await again.ask('practice.state', {})) satisfies PracticeShown).toMatchObject({ state: 'running', isFurnished: true });
  expect(await again.ask('orders.list', {})).toHaveLength(49);

  // Ended through a window of its own, that window is told; the console goes on.
  expect((await again.ask('practice.stop', {})).state).toBe('stopping');
  expect(await again.closed).toMatch(/the host is ending/);
  const other = await windowOf(second.url, 'live');
  await expect.poll(async () => (await other.ask('practice.state', {})).state).toBe('stopped');
  expect(await answering(carrierPorts())).toBe(0);
  await expect(other.ask('practice.break', { kind: 'cut-duct' })).rejects.toThrow(/start it first/);
  await second.kill('SIGINT');
}, 120_000);
