import type { Page } from '@playwright/test';
import { savedBy } from './console/files';
import { switchDoors } from './console/switch-doors';
import { expect, test } from './console/story';

const dock = (page: Page) => page.getByRole('region', { name: 'Terminals' });
const typed = (page: Page) => dock(page).getByRole('textbox', { name: 'Terminal input' });
const prompt = /SW-LON-1>\s*$/;

/** Chooses where to in the dialog, with nothing but the keyboard's Enter at its end. */
async function connect(page: Page, by: 'SSH' | 'Telnet', port: string, user = ''): Promise<void> {
  await page.getByRole('button', { name: 'New session' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New session' });
  if (by === 'Telnet') {
    await dialog.getByRole('combobox', { name: 'By' }).click();
    await page.getByRole('option', { name: by }).click();
  }
  await dialog.getByLabel('Host').fill('127.0.0.1');
  await dialog.getByLabel('Port').fill(port);
  if (user !== '') await dialog.getByLabel('User').fill(user);
  await dialog.getByLabel('Port').press('Enter');
  await expect(dialog).toBeHidden();
}

test('SSH to a switch: its key, a command, copy and search, a log, and a key that changes', async ({ page, console, lab, place }) => {
  const { user, password, sshPort } = switchDoors(lab, 'SW-LON-1');
  const fingerprintOf = async (): Promise<string> => {
    const question = dock(page).getByRole('alertdialog', { name: 'Is this the host’s key' });
    await expect(question).toContainText(`First session to 127.0.0.1:${sshPort}`);
    return /SHA256:\S{43}/.exec((await question.textContent()) ?? '')?.[0] ?? 'none is shown';
  };
  const logIn = async (): Promise<void> => {
    const question = dock(page).getByRole('alertdialog', { name: 'The host asks who you are' });
    await question.getByRole('textbox', { name: /password/i }).fill(password);
    await question.getByRole('button', { name: 'Log in' }).click();
    await expect(typed(page)).toBeFocused();
  };
  await console.go('#/circuits');
  await connect(page, 'SSH', sshPort, user);
  const first = await fingerprintOf();
  expect(lab.words).toContain(first);
  await dock(page).getByRole('button', { name: 'It is, go on' }).click();
  await logIn();
  await expect(dock(page)).toContainText(prompt);

  await page.getByRole('button', { name: 'More of the session at 127.0.0.1' }).click();
  await page.getByRole('menuitem', { name: 'Write to a file from now on' }).click();
  await expect(dock(page)).toContainText('● to a file');
  await typed(page).pressSequentially('show version\n');
  await expect(dock(page)).toContainText('GranDSLAM 4200 of the lab');
  await expect(dock(page)).toContainText(prompt);
  const log = await savedBy(console, place, async () => {
    await page.getByRole('button', { name: 'More of the session at 127.0.0.1' }).click();
    await page.getByRole('menuitem', { name: 'Stop and save the file' }).click();
  });
  expect(log).toContain('SW-LON-1, London access 1: a GranDSLAM 4200 of the lab');

  // What is selected is copied, and found again. A Chromium without a window has nobody whom it could ask.
  await page.context().grantPermissions(['clipboard-write']);
  const search = dock(page).getByRole('textbox', { name: 'Search in this session' });
  const word = dock(page).locator('.xterm-rows').getByText('trunk').first();
  // The clipboard is written some time after the keys.
  await expect(async () => {
    await word.dblclick({ position: { x: 8, y: 6 }, force: true });
    await page.keyboard.press('Control+Shift+C');
    await page.keyboard.press('Control+Shift+F');
    await search.fill('');
    await page.keyboard.press('Control+V');
    await expect(search).toHaveValue('trunk', { timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await expect(dock(page).getByRole('search').getByRole('status')).toHaveText('1 of 1');
  await search.press('Escape');

  // Many lines are asked about; Enter keeps them from being sent.
  await typed(page).focus();
  await paste(page, 'show version\nshow alarms\u0007\nexit\n');
  const guard = page.getByRole('dialog', { name: 'Not pasted yet: 3 lines for 127.0.0.1' });
  await expect(guard).toContainText('Control characters are left out: U+0007.');
  await expect(guard.getByRole('button', { name: 'Do not paste' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(guard).toBeHidden();
  await paste(page, 'show alarms\nexit\n');
  await page.getByRole('button', { name: 'Paste 2 lines' }).click();
  await expect(dock(page)).toContainText('no alarms');
  await expect(dock(page).getByRole('status').filter({ hasText: 'The other side ended the session' })).toBeVisible();

  await lab.act('SW-LON-1', 'new-host-key');
  await dock(page).getByRole('button', { name: 'Connect again' }).click();
  const refused = dock(page).getByRole('alert').filter({ hasText: 'Not connected: the host’s key has changed' });
  await expect(refused).toContainText(first);
  const forget = refused.getByRole('button', { name: 'Forget the pinned key, ask anew' });
  await expect(forget).toBeDisabled();
  await refused.getByRole('checkbox', { name: /Whoever runs the host told me/ }).check();
  await forget.click();
  expect(await fingerprintOf()).not.toBe(first);
  await dock(page).getByRole('button', { name: 'It is, go on' }).click();
  await logIn();
  // The field had the focus all the time; only once it is welcomed again is there somebody to type to.
  await expect(dock(page)).toContainText(/welcome, ops[^]*welcome, ops/);
  // Below what the former session left, and over none of it.
  await expect(dock(page)).toContainText(/SW-LON-1> exit[^]*welcome, ops[^]*SW-LON-1>\s*$/);
  await typed(page).pressSequentially('size\n');
  await expect(dock(page)).toContainText(/\d+ columns, \d+ rows/);
});

test('telnet, and a switch that sends what a terminal must not obey', async ({ page, console, lab }) => {
  const { user, password, telnetPort } = switchDoors(lab, 'SW-LON-1');
  await console.go('#/circuits');
  const address = page.url();
  const title = await page.title();
  await connect(page, 'Telnet', telnetPort);
  await expect(dock(page)).toContainText('login:');
  await typed(page).pressSequentially(`${user}\n`);
  await expect(dock(page)).toContainText('password:');
  await typed(page).pressSequentially(`${password}\n`);
  await expect(dock(page)).toContainText(prompt);
  await typed(page).pressSequentially('hostile\n');
  await expect(dock(page)).toContainText('press Enter');
  await typed(page).press('Enter');
  // What terminal it is, that it works, and where its cursor stands; nothing whose words the switch could have chosen.
  await expect(dock(page)).toContainText(/it answered "(\\u001b\[(\?[\d;]+c|>[\d;]+c|0n|\d+;\d+R))+"/);
  expect(await page.title()).toBe(title);
  expect(page.url()).toBe(address);
  // Nor is there anything in the clipboard.
  await page.keyboard.press('Control+Shift+F');
  const search = dock(page).getByRole('textbox', { name: 'Search in this session' });
  await search.press('Control+V');
  await expect(search).not.toHaveValue(/stolen/);
  await expect(dock(page).locator('.xterm-rows').getByRole('link')).toHaveCount(0);
  expect(page.context().pages()).toHaveLength(1);
});

/** As the browser gives it from the system's clipboard. */
async function paste(page: Page, text: string): Promise<void> {
  await typed(page).evaluate((field, given) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', given);
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}
