import type { Browser, Page } from '@playwright/test';
import { framesWhile, measuredPage, quiet, serveHost } from '../browser';
import { motionFigures, type Figure } from '../figures';

const load = '10,000 nodes, 15,000 resources';
const middle = { x: 720, y: 420 };

/** A map of that size: when it is there, and how it is moved and zoomed with the mouse at every level. */
export async function bigMap(browser: Browser): Promise<readonly Figure[]> {
  const host = await serveHost({ carriers: 4, nodes: 10_000, resources: 15_000, orders: 1_000 });
  try {
    const page = await measuredPage(browser);
    await page.goto(host.url, { waitUntil: 'commit' });
    await page.waitForFunction(() => window.bench.seen.map !== null, undefined, { polling: 'raf', timeout: 60_000 });
    const { map } = await page.evaluate(() => window.bench.seen);
    await quiet(page);
    const usableMs = await page.evaluate(() => performance.now() - 300);
    const figures: Figure[] = [
      { load, what: 'map painted, from the page being opened', value: map ?? NaN, unit: 'ms', target: { kind: 'at-most', value: 2_000 } },
      { load, what: 'nothing holds it up any more', value: usableMs, unit: 'ms', target: null },
    ];
    const levelsSeen = new Set<string>();
    for (let step = 0; step < 40 && levelsSeen.size < 3; step += 1) {
      const level = await shownLevel(page);
      if (!levelsSeen.has(level)) {
        levelsSeen.add(level);
        figures.push(...(await moved(page, level)));
      }
      await page.mouse.move(middle.x, middle.y);
      for (let turn = 0; turn < 3; turn += 1) await page.mouse.wheel(0, -120);
      await page.waitForTimeout(350);
    }
    if (levelsSeen.size < 3) throw new Error(`the map was zoomed in, and showed only ${[...levelsSeen].join(', ')}`);
    await page.context().close();
    return figures;
  } finally {
    await host.end();
  }
}

/** As the map's own buttons say. */
const shownLevel = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const checked = [...document.querySelectorAll<HTMLInputElement>('input[type="radio"]:checked')].map(({ value }) => value);
    return checked.find((value) => ['regions', 'sites', 'nodes'].includes(value)) ?? '';
  });

async function moved(page: Page, level: string): Promise<readonly Figure[]> {
  await quiet(page);
  const pan = await framesWhile(page, async () => {
    for (let turn = 0; turn < 6; turn += 1) {
      const direction = turn % 2 === 0 ? 1 : -1;
      await page.mouse.move(middle.x - 200 * direction, middle.y - 80 * direction);
      await page.mouse.down();
      for (let step = 1; step <= 40; step += 1)
        await page.mouse.move(middle.x + (-200 + step * 10) * direction, middle.y + (-80 + step * 4) * direction);
      await page.mouse.up();
    }
  });
  await quiet(page);
  const zoom = await framesWhile(page, async () => {
    await page.mouse.move(middle.x, middle.y);
    // In and out again, within the level as far as the wheel goes.
    for (let turn = 0; turn < 10; turn += 1) for (let step = 0; step < 6; step += 1) await page.mouse.wheel(0, turn % 2 === 0 ? -40 : 40);
  });
  return [
    ...motionFigures(load, `pan at the level of ${level}`, pan, 33),
    ...motionFigures(load, `zoom at the level of ${level}`, zoom, 33),
  ];
}
