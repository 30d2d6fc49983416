import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { findCandidates } from '../../core/identification/find-candidates';
import { exampleOrder } from '../../core/orders/testing/example-order';
import { startHost, type BenchHost, type HostSize } from '../ui/host/start-host';
import { storm } from '../ui/host/storm';

export interface Wish extends HostSize {
  /** Changes a second that are told to the host, and for how long; null: only the start, candidates and single notices are measured. */
  readonly storm: { readonly perSecond: number; readonly seconds: number } | null;
}

/** Milliseconds of a processor, but for `delayMs`, which is by the clock. */
export interface Row {
  readonly startMs: number;
  readonly candidatesMs: number;
  readonly noticeMs: number;
  readonly rssMb: number;
  /** What of a storm the host entered, changes a second, and how late its event loop was (99 %). */
  readonly enteredPerSecond: number | null;
  readonly delayMs: number | null;
}

const processorMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

const median = (values: readonly number[]): number => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;

function candidates({ host, network }: BenchHost): number {
  const taken: number[] = [];
  const { sites } = network;
  for (let at = 0; at < 20; at += 1) {
    const order = exampleOrder({
      accessingCarrierId: 'c1',
      a: { kind: 'site', id: sites[(at * 37) % sites.length]?.id ?? '' },
      z: { kind: 'site', id: sites[(at * 911 + 13) % sites.length]?.id ?? '' },
      limit: { oneWayNs: 80_000_000, enteredAs: 'one-way' },
    });
    const before = processorMs();
    findCandidates(host.network, order, { occasion: 'provisioning', ownSegments: [], ends: null, refusals: [], atMs: 1 }, 3);
    if (at >= 5) taken.push(processorMs() - before);
  }
  return median(taken);
}

/** One resource at a time, told as its carrier's notice: until what it means for orders is entered. */
async function notices(bench: BenchHost): Promise<number> {
  const taken: number[] = [];
  for (let at = 0; at < 15; at += 1) {
    const before = processorMs();
    await storm(bench, { perSecond: 20, seconds: 0.05 });
    await bench.host.settled();
    if (at >= 5) taken.push(processorMs() - before);
  }
  return median(taken);
}

const wish = JSON.parse(process.argv[2] ?? '') as Wish;
const folder = mkdtempSync(join(tmpdir(), 'll-bench-scale-'));
try {
  const before = processorMs();
  const bench = await startHost(join(folder, 'longlines.db'), wish);
  const startMs = processorMs() - before;
  const candidatesMs = candidates(bench);
  const noticeMs = await notices(bench);
  let [enteredPerSecond, delayMs]: [number | null, number | null] = [null, null];
  if (wish.storm) {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const done = await storm(bench, wish.storm);
    delayMs = delay.percentile(99) / 1e6;
    enteredPerSecond = (done.resourceChanges + done.orderChanges) / done.seconds;
  }
  const row: Row = { startMs, candidatesMs, noticeMs, rssMb: process.memoryUsage.rss() / 2 ** 20, enteredPerSecond, delayMs };
  process.send?.(row);
  await bench.close();
  process.disconnect();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
