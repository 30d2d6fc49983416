import { expect, test } from './console/story';

test('the console opens, says which network it shows, and lists its carriers', async ({ page, place }) => {
  await expect(page.getByText('LIVE', { exact: true })).toBeVisible();
  const links = page.getByRole('contentinfo', { name: 'Status' }).getByRole('link');
  for (const name of ['Alder', 'Borealis', 'Cinder', 'Dunmore'])
    await expect(links.filter({ hasText: name })).toHaveAttribute('title', /: link up$/m);
  // The same host answers the command line.
  const status = await place.ask<{ readonly isHost: boolean; readonly carriers: { readonly up: number } }>('status');
  expect(status).toMatchObject({ isHost: true, carriers: { up: 4 } });
});

test.describe('without carriers', () => {
  test.use({ network: 'none' });

  test('the console says that it is not connected', async ({ page }) => {
    await expect(page.getByText('NOT CONNECTED')).toBeVisible();
    await expect(page.getByText('No dedicated links')).toBeVisible();
  });
});
