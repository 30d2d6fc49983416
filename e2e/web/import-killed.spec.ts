import { ordersOf } from '../console/orders';
import { runInBrowser } from '../console/run-console';
import { expect, test } from '../console/story';

test('the host is killed in the middle of an import, goes on with it when it is started again, and enters nothing twice', async ({
  page,
  console,
  place,
  browserOfWeb,
}) => {
  await console.go('#/orders');
  await page.getByRole('button', { name: 'Import a CSV file' }).click();
  const importing = page.getByRole('dialog', { name: 'Import orders' });
  const rows = Array.from({ length: 4_000 }, (_, at) => `KILL-${at},Quay Bank,dunmore,AMS,FRA,1GE,20 ms,2099-01-01T00:00Z`);
  const choosing = page.waitForEvent('filechooser');
  await importing.getByRole('button', { name: 'Choose a file' }).click();
  const buffer = Buffer.from(['order,customer,accessing,a,z,signal,limit,start', ...rows].join('\n'));
  await (await choosing).setFiles({ name: 'killed.csv', mimeType: 'text/csv', buffer });
  const status = importing.getByRole('status').first();
  await expect(status).toHaveText(/^killed\.csv: 4.000 of 4.000.rows would be entered/, { timeout: 60_000 });
  const { pid } = await place.ask<{ readonly pid: number }>('status');
  await importing.getByRole('button', { name: /^Enter 4.000.orders$/ }).click();
  await expect(status).toHaveText(/^[1-9].* of 4.000.orders done/);
  process.kill(pid, 'SIGKILL');

  const again = await runInBrowser(place, await browserOfWeb(), { words: ['--port', new URL(page.url()).port] });
  try {
    await again.go('#/orders');
    await again.page.getByRole('button', { name: 'CSV: import and export' }).click();
    await again.page.getByRole('menuitem', { name: /^Import orders/ }).click();
    const there = again.page.getByRole('dialog', { name: 'Import orders' });
    await there.getByRole('button', { name: 'Open the import of killed.csv' }).click();
    await expect(there.getByRole('status').first()).toHaveText(/^killed\.csv: 4.000.orders entered\.$/, { timeout: 90_000 });
    const ids = (await ordersOf(place)).map(({ id }) => id);
    expect(ids).toHaveLength(4_000);
    expect(new Set(ids).size).toBe(4_000);
  } finally {
    await again.end();
  }
});
