import { linksAreUp } from './console/links';
import { expect, test } from './console/story';

test('what was chosen is there again after a reload: theme, filters, columns, the terminals’ height', async ({ page, console, place }) => {
  const order = [
    '--customer',
    'Quay Bank',
    '--accessing',
    'dunmore',
    '--a',
    'PAR',
    '--z',
    'MIL',
    '--signal',
    '10GE-LAN',
    '--limit',
    '20ms',
  ];
  await linksAreUp(page);
  await place.ask('orders', 'submit', '--order', 'E2E-M1', ...order, '--wait');
  await console.go('#/orders');
  const heads = page.getByRole('columnheader');
  await expect(heads.filter({ hasText: 'Customer' })).toBeVisible();
  await page.getByRole('button', { name: 'Columns and groups' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Customer' }).click();
  await page.keyboard.press('Escape');
  await expect(heads.filter({ hasText: 'Customer' })).toHaveCount(0);
  await page.getByRole('group', { name: 'Which orders' }).getByRole('button', { name: 'Active 1' }).click();

  await page.getByRole('button', { name: 'Open the terminals' }).click();
  const height = page.getByRole('separator', { name: 'Height of the terminals' });
  await height.focus();
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('ArrowUp');
  await expect(height).toHaveAttribute('aria-valuenow', '420');

  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('menuitem', { name: 'Light' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');

  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await expect(page.getByRole('row').filter({ hasText: 'E2E-M1' })).toBeVisible();
  await expect(page.getByRole('group', { name: 'Which orders' }).getByRole('button', { name: 'Active 1' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await expect(heads.filter({ hasText: 'Customer' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Open the terminals' }).click();
  await expect(height).toHaveAttribute('aria-valuenow', '420');
});

test('the palette finds an order, a site, a resource, a circuit and an action, and an address opens the thing', async ({
  page,
  console,
  place,
}) => {
  const order = [
    '--customer',
    'Fern Bank',
    '--accessing',
    'dunmore',
    '--a',
    'PAR',
    '--z',
    'MIL',
    '--signal',
    '10GE-LAN',
    '--limit',
    '20ms',
  ];
  const path = ['--switch', 'sw-nyc-1', '--provider', 'Ashgrove Net', '--vpi', '10', '--vcis', '32-95', '--bulk-size', '8'];
  await linksAreUp(page);
  await place.ask('orders', 'submit', '--order', 'E2E-M2', ...order);
  await place.ask('paths', 'add', 'VP-E2E-M', ...path, '--delta-threshold', '2');
  await place.ask('circuits', 'order', '--order', 'E2E-MC', '--end-user', 'Fern Street 9', '--path', 'VP-E2E-M', '--line', '1-10-2-1');
  const search = page.getByPlaceholder('Find an order, site, resource, circuit or action');
  const find = async (words: string, name: RegExp) => {
    await page.keyboard.press('Control+K');
    await search.fill(words);
    const found = page.getByRole('dialog', { name: 'Find' });
    await found.getByRole('option').filter({ hasText: name }).first().click();
    await expect(found).toBeHidden();
  };
  await find('fern bank', /^E2E-M2/);
  await expect(page).toHaveURL(/#\/orders\/E2E-M2$/);
  await find('zurich', /^Zurich/);
  await expect(page).toHaveURL(/#\/network\?site=/);
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('Zurich');
  await find('PIT-CLE', /^PIT-CLE/);
  await expect(page).toHaveURL(/#\/network\?resource=/);
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('PIT-CLE');
  await find('fern street 9', /^E2E-MC/);
  await expect(page).toHaveURL(/#\/circuits\/VP-E2E-M\?circuit=E2E-MC$/);
  await expect(page.getByRole('row').filter({ hasText: 'E2E-MC' })).toHaveAttribute('aria-selected', 'true');
  await find('high contrast', /^Theme: high contrast/);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'contrast');

  // A screen in a window of its own.
  const opening = page.context().waitForEvent('page');
  await page.getByRole('button', { name: 'Open this screen in a window of its own' }).click();
  const own = await opening;
  await expect(own.getByRole('heading', { name: 'Circuits', level: 1 })).toBeVisible();
  await expect(own.getByRole('row').filter({ hasText: 'E2E-MC' })).toBeVisible();
  await expect(own.locator('html')).toHaveAttribute('data-theme', 'contrast');
  await console.go('#/recovery/IMP-NONE');
  await expect(page.getByRole('heading', { name: 'Recovery', level: 1 })).toBeVisible();
  await expect(own.getByRole('heading', { name: 'Circuits', level: 1 })).toBeVisible();
});
