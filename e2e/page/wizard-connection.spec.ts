import type { Page } from '@playwright/test';
import { seriousProblems } from '../console/accessibility';
import { askHost } from '../console/host';
import { order, ordersOf, queueRow, tabTo } from '../console/orders';
import { expect, test } from '../console/story';
import { next, picture, step, toRoutes } from '../console/wizards';

interface Dossier {
  readonly order: { readonly state: string; readonly cause: string };
  readonly choice: object | null;
  readonly connections: readonly { readonly state: string }[];
}

test('a connection is provisioned over a route that was chosen out of several', async ({ page, console, place }) => {
  await console.go('#/wizard');
  await page.getByRole('link', { name: 'Begin: Provision a connection' }).click();
  await expect(step(page, 'Ends')).toBeVisible();
  await expect(next(page)).toBeDisabled();
  await expect(page.getByText('Choose where it begins.')).toBeVisible();
  // The end that Enter would take can be read on what marks it.
  await page.getByRole('combobox', { name: 'A', exact: true }).fill('New York');
  await expect(page.locator('[data-combobox-selected]')).toHaveText('New York, NYC');
  expect(await seriousProblems(page, { onlyContrast: true })).toEqual([]);
  const routes = await toRoutes(page, 'WIZ-1');
  await picture(page, 'ways');
  await routes.getByRole('button', { name: 'Price a month, units' }).click();
  await expect(routes.getByRole('columnheader', { name: 'Price a month, units' })).toHaveAttribute('aria-sort', 'ascending');
  await routes.getByRole('button', { name: 'Latency, ms' }).click();
  await routes.getByRole('radio').nth(1).check();
  await expect(routes.getByRole('row').nth(2)).toContainText('your choice');
  const latency = await routes.getByRole('row').nth(2).getByRole('cell').nth(4).innerText();
  await picture(page, 'ways-chosen');
  await next(page).click();

  const parts = page.getByRole('table', { name: 'Who will be asked for what' });
  await expect(parts.getByRole('row')).not.toHaveCount(1);
  await expect(page.getByText('Nothing has been sent to a carrier yet.')).toBeVisible();
  await picture(page, 'review');
  await next(page).click();
  await expect(page.getByText(`Order WIZ-1 carries at ${latency}`)).toBeVisible();
  await picture(page, 'result');
  expect((await ordersOf(place)).find(({ id }) => id === 'WIZ-1')?.state).toBe('active');
  await expect(page.getByRole('link', { name: 'Datasheet to print' })).toHaveAttribute('href', '#/print/order/WIZ-1');

  await page.getByRole('button', { name: 'Show the order' }).click();
  await expect(page.getByRole('region', { name: 'Order WIZ-1' })).toContainText(latency);
  await console.go('#/wizard');
  await expect(page.getByText('Nothing was left in the middle.')).toBeVisible();
});

test('the engine’s proposal is ordered as the review shows it, and one says what becomes of it else', async ({ page, console, place }) => {
  await console.go('#/wizard/connection/new');
  await toRoutes(page, 'WIZ-OWN');
  await next(page).click();
  await expect(page.getByRole('radio', { name: 'Say what moved, and wait for a decision' })).toBeChecked();
  await page.getByRole('radio', { name: 'Take the best that there is' }).check();
  await next(page).click();
  await expect(page.getByText('Order WIZ-OWN carries at')).toBeVisible();
  const shown = await place.ask<{ readonly decisions: readonly { readonly summary: string }[] }>('orders', 'show', 'WIZ-OWN');
  expect(shown.decisions.map(({ summary }) => summary)).toContainEqual(expect.stringMatching(/chosen by /));
});

test('ends are chosen on the map by keys alone, and the steps are gone through by keys', async ({ page, console }) => {
  await console.go('#/wizard/connection/new');
  const map = page.getByRole('application', { name: 'Map of the network' });
  await tabTo(page, map);
  for (const arrow of ['ArrowRight', 'ArrowLeft', 'ArrowDown']) {
    await page.keyboard.press(arrow);
    await page.keyboard.press('Enter');
  }
  await expect(page.getByRole('combobox', { name: 'A', exact: true })).not.toHaveValue('');
  await expect(page.getByRole('combobox', { name: 'Z', exact: true })).not.toHaveValue('');
  await page.keyboard.press('Control+Enter');
  await expect(step(page, 'Rate, limit, recovery')).toBeFocused();
  await page.keyboard.press('Control+Shift+Enter');
  await expect(step(page, 'Ends')).toBeFocused();
  await expect(page.getByText(/^saved /)).toBeVisible();
  expect(await seriousProblems(page)).toEqual([]);
});

/** Which carrier will be asked first, and for what link of its own: as the control of the lab names them. */
async function firstPart(page: Page): Promise<{ readonly carrier: string; readonly link: string }> {
  const parts = page.getByRole('table', { name: 'Who will be asked for what' });
  await expect(parts.getByRole('row')).not.toHaveCount(1);
  const cells = parts.getByRole('row').filter({ hasText: 'free' }).first().getByRole('cell');
  const carrier = (await cells.nth(1).innerText()).split(' ')[0]?.toLowerCase() ?? '';
  return { carrier, link: await cells.nth(4).locator('bdi').first().innerText() };
}

test.describe('on a network of its own', () => {
  test.use({ network: 'own' });

  test('a draft that is resumed after its route broke says what moved, and sends nothing until another is chosen', async ({
    page,
    console,
    lab,
    place,
  }) => {
    await console.go('#/wizard/connection/new');
    const routes = await toRoutes(page, 'WIZ-MOVED');
    await routes.getByRole('radio').nth(1).check();
    await next(page).click();
    const { carrier, link } = await firstPart(page);
    await page.getByRole('button', { name: 'Leave, resume later' }).click();
    await expect(page.getByRole('button', { name: 'New order' }).first()).toBeVisible();

    await lab.act(carrier, 'cut', 'link', link);
    await page.getByRole('link', { name: /Left open/ }).click();
    await page.getByRole('link', { name: 'Resume Amsterdam – Zurich' }).click();
    await expect(step(page, 'Review')).toBeVisible();
    await expect(page.getByRole('alert').filter({ hasText: 'Moved since you chose' })).toContainText(
      new RegExp(`The chosen route cannot be taken any more: .*is down`),
    );
    await picture(page, 'moved');
    await expect(next(page)).toBeDisabled();
    expect((await ordersOf(place)).length).toBe(0);

    await page.getByRole('button', { name: 'Routes' }).first().click();
    await page.getByRole('radio').first().check();
    await next(page).click();
    await next(page).click();
    await expect(page.getByText(/Order WIZ-MOVED carries at/)).toBeVisible();
  });

  test('an order whose route moved while it was made asks what to do, and takes another that is chosen', async ({
    page,
    console,
    lab,
    place,
  }) => {
    await console.go('#/wizard/connection/new');
    const routes = await toRoutes(page, 'WIZ-OTHER');
    await routes.getByRole('radio').nth(1).check();
    await next(page).click();
    await expect(page.getByRole('radio', { name: 'Say what moved, and wait for a decision' })).toBeChecked();
    const { carrier, link } = await firstPart(page);
    // The carrier takes its time, and the line breaks meanwhile.
    await lab.act(carrier, 'slow', '2500');
    await next(page).click();
    await expect(step(page, 'Progress')).toBeVisible();
    await expect.poll(async () => (await ordersOf(place)).find(({ id }) => id === 'WIZ-OTHER')?.state).toBe('provisioning');
    await lab.act(carrier, 'cut', 'link', link);
    await lab.act(carrier, 'slow', '0');
    const state = step(page, 'Progress').getByRole('status', { name: 'State of the order' });
    await expect(state).toContainText('planned', { timeout: 60_000 });
    await picture(page, 'asks');
    const waits = await place.ask<Dossier>('orders', 'show', 'WIZ-OTHER');
    expect(waits.order.state).toBe('planned');
    expect(waits.order.cause).toContain('the route that Ann chose cannot be taken');
    expect(waits.choice).toMatchObject({ by: 'Ann', otherwise: 'ask' });
    expect(waits.connections.filter((one) => one.state === 'active')).toEqual([]);

    await state.getByRole('button', { name: 'Choose another route' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'Moved since you chose' })).toContainText('cannot be taken any more');
    await expect(next(page)).toBeDisabled();
    await page.getByRole('radio').first().check();
    await next(page).click();
    await expect(next(page)).toHaveText('Take this route');
    await next(page).click();
    await expect(page.getByText(/Order WIZ-OTHER carries at/)).toBeVisible({ timeout: 60_000 });
    const taken = await place.ask<Dossier>('orders', 'show', 'WIZ-OTHER');
    expect(taken.order.state).toBe('active');
    expect(taken.connections.filter((one) => one.state === 'active')).toHaveLength(1);
    expect((await ordersOf(place)).filter(({ id }) => id.startsWith('WIZ-OTHER'))).toHaveLength(1);
  });
});

test('a draft of another version of the product is told as such, and stays as it is until somebody begins anew in its place', async ({
  page,
  place,
}) => {
  // As another version may have kept it: a field that this one does not know, and one that is something else.
  const kept = {
    ...({ draftId: 'ofanotherversion', kind: 'connection', title: 'Lisbon – Oslo', step: 'quotations', by: 'Cleo' } as const),
    fields: { typed: { order: 'OLD-1' }, chosen: null, otherwise: 'later', quotations: ['Q-7'] },
  };
  await askHost(place, 'drafts.save', { ...kept, revision: 0 });
  const asKept = () => askHost(place, 'drafts.show', { draftId: kept.draftId });
  await page.getByRole('link', { name: /Left open/ }).click();
  await page.getByRole('link', { name: 'Resume Lisbon – Oslo' }).click();
  const heading = page.getByRole('heading', { name: '“Lisbon – Oslo” was begun with another version of Longlines' });
  await expect(heading).toBeVisible();
  await expect(page.getByRole('paragraph').filter({ hasText: 'at the step “quotations”' })).toContainText(
    /^Cleo .*saved it at .*otherwise: /,
  );
  await picture(page, 'another-version');
  await page.getByRole('link', { name: 'Keep it, see what is left open' }).click();
  await expect(page.getByRole('link', { name: 'Resume Lisbon – Oslo' })).toBeVisible();
  expect(await asKept()).toMatchObject({
    fields: kept.fields,
    step: 'quotations',
    by: expect.stringContaining('Cleo'),
    revision: 1,
  });

  await page.getByRole('link', { name: 'Resume Lisbon – Oslo' }).click();
  await page.getByRole('button', { name: 'Begin anew in its place' }).click();
  await expect(step(page, 'Ends')).toBeVisible();
  await expect(page.getByText(/^saved /)).toBeVisible();
  expect(await asKept()).toMatchObject({ step: 'ends', title: 'A new connection', revision: 2, fields: { typed: {}, orderId: null } });
  expect(await askHost(place, 'drafts.list', {})).toHaveLength(1);
});

test('two windows on one draft: the one follows the other, and nothing is written over unseen', async ({ page, console }) => {
  await console.go('#/wizard/connection/new');
  await page.getByRole('combobox', { name: 'A', exact: true }).fill('London');
  await page
    .getByRole('option', { name: /^London, / })
    .first()
    .click();
  await expect(page.getByText(/^saved /)).toBeVisible();
  const address = await page.evaluate(() => window.location.hash);
  const other = await console.another();
  await other.evaluate((hash) => {
    window.location.hash = hash;
  }, address);
  await expect(other.getByRole('combobox', { name: 'A', exact: true })).toHaveValue(/^London/);
  await other.getByRole('combobox', { name: 'Z', exact: true }).fill('Paris');
  await other
    .getByRole('option', { name: /^Paris, / })
    .first()
    .click();
  // The first window has nothing unsaved: it shows what the other one chose.
  await expect(page.getByRole('combobox', { name: 'Z', exact: true })).toHaveValue(/^Paris/);
});

test('an order that exists, and a draft that is not there, are told in words', async ({ page, console, place }) => {
  await order(place, { order: 'WIZ-TAKEN' });
  await console.go('#/wizard/connection/nosuchdraft1');
  await expect(page.getByRole('heading', { name: 'This draft is not there' })).toBeVisible();
  await page.getByRole('link', { name: 'Begin anew' }).click();
  await expect(step(page, 'Ends')).toBeVisible();
  await console.go('#/wizard/connection/new?a=AMS&z=ZRH&order=WIZ-TAKEN&customer=Quay%20Bank&limit=25%20ms');
  await next(page).click();
  await expect(page.getByText('Order WIZ-TAKEN exists already: give this one another id.')).toBeVisible();
  await expect(next(page)).toBeDisabled();
  await page.getByRole('button', { name: 'Discard', exact: true }).click();
  await page
    .getByRole('dialog', { name: /^Discard/ })
    .getByRole('button', { name: 'Discard it' })
    .click();
  await expect(queueRow(page, 'WIZ-TAKEN')).toBeVisible();
});
