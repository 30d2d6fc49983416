import { once } from 'node:events';
import type { Page } from '@playwright/test';
import { answerDialogs } from '../console/dialogs';
import type { Place } from '../console/place';
import { startProgram } from '../console/run-console';
import { expect, test } from '../console/story';

const addressOf = (page: Page) => page.evaluate(() => window.location.hash);

/** Starts the program a second time; resolves with its exit code. */
async function startAgain(place: Place, ...words: readonly string[]): Promise<number | null> {
  return ((await once(startProgram(place, ...words), 'exit')) as [number | null])[0];
}

test.describe('started with a link', () => {
  test.use({ network: 'none', start: { words: ['longlines://order/ORD-7'] } });

  test('the console opens what the link names', async ({ page }) => {
    await expect.poll(() => addressOf(page)).toBe('#/orders/ORD-7');
  });
});

test.describe('started with a link that names nothing', () => {
  test.use({ network: 'none', start: { words: ['longlines://order/ORD-7?approve=1'] } });

  test('the console opens as usual, and says why the link is not followed', async ({ page, console }) => {
    await expect.poll(() => addressOf(page)).toBe('#/');
    await expect.poll(() => console.said()).toContain('is not followed: it says more than a thing and its id');
  });
});

test.describe('started twice', () => {
  test.use({ network: 'none' });

  test('the second start shows the first, hands over its link, and ends', async ({ page, place, electron, console }) => {
    const shown = await answerDialogs(electron);
    await electron.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) window.blur();
    });
    expect(await startAgain(place, 'longlines://impairment/IMP-3')).toBe(0);
    await expect.poll(() => addressOf(page)).toBe('#/recovery/IMP-3');
    await expect.poll(() => electron.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.id ?? null)).not.toBeNull();
    expect(await startAgain(place, 'longlines://order/%3Cscript%3E')).toBe(0);
    await expect.poll(async () => (await shown()).map(({ detail }) => detail).join()).toContain('is no id');
    expect(await addressOf(page)).toBe('#/recovery/IMP-3');
    expect(electron.windows()).toHaveLength(1);
    expect(console.said()).not.toContain('cannot start');
  });
});
