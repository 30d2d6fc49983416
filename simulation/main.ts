import { live } from './life';
Error.stackTraceLimit = process.env['STACKS'] ? 50 : 0;
const from = Number(process.argv[2] ?? 0),
  n = Number(process.argv[3] ?? 10);
const t0 = performance.now();
let bad = 0,
  crashes = 0;
const states: Record<string, number> = {};
for (let s = from; s < from + n; s++) {
  const life = await live(s, { file: `/simulated/${String(process.pid).padStart(8, '0')}.db`, isTraceKept: n === 1 });
  if (n === 1) (await import('node:fs')).writeFileSync('/tmp/simulation-trace.txt', life.trace.join('\n'));
  crashes += life.crashes;
  for (const [k, v] of Object.entries(life.states)) states[k] = (states[k] ?? 0) + v;
  if (life.faults.length || n <= 3) {
    bad += life.faults.length ? 1 : 0;
    console.log(
      s,
      life.hash.slice(0, 12),
      life.events,
      life.crashes,
      JSON.stringify(life.states),
      '\n   ' + life.faults.slice(0, 6).join('\n   ').slice(0, 1500),
    );
  }
}
console.log(
  n,
  'lives',
  bad,
  'bad',
  crashes,
  'crashes',
  JSON.stringify(states),
  (n / ((performance.now() - t0) / 1000)).toFixed(1),
  '/s',
  (n / (process.cpuUsage().user / 1e6)).toFixed(1),
  '/cpu s',
);
