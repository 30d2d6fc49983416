import { expect, test } from './console/story';

test.use({ network: 'none' });
test('an empty console offers the practice network, starts it, and shows it on the map', async ({ page }) => {
  await expect(page.getByText('NOT CONNECTED')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'No carriers yet' })).toBeVisible();
  await page.getByRole('button', { name: 'Start the practice network' }).click();
  await expect(page.getByText('PRACTICE', { exact: true })).toBeVisible({ timeout: 45_000 });

  const links = page.getByRole('contentinfo', { name: 'Status' }).getByRole('link');
  for (const name of ['Alder', 'Borealis', 'Cinder', 'Dunmore'])
    await expect(links.filter({ hasText: name })).toHaveAttribute('title', /: link up$/m);
  await expect(page.getByRole('application', { name: 'Map of the network' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Whole network' })).toContainText('100 nodes');
});
