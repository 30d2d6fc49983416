import type { Page } from '@playwright/test';
import { expect } from '../console/story';
import type { Tour } from './tour';

interface PageStop {
  readonly name: string;
  readonly address: string;
  /** Until what it is about stands there. */
  readonly shows: (page: Page) => Promise<unknown>;
}

const article = (name: RegExp) => (page: Page) => expect(page.getByRole('article', { name })).toBeVisible();

/** Pages without acts, of an order that is in service. */
export async function lookAtPages({ page, console, stop }: Tour, orderId: string): Promise<void> {
  const pages: readonly PageStop[] = [
    {
      name: 'left-open',
      address: '#/wizard',
      shows: (shown) => expect(shown.getByRole('link', { name: 'Begin: Provision a connection' })).toBeVisible(),
    },
    {
      name: 'history',
      address: '#/history',
      shows: (shown) => expect(shown.getByRole('row', { name: /order\.active/ }).first()).toBeVisible(),
    },
    { name: 'print-order', address: `#/print/order/${orderId}`, shows: article(/^Datasheet of order/) },
    { name: 'print-compliance', address: '#/print/compliance', shows: article(/^Compliance report/) },
    { name: 'print-hand-over', address: '#/print/hand-over', shows: article(/[Hh]and-over/) },
    {
      name: 'print-nothing',
      address: '#/print/order/NOBODY',
      shows: (shown) => expect(shown.getByText('The datasheet of NOBODY cannot be drawn up')).toBeVisible(),
    },
  ];
  for (const { name, address, shows } of pages) {
    await console.go(address);
    await shows(page);
    await stop(name);
  }
}

/** The row with its chart. */
export async function latencyWatch({ page, console, stop }: Tour): Promise<void> {
  await console.go('#/orders?view=margins');
  const rows = page.getByRole('grid', { name: 'Margins of the orders in service' }).getByRole('row');
  await rows.filter({ hasText: 'ORD-0003' }).click();
  await expect(page.getByRole('region', { name: /^Latency of .* over time/ })).toContainText('in service');
  await stop('latency-watch');
  await console.go('#/orders?view=compliance');
  await expect(page.getByRole('grid', { name: 'Orders over the period' }).getByRole('row').nth(1)).toBeVisible();
  await stop('compliance');
}

/** The incident of what is broken now, on paper. */
export async function incidentOnPaper({ page, console, stop }: Tour): Promise<void> {
  await console.go('#/recovery');
  await page.getByRole('grid', { name: 'Impairments' }).getByRole('row', { name: /Duct/ }).first().click();
  await stop('recovery-impairment');
  await page.getByRole('link', { name: 'Report to print' }).click();
  await article(/Incident report/)(page);
  await stop('print-incident');
  await page.getByRole('button', { name: 'Back to the console' }).click();
}

/** A file of orders: one is new, one is malformed. */
export async function importOrders({ page, console, stop }: Tour): Promise<void> {
  await console.go('#/orders');
  await page.getByRole('button', { name: 'CSV: import and export' }).click();
  await page.getByRole('menuitem', { name: 'Import orders' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import orders' });
  const rows =
    'order,customer,accessing,a,z,signal,limit\nCSV-1,Quay Bank,dunmore,AMS,FRA,1GE,20 ms\nCSV-2,Quay Bank,dunmore,AMS,FRA,1GE,soon\nORD-0003,Halyard Capital,dunmore,FRA,CHI,10GE-LAN,40 ms\n';
  await dialog.locator('input[type=file]').setInputFiles({ name: 'november.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) });
  await expect(dialog.getByText('CSV-2').first()).toBeVisible();
  await expect(page.locator('[role="menu"]')).toHaveCount(0);
  await stop('orders-import');
  await page.keyboard.press('Escape');
}
