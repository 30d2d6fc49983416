import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { LifeRecord } from './record';
import { addUp } from './tally';

export interface ManyLives {
  readonly first: number;
  readonly count: number;
  readonly workers: number;
  readonly json: string | undefined;
}

const tellEveryMs = 10_000;
const faultsTold = 5;

/** Lives one seed after the other, in as many threads as are wanted, and tells what came of them. `program`: what a thread runs. The result is the exit code. */
export async function liveMany(program: string, { first, count, workers, json }: ManyLives): Promise<number> {
  const lives: LifeRecord[] = [];
  const startedMs = performance.now();
  const rate = (): number => lives.length / ((performance.now() - startedMs) / 1000);
  let next = first;
  let end = first + count;
  let toldMs = startedMs;
  const interrupt = (): void => {
    say('interrupted: the lives that are under way are the last');
    end = next;
  };
  process.once('SIGINT', interrupt);
  const hear = (life: LifeRecord): void => {
    lives.push(life);
    if (life.faults.length > 0) sayWrong(life);
    if (performance.now() - toldMs < tellEveryMs) return;
    toldMs = performance.now();
    const leftS = (first + count - next) / rate();
    say(`${lives.length} of ${count} lives, ${rate().toFixed(1)} a second, about ${duration(leftS)} left`);
  };
  const work = (worker: Worker): Promise<void> =>
    new Promise((resolve, reject) => {
      const give = (): void => {
        worker.postMessage(next < end ? next++ : null);
      };
      worker.on('message', (life: LifeRecord) => {
        hear(life);
        give();
      });
      worker.on('error', reject);
      worker.on('exit', () => {
        resolve();
      });
      give();
    });
  const threads = Array.from({ length: Math.min(workers, count) }, () => new Worker(fileURLToPath(program)));
  await Promise.all(threads.map(work));
  process.off('SIGINT', interrupt);
  const perSecond = Number(rate().toFixed(1));
  const summary = summarise(lives, perSecond);
  if (json !== undefined) writeFileSync(json, JSON.stringify({ from: first, seeds: count, perSecond, ...summary, lives }));
  if (summary.wrong.length > 0) return 1;
  return lives.length < count ? 130 : 0;
}

function summarise(lives: LifeRecord[], perSecond: number) {
  lives.sort((one, other) => one.seed - other.seed);
  const wrong = lives.filter(({ faults }) => faults.length > 0).map(({ seed }) => seed);
  const crashes = lives.reduce((sum, life) => sum + life.crashes, 0);
  const hours = lives.reduce((sum, life) => sum + life.simulatedMs, 0) / 3_600_000;
  const mishaps = addUp(lives.map((life) => life.mishaps));
  const orders = addUp(lives.map(({ states }) => states));
  const circuits = addUp(lives.map((life) => life.circuits));
  const requests = addUp(lives.map((life) => life.requests));
  const traces = createHash('sha256');
  for (const { hash } of lives) traces.update(hash);
  const hash = traces.digest('hex');
  say(`befell: ${mishaps.map(counted).join(', ') || 'nothing'}`);
  say(`orders: ${orders.map(counted).join(', ') || 'none'}`);
  say(`circuit orders: ${circuits.map(counted).join(', ') || 'none'}`);
  say(`bulk requests: ${requests.map(counted).join(', ') || 'none'}`);
  say(`all traces: ${hash}`);
  const went = wrong.length === 0 ? 'none went wrong' : `${wrong.length} went wrong: ${wrong.join(', ')}`;
  say(`${lives.length} lives of ${hours.toFixed(0)} hours, ${crashes} crashes, ${perSecond} lives a second, ${went}`);
  return {
    crashes,
    wrong,
    hash,
    mishaps: Object.fromEntries(mishaps),
    orders: Object.fromEntries(orders),
    circuits: Object.fromEntries(circuits),
  };
}

const counted = ([kind, count]: readonly [string, number]): string => `${count.toLocaleString('en')} ${kind}`;

function sayWrong({ seed, faults }: LifeRecord): void {
  say(`seed ${seed} went wrong:`);
  for (const fault of faults.slice(0, faultsTold)) say(`  ${fault}`);
  say(`  again: npm run simulate -- --seed ${seed} --trace seed-${seed}.txt`);
}

const duration = (seconds: number): string => (seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`);

export const say = (line: string): void => void process.stdout.write(`${line}\n`);
