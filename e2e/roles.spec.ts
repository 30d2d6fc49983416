import { expect, test } from './console/story';

test.use({ network: 'none' });

test('who started the console is its administrator, under the name that he gives himself and his own', async ({ page, console, place }) => {
  await page.getByRole('button', { name: 'Operator Ann, administrator' }).click();
  await expect(page.getByText('The user who started the host: Ann, administrator')).toBeVisible();
  await page.getByLabel('Your name').fill('Night shift');
  await page.getByRole('button', { name: 'Use this name' }).click();
  await console.go('#/recovery');
  await page.getByRole('button', { name: 'Pause recovery everywhere' }).click();
  await page.getByLabel('Why, for the history').fill('storm');
  await page.getByRole('button', { name: 'Pause it' }).click();
  await expect(page.getByRole('button', { name: 'Resume recovery everywhere' })).toBeVisible();
  const told = await place.ask<readonly { readonly text: string }[]>('history', 'tail', '--count', '5');
  expect(told.map(({ text }) => text).join()).toContain('Night shift (by Ann)');
});
