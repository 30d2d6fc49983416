import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { projectFolder } from '../console/machine';
import type { Place } from '../console/place';
import type { RunningConsole } from '../console/run-console';
import { expect, test } from '../console/story';

test.use({ network: 'none', start: { words: ['--practice'] } });

const folder = join(projectFolder, 'docs', 'screenshots');
const usual = { width: 1440, height: 900 };
const wide = { width: 1920, height: 1080 };

interface Picture {
  readonly name: string;
  readonly address: string;
  /** Seen when it is all there. */
  readonly until: (page: Page) => Promise<void>;
}

const seen = (role: 'heading' | 'button' | 'row' | 'article', name: RegExp | string) => async (page: Page) => {
  await expect(page.getByRole(role, { name }).first()).toBeVisible();
};

/** An order with two alternatives and a cut duct beside it, one whose latency adds up over several carriers, and so on. */
const pictures: readonly Picture[] = [
  { name: 'network', address: '#/network?order=ORD-0032', until: seen('heading', 'Alternatives kept ready') },
  { name: 'orders', address: '#/orders', until: seen('row', /impaired/) },
  { name: 'order', address: '#/orders/ORD-0003', until: seen('row', /in service/) },
  { name: 'circuits', address: '#/circuits/VP-NYC-3', until: seen('row', /1.*SUCCESS/) },
  { name: 'recovery', address: '#/recovery', until: seen('row', /critical/) },
  { name: 'carriers', address: '#/carriers/borealis', until: seen('heading', 'Borealis Fibre') },
  { name: 'history', address: '#/history', until: seen('row', /impairment/) },
];

test('the pictures of the guide', async ({ page, console, place }) => {
  mkdirSync(folder, { recursive: true });
  await practises(page, place);
  await somethingBreaks(page, console);
  await takeTerminal(page, console);
  for (const [theme, themeName] of [
    ['light', 'Light'],
    ['contrast', 'High contrast'],
    ['dark', 'Dark'],
  ] as const) {
    await choose(page, themeName);
    for (const picture of theme === 'contrast' ? pictures.slice(0, 1) : pictures)
      await take(page, console, picture, `${picture.name}-${theme}`);
  }
  const [first] = pictures;
  if (!first) throw new Error('there is no picture to take');
  await page.setViewportSize(wide);
  await take(page, console, first, `${first.name}-dark-1920x1080`);
  await page.setViewportSize(usual);
  await take(page, console, { ...first, address: '#/practise', until: seen('button', 'Repair') }, 'practise-dark');
  await take(page, console, { ...first, address: '#/settings', until: seen('heading', 'Host') }, 'settings-dark');
});

/** Until all that the practice network begins with is there. */
async function practises(page: Page, place: Place): Promise<void> {
  await expect(page.getByText('PRACTICE', { exact: true })).toBeVisible();
  const store = join(place.folder, 'data', 'longlines', 'practice', 'longlines.db');
  type Paths = readonly { readonly pool: { readonly used: number } }[];
  await expect
    .poll(async () => (await place.ask<Paths>('paths', 'list', '--store', store)).reduce((sum, { pool }) => sum + pool.used, 0))
    .toBeGreaterThanOrEqual(243);
}

/** What ran through the busiest duct has been moved where that can be. */
async function somethingBreaks(page: Page, console: RunningConsole): Promise<void> {
  await console.go('#/practise');
  await page.getByRole('button', { name: 'Cut the busiest duct' }).click();
  await console.go('#/recovery');
  await expect(page.getByRole('row', { name: /5 restored/ })).toBeVisible();
}

/** A session with a switch, from its log-in to a line that is held back. */
async function takeTerminal(page: Page, console: RunningConsole): Promise<void> {
  await console.go('#/circuits/VP-NYC-1');
  await page.getByRole('button', { name: 'Open New York access 1' }).click();
  const line = page.getByRole('textbox', { name: /TL1|line|command/i }).last();
  await expect(line).toBeVisible();
  await line.press('Control+`');
}

async function choose(page: Page, themeName: string): Promise<void> {
  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('menuitem', { name: themeName }).click();
}

async function take(page: Page, console: RunningConsole, { address, until }: Picture, file: string): Promise<void> {
  await console.go('#/settings');
  await console.go(address);
  await until(page);
  // Nothing is pointed at, and what moves has come to rest.
  await page.mouse.move(600, 4);
  await page.evaluate(() => document.fonts.ready);
  await expect(page.locator('.mantine-Notification-root')).toHaveCount(0);
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity)
        .map(({ finished }) => finished.catch(() => undefined)),
    ),
  );
  await page.screenshot({ path: join(folder, `${file}.png`) });
}
