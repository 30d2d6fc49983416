import type { Browser, Page } from '@playwright/test';
import { order, ordersOf } from '../console/orders';
import type { Place } from '../console/place';
import { expect, test } from '../console/story';
import { picture } from '../console/wizards';

// It breaks what others need.
test.use({ network: 'own' });

const duct = 'duct-DUS-FRA';
const inDuct = ['borealis', 'cinder', 'dunmore'] as const;
const step = (page: Page, name: string) => page.getByRole('group', { name: new RegExp(`^Step \\d of 6: ${name}`) });
const footer = (page: Page, name: string | RegExp) => page.getByRole('group', { name: 'Going on' }).getByRole('button', { name });
const notice = (page: Page, who: string) => page.getByRole('status').filter({ hasText: `${who} has it.` });

/** The same link of the launch in a browser of his own: windows of one browser are one operator's. */
async function atAnotherMachine(page: Page, launched: string): Promise<Page> {
  const browser = page.context().browser() as Browser;
  const other = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await other.goto(launched);
  return other;
}

/** Who has what is open, each once. */
async function ownersIn(place: Place): Promise<readonly (string | null)[]> {
  const open = await place.ask<readonly { readonly handling: { readonly owner: string | null } }[]>('impairments', 'list');
  return [...new Set(open.map(({ handling }) => handling.owner))];
}

test('two operators at two machines take one impairment: each is told of the other, and each order is moved once', async ({
  page,
  console: desk,
  place,
  lab,
}) => {
  const ben = await atAnotherMachine(page, desk.launched);
  await ben.getByRole('button', { name: 'Ann' }).click();
  await ben.getByRole('textbox').last().fill('Ben');
  await ben.keyboard.press('Enter');
  await Promise.all([
    order(place, { order: 'REC-1', a: 'AMS', z: 'FRA' }),
    order(place, { order: 'REC-3', a: 'LON', z: 'FRA', limit: '30ms', customer: 'Aldgate Clearing' }),
  ]);
  await place.ask('carriers', 'pause', '--all', '--reason', 'an exercise');
  await Promise.all(inDuct.map((id) => lab.act(id, 'cut', 'duct', duct)));
  for (const window of [page, ben]) {
    await window
      .getByRole('alert')
      .filter({ hasText: 'Critical' })
      .getByRole('button', { name: /^Recover \d/ })
      .click();
    await expect(step(window, 'What happened')).toContainText('2 connections hit');
  }
  await step(page, 'What happened').getByRole('button', { name: 'Take it' }).click();
  await expect(notice(ben, 'Ann')).toContainText('given to Ann by Ann');
  await expect(step(page, 'What happened')).toContainText('You have it.');
  expect(await ownersIn(place)).toEqual(['Ann']);
  // He takes it all the same: now she is told, and it is not hers any more.
  await step(ben, 'What happened').getByRole('button', { name: 'Take it' }).click();
  await expect(step(ben, 'What happened')).toContainText('You have it.');
  await expect(notice(ben, 'Ann')).toBeHidden();
  await expect(notice(page, 'Ben')).toContainText('given to Ben by Ben');
  await expect(step(page, 'What happened').getByRole('button', { name: 'Take it' })).toBeVisible();
  expect(await ownersIn(place)).toEqual(['Ben']);
  await picture(page, 'ben-has-it');

  for (const window of [page, ben]) {
    await footer(window, 'Whom it hits').click();
    await footer(window, 'Alternatives').click();
    await footer(window, 'Review 2 moves').click();
    await window.getByLabel('Why, for the history').fill('the duct is cut');
    await expect(footer(window, 'Move 2')).toBeEnabled();
  }
  // The notice goes with her through every step.
  await expect(notice(page, 'Ben')).toBeVisible();
  await footer(ben, 'Move 2').click();
  await expect(step(ben, 'Progress')).toContainText('2 of 2 moves done');
  await expect(step(page, 'Review')).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Nobody is left to be moved');
  const history = await place.ask<readonly { readonly event: string; readonly text: string }[]>('history', 'tail', '--count', '500');
  const asked = history.filter(({ event }) => event === 'order.move-requested');
  expect(asked).toHaveLength(2);
  for (const { text } of asked) expect(text).toContain('Ben');
  for (const { state } of await ordersOf(place)) expect(state).toBe('active');
});
