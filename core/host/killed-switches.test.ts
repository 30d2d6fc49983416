import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { SwitchCommand } from '../../lab/switch/commands';
import { startLabSwitch } from '../switches/tl1/testing/lab-contract';
import type { Host } from './create-host';
import { circuitRequests, pathRequest } from './testing/circuit-world';
import { comparedAtRest, mostOfOneSession } from './testing/circuits-at-rest';
import type { EngineProcessConfig } from './testing/engine-process';
import { liveUntil, type KillPoint, type Life } from './testing/killed-engine';
import { waitUntil } from './testing/practice-engine';
import { areCircuitsAtRest, startRealEngine, type RealEngine } from './testing/real-engine';

type Lab = Awaited<ReturnType<typeof startLabSwitch>>;
type LabUnit = Lab['unit'];

const switchId = 'lab';
const settings = { retryMs: 50, maxRetryMs: 200 };
const vpis = [3, 4];
const paths = vpis.map((vpi) =>
  pathRequest({
    id: `VP-${vpi}`,
    switchId,
    vpi,
    vcis: { first: 32, last: 131 },
    deltaThreshold: 4,
    bulkSize: 5,
    maxAttempts: 20,
    backoffMs: 50,
    quarantineMs: 0,
  }),
);
const orders = circuitRequests(1, 96).map((request, index) => ({ ...request, pathId: index % 2 === 0 ? 'VP-3' : 'VP-4' }));
/** For each identifier: a bulk request takes some 60 ms. */
const processing = { kind: 'processing', ms: 12 } as const;

async function withLab(story: (lab: Lab, folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'longlines-killed-'));
  const lab = await startLabSwitch();
  try {
    await lab.unit.command(processing);
    await story(lab, folder);
  } finally {
    await lab.stop();
    await rm(folder, { recursive: true });
  }
}

/** The store and the switch's books agree about all that was acknowledged; requests were pending, and sent, one at a time. */
async function expectWhole({ host }: RealEngine, { unit }: Lab, acknowledged: readonly string[]) {
  await waitUntil(() => areCircuitsAtRest(host), 30_000);
  const { duplicates, lost, mostPending, faults } = await comparedAtRest(host, [{ id: switchId, unit }], acknowledged);
  expect({ faults, duplicates, lost, mostPending }).toEqual({ faults: [], duplicates: 0, lost: 0, mostPending: 1 });
  const { bulkCommands } = await unit.audit();
  expect(vpis.map((vpi) => mostOfOneSession(bulkCommands, vpi))).toEqual([1, 1]);
}

test('V6, V10: an engine that is killed at any moment, bulk requests pending, loses no circuit and no order and doubles none', async () => {
  await withLab(async (lab, folder) => {
    const config: EngineProcessConfig = {
      ...{ folder, carriers: [], defaults: [], orders: [], settings },
      circuits: {
        switches: [{ id: switchId, address: lab.addresses.tls }],
        paths,
        orders: orders.slice(0, 48),
        releases: ['C-3', 'C-10', 'C-17', 'C-24'],
      },
    };
    // The first lines of a life, bulk requests that have just been recorded, orders being joined, moments between.
    const requested = (lines: number): KillPoint => ({ lines, saying: 'bulk.requested' });
    const points: readonly KillPoint[] = [
      ...[{ lines: 2 }, requested(1), { lines: 25 }, requested(2), { afterMs: 260 }, { lines: 40 }],
      ...[requested(1), { afterMs: 330 }, requested(3), { lines: 30 }],
    ];
    const lives: Life[] = [];
    for (const point of points) lives.push(await liveUntil(config, point));
    lives.push(await liveUntil(config, null));
    const lines = lives.flatMap((life) => life.lines);
    expect(lines.filter((line) => line.startsWith('failed '))).toEqual([]);
    // A quick machine may be at rest before a delay is over.
    expect(lives.filter(({ wasKilled }) => wasKilled).length).toBeGreaterThanOrEqual(points.filter((point) => 'lines' in point).length);
    const unsettledAtDeath = lives.map((_, index) => {
      const told = lives.slice(0, index + 1).flatMap((life) => life.lines.filter((line) => line.startsWith('bulk ')));
      return told.filter((line) => line.endsWith('bulk.requested')).length - told.filter((line) => isSettled.test(line)).length;
    });
    expect(unsettledAtDeath.filter((count) => count > 0).length).toBeGreaterThan(2);

    const acknowledged = lines.flatMap((line) => (line.startsWith('received ') ? [line.slice('received '.length)] : []));
    const engine = await startRealEngine(folder, settings);
    try {
      for (const each of config.circuits?.switches ?? []) await engine.connectSwitch(each);
      await engine.host.resume();
      await expectWhole(engine, lab, acknowledged);
      expect(await engine.host.circuitOrderCounts()).toMatchObject({ active: 44, released: 4 });
    } finally {
      await engine.close();
    }
  });
}, 120_000);

const isSettled = /bulk\.(succeeded|failed|given-up)$/;

test('V6, V10: a switch that is killed at any moment, bulk requests under way, is brought to what the store says', async () => {
  await withLab(async (lab, folder) => {
    const { unit, addresses } = lab;
    const engine = await startRealEngine(folder, settings);
    const { host } = engine;
    try {
      await engine.connectSwitch({ id: switchId, address: addresses.tls });
      await host.resume();
      for (const path of paths) expect(await host.addPath(path, 'ops')).toEqual({ kind: 'received' });
      await waitUntil(() => areCircuitsAtRest(host));
      for (let round = 0; round < 8; round++) {
        const { prepare, comes } = moments[round % moments.length] ?? moments[0];
        await unit.command(prepare);
        const come = comes(host, unit);
        await host.orderCircuits(orders.slice(12 * round, 12 * round + 12), 'ops');
        await come;
        await unit.kill();
        await unit.startAgain();
      }
      const { bulkCommands } = await unit.audit();
      expect(bulkCommands.filter(({ outcome }) => outcome === 'cut').length).toBeGreaterThanOrEqual(4);
      await expectWhole(
        engine,
        lab,
        orders.map(({ id }) => id),
      );
      expect(await host.circuitOrderCounts()).toMatchObject({ active: orders.length });
    } finally {
      await engine.close();
    }
  });
}, 120_000);

interface Moment {
  readonly prepare: SwitchCommand;
  readonly comes: (host: Host, unit: LabUnit) => Promise<void>;
}

const isCreating: Moment['comes'] = async (_host, unit) => {
  await waitUntil(async () => (await unit.audit()).bulkCommands.some(({ doneAtMs }) => doneAtMs === null));
};

/** By turns: circuits are created and not answered, some of a command's are created, lines are being joined. */
const moments: readonly [Moment, ...Moment[]] = [
  { prepare: { kind: 'late', count: 1, verb: 'ENT-VCL', ms: 1_000 }, comes: isCreating },
  { prepare: { kind: 'processing', ms: 80 }, comes: isCreating },
  {
    prepare: processing,
    comes: (host) =>
      new Promise((resolve) => {
        const stop = host.onEvent((event) => {
          if (event.kind !== 'circuit-order.changed' || event.to !== 'active') return;
          stop();
          resolve();
        });
      }),
  },
];
