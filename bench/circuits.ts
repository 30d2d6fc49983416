import { createHost } from '../core/host/create-host';
import { systemClock, systemNewId, systemPause } from '../core/host/system-clock';
import { usualSwitchLimits } from '../core/model/switch';
import type { CircuitOrderRequest } from '../core/model/virtual-circuit';
import { systemDisk } from '../core/store/disk';
import { overlayDisk } from '../core/store/overlay-disk';
import { openStore } from '../core/store/sqlite-store';
import { MemorySwitch } from '../core/switches/testing/memory-switch';

const paths = 100;
const orders = 10_000;
const runs = 5;

/**
 * 10,000 circuit orders over 100 virtual paths on ten switches, whose creation systems answer at once; the store's disk is in memory, so that its fsync is not
 * counted. From the first order to the last cross-connection; none may be lost or doubled.
 */
async function run(): Promise<{ readonly perSecond: number; readonly perProcessorSecond: number }> {
  const store = await openStore(`/nowhere/bench-${systemNewId()}.db`, {
    clock: systemClock,
    pause: systemPause,
    disk: overlayDisk(systemDisk),
  });
  const host = await createHost({ store, clock: systemClock, newId: systemNewId });
  const switches = Array.from({ length: 10 }, (_, index) => new MemorySwitch(`SW-${index}`, () => systemClock.now()));
  for (const at of switches) await host.connectSwitch({ id: at.switchId, name: at.switchId, limits: usualSwitchLimits }, at);
  await host.resume();
  for (let path = 0; path < paths; path++) {
    await host.addPath(
      {
        ...{ id: `VP-${path}`, switchId: `SW-${path % 10}`, provider: 'Northern Broadband', side: 'UNI', vpi: Math.floor(path / 10) },
        ...{ vcis: { first: 32, last: 1023 }, deltaThreshold: 8, bulkSize: 32, timeThresholdMs: 30_000, maxAttempts: 5, backoffMs: 5_000 },
        ...{ quarantineMs: 600_000, isReserveHeld: false, carriedByOrderId: null },
      },
      'bench',
    );
  }
  await host.settled();
  const requests = Array.from({ length: orders }, (_, index): CircuitOrderRequest => {
    const line = {
      rack: 1 + Math.floor(index / 9_600),
      shelf: 1,
      slot: 1 + Math.floor(index / 480),
      circuit: 1 + (Math.floor(index / 10) % 48),
      vpi: 0,
      vci: 35,
    };
    return { id: `C-${index}`, endUser: `user ${index}`, pathId: `VP-${index % paths}`, line };
  });
  const began = performance.now();
  const processorBefore = process.cpuUsage();
  const answers = await host.orderCircuits(requests, 'bench');
  await host.settled();
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(processorBefore);
  const refused = answers.filter(({ kind }) => kind === 'refused');
  const active = (await host.circuitOrders({ states: ['active'] })).length;
  const joined = new Set(switches.flatMap((at) => [...at.connections.keys()].map((key) => `${at.switchId} ${key}`))).size;
  if (refused.length > 0 || active !== orders || joined !== orders)
    throw new Error(`${refused.length} refused, ${active} active, ${joined} joined of ${orders}`);
  await host.close();
  await store.close();
  return { perSecond: orders / seconds, perProcessorSecond: orders / ((user + system) / 1e6) };
}

const results = [];
for (let count = 0; count < runs; count++) results.push(await run());
const median = (values: readonly number[]): number => Math.round([...values].sort((one, other) => one - other)[Math.floor(runs / 2)] ?? 0);
const report = {
  ...{ job: 'circuit orders', orders, paths, runs },
  perSecond: median(results.map(({ perSecond }) => perSecond)),
  perProcessorSecond: median(results.map(({ perProcessorSecond }) => perProcessorSecond)),
};
process.stdout.write(`${JSON.stringify(report)}\n`);
