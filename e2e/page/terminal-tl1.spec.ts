import type { Page } from '@playwright/test';
import { switchDoors } from '../console/switch-doors';
import { expect, test } from '../console/story';

const dock = (page: Page) => page.getByRole('region', { name: 'Terminals' });

test('TL1 at a switch: answers are marked, and a line that cuts circuits waits for a word', async ({ page, console, place, lab }) => {
  const { user, password } = switchDoors(lab, 'SW-NYC-1');
  const pathWords = ['--switch', 'sw-nyc-1', '--provider', 'Quay Telephone', '--vpi', '8', '--vcis', '32-95', '--bulk-size', '8'];
  await place.ask('paths', 'add', 'VP-E2E-T', ...pathWords, '--delta-threshold', '2');
  await place.ask('circuits', 'order', '--order', 'E2E-T1', '--end-user', 'Fern Street 1', '--path', 'VP-E2E-T', '--line', '1-8-2-1');
  await console.go('#/circuits/VP-E2E-T');
  await expect(page.getByRole('img', { name: 'VP-E2E-T:' })).toHaveAccessibleName(/1 used, 7 free/);

  await page.getByRole('button', { name: 'Open New York access 1' }).click();
  const command = page.getByRole('textbox', { name: 'Command for New York access 1' });
  const say = async (line: string) => {
    await command.fill(line);
    await command.press('Enter');
  };
  await expect(command).toBeFocused();
  await say('RTRV-HDR:::H1');
  await expect(dock(page)).toContainText('Not sent: a command ends with ;');
  await say(`ACT-USER:SW-NYC-1:${user}:L1::${password};`);
  await expect(dock(page)).toContainText('M  L1 COMPLD');
  // What was typed stands there, but for the password.
  await expect(dock(page)).toContainText(`< ACT-USER:SW-NYC-1:${user}:L1:…;`);
  await expect(dock(page)).not.toContainText(password);
  const word = dock(page)
    .locator('.xterm-rows span')
    .filter({ hasText: /^COMPLD$/ })
    .first();
  await expect(word).toHaveCSS('font-weight', '700');
  await expect(word).not.toHaveCSS('background-color', 'rgba(0, 0, 0, 0)');

  await say('RTRV-CRS-VC::NTVCL-8-ALL:R1;');
  await expect(dock(page)).toContainText('"NTVCL-8-32,LTVCL-1-8-2-1-0-35:::IS"');
  await expect(dock(page)).toContainText('M  R1 COMPLD');

  await say('DLT-CRS-VC::NTVCL-8-32,LTVCL-1-8-2-1-0-35:D1;');
  const held = dock(page).getByRole('alertdialog', { name: /^Not sent yet: / });
  await expect(held).toContainText(/1 cross-connection/);
  await expect(held).toContainText('1 circuit of Fern Street 1 on VP 8 (Quay Telephone)');
  await expect(held.getByRole('button', { name: 'Do not send' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(held).toBeHidden();
  await expect(dock(page)).toContainText('(not sent)');
  await expect(command).toHaveValue('DLT-CRS-VC::NTVCL-8-32,LTVCL-1-8-2-1-0-35:D1;');
  await command.press('Enter');
  await held.getByRole('button', { name: 'Send it' }).click();
  // It is in service: the switch says no, in its own words.
  await expect(dock(page)).toContainText('M  D1 DENY');
  await expect(dock(page)).toContainText('SNVS');

  await lab.act('SW-NYC-1', 'alarm', 'critical', 'NTPORT-1', 'LOS', 'loss of signal');
  await expect(dock(page)).toContainText(/\*C \d+ REPT ALM/);
  await expect(dock(page)).toContainText('loss of signal');
  await lab.act('SW-NYC-1', 'heal');
  await say(`CANC-USER::${user}:X1;`);
  await expect(dock(page).getByRole('status').filter({ hasText: 'The other side ended the session' })).toBeVisible();
  await dock(page).getByRole('button', { name: 'Connect again' }).click();
  await expect(command).toBeEditable();
});
