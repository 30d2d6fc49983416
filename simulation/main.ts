import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, threadId, Worker } from 'node:worker_threads';
import { live, type Life } from './life';
import { minimise } from './minimise';

const help = `npm run simulate -- [options]

Lives of the whole engine in simulated time, each drawn from its seed: a world of carriers, orders, faults and crashes, then ten quiet minutes,
after which nothing may be lost, leaked, orphaned, doubled or left waiting.

  --seeds N        how many lives (1000)
  --from S         the first seed (0)
  --seed S         this one alone; with what was wrong, the fewest events that still show it
  --trace FILE     with --seed: writes down everything that happened, line by line
  --json FILE      writes what came of each seed
  --workers N      threads (one per core)
  --help

Ends with 1 if any life went wrong.`;

/** No two lives at once may use one name; all names are equally long, so that they take the same room. */
const storeFile = `/simulated/${String(process.pid).padStart(10, '0')}-${String(threadId).padStart(4, '0')}.db`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '1000' },
      from: { type: 'string', default: '0' },
      seed: { type: 'string' },
      trace: { type: 'string' },
      json: { type: 'string' },
      workers: { type: 'string', default: String(availableParallelism()) },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${help}\n`);
    return;
  }
  const isWell = values.seed === undefined ? await liveMany(values) : await liveOne(wholeNumber('seed', values.seed), values);
  process.exitCode = isWell ? 0 : 1;
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`--${name} takes a whole number, not ${text}`);
  return number;
}

async function liveOne(seed: number, { trace, json }: { readonly trace?: string; readonly json?: string }): Promise<boolean> {
  const life = await live(seed, { file: storeFile, isTraceKept: trace !== undefined });
  const { events, crashes, simulatedMs, hash, states, faults } = life;
  say(`seed ${seed}: ${events} events, ${crashes} crashes, ${(simulatedMs / 60_000).toFixed(1)} minutes, trace ${hash}`);
  say(
    `orders: ${
      Object.entries(states)
        .map(([state, count]) => `${count} ${state}`)
        .join(', ') || 'none'
    }`,
  );
  for (const fault of faults) say(`  ${fault}`);
  if (trace !== undefined) writeFileSync(trace, `${life.trace.join('\n')}\n`);
  if (json !== undefined) writeFileSync(json, JSON.stringify(record(life)));
  if (faults.length === 0) return true;
  const fewest = await minimise(life, storeFile);
  say(`the same happens with ${fewest.kept.length} of ${events} events: ${fewest.kept.join(', ')}`);
  if (trace !== undefined) {
    writeFileSync(`${trace}.fewest`, `${fewest.trace.join('\n')}\n`);
    say(`${trace}.fewest has their trace`);
  }
  return false;
}

interface Options {
  readonly seeds: string;
  readonly from: string;
  readonly workers: string;
  readonly json?: string;
}

type Told = Omit<Life, 'trace'>;

const record = ({ seed, hash, faults, events, crashes, simulatedMs, states }: Told): Told => ({
  ...{ seed, hash, faults, events, crashes, simulatedMs, states },
});

async function liveMany(options: Options): Promise<boolean> {
  const [first, count] = [wholeNumber('from', options.from), wholeNumber('seeds', options.seeds)];
  const lives: Told[] = [];
  const startedMs = performance.now();
  const rate = (): number => lives.length / ((performance.now() - startedMs) / 1000);
  let next = first;
  let toldMs = startedMs;
  const hear = (life: Told): void => {
    lives.push(life);
    if (life.faults.length > 0) {
      say(`seed ${life.seed} went wrong:`);
      for (const fault of life.faults.slice(0, 5)) say(`  ${fault}`);
      say(`  again: npm run simulate -- --seed ${life.seed} --trace seed-${life.seed}.txt`);
    }
    if (performance.now() - toldMs < 10_000) return;
    toldMs = performance.now();
    say(`${lives.length} of ${count} lives, ${rate().toFixed(1)} a second`);
  };
  const work = (worker: Worker): Promise<void> =>
    new Promise((resolve, reject) => {
      const give = (): void => {
        if (next < first + count) worker.postMessage(next++);
        else worker.postMessage(null);
      };
      worker.on('message', (life: Told) => {
        hear(life);
        give();
      });
      worker.on('error', reject);
      worker.on('exit', () => {
        resolve();
      });
      give();
    });
  const workers = Array.from(
    { length: Math.max(1, wholeNumber('workers', options.workers)) },
    () => new Worker(fileURLToPath(import.meta.url)),
  );
  await Promise.all(workers.map(work));
  const wrong = lives.filter(({ faults }) => faults.length > 0).map(({ seed }) => seed);
  const crashes = lives.reduce((sum, life) => sum + life.crashes, 0);
  say(
    `${lives.length} lives, ${crashes} crashes, ${rate().toFixed(1)} lives a second, ${wrong.length} went wrong${wrong.length > 0 ? `: ${wrong.join(', ')}` : ''}`,
  );
  if (options.json !== undefined) {
    lives.sort((one, other) => one.seed - other.seed);
    writeFileSync(options.json, JSON.stringify({ from: first, seeds: count, perSecond: Number(rate().toFixed(1)), crashes, wrong, lives }));
  }
  return wrong.length === 0;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function beWorker(): void {
  const port = parentPort;
  port?.on('message', (seed: number | null) => {
    if (seed === null) {
      port.close();
      return;
    }
    void live(seed, { file: storeFile }).then((life) => {
      port.postMessage(record(life));
    });
  });
}

if (!isMainThread) beWorker();
else {
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}; see --help\n`);
    process.exitCode = 2;
  });
}
