import type { Locator, Page } from '@playwright/test';
import { savedBytesBy } from '../console/files';
import { expect } from '../console/story';
import { panel, type Tour } from './tour';

const passphrase = 'cable ship harbour lantern';

/** A pack is made, opened, noted in, and its proposal comes back: from a live network. */
export async function fieldWork({ page, console, place, stop }: Tour): Promise<void> {
  await console.go('#/settings');
  await page.getByRole('link', { name: 'Field packs…' }).click();
  const make = panel(page, 'Make a field pack');
  await make.getByLabel('What it is for').fill('Frankfurt survey');
  await givePassphrase(make);
  await expect(make.getByText(/about: 4 carriers/)).toBeVisible();
  await stop('field-make');
  const pack = await savedBytesBy(console, place, () => make.getByRole('button', { name: 'Make and save the pack' }).click());
  await openFile(page, panel(page, 'Open a field pack'), pack, 'Open the pack');
  await page.getByRole('link', { name: /FIELD PACK \d/ }).click();
  const back = panel(page, 'Bring back the changes as a proposal');
  const noted = back.getByRole('list', { name: 'Changes' }).getByRole('listitem');
  for (const [at, [site, words]] of (
    [
      ['FRA', 'rack 4 has no free power'],
      ['VIE', 'the second feed is ready'],
    ] as const
  ).entries()) {
    await back.getByLabel('Note on').fill(site);
    await back.getByLabel('What', { exact: true }).fill(words);
    await back.getByRole('button', { name: 'Note it' }).click();
    await expect(noted).toHaveCount(at + 1);
  }
  await givePassphrase(back);
  await stop('field-bring-back');
  const proposal = await savedBytesBy(console, place, () => back.getByRole('button', { name: 'Save the proposal of 2 changes' }).click());
  await page.getByRole('button', { name: 'Back to the live network' }).click();
  const apply = panel(page, 'Apply a proposal');
  await openFile(page, apply, proposal, 'Open the proposal');
  await expect(apply.getByRole('article').first()).toContainText('same');
  await stop('field-review');
}

async function givePassphrase(within: Locator): Promise<void> {
  await within.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await within.getByLabel('Passphrase again').fill(passphrase);
}

async function openFile(page: Page, within: Locator, bytes: Buffer, act: string): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await within.getByRole('button', { name: 'Choose the file' }).click();
  await (await choosing).setFiles({ name: 'survey.llpack', mimeType: 'application/octet-stream', buffer: bytes });
  await within.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await within.getByRole('button', { name: act }).click();
}
