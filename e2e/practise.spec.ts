import { expect, test } from './console/story';

test.use({ network: 'none', start: { words: ['--practice'] } });

test('the practice network is there at once, in either shell, and ends with the console', async ({ page, console, place }) => {
  await expect(page.getByText('PRACTICE', { exact: true })).toBeVisible({ timeout: 45_000 });
  const links = page.getByRole('contentinfo', { name: 'Status' }).getByRole('link');
  for (const name of ['Alder', 'Borealis', 'Cinder', 'Dunmore'])
    await expect(links.filter({ hasText: name })).toHaveAttribute('title', /: link up$/m, { timeout: 30_000 });
  // The operator's own network is another one, and has nothing of it.
  expect(await place.ask<{ readonly carriers: { readonly up: number } }>('status')).toMatchObject({ carriers: { up: 0 } });
  await console.end();
  const practice = `${place.folder}/data/longlines/practice/longlines.json`;
  // Nobody practises any more: its store can be had.
  const status = await place.ask<{ readonly isHost: boolean }>('status', '--store', practice.replace(/json$/, 'db'));
  expect(status.isHost).toBe(false);
});
