import type { Page } from '@playwright/test';
import { order, ordersOf } from '../console/orders';
import type { Lab } from '../console/lab';
import type { Place } from '../console/place';
import { expect, test } from '../console/story';
import { picture } from '../console/wizards';

// It breaks what others need.
test.use({ network: 'own' });

const duct = 'duct-DUS-FRA';
const inDuct = ['borealis', 'cinder', 'dunmore'] as const;
const cut = (lab: Lab) => Promise.all(inDuct.map((id) => lab.act(id, 'cut', 'duct', duct)));
const repair = (lab: Lab) => Promise.all(inDuct.map((id) => lab.act(id, 'repair', 'duct', duct)));

async function furnish(place: Place): Promise<void> {
  await Promise.all([
    order(place, { order: 'REC-1', a: 'AMS', z: 'FRA' }),
    // Nothing else is as fast.
    order(place, { order: 'REC-2', a: 'AMS', z: 'FRA', limit: '4ms', customer: 'Mill Exchange' }),
    order(place, { order: 'REC-3', a: 'LON', z: 'FRA', limit: '30ms', customer: 'Aldgate Clearing' }),
  ]);
  // Nothing is moved before somebody says so.
  await place.ask('carriers', 'pause', '--all', '--reason', 'an exercise');
}

const strip = (page: Page) => page.getByRole('alert').filter({ hasText: 'Critical' });
const step = (page: Page, name: string) => page.getByRole('group', { name: new RegExp(`^Step \\d of 6: ${name}`) });
const footer = (page: Page, name: string | RegExp) => page.getByRole('group', { name: 'Going on' }).getByRole('button', { name });
/** Who has what is open, each once. */
const ownersIn = async (place: Place): Promise<readonly (string | null)[]> => {
  const open = await place.ask<readonly { readonly handling: { readonly owner: string | null } }[]>('impairments', 'list');
  return [...new Set(open.map(({ handling }) => handling.owner))];
};
const stateOf = async (place: Place, id: string) => (await ordersOf(place)).find((one) => one.id === id)?.state;

test('an operator is led from a cut to where each connection goes; what is sent is what was shown', async ({ page, place, lab }) => {
  await furnish(place);
  await cut(lab);
  // Recovery is paused: they wait for somebody, whatever routes there are, and what broke is one event.
  await expect(strip(page)).toContainText('Duct DUS-FRA down');
  await expect(strip(page)).toContainText('3 connections hit: 3 waiting for you');
  expect(await place.ask('status')).toMatchObject({ openImpairments: 1 });
  await picture(page, 'strip-paused');
  // All that runs through the duct is named, with whose it is.
  await strip(page).getByRole('button', { name: 'Look at it' }).click();
  const row = page.getByRole('grid', { name: 'Impairments' }).getByRole('row', { name: /Duct DUS-FRA/ });
  const side = page.getByRole('complementary', { name: 'Impairment of Duct DUS-FRA' });
  for (const carrier of ['Borealis Fibre', 'Cinder Telecom', 'Dunmore Access']) {
    await expect(row).toContainText(carrier);
    await expect(side).toContainText(carrier);
  }
  await expect(row).toContainText('3 hit: 3 waiting for you');
  await expect(side.getByRole('listitem').filter({ hasText: 'not used by any connection' }).first()).toBeVisible();
  await expect(side.getByRole('link', { name: 'Recover 3' })).toBeVisible();
  await strip(page).getByRole('button', { name: 'Recover 3' }).click();

  await expect(step(page, 'What happened')).toContainText('3 connections hit');
  await step(page, 'What happened').getByRole('button', { name: 'Take it' }).click();
  // What is told then stands above the button that goes on, not over it.
  const notice = page.getByRole('alert').filter({ hasText: 'You have it now' });
  await expect(async () => {
    const [told, goesOn] = [await notice.boundingBox(), await footer(page, 'Whom it hits').boundingBox()];
    expect(told !== null && goesOn !== null && told.y + told.height <= goesOn.y).toBe(true);
  }).toPass();
  await expect(step(page, 'What happened')).toContainText('You have it.');
  await footer(page, 'Whom it hits').click();
  const hits = page.getByRole('grid', { name: 'Connections hit' });
  await expect(hits.getByRole('row', { name: /REC-2/ })).toContainText('waits for you');

  await footer(page, 'Alternatives').click();
  await hits.getByRole('row', { name: /REC-1/ }).click();
  const ways = page.getByRole('radiogroup', { name: 'Alternatives of REC-1' });
  await expect(ways).toContainText('Old route');
  await expect(ways).toContainText('engine proposes');
  await expect(ways.getByRole('radio', { name: 'Way A' })).toBeChecked();
  const takeAll = page.getByRole('button', { name: 'Take all proposals' });
  await expect(takeAll).toBeDisabled();
  await ways.getByRole('radio', { name: 'Way B' }).check();
  await expect(takeAll).toBeEnabled();
  await expect(page.getByRole('table', { name: 'What will be sent for the chosen way' })).toBeVisible();
  await expect(hits.getByRole('row', { name: /REC-1/ })).toContainText('your choice');
  // One that has none within its limit says what there would be.
  await hits.getByRole('row', { name: /REC-2/ }).click();
  await expect(page.getByRole('radiogroup', { name: 'Alternatives of REC-2' })).toContainText('over the limit');
  await expect(page.getByRole('main')).toContainText(
    '1 of 2 chosen by you. The engine’s proposal stands for the other 1. 1 without a route stays impaired',
  );

  // Left in the middle, and resumed: what was chosen is there.
  await page.getByRole('button', { name: 'Leave, resume later' }).click();
  await page.getByRole('link', { name: /Left open/ }).click();
  await page.getByRole('list', { name: 'Left open' }).getByRole('link').first().click();
  await expect(hits.getByRole('row', { name: /REC-1/ })).toContainText('your choice');

  await footer(page, 'Review 2 moves').click();
  const moves = page.getByRole('table', { name: 'Moves' });
  await expect(moves.getByRole('row', { name: /REC-1/ })).toContainText('by you');
  await expect(moves.getByRole('row', { name: /REC-3/ })).toContainText('by the engine');
  await expect(page.getByRole('table', { name: 'Not moved' })).toContainText('REC-2');
  await moves.getByRole('button', { name: 'Steps of REC-1' }).click();
  await expect(page.getByRole('table', { name: 'Steps of REC-1' })).toContainText('connectivity-service');
  await expect(footer(page, 'Move 2')).toBeDisabled();
  await page.getByLabel('Why, for the history').fill('the duct is cut');
  await footer(page, 'Move 2').click();

  await expect(step(page, 'Progress')).toContainText('2 of 2 moves done');
  await expect.poll(() => stateOf(place, 'REC-1')).toBe('active');
  await expect.poll(() => stateOf(place, 'REC-2')).toBe('impaired');
  await footer(page, 'Keep or revert').click();
  await expect(step(page, 'Keep or revert')).toContainText('2 connections restored');

  // Repaired while it is open: it says so, and offers what is left.
  await repair(lab);
  await expect(page.getByRole('main')).toContainText('Cleared at');
  await expect(page.getByRole('main')).toContainText('1 carry again by themselves, 2 were restored elsewhere');
  await step(page, 'Keep or revert').getByRole('button', { name: 'Revert REC-3' }).click();
  await page.getByRole('dialog').getByLabel('Why, for the history').fill('it is whole again');
  await page.getByRole('dialog').getByRole('button', { name: 'Revert 1' }).click();
  await expect(page.getByText(/REC-3: /).first()).toBeVisible();
  await footer(page, 'Keep the rest and finish').click();
  await expect(page.getByText('Nothing is impaired')).toBeVisible();
});

test('two operators are at one impairment: the second sees who has it, and nothing is done twice', async ({
  page,
  console: desk,
  place,
  lab,
}) => {
  await furnish(place);
  await cut(lab);
  await expect(strip(page)).toBeVisible();
  const ben = await desk.another();
  const lead = async (window: Page): Promise<void> => {
    await strip(window)
      .getByRole('button', { name: /^Recover \d/ })
      .click();
    await expect(step(window, 'What happened')).toContainText('3 connections hit');
  };
  await lead(page);
  await step(page, 'What happened').getByRole('button', { name: 'Take it' }).click();
  await expect(step(page, 'What happened')).toContainText('You have it.');
  // He is somebody else.
  await ben.getByRole('button', { name: 'Ann' }).click();
  await ben.getByRole('textbox').last().fill('Ben');
  await ben.keyboard.press('Enter');
  await lead(ben);
  await expect(ben.getByRole('main')).toContainText('Ann has it.');
  await expect(ben.getByRole('main')).toContainText(/Done last, .*: given to Ann by Ann/);
  expect(await ownersIn(place)).toEqual(['Ann']);

  // A third takes it by the command line: both are told, and Ann takes it back.
  const open = await place.ask<readonly { readonly id: string }[]>('impairments', 'list');
  for (const { id } of open) await place.ask('impairments', 'own', id, 'Cleo', '--by', 'Cleo');
  for (const window of [page, ben]) await expect(window.getByRole('main')).toContainText('Cleo has it.');
  expect(await ownersIn(place)).toEqual(['Cleo']);
  await step(page, 'What happened').getByRole('button', { name: 'Take it' }).click();
  for (const window of [page, ben]) await expect(window.getByRole('main')).not.toContainText('Cleo has it.');

  const review = async (window: Page): Promise<void> => {
    await footer(window, 'Whom it hits').click();
    await footer(window, 'Alternatives').click();
    await footer(window, 'Review 2 moves').click();
    await window.getByLabel('Why, for the history').fill('the duct is cut');
    await expect(footer(window, 'Move 2')).toBeEnabled();
  };
  await review(page);
  await review(ben);
  await footer(page, 'Move 2').click();
  await expect(step(page, 'Progress')).toContainText('2 of 2 moves done');
  // What he was shown is not so any more: he is told, and nothing is done.
  await footer(ben, 'Move 2').click();
  await expect(step(ben, 'Progress').getByRole('table', { name: 'What was asked for' })).toContainText('not needed any more');
  const history = await place.ask<readonly { readonly event: string }[]>('history', 'tail', '--count', '500');
  expect(history.filter(({ event }) => event === 'order.move-requested')).toHaveLength(2);
  await repair(lab);
});

test('an impairment that clears while the moves are reviewed moves nobody', async ({ page, place, lab }) => {
  await furnish(place);
  await cut(lab);
  await strip(page)
    .getByRole('button', { name: /^Recover \d/ })
    .click();
  await footer(page, 'Whom it hits').click();
  await footer(page, 'Alternatives').click();
  await footer(page, 'Review 2 moves').click();
  await expect(page.getByRole('table', { name: 'Moves' })).toBeVisible();
  await repair(lab);
  await expect(page.getByRole('main')).toContainText('Cleared at');
  await expect(page.getByRole('main')).toContainText('It is cleared and nobody is left to be moved');
  await footer(page, 'Keep or revert').click();
  const kept = step(page, 'Keep or revert');
  await expect(kept).toContainText('Nothing was moved');
  await expect(kept).toContainText('so there is nothing to keep or to revert. 3 connections carry again on the first route');
  await expect(kept.getByRole('button', { name: /^Revert/ })).toHaveCount(0);
  await picture(page, 'nothing-moved');
  await footer(page, 'Finish').click();
  await expect(page.getByText('Nothing is impaired')).toBeVisible();
  for (const id of ['REC-1', 'REC-2', 'REC-3']) await expect.poll(() => stateOf(place, id)).toBe('active');
  const history = await place.ask<readonly { readonly event: string }[]>('history', 'tail', '--count', '500');
  expect(history.filter(({ event }) => event === 'order.move-requested')).toEqual([]);
});
