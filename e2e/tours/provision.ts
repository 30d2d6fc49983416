import { expect } from '../console/story';
import { chooseEnd, fillDemand, step } from '../console/wizards';
import { goOn, type Tour } from './tour';

/** A connection, as "Getting started" has it. */
export async function provisionConnection({ page, console, stop }: Tour, orderId: string): Promise<void> {
  await console.go('#/wizard');
  await page.getByRole('link', { name: 'Begin: Provision a connection' }).click();
  await chooseEnd(page, 'A', 'New York');
  await chooseEnd(page, 'Z', 'Warsaw');
  await expect(step(page, 'Ends')).toBeVisible();
  await stop('connection-ends');
  await goOn(page, 'Rate, limit, recovery');
  await fillDemand(page, orderId, '120 ms');
  await expect(page.getByRole('group', { name: 'Going on' }).getByRole('button', { name: 'Routes' })).toBeEnabled();
  await stop('connection-demand');
  await goOn(page, 'Routes');
  await expect(page.getByRole('table', { name: 'Routes to choose from' }).getByRole('row').nth(1)).toContainText('the engine proposes it');
  await stop('connection-routes');
  await goOn(page, 'Review');
  await expect(page.getByText('Nothing has been sent to a carrier yet.')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Who will be asked for what' }).getByRole('row')).not.toHaveCount(1);
  await stop('connection-review');
  await goOn(page, /^Order it/);
  await expect(page.getByText(new RegExp(`Order ${orderId} carries at`))).toBeVisible();
  await stop('connection-result');
}

/** More circuits than the path has, so that the conditions table asks for some. */
export async function provisionCircuits({ page, console, stop }: Tour, pathId: string): Promise<void> {
  await console.go('#/wizard/circuits/new');
  await page.getByRole('grid', { name: 'Paths' }).getByRole('row').filter({ hasText: pathId }).click();
  await stop('circuits-path');
  await goOn(page, 'End users');
  const list = Array.from({ length: 12 }, (_, at) => `C-9${String(at).padStart(2, '0')}, Elm Street ${at + 1}, 1-9-3-${at + 1}`);
  await page.getByLabel('Orders, one a line').fill([...list, 'C-912, Elm Street 13, nowhere'].join('\n'));
  await expect(page.getByText(/12 orders of 13 can be ordered/)).toBeVisible();
  await stop('circuits-users');
  await goOn(page, 'Pool and conditions');
  await expect(page.getByRole('region', { name: 'What comes of it' })).toContainText(/orders? at once/);
  await stop('circuits-pool');
  await goOn(page, /^Order 12 circuits/);
  await expect(step(page, 'Result')).toBeVisible();
  await stop('circuits-result');
}
