import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { seriousProblems } from './console/accessibility';
import { savedBytesBy } from './console/files';
import { linksAreUp } from './console/links';
import { order, orderPanel, queueRow } from './console/orders';
import { expect, test } from './console/story';

const passphrase = 'cable ship harbour lantern';
const wrong = 'cable ship harbour lanterns';

async function givePassphrase(within: Locator): Promise<void> {
  await within.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await within.getByLabel('Passphrase again').fill(passphrase);
}

async function openFile(page: Page, within: Locator, bytes: Buffer, words: string, act: string): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await within.getByRole('button', { name: 'Choose the file' }).click();
  await (await choosing).setFiles({ name: 'given.llpack', mimeType: 'application/octet-stream', buffer: bytes });
  await within.getByLabel('Passphrase', { exact: true }).fill(words);
  await within.getByRole('button', { name: act }).click();
}

const panel = (page: Page, title: string): Locator =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: title, exact: true }) });

test('a pack goes into the field, an order is planned there, and comes back as a proposal that is carried out once', async ({
  page,
  console,
  place,
}) => {
  await order(place, { order: 'DESK-1' });
  await linksAreUp(page);
  await console.go('#/settings');
  await page.getByRole('link', { name: 'Field packs…' }).click();
  const make = panel(page, 'Make a field pack');
  await expect(make.getByText(/about: 4 carriers, .* 100 nodes, .* 1 order/)).toBeVisible();
  await make.getByLabel('What it is for').fill('Frankfurt survey');
  await make.getByLabel('Passphrase', { exact: true }).fill('short');
  await expect(make.getByText('too short')).toBeVisible();
  await expect(make.getByRole('button', { name: 'Make and save the pack' })).toBeDisabled();
  await givePassphrase(make);
  expect(await seriousProblems(page)).toEqual([]);
  const pack = await savedBytesBy(console, place, () => make.getByRole('button', { name: 'Make and save the pack' }).click());
  expect(pack.toString('latin1')).not.toContain('Quay Bank');

  // What is wrong with a file is told apart.
  const open = panel(page, 'Open a field pack');
  await openFile(page, open, pack, wrong, 'Open the pack');
  await expect(open.getByRole('alert')).toContainText('the passphrase does not open it');
  const damaged = Buffer.from(pack);
  damaged[damaged.length - 50] = (damaged[damaged.length - 50] ?? 0) ^ 1;
  await openFile(page, open, damaged, passphrase, 'Open the pack');
  await expect(open.getByRole('alert')).toContainText('the file is damaged');
  await openFile(page, open, pack.subarray(0, 2_000), passphrase, 'Open the pack');
  await expect(open.getByRole('alert')).toContainText('the file ends too early: 2000 of');
  const other = Buffer.from(pack.toString('latin1').replace('"form":1', '"form":7'), 'latin1');
  await openFile(page, open, other, passphrase, 'Open the pack');
  await expect(open.getByRole('alert')).toContainText('of another version of Longlines (form 7');
  await openFile(page, open, Buffer.from('something else'), passphrase, 'Open the pack');
  await expect(open.getByRole('alert')).toContainText('neither a field pack nor a proposal');

  await openFile(page, open, pack, passphrase, 'Open the pack');
  await expect(page.getByRole('link', { name: /FIELD PACK \d/ })).toBeVisible();
  await console.go('#/orders/DESK-1');
  await expect(orderPanel(page, 'DESK-1')).toContainText('active');
  await page.getByRole('button', { name: 'New order' }).first().click();
  const form = page.getByRole('dialog', { name: 'New order' });
  await form.getByLabel('Order', { exact: true }).fill('FIELD-1');
  await form.getByLabel('Customer').fill('Mill Exchange');
  await form.getByRole('combobox', { name: 'Accessing carrier' }).click();
  await page.getByRole('option', { name: 'Dunmore' }).click();
  for (const [label, site] of [
    ['A', 'AMS'],
    ['Z', 'FRA'],
  ] as const) {
    await form.getByLabel(label, { exact: true }).fill(site);
    await page
      .getByRole('option', { name: new RegExp(`\\b${site}\\b`) })
      .first()
      .click();
  }
  await form.getByLabel('Latency limit').fill('20ms');
  await expect(form.getByRole('status')).toContainText('Would wait');
  await form.getByRole('button', { name: 'Submit the order' }).click();
  await expect(queueRow(page, 'FIELD-1')).toContainText('planned');

  await page.getByRole('link', { name: /FIELD PACK \d/ }).click();
  const back = panel(page, 'Bring back the changes as a proposal');
  await back.getByLabel('Note on').fill('FRA');
  await back.getByLabel('What', { exact: true }).fill('rack 4 has no free power');
  await back.getByRole('button', { name: 'Note it' }).click();
  await expect(back.getByRole('list', { name: 'Changes' }).getByRole('listitem')).toHaveCount(2);
  await givePassphrase(back);
  expect(await seriousProblems(page)).toEqual([]);
  const proposal = await savedBytesBy(console, place, () => back.getByRole('button', { name: 'Save the proposal of 2 changes' }).click());
  await page.getByRole('button', { name: 'Back to the live network' }).click();
  await expect(page.getByText('LIVE', { exact: true })).toBeVisible();

  const apply = panel(page, 'Apply a proposal');
  await openFile(page, apply, proposal, wrong, 'Open the proposal');
  await expect(apply.getByRole('alert')).toContainText('the passphrase does not open it');
  await openFile(page, apply, proposal, passphrase, 'Open the proposal');
  await expect(apply.getByRole('article', { name: /^New order FIELD-1/ })).toContainText('same');
  expect(await seriousProblems(page)).toEqual([]);
  await apply.getByRole('button', { name: 'Apply 2 changes' }).click();
  await expect(apply.getByText('2 changes applied.')).toBeVisible();
  await expect(apply.getByRole('region', { name: 'Applied already' }).getByRole('article')).toHaveCount(2);
  await expect(apply.getByRole('button', { name: 'Apply 0 changes' })).toBeDisabled();
  await console.go('#/orders/FIELD-1');
  await expect(queueRow(page, 'FIELD-1')).toContainText('active');
  // Nothing of the passphrase is anywhere that lasts.
  const history = await place.ask('history', 'tail', '--count', '1000');
  expect(JSON.stringify(history)).not.toContain(passphrase);
  expect(readFileSync(join(place.folder, 'longlines.db')).toString('latin1')).not.toContain(passphrase);
});
