import { expect, test } from './console/story';
import { savedBy } from './console/files';
import { doubtfulInventory } from './tours/import-inventory';

test.use({ network: 'none' });

const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

test('an inventory is read from a file: mapped, looked at on the map and row by row, left and resumed, and then imported', async ({
  page,
  console,
  place,
}) => {
  await console.go('#/carriers');
  await page.getByRole('link', { name: 'Import an inventory' }).click();
  const choose = page.locator('input[type=file]');
  const next = (name: string) => page.getByRole('button', { name, exact: true }).last().click();

  // What is no inventory is refused whole, with the line; it is taken out, and another chosen.
  await choose.setInputFiles(file('broken.csv', 'id,name\n"x'));
  await next('Carrier and mapping');
  await next('Preview');
  await expect(page.getByRole('alert')).toContainText(/broken\.csv, line \d+: it is not well-formed CSV/i);
  await page
    .getByRole('list', { name: 'Steps' })
    .getByRole('button', { name: /^Files/ })
    .click();
  await page.getByRole('button', { name: 'Take broken.csv out' }).click();
  await choose.setInputFiles(file('Foxglove Fibre.csv', doubtfulInventory));
  await next('Carrier and mapping');
  await page.getByLabel('Name', { exact: true }).fill('Foxglove Fibre');
  await page.getByLabel('Id', { exact: true }).fill('foxglove');
  await expect(page.getByText('No carrier is known by this id: it is a new one.')).toBeVisible();
  await next('Preview');
  const problems = page.getByRole('grid', { name: 'Problems by row' });
  await expect(
    problems.getByRole('row', { name: /left out.*Foxglove Fibre\.csv.*line 7, link mil-rom.*"rom" is in none of the files/ }),
  ).toBeVisible();
  await expect(problems.getByRole('row', { name: /doubted.*line 6, column latency_us.*"soon"/ })).toBeVisible();
  await expect(page.getByRole('group', { name: 'Foxglove Fibre on the map: 3 sites, 2 links' })).toBeVisible();
  await expect(page.getByRole('row', { name: /^Links 2/ })).toBeVisible();
  expect(await savedBy(console, place, () => page.getByRole('button', { name: 'Save' }).click())).toContain('line 6, column latency_us');

  await page.reload();
  await expect(problems.getByRole('row', { name: /line 6, column latency_us/ })).toBeVisible();
  await next('Import Foxglove Fibre');
  await expect(page.getByText(/Foxglove Fibre is known from 1 file: 3 nodes, 2 links/)).toBeVisible();
  await page.getByRole('link', { name: 'Open Foxglove Fibre' }).click();
  await expect(page.getByRole('row', { name: /Foxglove Fibre.*planning only/ })).toBeVisible();

  // The same files again, one link less: what goes is said before it goes.
  await console.go('#/wizard/inventory/new');
  await choose.setInputFiles(file('Foxglove Fibre.csv', doubtfulInventory.replace(/^link,zrh-mil.*\n/m, '')));
  await next('Carrier and mapping');
  await page.getByLabel('Id', { exact: true }).fill('foxglove');
  await expect(page.getByText(/is known from files already/)).toBeVisible();
  await next('Preview');
  await expect(page.getByRole('row', { name: /^Links – – 1 1/ })).toBeVisible();
});
