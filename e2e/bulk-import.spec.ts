import type { Page } from '@playwright/test';
import { seriousProblems } from './console/accessibility';
import { savedBy } from './console/files';
import { ordersOf, queueRow } from './console/orders';
import { runInBrowser, runOnDesktop } from './console/run-console';
import { expect, test } from './console/story';

const header = 'order,customer,accessing,a,z,signal,limit';
const row = (order: string, customer = 'Quay Bank', limit = '20ms'): string => `${order},${customer},dunmore,AMS,FRA,1GE,${limit}`;

async function choose(page: Page, name: string, buffer: Buffer): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('dialog', { name: 'Import orders' }).getByRole('button', { name: 'Choose a file' }).click();
  await (await choosing).setFiles({ name, mimeType: 'text/csv', buffer });
}

test('a file with problems is mended from what was saved of it, and taken back again', async ({ page, console, place }) => {
  await console.go('#/orders');
  await page.getByRole('button', { name: 'Import a CSV file' }).click();
  const importing = page.getByRole('dialog', { name: 'Import orders' });
  const status = importing.getByRole('status').first();
  // Windows-1252: somebody has to say so, by the names.
  const bytes = Buffer.from(
    [header, row('BULK-1', 'Zürich Re'), row('BULK-2', '=Mill'), row('BULK-3', 'Quay Bank', 'soon'), '"BULK-4,torn'].join('\n'),
    'latin1',
  );
  await choose(page, 'mixed.csv', bytes);
  await expect(importing).toContainText('mixed.csv is not UTF-8');
  await expect(importing).toContainText('Zürich Re');
  await importing.getByRole('button', { name: 'Read it so' }).click();
  await expect(status).toHaveText(/^mixed\.csv: 2 of 4.rows would be entered/);
  await importing.getByText(/^To look at 2$/).click();
  await expect(importing.getByRole('row').filter({ hasText: 'BULK-3' })).toContainText(/cannot be read.*limit.*"soon"/);
  await expect(
    importing
      .getByRole('row')
      .filter({ hasText: 'torn' })
      .or(importing.getByRole('row').filter({ hasText: 'quotation mark' }))
      .first(),
  ).toBeVisible();
  expect(await ordersOf(place)).toEqual([]);
  expect(await seriousProblems(page)).toEqual([]);
  const toMend = await savedBy(console, place, () => importing.getByRole('button', { name: 'Save the rows to look at' }).click());
  expect(toMend).toContain('line 4: limit');

  await importing.getByRole('button', { name: 'Enter 2 orders' }).click();
  await expect(status).toHaveText(/^mixed\.csv: 2.orders entered; 2.rows changed nothing\.$/);
  // Mended, with its column of problems still there.
  const mended = toMend.replace('soon', '20 ms').split(/\r?\n/).slice(0, 2).join('\n');
  await importing.getByRole('button', { name: 'Another file' }).click();
  await choose(page, 'mended.csv', Buffer.from(mended));
  await expect(status).toHaveText(/^mended\.csv: 1 of 1.row would be entered/);
  await importing.getByRole('button', { name: 'Enter 1 order' }).click();
  await expect(status).toHaveText(/^mended\.csv: 1.order entered\.$/);
  expect((await ordersOf(place)).map(({ id }) => id).sort()).toEqual(['BULK-1', 'BULK-2', 'BULK-3']);

  await importing.getByRole('button', { name: /^Take back 1/ }).click();
  await page
    .getByRole('dialog', { name: /^Take back 1/ })
    .getByRole('button', { name: 'Take back 1' })
    .click();
  await expect(status).toHaveText(/^mended\.csv: 1.order taken back\.$/);
  await importing.getByRole('button', { name: 'Close', exact: true }).last().click();
  await expect(queueRow(page, 'BULK-3')).toContainText('released');
  await expect(queueRow(page, 'BULK-1')).toContainText('Zürich Re');
});

test('an import is stopped, its window closed, and goes on from another', async ({ page, console, place }) => {
  await console.go('#/orders');
  await page.getByRole('button', { name: 'Import a CSV file' }).click();
  const importing = page.getByRole('dialog', { name: 'Import orders' });
  // They start in a year: nothing is asked of carriers for them.
  const rows = Array.from({ length: 6_000 }, (_, at) => `STOP-${at},Quay Bank,dunmore,AMS,FRA,1GE,20 ms,2099-01-01T00:00Z`);
  await choose(page, 'long.csv', Buffer.from([`${header},start`, ...rows].join('\n')));
  const status = importing.getByRole('status').first();
  await expect(status).toHaveText(/^long\.csv: 6.000 of 6.000.rows would be entered/, { timeout: 60_000 });
  await importing.getByRole('button', { name: /^Enter 6.000.orders$/ }).click();
  await importing.getByRole('button', { name: 'Stop' }).click();
  await expect(status).toHaveText(/long\.csv was stopped: .* left to do\.$/);
  expect((await ordersOf(place)).length).toBeLessThan(6_000);

  const other = await console.another();
  await other.evaluate(() => {
    window.location.hash = '#/orders';
  });
  await other.getByRole('button', { name: 'CSV: import and export' }).click();
  await other.getByRole('menuitem', { name: /^Import orders/ }).click();
  const there = other.getByRole('dialog', { name: 'Import orders' });
  await there.getByRole('button', { name: 'Open the import of long.csv' }).click();
  await there.getByRole('button', { name: /^Go on with/ }).click();
  await expect(there.getByRole('status').first()).toHaveText(/^long\.csv: 6.000.orders entered\.$/, { timeout: 90_000 });
  expect(await ordersOf(place)).toHaveLength(6_000);
});

test('the host is killed in the middle of an import, goes on with it when it is started again, and enters nothing twice', async ({
  page,
  console,
  place,
  shell,
  browserOfWeb,
}) => {
  await console.go('#/orders');
  await page.getByRole('button', { name: 'Import a CSV file' }).click();
  const importing = page.getByRole('dialog', { name: 'Import orders' });
  const rows = Array.from({ length: 1_200 }, (_, at) => `KILL-${at},Quay Bank,dunmore,AMS,FRA,1GE,20 ms,2099-01-01T00:00Z`);
  await choose(page, 'killed.csv', Buffer.from([`${header},start`, ...rows].join('\n')));
  const status = importing.getByRole('status').first();
  await expect(status).toHaveText(/^killed\.csv: 1.200 of 1.200.rows would be entered/, { timeout: 60_000 });
  const { pid } = await place.ask<{ readonly pid: number }>('status');
  await importing.getByRole('button', { name: /^Enter 1.200.orders$/ }).click();
  await expect(status).toHaveText(/^[1-9].* of 1.200.orders done/);
  process.kill(pid, 'SIGKILL');
  await console.end().catch(() => undefined);

  const again = shell === 'web' ? await runInBrowser(place, await browserOfWeb(), {}) : await runOnDesktop(place, {});
  try {
    await again.go('#/orders');
    await again.page.getByRole('button', { name: 'CSV: import and export' }).click();
    await again.page.getByRole('menuitem', { name: /^Import orders/ }).click();
    const there = again.page.getByRole('dialog', { name: 'Import orders' });
    await there.getByRole('button', { name: 'Open the import of killed.csv' }).click();
    await expect(there.getByRole('status').first()).toHaveText(/^killed\.csv: 1.200.orders entered\.$/, { timeout: 90_000 });
    const ids = (await ordersOf(place)).map(({ id }) => id);
    expect(ids).toHaveLength(1_200);
    expect(new Set(ids).size).toBe(1_200);
  } finally {
    await again.end();
  }
});
