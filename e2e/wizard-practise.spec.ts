import { askHost } from './console/host';
import { ordersOf } from './console/orders';
import { expect, test } from './console/story';
import { chooseEnd, next, picture, step, toRoutes } from './console/wizards';

test('a wizard is practised in the middle of the real one: nothing of it reaches the real network, and the real draft is still there', async ({
  page,
  console,
  place,
}) => {
  test.setTimeout(240_000);
  await console.go('#/wizard/connection/new');
  await chooseEnd(page, 'A', 'London');
  await chooseEnd(page, 'Z', 'Paris');
  await expect(page.getByText(/^saved /)).toBeVisible();
  const before = await askHost(place, 'drafts.list', {});
  expect(before.map(({ title }) => title)).toEqual(['London – Paris']);

  await page.getByRole('button', { name: 'Practise', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'The practice network is being started' })).toBeVisible();
  await expect(page.getByText('PRACTICE', { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(step(page, 'Ends')).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'A', exact: true })).toHaveValue('');
  const links = page.getByRole('contentinfo', { name: 'Status' }).getByRole('link');
  for (const name of ['Alder', 'Borealis', 'Cinder', 'Dunmore'])
    await expect(links.filter({ hasText: name })).toHaveAttribute('title', /: link up$/m, { timeout: 60_000 });
  // Its own orders take ports and capacity until it is furnished; its paths come after them.
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Circuits' }).click();
  await expect(page.getByText('VP-LON-3').first()).toBeVisible({ timeout: 90_000 });
  await page.goBack();
  await expect(step(page, 'Ends')).toBeVisible();
  await toRoutes(page, 'PRACTISED');
  await next(page).click();
  await picture(page, 'practised');
  await next(page).click();
  await expect(page.getByText('Order PRACTISED carries at')).toBeVisible({ timeout: 60_000 });
  // The real host was asked for nothing.
  expect(await ordersOf(place)).toEqual([]);
  expect(await askHost(place, 'drafts.list', {})).toEqual(before);

  await page.getByRole('button', { name: 'Back to the live network' }).first().click();
  await expect(page.getByText('PRACTICE', { exact: true })).toBeHidden();
  await page.getByRole('link', { name: /Left open/ }).click();
  await page.getByRole('link', { name: 'Resume London – Paris' }).click();
  await expect(page.getByRole('combobox', { name: 'A', exact: true })).toHaveValue(/^London/);
  await expect(page.getByRole('combobox', { name: 'Z', exact: true })).toHaveValue(/^Paris/);
});
