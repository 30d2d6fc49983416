import { fork } from 'node:child_process';
import { once } from 'node:events';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { benchCommand, wholeNumber, wholeNumbers } from '../bench-options';
import type { Row, Wish } from './row';

/**
 * How the host's cost grows: with nodes, carriers, orders, and changes a second. Each row is a process of its own: a synthetic network is entered, candidates
 * are searched, single changes are told, then a storm of them where one is asked for. The store is in memory: what a disk takes is not in it.
 */
const { nodes, carriers, orders, rates, seconds, minutes } = benchCommand(
  'bench:scale',
  'Measures how the cost of a host grows: with nodes, carriers, orders, and changes a second.',
)
  .option('--nodes <counts>', 'networks of so many nodes', wholeNumbers, [100, 1_000, 10_000])
  .option('--carriers <counts>', 'of so many carriers', wholeNumbers, [2, 10, 50])
  .option('--orders <counts>', 'with so many orders in service', wholeNumbers, [1_000, 10_000, 50_000])
  .option('--rates <counts>', 'storms of so many changes a second', wholeNumbers, [10, 100, 1_000, 10_000])
  .option('--seconds <count>', 'how long a storm lasts', wholeNumber, 5)
  .option('--minutes <count>', 'after so many, rows are skipped by name', wholeNumber, 10)
  .parse()
  .opts<{
    nodes: readonly number[];
    carriers: readonly number[];
    orders: readonly number[];
    rates: readonly number[];
    seconds: number;
    minutes: number;
  }>();
const usual = { carriers: 5, nodes: 1_000, resources: 1_500, orders: 1_000, storm: null } as const;
const rows: readonly (readonly [what: string, Wish])[] = [
  ...nodes.map((each) => [`nodes ${each}`, { ...usual, nodes: each, resources: Math.round(each * 1.5) }] as const),
  ...carriers.map((each) => [`carriers ${each}`, { ...usual, carriers: each }] as const),
  ...orders.map((each) => [`orders ${each}`, { ...usual, orders: each }] as const),
  ...rates.map((perSecond) => [`changes/s ${perSecond}`, { ...usual, orders: 10_000, storm: { perSecond, seconds } }] as const),
];

const longestMs = minutes * 60_000;
console.log(
  `load ${loadavg()
    .map((load) => load.toFixed(1))
    .join(' ')}; milliseconds of a processor, but for the delay`,
);
console.log(
  'what                 start   candidates   notice, unused    used (orders over it)   link lost    again   RSS MB   entered/s   loop late (99 %)',
);
for (const [what, wish] of rows) {
  if (performance.now() > longestMs) {
    console.log(`${what.padEnd(18)} skipped: the ${minutes} minutes are over (--minutes)`);
    continue;
  }
  const child = fork(join(import.meta.dirname, 'bench-scale-row.js'), [JSON.stringify(wish)]);
  const told: Row[] = [];
  child.on('message', (message: Row) => void told.push(message));
  const [code] = (await once(child, 'exit')) as [number | null];
  const [row] = told;
  console.log(row ? lineOf(what, row) : `${what.padEnd(18)} ended with ${String(code)}`);
  if (!row) process.exitCode = 1;
}

function lineOf(what: string, row: Row): string {
  const cell = (value: number | null, digits: number, width: number): string =>
    (value === null ? '' : value.toFixed(digits)).padStart(width);
  return [
    what.padEnd(18),
    cell(row.startMs, 0, 8),
    cell(row.candidatesMs, 2, 13),
    cell(row.unusedMs, 2, 17),
    cell(row.noticeMs, 2, 8),
    ` (${row.ordersOver.toFixed(1)})`.padEnd(17),
    cell(row.lostMs, 1, 11),
    cell(row.againMs, 0, 9),
    cell(row.rssMb, 0, 9),
    cell(row.enteredPerSecond, 0, 12),
    cell(row.delayMs, 0, 19),
  ].join('');
}
