import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { benchCommand, wholeNumber, wholeNumbers } from '../bench-options';
import type { EngineEvent } from '../../core/engine';
import { createHost, type Host } from '../../core/host/create-host';
import { systemClock, systemNewId, systemPause } from '../../core/host/system-clock';
import { isFinal } from '../../core/model/order';
import { rowsPerPiece } from '../../core/model/import-job';
import type { OrderFields } from '../../core/model/order-fields';
import { readOrder } from '../../core/orders/intake';
import { systemDisk } from '../../core/store/disk';
import { openStore } from '../../core/store/sqlite-store';
import { fillStore } from '../ui/host/fill-store';
import { fillOrders, mostInService } from './fill-orders';
import { benchNetwork } from './network';
import { gate, quickCarrier } from './quick-carrier';
import { timedDisk, type DiskTimes } from './timed-disk';
import { whereTimeGoes } from './where-time-goes';

/**
 * The whole path of an order through a host with its real store on a real file, in a network of 1,000 nodes of eight carriers: from the row of text until it
 * is told that the order is reserved, which it is once that is durable. What carriers do then is kept back, and measured for itself.
 */
const {
  stores,
  large,
  orders: entered,
  through,
  json,
} = benchCommand(
  'bench:orders',
  'Measures an order on its whole way through a host: from its row of text until it is durably reserved, with so many orders in the store before.',
)
  .option('--stores <counts>', 'how many orders are in the store before', wholeNumbers, [1_000, 10_000, 100_000])
  .option('--large', 'with 1,000,000 too; to fill it in takes a quarter of an hour')
  .option('--orders <count>', 'how many are entered each way', wholeNumber, 2_000)
  .option('--through', 'carriers answer at once, while others are still entered')
  .option('--json', 'a JSON document for each store')
  .parse()
  .opts<{ stores: readonly number[]; large?: true; orders: number; through?: true; json?: true }>();
/** Callers who each wait for their answer before they submit the next. */
const callers = 64;

interface Figures {
  readonly way: string;
  readonly perSecond: number;
  readonly perSecondWithoutSync: number;
  readonly usEach: number;
  readonly processorUsEach: number;
  readonly syncUsEach: number;
  readonly syncsEach: number;
  readonly loopP99Ms: number;
  readonly loopMaxMs: number;
  readonly reserved: number;
}

for (const before of [...stores, ...(large ? [1_000_000] : [])]) await measureStore(before);

async function measureStore(count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'll-bench-orders-'));
  try {
    const nowMs = systemClock.now();
    const network = benchNetwork(mostInService / 4 + entered * 4, nowMs);
    const { disk, times } = timedDisk(systemDisk);
    const file = join(folder, 'longlines.db');
    const ports = { clock: systemClock, pause: systemPause };
    // Filled without syncing: nothing of it is measured.
    const filling = await openStore(file, {
      ...ports,
      disk: { ...systemDisk, open: (path, mode) => unsynced(systemDisk.open(path, mode)) },
    });
    await fillStore(filling, { reported: network.reported, resources: network.resources, orders: [] }, nowMs);
    const held = await fillOrders(filling, network, count, nowMs);
    await filling.close();
    say('filled');
    const store = await openStore(file, { ...ports, disk });
    const host = await createHost({ store, clock: systemClock, newId: systemNewId });
    const carriers = gate();
    for (const { carrier, inventory } of network.reported) {
      const { link, isEntered } = quickCarrier(carrier.id, { ...inventory, services: held.get(carrier.id) ?? [] }, carriers, () =>
        systemClock.now(),
      );
      await host.connectCarrier(carrier, link);
      await isEntered;
    }
    await host.resume();
    await host.settled();
    say('the host is up');
    const told: Figures[] = [];
    const bench: Bench = { host, sites: network.sites, times, carriers };
    // Not counted: the program warms up.
    await measure(bench, 'warm-up', 200, singles);
    for (const [way, enter] of [['single', singles] as const, ['bulk', bulk] as const]) {
      const { figures, provisioned } = await measure(bench, way, entered, enter);
      told.push(figures);
      if (!json) tell(count, figures, provisioned);
    }
    let stages: Readonly<Record<string, number>> = {};
    await measure(bench, 'profiled', entered, bulk, async (work) => {
      stages = await whereTimeGoes(work);
    });
    const split = Object.fromEntries(
      Object.entries(stages)
        .sort(([, one], [, other]) => other - one)
        .map(([stage, ms]) => [stage, Math.round((ms * 1_000) / entered)]),
    );
    if (json) process.stdout.write(`${JSON.stringify({ store: count, load: loadavg()[0], told, split })}\n`);
    else
      process.stdout.write(
        `${' '.repeat(9)}µs an order in bulk: ${Object.entries(split)
          .map(([stage, us]) => `${stage} ${us}`)
          .join(', ')}; file ${Math.round(statSync(file).size / 1e6)} MB, load ${loadavg()[0]?.toFixed(1) ?? ''}\n`,
      );
    await host.close();
    await store.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Bench {
  readonly host: Host;
  readonly sites: readonly string[];
  readonly times: DiskTimes;
  readonly carriers: ReturnType<typeof gate>;
}

type Enter = (host: Host, rows: readonly OrderFields[], way: string) => Promise<void>;

/** Enters orders; waits until each is reserved, or has ended; then lets carriers provision them. */
async function measure(
  { host, sites, times, carriers }: Bench,
  way: string,
  count: number,
  enter: Enter,
  around: (work: () => Promise<void>) => Promise<void> = (work) => work(),
): Promise<{ readonly figures: Figures; readonly provisioned: number }> {
  if (!through) carriers.shut();
  const rows = Array.from({ length: count }, (_, at) => rowFor(way, at, sites));
  let [open, reserved] = [count, 0];
  let isDone = (): void => undefined;
  const done = new Promise<void>((resolve) => (isDone = resolve));
  const stopListening = host.onEvent((event: EngineEvent) => {
    if (event.kind !== 'order.changed' || (event.to !== 'reserved' && !isFinal(event.to))) return;
    if (event.to === 'reserved') reserved += 1;
    open -= 1;
    if (open === 0) isDone();
  });
  const before = { ...times };
  const usage = process.cpuUsage();
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  const began = performance.now();
  await around(async () => {
    await enter(host, rows, way);
    await done;
  });
  const elapsedMs = performance.now() - began;
  loop.disable();
  const { user, system } = process.cpuUsage(usage);
  stopListening();
  const syncMs = times.syncMs - before.syncMs;
  const figures: Figures = {
    way,
    perSecond: Math.round((count * 1_000) / elapsedMs),
    perSecondWithoutSync: Math.round((count * 1_000) / (elapsedMs - syncMs)),
    usEach: Math.round((elapsedMs * 1_000) / count),
    processorUsEach: Math.round((user + system) / count),
    syncUsEach: Math.round((syncMs * 1_000) / count),
    syncsEach: Math.round(((times.syncs - before.syncs) * 100) / count) / 100,
    loopP99Ms: Math.round(loop.percentile(99) / 1e5) / 10,
    loopMaxMs: Math.round(loop.max / 1e5) / 10,
    reserved,
  };
  const provisioningBegan = performance.now();
  carriers.open();
  await host.settled();
  return { figures, provisioned: Math.round((reserved * 1_000) / (performance.now() - provisioningBegan)) };
}

async function singles(host: Host, rows: readonly OrderFields[]): Promise<void> {
  let next = 0;
  const caller = async (): Promise<void> => {
    for (let row = rows[next++]; row; row = rows[next++]) {
      const intake = readOrder(row);
      if (intake.kind === 'malformed') throw new Error(intake.problems.map(({ message }) => message).join('; '));
      const answer = await host.submitOrder(intake.request, 'bench');
      if (answer.kind === 'refused') throw new Error(answer.message);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
}

/** From a file: its rows are tried first, as they always are. */
async function bulk(host: Host, rows: readonly OrderFields[], way: string): Promise<void> {
  const id = `bench-${way}`;
  await host.beginImport({ id, kind: 'orders', name: 'orders.csv', by: 'bench', total: rows.length });
  for (let at = 0; at < rows.length; at += rowsPerPiece * 5) {
    const slice = rows.slice(at, at + rowsPerPiece * 5);
    const answer = await host.addImportRows(
      id,
      at,
      slice.map((fields, place) => ({ line: at + place + 2, fields: given(fields), amiss: '' })),
    );
    if (answer.kind !== 'job') throw new Error(answer.message);
  }
  const answer = await host.carryOutImport(id, 'bench');
  if (answer.kind !== 'job') throw new Error(answer.message);
}

function given(fields: OrderFields): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(fields));
}

/** Between sites near and far, always the same ones. */
function rowFor(way: string, at: number, sites: readonly string[]): OrderFields {
  const a = sites[(at * 37) % sites.length] ?? '';
  const z = sites[(at * 37 + 1 + ((at * 101) % (sites.length - 1))) % sites.length] ?? '';
  return { order: `${way}-${at}`, customer: `Customer ${at % 400}`, accessing: 'c1', a, z, signal: '1GE', limit: '150 ms' };
}

function unsynced<File extends { sync(): void }>(file: File): File {
  return { ...file, sync: () => undefined };
}

/** How far it is, for whoever waits. */
function say(text: string): void {
  process.stderr.write(`${Math.round(process.uptime())} s: ${text}\n`);
}

function tell(count: number, figures: Figures, provisioned: number): void {
  const { way, perSecond, perSecondWithoutSync, usEach, processorUsEach, syncUsEach, syncsEach, loopP99Ms, loopMaxMs, reserved } = figures;
  process.stdout.write(
    `${String(count).padStart(8)} ${way.padEnd(7)} ${perSecond} orders/s (${perSecondWithoutSync} without fsync); ${usEach} µs each, ` +
      `processor ${processorUsEach}, fsync ${syncUsEach} in ${syncsEach}; loop p99 ${loopP99Ms} ms, most ${loopMaxMs} ms; ` +
      `${reserved} of ${entered} reserved, then ${provisioned}/s provisioned\n`,
  );
}
