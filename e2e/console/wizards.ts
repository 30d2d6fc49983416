import type { Locator, Page } from '@playwright/test';
import { expect } from './story';

/** What goes on from the step that is shown. */
export const next = (page: Page): Locator => page.getByRole('group', { name: 'Going on' }).getByRole('button').last();
export const step = (page: Page, name: string): Locator => page.getByRole('group', { name: new RegExp(`^Step \\d of \\d: ${name}$`) });

export async function chooseEnd(page: Page, end: 'A' | 'Z', site: string): Promise<void> {
  await page.getByRole('combobox', { name: end, exact: true }).fill(site);
  await page
    .getByRole('option', { name: new RegExp(`^${site}, `) })
    .first()
    .click();
}

/** Whose connection, and how slow at most. */
export async function fillDemand(page: Page, id: string, limit: string): Promise<void> {
  await page.getByLabel('Order', { exact: true }).fill(id);
  await page.getByRole('combobox', { name: 'Customer' }).fill('Quay Bank');
  await page.getByRole('textbox', { name: 'Latency limit' }).fill(limit);
}

/** Up to the routes of a connection from Amsterdam to Zurich. */
export async function toRoutes(page: Page, id: string, limit = '25 ms'): Promise<Locator> {
  await chooseEnd(page, 'A', 'Amsterdam');
  await chooseEnd(page, 'Z', 'Zurich');
  await next(page).click();
  await fillDemand(page, id, limit);
  await expect(next(page)).toBeEnabled();
  await next(page).click();
  const routes = page.getByRole('table', { name: 'Routes to choose from' });
  await expect(routes.getByRole('row').nth(1)).toContainText('the engine proposes it');
  return routes;
}

/** Where somebody wants to look at it: `LONGLINES_PICTURES` is a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['LONGLINES_PICTURES'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` });
}
