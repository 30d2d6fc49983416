import { savedBy } from './console/files';
import { order } from './console/orders';
import { expect, test } from './console/story';

test.use({ network: 'own' });

test('an order has a datasheet, and what broke has a report, for paper', async ({ page, console, place, lab, shell }) => {
  await Promise.all([
    order(place, { order: 'SHEET-1', customer: 'Mill Exchange', a: 'PIT', z: 'CLE', limit: '40ms', signal: '10GE-LAN' }),
    order(place, { order: 'SHEET-2', a: 'PIT', z: 'CLE', limit: '2ms' }),
  ]);
  await console.go('#/print/order/SHEET-1');
  const sheet = page.getByRole('article', { name: 'Datasheet of order SHEET-1' });
  await expect(sheet.getByRole('region', { name: 'What was ordered' })).toContainText('Mill Exchange');
  await expect(sheet.getByRole('table', { name: 'Route hop by hop' }).getByRole('row', { name: /PIT-CLE 200G #1/ })).toContainText(
    'reported',
  );
  await expect(sheet.getByRole('table', { name: 'Services at the carriers' })).toContainText('Alder Longhaul');
  await expect(sheet.getByRole('region', { name: 'Compliance so far' })).toContainText('100.0');
  await expect(sheet).toContainText(/The history then ended with record \d+, whose hash is [0-9a-f]{64}/);
  // On paper there is the page alone.
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('toolbar', { name: 'Print or save' })).toBeHidden();
  await page.emulateMedia({ media: null });
  await expect(page.getByRole('button', { name: 'Print', exact: true })).toBeEnabled();
  if (shell === 'desktop') {
    const pdf = await savedBy(console, place, () => page.getByRole('button', { name: 'Save PDF' }).click());
    expect(pdf.startsWith('%PDF-')).toBe(true);
  } else await expect(page.getByRole('button', { name: 'Save PDF' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Back to the console' }).click();
  await expect(page.getByRole('region', { name: 'Order SHEET-1' })).toBeVisible();

  try {
    await lab.act('alder', 'cut', 'duct', 'duct-CLE-PIT');
    await console.go('#/recovery');
    await page
      .getByRole('grid', { name: 'Impairments' })
      .getByRole('row', { name: /PIT-CLE/ })
      .click();
    const side = page.getByRole('complementary', { name: /Impairment of PIT-CLE/ });
    await expect(side.getByRole('listitem').filter({ hasText: 'SHEET-1' }).getByText('restored', { exact: true })).toBeVisible();
    await side.getByRole('button', { name: 'Acknowledge' }).click();
    await expect(side).toContainText('Ann');
    await side.getByRole('link', { name: 'Report to print' }).click();
    const report = page.getByRole('article', { name: /Incident report/ });
    await expect(report.getByRole('region', { name: 'What happened' })).toContainText('by Ann');
    const hits = report.getByRole('table', { name: 'Orders hit' });
    await expect(hits.getByRole('row', { name: /SHEET-1/ })).toContainText(/\d s.*restored/);
    await expect(hits.getByRole('row', { name: /SHEET-2/ })).toContainText('still down');
    const done = report.getByRole('table', { name: 'What was done' });
    for (const event of ['impairment.raised', 'impairment.acknowledged', 'order.active']) await expect(done).toContainText(event);
  } finally {
    await lab.act('alder', 'repair', 'duct', 'duct-CLE-PIT');
  }
});

test('a page to print that is of nothing says so', async ({ page, console }) => {
  await console.go('#/print/order/NOBODY');
  await expect(page.getByText('The datasheet of NOBODY cannot be drawn up')).toBeVisible();
  await console.go('#/print/nothing');
  await page.getByRole('button', { name: 'Back to the console' }).click();
  await expect(page.getByRole('application', { name: 'Map of the network' })).toBeVisible();
});
