import { join } from 'node:path';
import { createHost } from '../../core/host/create-host';
import { systemClock, systemNewId, systemPause } from '../../core/host/system-clock';
import { openStore } from '../../core/store/sqlite-store';
import { compare } from './compare';
import { makeCircuitsReport } from './circuits/circuits-report';
import { compareCircuits } from './circuits/compare-circuits';
import type { Answered } from './circuits/order-circuits';
import { showCarried, showFailed } from './circuits/show-circuits';
import { walkCircuits } from './circuits/walk-circuits';
import { connect, enterLatencies } from './connect';
import { counted, type Demo } from './demo';
import { startDemoNetwork } from './demo-network';
import { makeReport, type DemoReport, type ToldByTheWay } from './demo-report';
import { cutBusiestDuct, raiseLatency, repair } from './disturb';
import { killManagerWhileProvisioning } from './kill-manager';
import { Phases } from './phases';
import { seededRandom } from './random';
import type { Screen } from '../screen';
import { showExplanation, showWaterfall } from './show';
import { submitOrders } from './submit-orders';

export interface DemoOptions {
  readonly orders: number;
  /** Orders for virtual circuits. */
  readonly circuits: number;
  readonly seed: number;
  /** Everything that the demo writes goes here. */
  readonly folder: string;
  /** GraphML files, one for each carrier; without: the practice network. */
  readonly files?: readonly string[];
}

export interface DemoOutcome {
  readonly report: DemoReport;
  readonly faults: readonly string[];
}

/** Walks through the main job, against real managers; the report is counted at the end against what they hold. */
export async function runDemo(options: DemoOptions, screen: Screen, signal: AbortSignal): Promise<DemoOutcome> {
  const phases = new Phases(systemClock);
  const { folder, orders, circuits, seed, files } = options;
  screen.heading(
    `Starting ${files ? files.length : 'four'} carrier managers and two switches, each a process of its own with its own certificate authority`,
  );
  const network = await phases.time('start', () => startDemoNetwork({ folder, seed, orders, ...(files && { files }) }));
  try {
    const store = await openStore(join(folder, 'longlines.db'), { clock: systemClock, pause: systemPause });
    try {
      const host = await createHost({ store, clock: systemClock, newId: systemNewId });
      let lastEventMs = 0;
      host.onEvent(() => (lastEventMs = systemClock.now()));
      try {
        const random = seededRandom(seed);
        return await walk({ host, network, screen, signal, random, orders, circuits, folder, lastEventMs: () => lastEventMs }, phases);
      } finally {
        await host.close();
      }
    } finally {
      await store.close();
    }
  } finally {
    await network.stop();
  }
}

async function walk(demo: Demo, phases: Phases): Promise<DemoOutcome> {
  const { host, screen } = demo;
  await phases.time('connect', async () => {
    await connect(demo);
    await enterLatencies(demo);
  });
  await phases.time('orders', () => submitOrders(demo));
  await showWaterfall(host, screen);
  await showExplanation(host, screen, 'BAD-LATENCY');
  const answered = await phases.time('circuits', () => walkCircuits(demo));
  const { duct, supposition } = await phases.time('cut', () => cutBusiestDuct(demo));
  await showCarried(demo);
  await phases.time('repair', () => repair(demo, duct));
  await phases.time('slower', () => raiseLatency(demo));
  await phases.time('kill', () => killManagerWhileProvisioning(demo));
  const archive = await phases.time('archive', () => keepForLater(demo));
  return close(demo, { supposition, ...archive }, answered, phases);
}

/** A backup while the store is open, and the history verified from its first entry to its last. */
async function keepForLater({ host, screen, folder }: Demo) {
  screen.heading('Backing the store up, and verifying its history');
  const backup = await host.backup(join(folder, 'backup.db'));
  const { checked, problems } = await host.verifyHistory();
  screen.line(`  ${backup.file}: ${backup.bytes} bytes`);
  screen.line(
    `  ${problems.length === 0 ? `history verified: ${checked} records, each following from the one before` : counted(problems.length, 'problem')}`,
  );
  return { backupBytes: backup.bytes, historyRecords: checked, historyProblems: problems.length };
}

async function close(demo: Demo, told: ToldByTheWay, answered: readonly Answered[], phases: Phases): Promise<DemoOutcome> {
  const { host, network, screen } = demo;
  screen.heading('Comparing the store with what the managers and the switches really hold');
  await host.settled();
  const audits = await Promise.all(network.carriers.map(({ manager }) => manager.audit()));
  const comparison = await compare(host, audits);
  const atSwitches = await Promise.all(network.switches.map(async ({ id, unit }) => ({ switchId: id, audit: await unit.audit() })));
  const ofCircuits = await compareCircuits(
    host,
    atSwitches,
    answered.flatMap(({ taken }) => taken),
  );
  await showFailed(demo);
  const circuits = await makeCircuitsReport(host, answered, ofCircuits);
  const report = await makeReport(host, network, comparison, { ...told, circuits }, phases);
  return { report, faults: [...comparison.faults, ...ofCircuits.faults] };
}
