import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { benchCommand, wholeNumber } from '../bench-options';
import type { HostTold } from './host';
import type { StoreSize } from './large-store';
import { serveAndAsk } from './served';

/**
 * How long a host takes to be ready on a large store, and what it keeps in memory: the host alone, stage by stage, then `longlines serve` as it is built.
 * Fails where it is not ready within 3 s, keeps more than 400 MB, or holds its event loop for too long while it goes on in the background.
 */
const targets = { readyMs: 3_000, rssMb: 400, delayMs: 50 };

const { keep, nodes, resources, orders, entries, seconds, serveSeconds } = benchCommand(
  'bench:start',
  'Measures how long a host takes to be ready on a large store, and what it keeps in memory.',
)
  .option('--keep <folder>', 'where the store is kept for the next run; else it is made anew')
  .option('--nodes <count>', 'of the network', wholeNumber, 10_000)
  .option('--resources <count>', 'of the network', wholeNumber, 15_000)
  .option('--orders <count>', 'in the store, four of five in service', wholeNumber, 100_000)
  .option('--entries <count>', 'of the history', wholeNumber, 1_000_000)
  .option('--seconds <count>', 'how long the host alone is watched', wholeNumber, 60)
  .option('--serve-seconds <count>', 'how long longlines serve is', wholeNumber, 20)
  .parse()
  .opts<Omit<StoreSize, 'carriers'> & { keep?: string; seconds: number; serveSeconds: number }>();
const size: StoreSize = { carriers: 5, nodes, resources, orders, entries };

const program = (name: string): string => join(import.meta.dirname, `${name}.js`);
const folder = keep === undefined ? mkdtempSync(join(tmpdir(), 'll-bench-start-')) : resolve(keep);
const file = join(folder, `${nodes}-${resources}-${orders}-${entries}.db`);
try {
  mkdirSync(folder, { recursive: true });
  if (!existsSync(file)) fillOrThrow();
  say(
    'store',
    `${(statSync(file).size / 2 ** 20).toFixed(0)} MB: ${nodes} nodes, ${resources} resources, ${orders} orders, ${entries} entries`,
  );
  say(
    'load',
    loadavg()
      .map((load) => load.toFixed(1))
      .join(' '),
  );
  const faults = [...(await hostAlone()), ...(await served())];
  for (const fault of faults) console.error(`missed: ${fault}`);
  process.exitCode = faults.length === 0 ? 0 : 1;
} finally {
  if (keep === undefined) rmSync(folder, { recursive: true, force: true });
}

function fillOrThrow(): void {
  const filled = spawnSync(process.execPath, [program('bench-start-fill'), file, JSON.stringify(size)], { stdio: 'inherit' });
  if (filled.status === 0) return;
  rmSync(file, { force: true });
  throw new Error('the store could not be filled');
}

async function hostAlone(): Promise<readonly string[]> {
  console.log('\nthe host alone');
  const child = fork(program('bench-start-host'), [file, String(seconds)]);
  const exited = once(child, 'exit');
  const faults: string[] = [];
  let [beforeMs, beforeProcessorMs] = [0, 0];
  child.on('message', (told: HostTold) => {
    if (told.kind === 'stage') {
      const [took, used] = [told.ms - beforeMs, told.processorMs - beforeProcessorMs];
      say(told.stage, `${ms(took).padStart(9)}, ${ms(used).padStart(9)} of a processor   after ${ms(told.ms)}, ${mb(told.rssMb)}`);
      [beforeMs, beforeProcessorMs] = [told.ms, told.processorMs];
      if (told.stage !== 'first answer') return;
      if (told.ms > targets.readyMs) faults.push(`the host alone was ready after ${ms(told.ms)}`);
      if (told.rssMb > targets.rssMb) faults.push(`the host alone had ${mb(told.rssMb)} when it was ready`);
      return;
    }
    const { p50, p99, max } = told.delayMs;
    say(`after ${seconds} s`, `${mb(told.rssMb)}, of it ${mb(told.heapMb)} in use; ${ms(told.processorMs)} of a processor`);
    say('event loop', `late by ${ms(p50)} (median), ${ms(p99)} (99 %), ${ms(max)} (most)`);
    if (told.rssMb > targets.rssMb) faults.push(`the host alone had ${mb(told.rssMb)} after ${seconds} s`);
    if (p99 > targets.delayMs) faults.push(`the host's event loop was late by ${ms(p99)} (99 %) after the start`);
  });
  const [code] = (await exited) as [number | null];
  return code === 0 ? faults : [...faults, `the host alone ended with ${String(code)}`];
}

async function served(): Promise<readonly string[]> {
  console.log('\nlonglines serve');
  const seen = await serveAndAsk(file, folder, serveSeconds);
  const sorted = seen.requestsMs.toSorted((one, other) => one - other);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? NaN;
  say('listening', `after ${ms(seen.listeningMs)}`);
  say('first answer', `after ${ms(seen.answeredMs)}`);
  say('first frame', `after ${ms(seen.firstFrameMs)}; ${mb(seen.rssMb)}, most ${mb(seen.mostRssMb)}`);
  say(`after ${serveSeconds} s`, mb(seen.restedRssMb));
  say('requests meanwhile', `${sorted.length}: ${ms(at(0.5))} (median), ${ms(at(0.99))} (99 %), ${ms(at(1))} (most)`);
  const faults: string[] = [];
  if (seen.answeredMs > targets.readyMs) faults.push(`longlines serve answered after ${ms(seen.answeredMs)}`);
  for (const [when, rss] of [
    ['when it was ready', seen.rssMb],
    ['later', seen.restedRssMb],
  ] as const)
    if (rss > targets.rssMb) faults.push(`longlines serve had ${mb(rss)} ${when}`);
  return faults;
}

function say(what: string, words: string): void {
  console.log(`${what.padEnd(24)} ${words}`);
}
function ms(value: number): string {
  return `${value.toFixed(0)} ms`;
}
function mb(value: number): string {
  return `${value.toFixed(0)} MB`;
}
