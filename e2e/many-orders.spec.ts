import { savedBy } from './console/files';
import { ordersOf, queue, queueRow } from './console/orders';
import { expect, test } from './console/story';

const header = 'order,customer,accessing,a,z,signal,limit';
const row = (order: string, customer: string, limit: string, a = 'AMS'): string => `${order},${customer},dunmore,${a},FRA,1GE,${limit}`;
const file = [
  header,
  ...[4, 1, 3, 2].map((number) => row(`MANY-${number}`, number < 3 ? 'Quay Bank' : 'Mill Exchange', `${10 + number}ms`)),
  row('MANY-5', 'Quay Bank', 'soon'),
  row('MANY-6', 'Quay Bank', '10ms', 'ATLANTIS'),
  row('MANY-7', 'Quay Bank', '1ms'),
  row('MANY-1', 'Quay Bank', '10ms'),
  `${row('MANY-9', 'Quay Bank', '10ms')},stray`,
].join('\n');

test('many orders come from a file, are sorted, filtered, cancelled together, and go into a file', async ({ page, console, place }) => {
  await console.go('#/orders');
  await page.getByRole('button', { name: 'Import a CSV file' }).click();
  const importing = page.getByRole('dialog', { name: 'Import orders' });
  const choosing = page.waitForEvent('filechooser');
  await importing.getByRole('button', { name: 'Choose a file' }).click();
  await (await choosing).setFiles({ name: 'orders.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });

  // The dry run names each bad row and its reason.
  await expect(importing.getByRole('status').first()).toHaveText(
    /^orders\.csv: 4 of 9.rows would be entered; the others change nothing\.$/,
  );
  const line = (order: string, nth = 0) => importing.getByRole('row').filter({ hasText: order }).nth(nth);
  await expect(line('MANY-5')).toContainText(/cannot be read.*"soon"/);
  await expect(line('MANY-6')).toContainText(/ATLANTIS/);
  await expect(line('MANY-7')).toContainText(/no route.*best achievable/);
  await expect(line('MANY-1', 1)).toContainText('order MANY-1 is in line 3 already: give this one another id');
  await expect(line('MANY-9')).toContainText(/"stray" is in no column/);
  expect(await ordersOf(place)).toEqual([]);
  const notGood = await savedBy(console, place, () => importing.getByRole('button', { name: 'Save the rows to look at' }).click());
  expect(notGood.trim().split(/\r?\n/)).toHaveLength(6);

  await importing.getByRole('button', { name: 'Enter 4 orders' }).click();
  await expect(importing.getByRole('status').first()).toHaveText(/^orders\.csv: 4.orders entered; 5.rows changed nothing\.$/);
  await importing.getByRole('button', { name: 'Close', exact: true }).last().click();
  await expect(queue(page)).toHaveAccessibleName('Orders, 4 of 4 shown');
  for (const number of [1, 2, 3, 4]) await expect(queueRow(page, `MANY-${number}`)).toContainText('active');

  const ids = async () => (await queue(page).getByRole('row').allInnerTexts()).flatMap((text) => /MANY-\d/.exec(text)?.[0] ?? []);
  await queue(page).getByRole('columnheader', { name: 'Order' }).getByRole('button').click();
  await expect.poll(ids).toEqual(['MANY-1', 'MANY-2', 'MANY-3', 'MANY-4']);
  await queue(page).getByRole('columnheader', { name: 'Order' }).getByRole('button').click();
  await expect.poll(ids).toEqual(['MANY-4', 'MANY-3', 'MANY-2', 'MANY-1']);
  await page.getByRole('textbox', { name: 'Filter orders' }).fill('mill');
  await expect.poll(ids).toEqual(['MANY-4', 'MANY-3']);
  await expect(queue(page)).toHaveAccessibleName('Orders, 2 of 4 shown');

  // All that are shown, by the keyboard.
  await page.getByRole('textbox', { name: 'Filter orders' }).press('ArrowDown');
  await queue(page).press('Control+a');
  const selection = page.getByRole('toolbar', { name: 'What is selected' });
  await expect(selection.getByRole('status')).toHaveText('2 orders selected');
  await selection.getByRole('button', { name: 'Cancel…' }).click();
  const question = page.getByRole('dialog', { name: 'Cancel 2 orders' });
  await expect(question).toContainText('2 connections of 1 customer go down');
  await expect(question).toContainText('MANY-4, MANY-3');
  await question.getByRole('button', { name: 'Cancel 2 orders' }).click();
  await expect(question.getByRole('status')).toHaveText('2 orders done.');
  await question.getByRole('button', { name: 'Close', exact: true }).last().click();
  await selection.getByRole('button', { name: 'Select none' }).click();
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  for (const number of [3, 4]) await expect(queueRow(page, `MANY-${number}`)).toContainText('released');
  for (const number of [1, 2]) await expect(queueRow(page, `MANY-${number}`)).toContainText('active');

  const exported = await savedBy(console, place, async () => {
    await page.getByRole('button', { name: 'CSV: import and export' }).click();
    await page.getByRole('menuitem', { name: 'Export the 4 shown' }).click();
  });
  // It can be read back: all of these orders are known by now, and nothing else is said against them.
  await page.getByRole('button', { name: 'CSV: import and export' }).click();
  await page.getByRole('menuitem', { name: /^Import orders/ }).click();
  const choosingAgain = page.waitForEvent('filechooser');
  await importing.getByRole('button', { name: 'Choose a file' }).click();
  await (await choosingAgain).setFiles({ name: 'exported.csv', mimeType: 'text/csv', buffer: Buffer.from(exported) });
  await expect(importing.getByRole('status').first()).toHaveText(/^exported\.csv: 0 of 4 rows/);
  for (const number of [1, 2, 3, 4]) await expect(line(`MANY-${number}`)).toContainText(/there, the same/);
});
