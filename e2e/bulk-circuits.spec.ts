import type { Page } from '@playwright/test';
import { savedBy } from './console/files';
import { expect, test } from './console/story';

async function choose(page: Page, name: string, content: string): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('dialog', { name: 'Import circuit orders' }).getByRole('button', { name: 'Choose a file' }).click();
  await (await choosing).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
}

test('circuits come from a file, go into one, and that one releases them', async ({ page, console, place }) => {
  await place.ask(
    ...['paths', 'add', 'VP-BULK', '--switch', 'sw-nyc-1', '--provider', 'Northern Broadband', '--vpi', '9', '--vcis', '32-231'],
    ...['--bulk-size', '16', '--delta-threshold', '4'],
  );
  await console.go('#/circuits/VP-BULK');
  await page.getByRole('button', { name: 'Import…' }).click();
  const importing = page.getByRole('dialog', { name: 'Import circuit orders' });
  const status = importing.getByRole('status').first();
  const good = Array.from({ length: 20 }, (_, at) => `BC-${at},Elm Street ${at},VP-BULK,1-8-2-${at + 1}`);
  const bad = ['BC-90,Elm Street 90,VP-BULK,nowhere', 'BC-91,Elm Street 0,VP-BULK,1-8-3-1', 'BC-92,Elm Street 92,VP-NONE,1-8-3-2'];
  await choose(page, 'circuits.csv', ['order,end-user,path,line', ...good, ...bad].join('\n'));
  await expect(status).toHaveText(/^circuits\.csv: 20 of 23.rows would be entered/);
  await importing.getByText(/^To look at 3$/).click();
  const row = (text: string) => importing.getByRole('row').filter({ hasText: text });
  await expect(row('BC-90')).toContainText(/cannot be read.*line.*rack-shelf-slot-circuit/);
  await expect(row('BC-91')).toContainText(/would be refused.*Elm Street 0/);
  await expect(row('BC-92')).toContainText(/would be refused.*VP-NONE is not known/);
  await importing.getByRole('button', { name: 'Enter 20 circuit orders' }).click();
  await expect(status).toHaveText(/^circuits\.csv: 20.circuit orders entered; 3.rows changed nothing\.$/);
  await importing.getByRole('button', { name: 'Close', exact: true }).last().click();

  await page.getByRole('radiogroup', { name: 'What is shown below' }).getByText('Circuits', { exact: true }).click();
  const circuits = page.getByRole('grid', { name: 'Circuit orders of path VP-BULK' });
  await expect(circuits.getByRole('row').filter({ hasText: 'active' })).not.toHaveCount(0);
  const exported = await savedBy(console, place, () => page.getByRole('button', { name: 'Export CSV' }).click());
  expect(exported.trim().split(/\r?\n/)).toHaveLength(21);

  await page.getByRole('button', { name: 'Import…' }).click();
  await importing.getByText('Circuits to release', { exact: true }).click();
  await choose(page, 'leaving.csv', exported);
  await expect(status).toHaveText(/^leaving\.csv: 20 of 20.rows would be released/);
  await importing.getByRole('button', { name: 'Release 20 circuit orders' }).click();
  await expect(status).toHaveText(/^leaving\.csv: 20.circuit orders released\.$/);
  const left = async () =>
    (await place.ask<readonly { readonly state: string }[]>('circuits', 'list', '--path', 'VP-BULK')).filter(
      ({ state }) => state !== 'released',
    );
  await expect.poll(left, { timeout: 30_000 }).toEqual([]);
});
