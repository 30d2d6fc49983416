import { order, orderPanel, queueRow } from '../console/orders';
import { expect, test } from '../console/story';

test('a fibre is cut: told, marked, acknowledged, gone round; repaired, it is over', async ({ page, console, place, lab }) => {
  // One can go round by 7 ms more, the other cannot.
  await Promise.all([
    order(place, { order: 'CUT-LOOSE', a: 'PIT', z: 'CLE', limit: '40ms' }),
    order(place, { order: 'CUT-TIGHT', customer: 'Mill Exchange', a: 'PIT', z: 'CLE', limit: '2ms' }),
  ]);
  await expect(page.getByText('LIVE', { exact: true })).toBeVisible();
  try {
    await lab.act('alder', 'cut', 'duct', 'duct-CLE-PIT');

    // In two seconds: what is wrong, whom it hits, what is next.
    const strip = page.getByRole('alert').filter({ hasText: 'Critical' });
    await expect(strip).toContainText('PIT-CLE 200G #1 down');
    await expect(strip).toContainText('2 connections hit: 1 restored, 1 without a route');
    // The engine moved the other one.
    await expect(strip.getByRole('button', { name: 'Recover 1' })).toBeVisible();
    await expect(page.getByRole('contentinfo', { name: 'Status' }).getByRole('link', { name: 'Impairments: 1 critical' })).toBeVisible();

    // The map marks it, and has it in words for who does not see it.
    const map = page.getByRole('application', { name: 'Map of the network' });
    await expect(map.getByText('PIT-CLE 200G #1 down')).toBeVisible();
    await page.getByRole('button', { name: 'List what is in view (L)' }).click();
    const inView = page.getByRole('region', { name: 'What is in view' });
    await inView.getByRole('button', { name: /critical PIT-CLE 200G #1/ }).click();
    await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('PIT-CLE 200G #1');
    await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('down');

    await strip.getByRole('button', { name: 'Look at it' }).click();
    const side = page.getByRole('complementary', { name: 'Impairment of PIT-CLE 200G #1' });
    const hit = (orderId: string) => side.getByRole('listitem').filter({ hasText: orderId });
    await expect(side.getByTitle(/^critical: connections that it hit carry nothing/)).toBeVisible();
    await expect(hit('CUT-TIGHT')).toContainText('without a route');
    await expect(hit('CUT-LOOSE')).toContainText('restored');
    await side.getByRole('button', { name: 'Acknowledge' }).click();
    await expect(page.getByRole('grid', { name: 'Impairments' }).getByRole('row', { name: /PIT-CLE/ })).toContainText(
      'acknowledged by Ann',
    );
    await expect(strip).toBeHidden();

    await hit('CUT-LOOSE').getByRole('link', { name: 'CUT-LOOSE' }).click();
    await expect(queueRow(page, 'CUT-LOOSE')).toContainText('active');
    const waterfall = orderPanel(page, 'CUT-LOOSE').getByRole('region', { name: 'Latency waterfall' });
    await expect(waterfall.getByRole('row', { name: /PHL-PIT 200G #1/ })).toBeVisible();
    await expect(waterfall.getByRole('row', { name: /PIT-CLE 200G #1/ })).toBeHidden();
    await expect(queueRow(page, 'CUT-TIGHT')).toContainText('impaired');
  } finally {
    await lab.act('alder', 'repair', 'duct', 'duct-CLE-PIT');
  }
  await expect(queueRow(page, 'CUT-TIGHT')).toContainText('active');
  await console.go('#/recovery');
  await expect(page.getByText('Nothing is impaired')).toBeVisible();
  await page.getByText('Cleared', { exact: true }).click();
  await expect(page.getByRole('grid', { name: 'Impairments' }).getByRole('row', { name: /PIT-CLE/ })).toContainText('cleared');
});
