import { expect } from '../console/story';
import { goOn, type Tour } from './tour';

/** With a row that is left out and one that is doubted. */
export const doubtfulInventory = `kind,id,site,site_name,latitude,longitude,a,z,slots,latency_us
node,fra,FRA,Frankfurt,50.11,8.68,,,,
node,zrh,ZRH,Zurich,47.38,8.54,,,,
node,mil,MIL,Milan,45.46,9.19,,,,
link,fra-zrh,,,,,fra,zrh,80,1800
link,zrh-mil,,,,,zrh,mil,80,soon
link,mil-rom,,,,,mil,rom,80,2900
`;

/** A file is mapped, looked at, and imported as far as it can be. */
export async function importInventory({ page, console, stop }: Tour): Promise<void> {
  await console.go('#/wizard/inventory/new');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'Foxglove Fibre.csv', mimeType: 'text/csv', buffer: Buffer.from(doubtfulInventory) });
  await expect(page.getByRole('button', { name: 'Take Foxglove Fibre.csv out' })).toBeVisible();
  await stop('import-files');
  await goOn(page, 'Carrier and mapping');
  await page.getByLabel('Name', { exact: true }).fill('Foxglove Fibre');
  await page.getByLabel('Id', { exact: true }).fill('foxglove');
  await expect(page.getByText('No carrier is known by this id: it is a new one.')).toBeVisible();
  await stop('import-mapping');
  await goOn(page, 'Preview');
  await expect(page.getByRole('grid', { name: 'Problems by row' })).toContainText('is in none of the files');
  await stop('import-preview');
  await goOn(page, 'Import Foxglove Fibre');
  await expect(page.getByText(/Foxglove Fibre is known from 1 file: 3 nodes, 2 links/)).toBeVisible();
  await stop('import-done');
}
