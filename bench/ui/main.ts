import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { chromium, type Browser } from '@playwright/test';
import sparticuz from '@sparticuz/chromium';
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
  storm: (browser) => stormOfChanges(browser, Number(values.seconds)),
  flood: terminalFlood,
  peers,
};
const { values } = parseArgs({
  options: {
    /** Which loads, by their names above; all of them. */
    load: { type: 'string', multiple: true },
    runs: { type: 'string', default: '3' },
    /** Of a storm, on each screen. */
    seconds: { type: 'string', default: '20' },
    json: { type: 'string' },
    /** A target that is missed is told, and no error. */
    report: { type: 'boolean', default: false },
  },
});
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
  for (let run = 1; run <= Number(values.runs); run += 1) {
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
    `${JSON.stringify({ machine, loadBefore: begunLoad, loadAfter: loadavg(), runs: Number(values.runs), figures: judged }, null, 2)}\n`,
  );
}
process.exitCode = missed.length > 0 && !values.report ? 1 : 0;
