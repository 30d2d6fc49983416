import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { chromium, type Browser } from '@playwright/test';
import sparticuz from '@sparticuz/chromium';
import { benchCommand, wholeNumber } from '../bench-options';
import { figureLines, isMet, medians, type Figure } from './figures';
import { emptyPage } from './loads/empty-page';
import { bigMap } from './loads/big-map';
import { bulkImport } from './loads/bulk-import';
import { firstPaint } from './loads/first-paint';
import { manyOrders } from './loads/many-orders';
import { stormOfChanges } from './loads/storm-of-changes';
import { peers } from './loads/peers';
import { terminalFlood } from './loads/terminal-flood';

const loads: Readonly<Record<string, (browser: Browser) => Promise<readonly Figure[]>>> = {
  'first-paint': firstPaint,
  'big-map': bigMap,
  'many-orders': manyOrders,
  'bulk-import': bulkImport,
  storm: (browser) => stormOfChanges(browser, values.seconds),
  flood: terminalFlood,
  peers,
};
const values = benchCommand('bench:ui', 'Measures the console in a browser beside its targets.')
  .option('--load <name...>', `which: ${Object.keys(loads).join(', ')}; all of them`)
  .option('--runs <count>', 'of each the median is told', wholeNumber, 3)
  .option('--seconds <count>', 'how long a storm lasts on each screen', wholeNumber, 20)
  .option('--json <file>', 'writes the figures')
  .option('--report', 'a target that is missed is told, and no error')
  .parse()
  .opts<{ load?: readonly string[]; runs: number; seconds: number; json?: string; report?: true }>();
const chosen = values.load ?? Object.keys(loads);
const unknown = chosen.filter((name) => !(name in loads));
if (unknown.length > 0) throw new Error(`there is no load ${unknown.join(', ')}: choose among ${Object.keys(loads).join(', ')}`);

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const loadWords = (): string =>
  loadavg()
    .map((load) => load.toFixed(1))
    .join(', ');
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'processor'}`;
say(`${machine}; load before: ${loadWords()} (1, 5, 15 minutes)`);
const begunLoad = loadavg();
const browser = await chromium.launch({ executablePath: await sparticuz.executablePath(), args: ['--no-sandbox'] });
const figures: Figure[] = [await emptyPage(browser)];
for (const name of chosen) {
  const runs: (readonly Figure[])[] = [];
  for (let run = 1; run <= values.runs; run += 1) {
    process.stderr.write(`${name}, run ${run} of ${values.runs}; load ${loadWords()}\n`);
    runs.push((await loads[name]?.(browser)) ?? []);
  }
  figures.push(...medians(runs));
}
await browser.close();
say(`load after: ${loadWords()}; medians of ${values.runs} runs in Chromium ${browser.version()}, drawn in software, 1440×900\n`);
for (const line of figureLines(figures)) say(line);
const missed = figures.filter((figure) => !isMet(figure));
say(`\n${missed.length === 0 ? 'Every target is met.' : `${missed.length} targets are missed.`}`);
if (values.json !== undefined) {
  const judged = figures.map((figure) => ({ ...figure, isMet: isMet(figure) }));
  writeFileSync(
    values.json,
    `${JSON.stringify({ machine, loadBefore: begunLoad, loadAfter: loadavg(), runs: values.runs, figures: judged }, null, 2)}\n`,
  );
}
process.exitCode = missed.length > 0 && !values.report ? 1 : 0;
