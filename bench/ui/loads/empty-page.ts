import type { Browser } from '@playwright/test';
import { framesWhile, measuredPage } from '../browser';
import { p95, type Figure } from '../figures';

/** What this machine makes of a page with nothing on it: no console can be better. */
export async function emptyPage(browser: Browser): Promise<Figure> {
  const page = await measuredPage(browser);
  await page.goto('about:blank');
  const { frames } = await framesWhile(page, async () => {
    for (let step = 0; step < 150; step += 1) await page.mouse.move(300 + step, 300);
  });
  await page.context().close();
  return { load: 'an empty page', what: 'the mouse moves: frame p95', value: p95(frames), unit: 'ms', target: null };
}
