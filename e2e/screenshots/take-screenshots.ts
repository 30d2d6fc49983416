import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { z } from 'zod';
import { linksAreUp } from '../console/links';
import { projectFolder } from '../console/machine';
import { order } from '../console/orders';
import type { Place } from '../console/place';
import type { RunningConsole } from '../console/run-console';
import { expect, test } from '../console/story';
import { connectCarrier } from '../tours/connect-carrier';
import { fieldWork } from '../tours/field';
import { importInventory } from '../tours/import-inventory';
import { importOrders, latencyWatch, lookAtPages } from '../tours/pages';
import { provisionCircuits, provisionConnection } from '../tours/provision';
import { planAhead, recover } from '../tours/recover';
import type { Tour } from '../tours/tour';
import { inPalette } from './palette-png';

/** Above that a page is slow to read. */
const mostBytes = 300_000;

const folder = join(projectFolder, 'docs', 'screenshots');
const usual = { width: 1440, height: 900 };
const wide = { width: 1920, height: 1080 };

interface Picture {
  readonly name: string;
  readonly address: string;
  /** Seen when it is all there. */
  readonly until: (page: Page) => Promise<void>;
  /** In the light theme too. */
  readonly inLight: boolean;
}

const seen = (role: 'heading' | 'button' | 'row' | 'article', name: RegExp | string) => async (page: Page) => {
  await expect(page.getByRole(role, { name }).first()).toBeVisible();
};

const theWorst = async (page: Page): Promise<void> => {
  const row = page.getByRole('row', { name: /Duct .* restored/ });
  if ((await row.getAttribute('aria-selected')) !== 'true') await row.click();
  await expect(page.getByRole('complementary').filter({ hasText: 'Shared risk' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Pause recovery everywhere' })).toBeEnabled();
};

/** An order with two alternatives and a cut duct beside it, one whose latency adds up over several carriers, and so on. */
const pictures: readonly Picture[] = [
  { name: 'network', address: '#/network?order=ORD-0032', until: seen('heading', 'Alternatives kept ready'), inLight: true },
  { name: 'orders', address: '#/orders', until: seen('row', /impaired/), inLight: true },
  { name: 'order', address: '#/orders/ORD-0003', until: seen('row', /in service/), inLight: true },
  { name: 'circuits', address: '#/circuits/VP-NYC-3', until: seen('row', /1.*SUCCESS/), inLight: true },
  { name: 'recovery', address: '#/recovery', until: theWorst, inLight: true },
  { name: 'carriers', address: '#/carriers/borealis', until: seen('heading', 'Borealis Fibre'), inLight: false },
  { name: 'history', address: '#/history', until: seen('row', /engine/), inLight: false },
];

/** Of what the tours stop at, what the guide shows. */
const guided: ReadonlySet<string> = new Set([
  ...['connect-certificates', 'connect-offer', 'connect-latency', 'connect-interconnects', 'connect-review'],
  ...['connection-ends', 'connection-routes', 'connection-review', 'connection-result', 'circuits-users', 'circuits-pool'],
  ...['import-mapping', 'import-preview', 'orders-import', 'recover-what', 'recover-alternatives', 'recover-review', 'recover-progress'],
  ...['what-if', 'maintenance', 'hand-over', 'field-make', 'field-bring-back', 'field-review', 'history', 'latency-watch'],
]);

const touring = ({ page, console, place }: Omit<Tour, 'stop'>): Tour => ({
  page,
  console,
  place,
  stop: async (name) => {
    if (guided.has(name)) await takeAsItIs(page, `guide-${name}`);
  },
});

test.describe('of the practice network', () => {
  test.use({ network: 'none', start: { words: ['--practice'] } });

  test('the pictures of the wizards', async ({ page, console, place }) => {
    await practises(page, place, join(place.folder, 'data', 'longlines', 'practice', 'longlines.db'));
    const tour = touring({ page, console, place });
    await connectCarrier(tour);
    await provisionConnection(tour, 'QB-0007');
    await provisionCircuits(tour, 'VP-LON-3');
    await importInventory(tour);
    await importOrders(tour);
    await recover(tour);
    await planAhead(tour);
    await latencyWatch(tour);
    await lookAtPages(tour, 'QB-0007');
  });

  test('the pictures of the screens', takeScreens);
});

test('the pictures of field packs', async ({ page, console, place }) => {
  await order(place, { order: 'ORD-0001' });
  await linksAreUp(page);
  await fieldWork(touring({ page, console, place }));
});

async function takeScreens({ page, console, place }: Omit<Tour, 'stop'>): Promise<void> {
  const practice = join(place.folder, 'data', 'longlines', 'practice');
  await practises(page, place, join(practice, 'longlines.db'));
  await somethingBreaks(page, console);
  await logIn(page, console, practice);
  const [first] = pictures;
  if (!first) throw new Error('there is no picture to take');
  for (const picture of pictures) await take(page, console, picture, `${picture.name}-dark`);
  await takeTerminal(page, console, 'terminal-dark');
  await take(page, console, { ...first, address: '#/practise', until: seen('button', 'Repair') }, 'practise-dark');
  await page.setViewportSize(wide);
  await take(page, console, first, `${first.name}-dark-1920x1080`);
  await page.setViewportSize(usual);
  await choose(page, 'Light');
  for (const picture of pictures.filter(({ inLight }) => inLight)) await take(page, console, picture, `${picture.name}-light`);
  await choose(page, 'High contrast');
  await take(page, console, first, `${first.name}-contrast`);
}

/** Until all that the practice network begins with is there. */
async function practises(page: Page, place: Place, store: string): Promise<void> {
  await expect(page.getByText('PRACTICE', { exact: true })).toBeVisible();
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
  await expect(page.getByRole('row', { name: /Duct .* restored/ })).toBeVisible();
}

/** A session with a switch: logged in, and what a path holds read out. */
async function logIn(page: Page, console: RunningConsole, practice: string): Promise<void> {
  const configuration = z
    .object({ switches: z.array(z.object({ id: z.string(), user: z.string(), passwordFile: z.string() })) })
    .parse(JSON.parse(readFileSync(join(practice, 'longlines.json'), 'utf8')));
  const unit = configuration.switches.find(({ id }) => id === 'sw-nyc-1');
  if (!unit) throw new Error('the practice network has no switch sw-nyc-1');
  const password = readFileSync(resolve(practice, unit.passwordFile), 'utf8').trim();
  await console.go('#/circuits/VP-NYC-3');
  await page.getByRole('button', { name: 'Open New York access 1' }).click();
  await say(page, `ACT-USER:SW-NYC-1:${unit.user}:L1::${password};`);
  await expect(dock(page)).toContainText('M  L1 COMPLD');
  await say(page, 'ENT-VCL::NTVCL-3-40:E1::::IS;');
  await expect(dock(page)).toContainText('M  E1 DENY');
  await say(page, 'RTRV-CRS-VC::NTVCL-3-40&&NTVCL-3-43:R1;');
  await expect(dock(page)).toContainText('M  R1 ');
  await page.keyboard.press('Control+Backquote');
  await expect(commandLine(page)).toBeHidden();
}

const dock = (page: Page) => page.getByRole('region', { name: 'Terminals' });
const commandLine = (page: Page) => page.getByRole('textbox', { name: 'Command for New York access 1' });

async function say(page: Page, line: string): Promise<void> {
  await commandLine(page).fill(line);
  await commandLine(page).press('Enter');
}

/** A line that would take a circuit down is held back. */
async function takeTerminal(page: Page, console: RunningConsole, file: string): Promise<void> {
  await console.go('#/circuits/VP-NYC-3');
  await page.keyboard.press('Control+Backquote');
  await say(page, 'DLT-VCL::NTVCL-3-40&&NTVCL-3-43:D1;');
  const held = dock(page).getByRole('alertdialog', { name: /^Not sent yet: / });
  await expect(held).toBeVisible();
  await takeAsItIs(page, file);
  await held.getByRole('button', { name: 'Do not send' }).click();
  await page.keyboard.press('Control+Backquote');
  await expect(commandLine(page)).toBeHidden();
}

async function choose(page: Page, themeName: string): Promise<void> {
  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('menuitem', { name: themeName }).click();
}

async function take(page: Page, console: RunningConsole, { address, until }: Picture, file: string): Promise<void> {
  await console.go('#/settings');
  await console.go(address);
  await until(page);
  await takeAsItIs(page, file);
}

async function takeAsItIs(page: Page, file: string): Promise<void> {
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
  // The map flies to what is shown.
  await page.waitForFunction((frames) => {
    const at = document.querySelector('.react-flow__viewport')?.getAttribute('style') ?? '';
    const seen = ((window as { seenAt?: { at: string; frames: number } }).seenAt ??= { at, frames: 0 });
    seen.frames = seen.at === at ? seen.frames + 1 : 0;
    seen.at = at;
    return seen.frames > frames;
  }, 30);
  const png = await page.screenshot();
  mkdirSync(folder, { recursive: true });
  const reduced = inPalette(png);
  if (reduced.length > mostBytes) throw new Error(`${file}.png has ${reduced.length} bytes: show less of it`);
  writeFileSync(join(folder, `${file}.png`), reduced);
}
