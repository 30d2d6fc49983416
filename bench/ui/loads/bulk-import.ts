import type { Browser, Page } from '@playwright/test';
import { framesWhile, measuredPage, open, quiet, serveHost } from '../browser';
import { motionFigures, type Figure } from '../figures';

const load = 'a CSV of 100,000 orders';
const rows = 100_000;
const sites = 400;

/** A file of 100,000 orders is chosen in the window: read there, tried by the host, and shown row by row. */
export async function bulkImport(browser: Browser): Promise<readonly Figure[]> {
  const host = await serveHost({ carriers: 4, nodes: 10_000, resources: 15_000, orders: 1_000 });
  try {
    const page = await measuredPage(browser);
    await open(page, host.url, '#/orders');
    await page.getByRole('button', { name: 'CSV: import and export' }).click();
    await page.getByRole('menuitem', { name: /^Import orders/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Import orders' });
    await putFile(page);
    await quiet(page);
    let [dryRunMs, readMs] = [0, 0];
    const motion = await framesWhile(page, async () => {
      const beganMs = await page.evaluate(() => {
        const input = document.querySelector<HTMLInputElement>('input[type="file"]');
        if (!input) throw new Error('there is nothing to choose a file with');
        input.dispatchEvent(new Event('change', { bubbles: true }));
        return performance.now();
      });
      await dialog.getByRole('status').filter({ hasText: /tried/ }).first().waitFor({ timeout: 60_000 });
      readMs = (await page.evaluate(() => performance.now())) - beganMs;
      await dialog
        .getByRole('status')
        .filter({ hasText: /100.000.rows would be entered/ })
        .first()
        .waitFor({ timeout: 120_000 });
      dryRunMs = (await page.evaluate(() => performance.now())) - beganMs;
    });
    const told = (await dialog.getByRole('radiogroup', { name: 'Which rows' }).innerText()).replace(/\s+/g, ' ');
    const counts = Object.fromEntries(
      [...told.matchAll(/([A-Za-z, ]+?) (\d[\d ]*)(?= [A-Z]|$)/g)].map(([, word = '', count = '']) => [
        word.trim(),
        Number(count.replaceAll(' ', '')),
      ]),
    );
    // A file that is refused as a whole would be quick, and tell nothing.
    if ((counts['New'] ?? 0) < rows / 4) throw new Error(`the file is no fair one: ${told}`);
    await page.context().close();
    return [
      { load, what: 'rows that would be entered', value: counts['New'] ?? 0, unit: 'rows', target: null },
      { load, what: 'rows without a route', value: counts['No route'] ?? 0, unit: 'rows', target: null },
      { load, what: 'read in the window', value: readMs / 1000, unit: 's', target: null },
      {
        load,
        what: 'dry run, from choosing the file to its last row',
        value: dryRunMs / 1000,
        unit: 's',
        target: { kind: 'below', value: 10 },
      },
      ...motionFigures(load, 'dry run', motion, 33),
    ];
  } finally {
    await host.end();
  }
}

/** Made in the page: what a browser does to hand a file over is not measured. */
async function putFile(page: Page): Promise<void> {
  await page.evaluate(
    ({ count, siteCount }) => {
      const lines = ['order,customer,accessing,a,z,signal,limit'];
      for (let at = 0; at < count; at += 1) {
        const [a, z] = [at % siteCount, (at * 7 + 13) % siteCount];
        lines.push(`NEW-${at},"Customer ${at % 997}, Ltd.",c1,S${a},S${z === a ? (z + 1) % siteCount : z},10GE-LAN,${5 + (at % 60)} ms`);
      }
      const input = document.querySelector<HTMLInputElement>('input[type="file"]');
      if (!input) throw new Error('there is nothing to choose a file with');
      const chosen = new DataTransfer();
      chosen.items.add(new File([lines.join('\n')], 'many.csv', { type: 'text/csv' }));
      input.files = chosen.files;
    },
    { count: rows, siteCount: sites },
  );
}
