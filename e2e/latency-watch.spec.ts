import { savedBy } from './console/files';
import { order } from './console/orders';
import { expect, test } from './console/story';

test.use({ network: 'own' });

test('a latency that is entered shows in the watch, on the chart and at the part, and can be taken back', async ({
  page,
  console,
  place,
}) => {
  await Promise.all([
    order(place, { order: 'WATCH-1', customer: 'Quay Bank', a: 'PIT', z: 'CLE', limit: '6ms' }),
    order(place, { order: 'WATCH-2', customer: 'Mill Exchange', a: 'AMS', z: 'BRU', limit: '40ms' }),
  ]);
  const shown = await place.ask<{
    readonly route: { readonly hops: readonly { readonly kind: string; readonly id: string; readonly azNs: number }[] };
  }>(...['orders', 'explain', 'WATCH-1']);
  const part = shown.route.hops.find(({ kind }) => kind === 'resource');
  if (!part) throw new Error('its route has no resource');
  await console.go('#/orders?view=margins');
  const watch = page.getByRole('grid', { name: 'Margins of the orders in service' });
  const row = watch.getByRole('row', { name: /WATCH-1/ });
  await expect(row.getByRole('img', { name: /step/ })).toBeVisible();
  await row.click();
  const chart = page.getByRole('region', { name: 'Latency of WATCH-1 over time' });
  await expect(chart).toContainText('limit 6.000');
  await expect(chart.getByRole('list', { name: 'What changed, the latest first' })).toContainText('in service');

  // Slower, and still within its limit: the margin falls, and the watch has it first.
  await place.ask('latency', 'set', `resource:${part.id}`, `${((part.azNs + 2_000_000) / 1e6).toFixed(3)}ms`);
  await expect(chart.getByRole('list', { name: 'What changed, the latest first' })).toContainText(/reported → .* operator/);

  await console.go(`#/network?resource=${encodeURIComponent(part.id)}`);
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  const steps = inspector.getByRole('list', { name: 'What was in force, the latest first' });
  await expect(steps.getByRole('listitem').first()).toContainText('operator');
  await expect(steps.getByRole('listitem').nth(1)).toContainText('reported');
  await inspector.getByRole('button', { name: 'Withdraw the operator’s latency …' }).click();
  const question = page.getByRole('dialog', { name: /Withdraw the operator’s latency/ });
  await expect(question).toContainText('the reported one is in force again');
  await question.getByRole('button', { name: 'Withdraw it' }).click();
  await expect(steps.getByRole('listitem').first()).toContainText('reported');
  await expect(inspector.getByRole('button', { name: 'Withdraw the operator’s latency …' })).toHaveCount(0);

  await console.go('#/history?find=latency.withdrawn');
  await expect(page.getByRole('row', { name: /latency\.withdrawn/ }).first()).toContainText('by Ann');

  // What they were promised and had: by order, by customer, as a file, and on paper.
  await console.go('#/orders?view=compliance');
  await expect(page.getByRole('grid', { name: 'Orders over the period' }).getByRole('row', { name: /WATCH-2/ })).toBeVisible();
  await page.getByText(/^Customers \d+$/).click();
  const customers = page.getByRole('grid', { name: 'Customers over the period' });
  await expect(customers.getByRole('row', { name: /Quay Bank/ })).toBeVisible();
  const csv = await savedBy(console, place, () => page.getByRole('button', { name: 'Save CSV' }).click());
  expect(csv).toMatch(/^customer,orders,from,to,/);
  expect(csv).toContain('Mill Exchange,');
  await customers.getByRole('row', { name: /Mill Exchange/ }).click();
  await expect(page.getByRole('grid', { name: 'Orders over the period' }).getByRole('row', { name: /WATCH-1/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Page to print' }).click();
  const report = page.getByRole('article', { name: 'Compliance report Mill Exchange' });
  await expect(report.getByRole('table', { name: 'Compliance by order' })).toContainText('WATCH-2');

  // A default is for all of its kind there, and is taken back where it is shown.
  await place.ask('latency', 'default', 'interconnects', '5us');
  const [join] = (
    await place.ask<{ readonly rows: readonly { readonly id: string; readonly isDefault: boolean }[] }>(
      'inventory',
      'show',
      'interconnects',
    )
  ).rows.filter(({ isDefault }) => isDefault);
  if (!join) throw new Error('no interconnect has a default');
  await console.go(`#/network?interconnect=${encodeURIComponent(join.id)}`);
  await inspector.getByRole('button', { name: 'Withdraw the default …' }).click();
  const asked = page.getByRole('dialog', { name: /^Withdraw the default of the interconnects at / });
  await expect(asked).toContainText('their latency is unknown');
  await asked.getByRole('button', { name: 'Withdraw it' }).click();
  await expect(steps.getByRole('listitem').first()).toContainText('unknown');
  await expect(inspector.getByRole('button', { name: 'Withdraw the default …' })).toHaveCount(0);
});
