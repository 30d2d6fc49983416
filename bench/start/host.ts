import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as after } from 'node:timers/promises';
import { createHost } from '../../core/host/create-host';
import { systemClock, systemNewId, systemPause } from '../../core/host/system-clock';
import { openStore } from '../../core/store/sqlite-store';

/** The host alone on the store whose file is given: tells its parent each stage of its start, and how it fares for some seconds after. */
export type HostTold =
  | { readonly kind: 'stage'; readonly stage: string; readonly ms: number; readonly processorMs: number; readonly rssMb: number }
  | { readonly kind: 'rested'; readonly rssMb: number; readonly heapMb: number; readonly delayMs: DelayMs; readonly processorMs: number };

export interface DelayMs {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

const [file = '', seconds = '60'] = process.argv.slice(2);
const rssMb = (): number => process.memoryUsage.rss() / 2 ** 20;
const tell = (told: HostTold): void => void process.send?.(told);
const processorMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};
const stage = (name: string): void => {
  tell({ kind: 'stage', stage: name, ms: performance.now(), processorMs: processorMs(), rssMb: rssMb() });
};

stage('program loaded');
const store = await openStore(file, { clock: systemClock, pause: systemPause, onStage: stage });
stage('store open');
const host = await createHost({ store, clock: systemClock, newId: systemNewId, onStage: stage });
stage('host made');
await host.orderCounts();
stage('first answer');

const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
const used = processorMs();
// The carriers of the store are not connected: what was under way is taken up as after a start without links.
const resumed = host.resume().then(() => {
  stage('resumed');
});
await after(Number(seconds) * 1_000);
await resumed;
const inMs = (ns: number): number => ns / 1e6;
tell({
  ...{ kind: 'rested', rssMb: rssMb(), heapMb: process.memoryUsage().heapUsed / 2 ** 20, processorMs: processorMs() - used },
  delayMs: { p50: inMs(delay.percentile(50)), p99: inMs(delay.percentile(99)), max: inMs(delay.max) },
});
await host.close();
await store.close();
process.disconnect();
