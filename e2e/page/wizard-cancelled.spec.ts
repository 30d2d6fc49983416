import { askHost } from '../console/host';
import { ordersOf } from '../console/orders';
import type { Place } from '../console/place';
import { expect, test } from '../console/story';
import { next, picture, step, toRoutes } from '../console/wizards';

// A carrier is slow.
test.use({ network: 'own' });

interface Dossier {
  readonly order: { readonly state: string };
  readonly segments: readonly { readonly carrierId: string; readonly state: string }[];
  readonly connections: readonly { readonly state: string }[];
}
const dossierOf = (place: Place, id: string) => place.ask<Dossier>('orders', 'show', id);

test('an order that is cancelled while carriers work at it leaves nothing at them, and its route is free again', async ({
  page,
  console,
  place,
  lab,
}) => {
  await console.go('#/wizard/connection/new');
  await toRoutes(page, 'CAN-1');
  await next(page).click();
  const parts = page.getByRole('table', { name: 'Who will be asked for what' });
  await expect(parts.getByRole('row')).not.toHaveCount(1);
  const asked = await parts.getByRole('row').filter({ hasText: 'free' }).allInnerTexts();
  const carriers = [
    ...new Set((await parts.locator('tbody tr td:nth-child(2)').allInnerTexts()).map((name) => name.split(' ')[0]?.toLowerCase() ?? '')),
  ];
  expect(carriers).not.toEqual([]);
  for (const carrier of carriers) await lab.act(carrier, 'slow', '3000');
  await next(page).click();
  await expect(step(page, 'Progress')).toBeVisible();
  await expect.poll(async () => (await ordersOf(place)).find(({ id }) => id === 'CAN-1')?.state).toBe('provisioning');

  await page.getByRole('button', { name: 'Cancel the order' }).click();
  const dialog = page.getByRole('dialog', { name: 'Cancel order CAN-1?' });
  await expect(dialog).toContainText('is deleted there and read back');
  await dialog.getByRole('button', { name: 'Cancel the order' }).click();
  await expect(step(page, 'Progress').getByRole('status', { name: 'State of the order' })).toContainText('being cancelled');
  await picture(page, 'being-cancelled');
  for (const carrier of carriers) await lab.act(carrier, 'slow', '0');
  await expect(step(page, 'Result').getByRole('status', { name: 'What came of it' })).toContainText('released', { timeout: 60_000 });
  await picture(page, 'cancelled');

  // What the host says, and what each carrier has when it is read in full.
  const { order: told, segments, connections } = await dossierOf(place, 'CAN-1');
  expect(told.state).toBe('released');
  expect(segments.filter(({ state }) => state === 'held' || state === 'reserving' || state === 'releasing')).toEqual([]);
  expect(connections.filter(({ state }) => state === 'active' || state === 'provisioning')).toEqual([]);
  const compared = await place.ask<{ readonly discrepancies: readonly unknown[] }>('reconcile', 'compare');
  expect(compared.discrepancies).toEqual([]);

  // The same again, from what was typed: the same lines have as many slots as before.
  await page.getByRole('button', { name: 'Order anew with what was typed' }).click();
  await expect(step(page, 'Ends')).toBeVisible();
  expect(await askHost(place, 'drafts.list', {})).toEqual([]);
  await next(page).click();
  await page.getByLabel('Order', { exact: true }).fill('CAN-2');
  await expect(next(page)).toBeEnabled();
  await next(page).click();
  await expect(page.getByRole('table', { name: 'Routes to choose from' })).toContainText('the engine proposes it');
  await next(page).click();
  await expect.poll(() => parts.getByRole('row').filter({ hasText: 'free' }).allInnerTexts()).toEqual(asked);
  await next(page).click();
  await expect(page.getByText('Order CAN-2 carries at')).toBeVisible();
});

test('circuits that are released while they are made give all their identifiers back', async ({ page, console, place }) => {
  await place.ask(
    ...['paths', 'add', 'VP-CAN', '--switch', 'sw-nyc-1', '--provider', 'Northern Broadband', '--vpi', '14', '--vcis', '32-231'],
    ...['--bulk-size', '16', '--delta-threshold', '4'],
  );
  await console.go('#/wizard/circuits/new');
  await page.getByRole('grid', { name: 'Paths' }).getByRole('row').filter({ hasText: 'VP-CAN' }).click();
  await next(page).click();
  const list = Array.from({ length: 60 }, (_, at) => `CANC-${at + 1}, Elm Street ${at + 1}, 1-8-5-${at + 1}`).join('\n');
  await page.getByLabel('Orders, one a line').fill(list);
  await expect(page.getByText(/60 orders of 60 can be ordered/)).toBeVisible();
  await next(page).click();
  await page.getByRole('button', { name: 'Order 60 circuits' }).click();
  await page.getByRole('button', { name: /^Release \d+$/ }).click();
  const dialog = page.getByRole('dialog', { name: /^Release \d+ circuits?\?$/ });
  await dialog.getByRole('button', { name: /^Release \d+$/ }).click();
  const statesOf = async () =>
    (await place.ask<readonly { readonly state: string }[]>('circuits', 'list', '--path', 'VP-CAN')).map(({ state }) => state);
  // Those that were entered after it was asked for are released likewise. The last may be released between a look and a click: both end soon.
  await expect(async () => {
    const again = page.getByRole('button', { name: /^Release \d+$/ }).first();
    if (await again.isVisible()) {
      await again.click({ timeout: 2_000 });
      await dialog.getByRole('button', { name: /^Release \d+$/ }).click({ timeout: 2_000 });
    }
    expect(new Set(await statesOf())).toEqual(new Set(['released']));
  }).toPass({ timeout: 100_000 });
  await expect(page.getByText(/60 released/)).toBeVisible();
  await picture(page, 'circuits-released');
});
