import { gzipSync } from 'node:zlib';
import type { Browser, Response } from '@playwright/test';
import { startLab } from '../../../e2e/console/lab';
import { endProcess, newPlace, saidUntil } from '../../../e2e/console/place';
import { program } from '../../../e2e/console/machine';
import { spawn } from 'node:child_process';
import type { Figure } from '../figures';
import { measuredPage } from '../browser';

const load = 'practice network';

/** From `longlines serve` being up to the map with its nodes; and what was loaded for it. */
export async function firstPaint(browser: Browser): Promise<readonly Figure[]> {
  const lab = await startLab();
  const place = newPlace(lab.configuration);
  const child = spawn(process.execPath, [program('longlines'), 'serve', '--port', '0', '--json'], { env: place.environment });
  try {
    const page = await measuredPage(browser);
    const bodies: Promise<number>[] = [];
    const onResponse = (response: Response): void => {
      if (new URL(response.url()).pathname !== '/session') bodies.push(response.body().then((body) => gzipSync(body, { level: 9 }).length));
    };
    page.on('response', onResponse);
    const ready = await saidUntil(child, (out) => out.endsWith('}\n'), 'longlines serve');
    const upMs = performance.now();
    await page.goto((JSON.parse(ready) as { readonly result: { readonly url: string } }).result.url, { waitUntil: 'commit' });
    await page.waitForFunction(() => window.bench.seen.map !== null && window.bench.seen.sites !== null, undefined, { polling: 'raf' });
    const shownMs = performance.now();
    page.off('response', onResponse);
    const bytes = (await Promise.all(bodies)).reduce((sum, each) => sum + each, 0);
    const { map } = await page.evaluate(() => window.bench.seen);
    await page.context().close();
    return [
      {
        load,
        what: 'map with its nodes, from the host being up',
        value: shownMs - upMs,
        unit: 'ms',
        target: { kind: 'below', value: 1_500 },
      },
      { load, what: 'map painted, from the page being opened', value: map ?? NaN, unit: 'ms', target: null },
      { load, what: 'loaded by then, gzip', value: bytes / 1e6, unit: 'MB', target: { kind: 'below', value: 1.5 } },
    ];
  } finally {
    await endProcess(child, 'longlines serve');
    place.remove();
    await lab.stop();
  }
}
