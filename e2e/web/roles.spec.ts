import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { seriousProblems } from '../console/accessibility';
import { linksAreUp } from '../console/links';
import { order, queueRow } from '../console/orders';
import type { Place } from '../console/place';
import { runInBrowser } from '../console/run-console';
import { expect, test } from '../console/story';

// Accounts are kept beside the configuration, which other stories share.
test.use({ network: 'own' });

/** Another browser, which has no token of the launch. */
async function elsewhere(page: Page): Promise<Page> {
  const browser = page.context().browser() as Browser;
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const other = await context.newPage();
  await other.goto(new URL(page.url()).origin);
  return other;
}

async function signIn(page: Page, account: string, password: string): Promise<void> {
  await page.getByLabel('Account').fill(account);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const addAccount = async (place: Place, name: string, role: string): Promise<string> =>
  (await place.ask<{ readonly password: string }>('accounts', 'add', name, '--role', role)).password;

/** It can be reached, says why not, and does nothing. */
async function isRefused(page: Page, button: ReturnType<Page['getByRole']>, words: string): Promise<void> {
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await expect(button).toHaveAttribute('title', words);
  // What is told to be disabled is not clicked otherwise.
  await button.click({ force: true });
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

test('a viewer sees all and changes nothing; made an operator he signs in anew, and works', async ({ page, place }) => {
  await linksAreUp(page);
  await order(place, { order: 'ROLE-1' });
  const password = await addAccount(place, 'wall', 'viewer');
  const wall = await elsewhere(page);
  await signIn(wall, 'wall', 'certainly another');
  await expect(wall.getByText('There is no such account, or the password is another one: correct it.')).toBeVisible();
  expect(await seriousProblems(wall)).toEqual([]);
  await signIn(wall, 'wall', password);
  await expect(wall.getByRole('button', { name: 'Operator wall, viewer' })).toBeVisible();

  await wall.goto(`${new URL(page.url()).origin}/#/orders/ROLE-1`);
  await expect(queueRow(wall, 'ROLE-1')).toContainText('active');
  await isRefused(
    wall,
    wall.getByRole('button', { name: 'New order' }),
    'Viewer wall may not submit orders; ask an operator or administrator.',
  );
  await isRefused(
    wall,
    wall.getByRole('button', { name: 'Freeze' }),
    'Viewer wall may not freeze orders; ask an operator or administrator.',
  );
  await isRefused(
    wall,
    wall.getByRole('button', { name: 'New session' }),
    'Viewer wall may not open sessions at switches; ask an operator or administrator.',
  );
  // As a key would, for who is at the keyboard.
  await wall.getByRole('button', { name: 'Freeze' }).press('Enter');
  await expect(wall.getByRole('dialog')).toHaveCount(0);
  await wall.keyboard.press('Shift+Tab');
  await wall.keyboard.press('Tab');
  await expect(wall.getByRole('tooltip')).toHaveText('Viewer wall may not freeze orders; ask an operator or administrator.');
  expect(await seriousProblems(wall)).toEqual([]);
  await wall.keyboard.press('Escape');
  await expect(wall.getByRole('tooltip')).toHaveCount(0);

  await wall.goto(`${new URL(page.url()).origin}/#/carriers`);
  await isRefused(
    wall,
    wall.getByRole('link', { name: 'Connect a carrier' }),
    'Viewer wall may not connect carriers; ask an administrator.',
  );
  await expect(wall.getByRole('heading', { level: 1 })).toHaveText('Carriers');
  for (const [screen, words] of [
    ['network', 'Network'],
    ['circuits', 'Circuits'],
    ['recovery', 'Recovery'],
    ['carriers', 'Carriers'],
    ['history', 'History'],
    ['practise', 'Practise'],
    ['settings', 'Settings'],
  ] as const) {
    await wall.goto(`${new URL(page.url()).origin}/#/${screen}`);
    await expect(wall.getByRole('heading', { level: 1 })).toHaveText(words);
    await expect(wall.locator('main').getByText(/cannot be read|may not|does not let/)).toHaveCount(0);
  }
  await expect(wall.getByText('Signed in as wall, viewer')).toBeVisible();
  await expect(wall.getByRole('heading', { name: 'Accounts' })).toBeHidden();

  await place.ask('accounts', 'role', 'wall', 'operator');
  await expect(wall.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await signIn(wall, 'wall', password);
  await expect(wall.getByRole('button', { name: 'Operator wall, operator' })).toBeVisible();
  // What an operator may not do at its end is told before its first step.
  await wall.goto(`${new URL(page.url()).origin}/#/wizard/carrier/new`);
  await expect(wall.locator('main')).toContainText('Operator wall may not connect carriers; ask an administrator.');
  await wall.goto(`${new URL(page.url()).origin}/#/orders/ROLE-1`);
  await wall.getByRole('button', { name: 'Freeze' }).click();
  const question = wall.getByRole('dialog', { name: 'Freeze ROLE-1' });
  await question.getByLabel('Why').fill('splicing');
  await question.getByRole('button', { name: 'Freeze' }).click();
  await expect(question.getByRole('status')).toHaveText('1 order done.');
  const told = await place.ask<readonly { readonly event: string; readonly text: string }[]>('history', 'tail', '--count', '20');
  expect(told.find(({ event }) => event.includes('frozen'))?.text).toContain('wall');
  await wall.context().close();
});

test('an administrator adds an account, and removes it: whoever had signed in with it is out at once', async ({ page, console }) => {
  await console.go('#/settings');
  const accounts = page.getByRole('region', { name: 'Accounts' });
  await expect(accounts).toContainText('Nobody signs in');
  for (const [name, role] of [
    ['root', 'administrator'],
    ['zoe', 'viewer'],
  ] as const) {
    await accounts.getByRole('button', { name: 'Account', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Add an account' });
    await dialog.getByLabel('Account', { exact: true }).fill(name);
    await dialog.getByRole('combobox', { name: 'Role' }).click();
    await page.getByRole('option', { name: role }).click();
    await dialog.getByLabel('Password', { exact: true }).fill('short');
    await expect(dialog).toContainText('12 characters or more: 7 to go');
    await dialog.getByLabel('Password', { exact: true }).fill('correct horse battery');
    await dialog.getByRole('button', { name: 'Add it' }).click();
    await expect(accounts.getByRole('row', { name: new RegExp(`${name}.*${role}`) })).toBeVisible();
  }
  expect(await seriousProblems(page)).toEqual([]);
  const zoe = await elsewhere(page);
  await signIn(zoe, 'zoe', 'correct horse battery');
  await expect(zoe.getByRole('button', { name: 'Operator zoe, viewer' })).toBeVisible();

  // His own password, with the one of before.
  await zoe.getByRole('button', { name: 'Operator zoe, viewer' }).click();
  await zoe.getByRole('button', { name: 'Change password' }).click();
  await zoe.getByLabel('Current password', { exact: true }).fill('not this one');
  await zoe.getByLabel('New password', { exact: true }).fill('tie-line to nowhere');
  await zoe.getByRole('button', { name: 'Change it' }).click();
  await expect(zoe.getByText('the current password is wrong: correct it')).toBeVisible();
  await zoe.getByLabel('Current password', { exact: true }).fill('correct horse battery');
  await zoe.getByRole('button', { name: 'Change it' }).click();
  await expect(zoe.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await signIn(zoe, 'zoe', 'tie-line to nowhere');
  await expect(zoe.getByRole('button', { name: 'Operator zoe, viewer' })).toBeVisible();

  await accounts.getByRole('button', { name: 'Change root' }).click();
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  await page.getByRole('button', { name: 'Remove it' }).click();
  await expect(page.getByText('root is the last administrator: make another account one first')).toBeVisible();
  await accounts.getByRole('button', { name: 'Change zoe' }).click();
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  await page.getByRole('button', { name: 'Remove it' }).click();
  await expect(accounts.getByRole('row', { name: /zoe/ })).toHaveCount(0);
  await expect(zoe.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await zoe.context().close();
});

test('secrets are told by their names; without a way to keep any it says what helps', async ({ page, console, place }) => {
  await console.go('#/settings');
  await expect(page.getByRole('region', { name: 'Secrets' })).toContainText('LONGLINES_PASSPHRASE_FILE');
  const browser = page.context().browser() as Browser;
  await console.end();
  const passphrase = join(place.folder, 'passphrase');
  writeFileSync(passphrase, 'correct horse battery\n', { mode: 0o600 });
  const again = await runInBrowser({ ...place, environment: { ...place.environment, LONGLINES_PASSPHRASE_FILE: passphrase } }, browser, {});
  try {
    await again.go('#/settings');
    const secrets = again.page.getByRole('region', { name: 'Secrets' });
    await secrets.getByRole('button', { name: 'Secret', exact: true }).click();
    await again.page.getByLabel('Name', { exact: true }).fill('NYC-1 ops');
    await again.page.getByLabel('Secret', { exact: true }).fill('tie-line');
    await again.page.getByRole('button', { name: 'Keep it' }).click();
    await expect(secrets.getByRole('row', { name: /NYC-1 ops/ })).toContainText('kept, not shown');
    expect(await seriousProblems(again.page)).toEqual([]);
    await secrets.getByRole('button', { name: 'Replace NYC-1 ops' }).click();
    await again.page.getByLabel('Secret', { exact: true }).fill('order-wire');
    await again.page.getByRole('button', { name: 'Replace it' }).click();
    await secrets.getByRole('button', { name: 'Remove NYC-1 ops' }).click();
    await again.page.getByRole('button', { name: 'Remove it' }).click();
    await expect(secrets).toContainText('None is kept');
    await again.go('#/history');
    await expect(again.page.getByText('secret.removed').first()).toBeVisible();
    await expect(again.page.locator('main')).not.toContainText(/tie-line|order-wire/);
  } finally {
    await again.end();
  }
});
