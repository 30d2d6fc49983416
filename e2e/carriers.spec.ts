import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { seriousProblems } from './console/accessibility';
import { madeByHand } from './console/by-hand';
import { savedBy } from './console/files';
import { linksAreUp } from './console/links';
import { order } from './console/orders';
import { expect, test } from './console/story';

test.use({ network: 'own' });

const links = (page: Page) => page.getByRole('grid', { name: 'Carriers' });
const line = (page: Page, name: RegExp) => links(page).getByRole('row', { name });
const side = (page: Page) => page.getByRole('complementary', { name: /^Carrier / });
const more = async (page: Page, item: string): Promise<void> => {
  await side(page).getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
};
const answer = async (page: Page, question: string | RegExp, act: string): Promise<void> => {
  const dialog = page.getByRole('dialog', { name: question });
  await dialog.getByLabel('Why, for the history').fill('their upgrade');
  await dialog.getByRole('button', { name: act }).click();
};

test('the message log is followed, filtered, read and saved', async ({ page, console, place, lab }) => {
  await linksAreUp(page);
  await console.go('#/carriers/alder');
  const log = page.getByRole('treegrid', { name: 'Messages of this link, newest first' });
  await expect(log.getByRole('row', { name: /read in full/ }).first()).toBeVisible();
  await expect(line(page, /Alder/)).toContainText('TAPI');
  await expect(line(page, /Alder/)).toContainText(/\d+ d/);

  await lab.act('alder', 'cut', 'duct', 'duct-CLE-PIT');
  await page.getByLabel('Only refusals, gaps, alarms').check();
  await expect(log.getByRole('row', { name: /alarm/ }).first()).toBeVisible();
  await page.getByLabel('Only refusals, gaps, alarms').uncheck();
  await page.getByRole('textbox', { name: 'Find messages by their words' }).fill('topology-context');
  const read = log.getByRole('row', { name: /GET/ }).first();
  await read.click();
  await expect(log.getByLabel('Received')).toContainText('topology');
  const saved = await savedBy(console, place, async () => {
    await page.getByRole('button', { name: 'Save the messages' }).click();
    await page.getByRole('menuitem', { name: 'As CSV' }).click();
  });
  expect(saved).toMatch(/^ended,carrier,direction,kind,event,subject,status,bytes,elapsed-ms,text\r\n/);
  expect(saved).toContain('topology-context');
  expect(await seriousProblems(page)).toEqual([]);
  await lab.act('alder', 'repair', 'duct', 'duct-CLE-PIT');
});

test('a link is paused, disconnected and resumed; a carrier that something runs over is not removed', async ({ page, console, place }) => {
  await linksAreUp(page);
  await order(place, { order: 'HOLD-1' });
  await console.go('#/carriers/borealis');
  await more(page, 'Pause the link');
  await answer(page, 'Pause the link to Borealis Fibre', 'Pause it');
  await expect(line(page, /Borealis/)).toContainText('paused');
  await side(page).getByRole('button', { name: 'Resume the link' }).click();
  await answer(page, /^Resume the link/, 'Resume it');
  await expect(line(page, /Borealis/)).not.toContainText('paused');

  await side(page).getByRole('button', { name: 'Disconnect' }).click();
  await answer(page, /^Disconnect/, 'Disconnect it');
  await expect(line(page, /Borealis/)).toContainText('disconnected');
  await expect(page.getByRole('contentinfo', { name: 'Status' }).getByRole('link', { name: /Borealis/ })).toContainText('disconnected');
  await expect(side(page)).toContainText('Disconnected by Ann');
  await side(page).getByRole('button', { name: 'Resume the link' }).click();
  await answer(page, /^Resume the link/, 'Resume it');
  await expect(line(page, /Borealis/)).toContainText('up');

  await console.go('#/carriers/dunmore');
  await more(page, 'Remove the carrier');
  await answer(page, /^Remove Dunmore/, 'Remove it');
  await expect(page.getByRole('alert').filter({ hasText: 'Not done' })).toContainText(/HOLD-1/);
  await expect(line(page, /Dunmore/)).toContainText('up');
});

test('our certificate is renewed: what cannot be used is refused, what the manager takes is used at once', async ({
  page,
  console,
  lab,
}) => {
  await linksAreUp(page);
  const folder = dirname(lab.configuration);
  await console.go('#/carriers/cinder');
  await more(page, 'Renew our certificate');
  const dialog = page.getByRole('dialog', { name: /^Renew our certificate/ });
  await dialog.getByLabel('Certificate, PEM').fill(join(folder, 'cinder-next-cert.pem'));
  await dialog.getByLabel('Its key, PEM').fill(join(folder, 'cinder-client-key.pem'));
  await dialog.getByRole('button', { name: 'Try it at the manager' }).click();
  await expect(dialog).toContainText('our private key does not belong to our certificate');
  await dialog.getByLabel('Its key, PEM').fill(join(folder, 'cinder-next-key.pem'));
  await dialog.getByRole('button', { name: 'Try it at the manager' }).click();
  await expect(dialog).toContainText('The manager lets us in with it');
  await dialog.getByRole('button', { name: /^Use it for/ }).click();
  await expect(
    page.getByRole('treegrid', { name: /^Messages of this link/ }).getByRole('row', { name: /certificate renewed/ }),
  ).toBeVisible();
  await expect(line(page, /Cinder/)).toContainText('up');
  await console.go('#/history?find=certificate.renewed');
  await expect(page.getByRole('treegrid', { name: 'History, newest first' })).toContainText('renewed');
});

test('store and managers are compared side by side; a service that somebody made by hand is removed', async ({
  page,
  console,
  place,
  lab,
}) => {
  await linksAreUp(page);
  await place.ask('carriers', 'pause', '--all', '--reason', 'an audit');
  await order(place, { order: 'SIDE-1' });
  await madeByHand(place, lab, 'SIDE-1');
  await console.go('#/carriers?view=reconciliation');
  await page.getByRole('button', { name: 'Compare all now' }).click();
  const grid = page.getByRole('grid', { name: 'Differences between store and managers' });
  const orphan = grid.getByRole('row', { name: /orphan/ });
  await expect(orphan).toContainText('no order wants it');
  await expect(grid.getByRole('row', { name: /missing.*SIDE-1/ })).toContainText('no such service');
  expect(await seriousProblems(page)).toEqual([]);
  await orphan.getByRole('button', { name: 'Remove' }).click();
  const dialog = page.getByRole('dialog', { name: /^Remove/ });
  await expect(dialog).toContainText('Its carrier deletes it');
  await dialog.getByLabel('Why, for the history').fill('left over');
  await dialog.getByRole('button', { name: 'Remove it' }).click();
  await expect(orphan).toBeHidden();
});

test('interconnects are proposed where a new carrier shares a site: one is confirmed, another rejected and allowed again', async ({
  page,
  console,
  place,
}) => {
  await linksAreUp(page);
  const file = join(place.folder, 'elm.csv');
  const rows = [
    'kind,id,site,latitude,longitude,node',
    'node,e1,LON,51.5,-0.1,',
    'node,e2,PAR,48.86,2.35,',
    'port,e1-c1,,,,e1',
    'port,e2-c1,,,,e2',
  ];
  writeFileSync(file, `${rows.join('\n')}\n`);
  await place.ask('inventory', 'import', file, '--carrier', 'elm', '--name', 'Elm', '--yes');
  await console.go('#/carriers/elm?view=interconnects');
  await expect(side(page)).toContainText('known from files');
  const grid = page.getByRole('grid', { name: 'Interconnects, proposals first' });
  const proposed = grid.getByRole('row', { name: /^proposed/ });
  await expect(proposed.filter({ hasText: 'London' }).first()).toBeVisible();
  const paris = proposed.filter({ hasText: 'Paris' }).first();
  await paris.getByRole('button', { name: 'Reject' }).click();
  await answer(page, 'Reject a proposal', 'Reject it');
  const rejected = grid.getByRole('row', { name: /^rejected/ });
  await expect(rejected).toContainText('Ann: their upgrade');
  await rejected.getByRole('button', { name: 'Allow again' }).click();
  await expect(rejected).toBeHidden();

  await proposed.filter({ hasText: 'London' }).first().getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('dialog', { name: 'Confirm an interconnect' }).getByRole('button', { name: 'Join these two' }).click();
  const confirmed = grid.getByRole('row', { name: /confirmed by hand/ });
  await expect(confirmed).toContainText('London');
  await confirmed.getByRole('button', { name: 'Part' }).click();
  await answer(page, 'Part an interconnect', 'Part it');
  await expect(confirmed).toBeHidden();

  await page.getByText('Mapping table', { exact: true }).click();
  await line(page, /Alder/).click();
  await expect(page.getByRole('region', { name: /^Mapping table of/ })).toContainText('FIXED_LATENCY_US');
});
