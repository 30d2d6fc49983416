import type { Browser, Page } from '@playwright/test';
import { framesWhile, measuredPage, open, processorMsWhile, quiet, serveHost } from '../browser';
import { median, motionFigures, type Figure } from '../figures';

const load = '100,000 orders';

/** A queue of that length: scrolled with the wheel and the keyboard, and filtered by typing. */
export async function manyOrders(browser: Browser): Promise<readonly Figure[]> {
  const host = await serveHost({ carriers: 4, nodes: 400, resources: 700, orders: 100_000 });
  try {
    const page = await measuredPage(browser);
    await open(page, host.url, '#/orders');
    const grid = page.getByRole('grid').first();
    await grid.locator('[data-order]').first().waitFor({ timeout: 60_000 });
    const firstRowsMs = await page.evaluate(() => performance.now());
    await page.getByRole('button', { name: /^All / }).click();
    await page.waitForFunction(() => Number(document.querySelector('[role="grid"]')?.getAttribute('aria-rowcount')) > 100_000, undefined, {
      timeout: 60_000,
    });
    const allMs = await page.evaluate(() => performance.now());
    await quiet(page);
    await grid.hover();
    const wheel = await framesWhile(page, async () => {
      for (let turn = 0; turn < 150; turn += 1) await page.mouse.wheel(0, turn % 50 < 40 ? 400 : -600);
    });
    await quiet(page);
    await grid.focus();
    const keys = await framesWhile(page, async () => {
      for (let turn = 0; turn < 60; turn += 1) await page.keyboard.press('PageDown');
    });
    let filter: readonly number[] = [];
    const filterMs = await processorMsWhile(page, async () => {
      filter = await filtered(page);
    });
    await page.context().close();
    return [
      { load, what: 'first rows, from the page being opened', value: firstRowsMs, unit: 'ms', target: null },
      { load, what: 'all rows there, from the page being opened', value: allMs, unit: 'ms', target: null },
      ...motionFigures(load, 'scroll by wheel', wheel, 33),
      ...motionFigures(load, 'scroll by keyboard', keys, 33),
      { load, what: 'filter, from key press to rows: median', value: median(filter), unit: 'ms', target: { kind: 'below', value: 100 } },
      { load, what: 'filter: processor time a key', value: filterMs / filter.length, unit: 'ms', target: null },
      {
        load,
        what: 'filter, from key press to rows: longest',
        value: Math.max(...filter),
        unit: 'ms',
        target: { kind: 'below', value: 100 },
      },
    ];
  } finally {
    await host.end();
  }
}

/** Types a word and takes it back: of each key, until the rows are others or, where they stay, until they are drawn. */
async function filtered(page: Page): Promise<readonly number[]> {
  const input = page.getByLabel('Filter orders');
  await input.focus();
  await quiet(page);
  await page.evaluate(() => {
    const field = document.querySelector<HTMLInputElement>('input[aria-label="Filter orders"]');
    const grid = document.querySelector('[role="grid"]');
    if (!field || !grid) throw new Error('there is no queue');
    field.addEventListener('keydown', ({ timeStamp }) => {
      const before = grid.getAttribute('aria-rowcount');
      const observer = new MutationObserver(() => {
        if (grid.getAttribute('aria-rowcount') === before) return;
        observer.disconnect();
        // After the picture that shows it.
        requestAnimationFrame(() => setTimeout(() => window.bench.filterTimes.push(performance.now() - timeStamp), 0));
      });
      observer.observe(grid, { attributes: true, attributeFilter: ['aria-rowcount'] });
    });
  });
  // Each key leaves fewer orders, or more: so that it can be told when the rows are others.
  const back = ['Backspace', 'Backspace', 'Backspace'];
  let expected = 0;
  for (const key of ['7', '7', '7', ...back, '9', '8', '6', ...back]) {
    await page.keyboard.press(key);
    expected += 1;
    await page.waitForFunction((count) => window.bench.filterTimes.length >= count, expected, {
      timeout: 15_000,
    });
    await page.waitForTimeout(120);
  }
  return page.evaluate(() => window.bench.filterTimes);
}
