import type { Page } from '@playwright/test';
import { seriousProblems } from './console/accessibility';
import type { Place } from './console/place';
import { runInBrowser, runOnDesktop } from './console/run-console';
import { expect, test } from './console/story';
import { next, picture, step } from './console/wizards';

const addPath = (place: Place, path: string, vpi: number) =>
  place.ask(
    ...['paths', 'add', path, '--switch', 'sw-nyc-1', '--provider', 'Northern Broadband', '--vpi', String(vpi), '--vcis', '32-231'],
    ...['--bulk-size', '16', '--delta-threshold', '4'],
  );

const listOf = (stem: string, count: number): string =>
  Array.from({ length: count }, (_, at) => `${stem}-${at + 1}, Elm Street ${at + 1}, 1-8-${stem.length}-${at + 1}`).join('\n');

/** A path is chosen and a list pasted. */
async function toPool(page: Page, path: string, list: string): Promise<void> {
  await page.getByRole('grid', { name: 'Paths' }).getByRole('row').filter({ hasText: path }).click();
  await next(page).click();
  await page.getByLabel('Orders, one a line').fill(list);
}

test('circuits for a pasted list: checked line by line, what the table does, live progress, and a result', async ({
  page,
  console,
  place,
}) => {
  await addPath(place, 'VP-WIZ-1', 11);
  await console.go('#/wizard/circuits/new');
  await expect(page.getByText('Choose a path.')).toBeVisible();
  await toPool(page, 'VP-WIZ-1', `${listOf('WIZC', 24)}\nWIZC-25, Elm Street 25, nowhere\nWIZC-1, Elm Street 26, 1-8-4-26`);
  const lines = page.getByRole('grid', { name: 'Orders, line by line' });
  await expect(page.getByText(/24 orders of 26 can be ordered/)).toBeVisible();
  await lines.focus();
  await page.keyboard.press('End');
  await expect(lines.getByRole('row').filter({ hasText: 'stands on line 1 already' })).toBeVisible();
  await picture(page, 'users');
  await next(page).click();
  const comes = page.getByRole('region', { name: 'What comes of it' });
  await expect(comes).toContainText(/16 orders at once/);
  await expect(comes).toContainText(/8 orders wait until more circuits are created/);
  await expect(comes).toContainText(/Once these are given: row \d+, send a bulk requestRow \d+: SUCCESS, 47 − 48 = −1 remain/);
  await picture(page, 'pool');
  expect(await seriousProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Order 24 circuits' }).click();
  await expect(page.getByRole('status', { name: 'What became of them' })).toContainText(/\d+ of 24 circuits carry/, { timeout: 60_000 });
  // It goes on by itself once all carry.
  await expect(step(page, 'Result')).toBeVisible({ timeout: 60_000 });
  await picture(page, 'circuits-result');
  await page.getByRole('button', { name: 'Show the path' }).click();
  await expect(page.getByRole('region', { name: 'Path VP-WIZ-1' })).toBeVisible();
});

test('the host is killed while circuits are made: the draft is resumed, and none is ordered twice', async ({
  page,
  console,
  place,
  shell,
  browserOfWeb,
}) => {
  // What was under way at the kill may first have to pass its time threshold.
  test.setTimeout(360_000);
  await addPath(place, 'VP-WIZ-2', 12);
  await console.go('#/wizard/circuits/new');
  await toPool(page, 'VP-WIZ-2', listOf('WIZKC', 120));
  await expect(next(page)).toBeEnabled();
  await next(page).click();
  const { pid } = await place.ask<{ readonly pid: number }>('status');
  await page.getByRole('button', { name: 'Order 120 circuits' }).click();
  await expect(step(page, 'Progress')).toBeVisible();
  await expect(page.getByText(/^saved /)).toBeVisible();
  process.kill(pid, 'SIGKILL');
  await console.end().catch(() => undefined);
  const again = shell === 'web' ? await runInBrowser(place, await browserOfWeb(), {}) : await runOnDesktop(place, {});
  try {
    await again.page.getByRole('link', { name: /Left open/ }).click();
    await again.page.getByRole('link', { name: 'Resume Circuits of VP-WIZ-2' }).click();
    const result = step(again.page, 'Result');
    await expect(again.page.getByRole('status', { name: 'What became of them' })).toBeVisible();
    const enter = again.page.getByRole('button', { name: /^Enter the \d+ that are not$/ });
    // It goes on to its result by itself once all carry.
    await expect(async () => {
      if (await enter.isVisible()) await enter.click({ timeout: 2_000 });
      await expect(result).toBeVisible({ timeout: 3_000 });
    }).toPass({ timeout: 200_000 });
    const orders = await place.ask<readonly { readonly id: string; readonly pathId: string }[]>('circuits', 'list', '--path', 'VP-WIZ-2');
    expect(orders.map(({ id }) => id).sort()).toEqual(Array.from({ length: 120 }, (_, at) => `WIZKC-${at + 1}`).sort());
  } finally {
    await again.end();
  }
});
