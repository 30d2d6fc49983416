import type { Locator, Page } from '@playwright/test';
import { ordersOf } from './console/orders';
import { expect, test } from './console/story';

const next = (page: Page): Locator => page.locator('footer').getByRole('button').last();
const step = (page: Page, name: string): Locator => page.getByRole('group', { name: new RegExp(`^Step .*: ${name}$`) });

async function chooseEnd(page: Page, end: 'A' | 'Z', site: string): Promise<void> {
  await page.getByRole('combobox', { name: end, exact: true }).fill(site);
  await page
    .getByRole('option', { name: new RegExp(`^${site}, `) })
    .first()
    .click();
}

async function fillDemand(page: Page, id: string, limit: string): Promise<void> {
  await page.getByLabel('Order', { exact: true }).fill(id);
  await page.getByRole('combobox', { name: 'Customer' }).fill('Quay Bank');
  await page.getByRole('textbox', { name: 'Latency limit' }).fill(limit);
}

const picture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['LONGLINES_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
};

test('a connection is provisioned over a route that was chosen out of several', async ({ page, console, place }) => {
  await console.go('#/wizard');
  await page.getByRole('link', { name: 'Begin: Provision a connection' }).click();
  await expect(step(page, 'Ends')).toBeVisible();
  await expect(next(page)).toBeDisabled();
  await expect(page.getByText('Choose where it begins.')).toBeVisible();
  await chooseEnd(page, 'A', 'Amsterdam');
  await chooseEnd(page, 'Z', 'Zurich');
  await picture(page, 'ends');
  await next(page).click();

  await expect(step(page, 'Rate, limit, recovery')).toBeVisible();
  await fillDemand(page, 'WIZ-1', '25 ms');
  await expect(page.getByRole('status', { name: 'What could be had' })).toContainText(/routes can be taken now; the proposed one takes/);
  await picture(page, 'demand');
  await page.keyboard.press('Control+Enter');

  const routes = page.getByRole('table', { name: 'Routes to choose from' });
  await expect(routes.getByRole('row').nth(1)).toContainText('the engine proposes it');
  await picture(page, 'ways');
  await routes.getByRole('button', { name: 'Price a month' }).click();
  await expect(routes.getByRole('columnheader', { name: 'Price a month' })).toHaveAttribute('aria-sort', 'ascending');
  await routes.getByRole('button', { name: 'Latency, ms' }).click();
  await routes.getByRole('radio').nth(1).check();
  await expect(routes.getByRole('row').nth(2)).toContainText('your choice');
  const latency = await routes.getByRole('row').nth(2).getByRole('cell').nth(4).innerText();
  await picture(page, 'ways-chosen');
  await next(page).click();

  await expect(page.getByRole('table', { name: 'Who will be asked for what' })).toContainText(/at most/i);
  await picture(page, 'review');
  await next(page).click();
  await expect(page.getByText(`Order WIZ-1 carries at ${latency}`)).toBeVisible();
  await picture(page, 'result');
  expect((await ordersOf(place)).find(({ id }) => id === 'WIZ-1')?.state).toBe('active');

  await page.getByRole('button', { name: 'Show the order' }).click();
  await expect(page.getByRole('region', { name: 'Order WIZ-1' })).toContainText(latency);
  await console.go('#/wizard');
  await expect(page.getByText('Nothing was left in the middle.')).toBeVisible();
});
