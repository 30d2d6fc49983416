import { expect, test } from './console/story';

test.use({ network: 'none' });
test('an empty console offers the practice network, starts it, and shows it on the map', async ({ page }) => {
  await expect(page.getByText('NOT CONNECTED')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'No carriers yet' })).toBeVisible();
  await page.getByRole('button', { name: 'Start the practice network' }).click();

  await expect(page.getByRole('heading', { name: 'A network to practise on' })).toBeVisible();
  await expect(page.getByText('It does not run')).toBeVisible();
  await page.getByRole('button', { name: 'Start the practice network' }).click();
  await expect(page.getByText('PRACTICE', { exact: true })).toBeVisible({ timeout: 45_000 });

  await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Network' }).click();
  const links = page.getByRole('contentinfo', { name: 'Status' }).getByRole('link');
  for (const name of ['Alder', 'Borealis', 'Cinder', 'Dunmore'])
    await expect(links.filter({ hasText: name })).toHaveAttribute('title', /: link up$/m);
  await expect(page.getByRole('application', { name: 'Map of the network' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Whole network' })).toContainText('100 nodes');
});
