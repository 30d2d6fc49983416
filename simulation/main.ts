import { closeSync, openSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, threadId } from 'node:worker_threads';
import { live } from './life';
import { liveMany, say } from './live-many';
import { minimise } from './minimise';
import { recordOf, type LifeRecord } from './record';

const help = `npm run simulate -- [options]

Lives of the whole engine in simulated time, each drawn from its seed: a world of carriers and switches, orders, faults and crashes, then ten quiet minutes,
after which nothing may be lost, leaked, orphaned, doubled or left waiting.

  --seeds N        how many lives (1000)
  --from S         the first seed (0)
  --seed S         this one alone; with what was wrong, the fewest events that still show it
  --trace FILE     with --seed: writes down everything that happened, line by line
  --json FILE      writes what came of each seed
  --workers N      threads (one per core)
  --help

Ends with 0 if every life went well, 1 if one went wrong, 2 for what it does not understand; 130 when it is interrupted.`;

const largestSeed = 2 ** 31;

/** No two lives at once may use one name; all names are equally long, so that they take the same room. */
const storeFile = `/simulated/${String(process.pid).padStart(10, '0')}-${String(threadId).padStart(4, '0')}.db`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string' },
      from: { type: 'string' },
      seed: { type: 'string' },
      trace: { type: 'string' },
      json: { type: 'string' },
      workers: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    say(help);
    return;
  }
  const { seeds, from, seed, trace, json, workers } = values;
  if (trace !== undefined && seed === undefined) throw new Error('--trace needs --seed: it is of one life');
  if (seed !== undefined && (seeds ?? from ?? workers) !== undefined)
    throw new Error('--seed is one life alone: without --seeds, --from and --workers');
  for (const file of [trace, json]) if (file !== undefined) assertWritable(file);
  if (seed !== undefined) {
    process.exitCode = (await liveOne(wholeNumber('seed', seed, 0, largestSeed), trace, json)) ? 0 : 1;
    return;
  }
  const count = wholeNumber('seeds', seeds ?? '1000', 1, largestSeed);
  process.exitCode = await liveMany(import.meta.url, {
    first: wholeNumber('from', from ?? '0', 0, largestSeed - count),
    count,
    workers: wholeNumber('workers', workers ?? String(availableParallelism()), 1, 256),
    json,
  });
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= least && number <= most))
    throw new Error(`--${name} takes a whole number from ${least} to ${most}, not ${JSON.stringify(text)}`);
  return number;
}

/** Told before the lives, not after them. */
function assertWritable(file: string): void {
  try {
    closeSync(openSync(file, 'a'));
  } catch (error) {
    throw new Error(`${file} cannot be written (${error instanceof Error ? error.message : String(error)}): choose another file`, {
      cause: error,
    });
  }
}

async function liveOne(seed: number, trace: string | undefined, json: string | undefined): Promise<boolean> {
  const life = await live(seed, { file: storeFile, isTraceKept: trace !== undefined });
  const { events, crashes, simulatedMs, hash, states, circuits, requests, faults } = life;
  say(`seed ${seed}: ${events} events, ${crashes} crashes, ${(simulatedMs / 60_000).toFixed(1)} minutes, trace ${hash}`);
  const counted = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .map(([state, count]) => `${count} ${state}`)
      .join(', ') || 'none';
  say(`orders: ${counted(states)}; for circuits: ${counted(circuits)}; bulk requests: ${counted(requests)}`);
  for (const fault of faults) say(`  ${fault}`);
  if (trace !== undefined) writeFileSync(trace, `${life.trace.join('\n')}\n`);
  if (json !== undefined) writeFileSync(json, JSON.stringify(recordOf(life)));
  if (faults.length === 0) return true;
  const fewest = await minimise(life, storeFile);
  say(`the same happens with ${fewest.kept.length} of ${events} events: ${fewest.kept.join(', ')}`);
  if (trace !== undefined) {
    writeFileSync(`${trace}.fewest`, `${fewest.trace.join('\n')}\n`);
    say(`${trace}.fewest has their trace`);
  }
  return false;
}

function beWorker(): void {
  const port = parentPort;
  port?.on('message', (seed: number | null) => {
    if (seed === null) {
      port.close();
      return;
    }
    const tell = (record: LifeRecord): void => {
      port.postMessage(record);
    };
    live(seed, { file: storeFile }).then(
      (life) => {
        tell(recordOf(life));
      },
      (error: unknown) => {
        const text = `the life ended in ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
        tell({
          seed,
          hash: '',
          faults: [text],
          events: 0,
          crashes: 0,
          simulatedMs: 0,
          states: {},
          circuits: {},
          requests: {},
          mishaps: {},
        });
      },
    );
  });
}

if (!isMainThread) beWorker();
else {
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}; see --help\n`);
    process.exitCode = 2;
  });
}
