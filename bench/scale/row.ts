import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { findCandidates } from '../../core/identification/find-candidates';
import { exampleOrder } from '../../core/orders/testing/example-order';
import { qualify } from '../../core/model/network';
import { reportedNetwork } from '../ui/host/reported-network';
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
  /** A notice of a resource that carries nothing. */
  readonly unusedMs: number;
  /** Of one that orders run over, and how many. */
  readonly noticeMs: number;
  readonly ordersOver: number;
  /** A carrier's link is lost; it comes again with everything. */
  readonly lostMs: number;
  readonly againMs: number;
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

const warmUps = 10;
const counted = 40;

/**
 * Single resources, each told by its carrier's notice with another latency, until what it means for orders is entered. `isUsed`: resources that orders run over,
 * and by how many in the mean; else ones that carry nothing.
 */
async function notices(
  { host, links, network }: BenchHost,
  isUsed: boolean,
): Promise<{ readonly ms: number; readonly ordersOver: number }> {
  const ordersOver = (id: string): number => host.network.view.routes.ordersUsing([{ kind: 'resource', id }]).length;
  const told = reportedNetwork(network).flatMap(({ carrier, inventory }) =>
    inventory.resources.flatMap((resource) => {
      const orders = ordersOver(qualify(carrier.id, resource.uuid));
      return orders > 0 === isUsed && resource.latency ? [{ carrierId: carrier.id, resource, ns: resource.latency.azNs, orders }] : [];
    }),
  );
  const taken: number[] = [];
  let over = 0;
  for (let at = 0; at < warmUps + counted; at += 1) {
    const one = told[(at * 37) % told.length];
    if (!one) throw new Error(`the network has no resource that ${isUsed ? 'an order uses' : 'carries nothing'}`);
    one.ns += at % 2 === 0 ? 900 : -700;
    const before = processorMs();
    await links.get(one.carrierId)?.tell({ resources: [{ ...one.resource, latency: { azNs: one.ns, zaNs: one.ns } }] }, Date.now());
    await host.settled();
    if (at < warmUps) continue;
    taken.push(processorMs() - before);
    over += one.orders / counted;
  }
  return { ms: median(taken), ordersOver: over };
}

/** A carrier's link is lost, and comes again with all that the carrier has: until it is entered, compared, and judged for every order. */
async function linksComeAndGo({ host, links }: BenchHost): Promise<{ readonly lostMs: number; readonly againMs: number }> {
  const lost: number[] = [];
  const again: number[] = [];
  for (const link of [...links.values()].slice(0, 5)) {
    const before = processorMs();
    await link.lose(Date.now());
    await host.settled();
    const between = processorMs();
    lost.push(between - before);
    await link.comeAgain(Date.now());
    await host.settled();
    again.push(processorMs() - between);
  }
  return { lostMs: median(lost), againMs: median(again) };
}

const wish = JSON.parse(process.argv[2] ?? '') as Wish;
const folder = mkdtempSync(join(tmpdir(), 'll-bench-scale-'));
try {
  const before = processorMs();
  const bench = await startHost(join(folder, 'longlines.db'), wish);
  const startMs = processorMs() - before;
  const candidatesMs = candidates(bench);
  const unused = await notices(bench, false);
  const used = await notices(bench, true);
  const { lostMs, againMs } = await linksComeAndGo(bench);
  let [enteredPerSecond, delayMs]: [number | null, number | null] = [null, null];
  if (wish.storm) {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const done = await storm(bench, wish.storm);
    delayMs = delay.percentile(99) / 1e6;
    enteredPerSecond = (done.resourceChanges + done.orderChanges) / done.seconds;
  }
  const row: Row = {
    ...{ startMs, candidatesMs, unusedMs: unused.ms, noticeMs: used.ms, ordersOver: used.ordersOver, lostMs, againMs },
    ...{ rssMb: process.memoryUsage.rss() / 2 ** 20, enteredPerSecond, delayMs },
  };
  process.send?.(row);
  await bench.close();
  process.disconnect();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
