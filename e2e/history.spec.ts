import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { savedBy } from './console/files';
import { order } from './console/orders';
import { expect, test } from './console/story';

test('the history is filtered by the host, exported whole, and verified against a head that was kept', async ({ page, console, place }) => {
  await order(place, { order: 'HIST-1', customer: 'Quay Bank', a: 'AMS', z: 'BRU', limit: '40ms' });
  await place.ask('orders', 'freeze', 'HIST-1', '--reason', 'for the story');
  await console.go('#/history');
  const list = page.getByRole('treegrid', { name: 'History, newest first' });
  await expect(list.getByRole('row', { name: /order\.active/ }).first()).toBeVisible();

  // By what happened: each kind of thing, and each of its events.
  await page.getByRole('combobox', { name: 'What happened' }).fill('order.active');
  await page.getByRole('option', { name: 'order.active', exact: true }).click();
  await expect(list.getByRole('row', { name: /HIST-1/ })).toHaveCount(1);
  await expect(list.getByRole('row', { name: /order\.received/ })).toHaveCount(0);

  // By of what, by whom and by words.
  await page.getByRole('button', { name: 'Everything again' }).click();
  await page.getByRole('textbox', { name: 'Of what, by its id' }).fill('HIST-1');
  await expect(list.getByRole('row', { name: /order\.received/ })).toBeVisible();
  await page.getByRole('combobox', { name: 'By whom' }).fill('Operators');
  await page.getByRole('combobox', { name: 'By whom' }).press('Escape');
  await page.getByRole('textbox', { name: 'Find entries by their words' }).fill('FOR the story');
  await expect(list.getByRole('row', { name: /for the story/ })).toBeVisible();
  await expect(list.getByRole('row', { name: /order\.received/ })).toHaveCount(0);
  await page.getByRole('textbox', { name: 'Find entries by their words' }).fill('nothing is like that');
  await expect(list).toContainText('No entry is so: change the filter.');

  // What happens now comes in at the top, if it is so.
  await page.getByRole('button', { name: 'Everything again' }).click();
  await page.getByRole('textbox', { name: 'Of what, by its id' }).fill('HIST-1');
  await expect(list.getByRole('row', { name: /order\.active/ })).toBeVisible();
  await place.ask('orders', 'unfreeze', 'HIST-1', '--reason', 'the story goes on');
  await expect(list.getByRole('row', { name: /the story goes on/ })).toBeVisible();

  const exportAs = async (format: 'CSV' | 'JSON'): Promise<string> =>
    savedBy(console, place, async () => {
      await page.getByRole('button', { name: 'Save every entry that the filter leaves' }).click();
      await page.getByRole('menuitem', { name: `As ${format}` }).click();
    });
  const csv = (await exportAs('CSV')).trimEnd().split('\r\n');
  expect(csv[0]).toBe('number,at,actor,event,subject,text');
  const entries = JSON.parse(await exportAs('JSON')) as readonly {
    readonly number: number;
    readonly subject: string;
    readonly event: string;
  }[];
  expect(entries).toHaveLength(csv.length - 1);
  expect(new Set(entries.map(({ subject }) => subject))).toEqual(new Set(['HIST-1']));
  expect(entries.map(({ event }) => event)).toEqual(expect.arrayContaining(['order.received', 'order.active']));
  expect(entries.map(({ number }) => number)).toEqual(entries.map(({ number }) => number).sort((a, b) => a - b));
  await expect(page.getByText(/entries saved as history-.*\.json/)).toBeVisible();

  // Its head is kept elsewhere; later the history still contains it.
  const head = await savedBy(console, place, () => page.getByRole('button', { name: 'Export head' }).click());
  expect(head).toMatch(/^longlines-history \d+ [0-9a-f]{64} ed25519:\S+ \S+\n$/);
  await place.ask('orders', 'freeze', 'HIST-1', '--reason', 'after the head');
  const kept = join(place.folder, 'kept-head.txt');
  writeFileSync(kept, head);
  await page.getByRole('button', { name: 'Verify against a kept head …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Verify against a head that was kept' });
  await dialog.locator('input[type=file]').setInputFiles(kept);
  await expect(dialog.getByRole('textbox', { name: 'The head, as it was exported' })).toHaveValue(head.trim());
  await dialog.getByRole('button', { name: 'Verify', exact: true }).click();
  await expect(page.getByText(/The history is as it was recorded: .* it contains the head that was kept/)).toBeVisible();

  // One that was tampered with is told, and leads to where it is.
  await page.getByRole('button', { name: 'Verify against a kept head …' }).click();
  const forged = head.trim().replace(/ \d+ /, ' 4 ');
  await dialog.getByRole('textbox', { name: 'The head, as it was exported' }).fill(forged);
  await dialog.getByRole('button', { name: 'Verify', exact: true }).click();
  await expect(page.getByText(/The history is not as it was recorded: one problem/)).toBeVisible();
  await page.getByRole('button', { name: 'Show record 4' }).click();
  await expect(list.getByRole('row', { name: /broken 4/ })).toBeVisible();
  await expect(list.getByRole('row', { name: /unproved 5/ })).toBeVisible();
  await page.getByRole('button', { name: 'Show everything again' }).click();
  await expect(list.getByRole('row', { name: /after the head/ })).toBeVisible();
});
