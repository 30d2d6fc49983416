import type { Page } from '@playwright/test';
import type { Place } from '../console/place';
import { expect, test } from '../console/story';

const addPath = (place: Place, path: string, vpi: number, ...more: readonly string[]) =>
  place.ask(
    ...['paths', 'add', path, '--switch', 'sw-nyc-1', '--provider', 'Northern Broadband', '--vpi', String(vpi), '--vcis', '32-231'],
    ...more,
  );

const ring = (page: Page, path: string) =>
  page.getByRole('region', { name: 'Gauges of the virtual paths' }).getByRole('img', { name: `${path}:` });

test('forty circuits from a pasted list, a row of the table that lights up, and a release', async ({ page, console, place }) => {
  await addPath(place, 'VP-E2E-1', 5, '--bulk-size', '16', '--delta-threshold', '4');
  await console.go('#/circuits/VP-E2E-1');
  await expect(ring(page, 'VP-E2E-1')).toHaveAccessibleName(/ 0 used, 16 free, 0 pending/);
  const table = page.getByRole('region', { name: 'Conditions table', exact: true });
  const lit = table.locator('tr[aria-current]');
  // 15 of the 16 remain beyond the next: nothing is sent.
  await expect(lit).toContainText('do not send');

  await page.getByRole('button', { name: 'Circuits', exact: true }).click();
  const ordering = page.getByRole('dialog', { name: 'Order circuits of VP-E2E-1' });
  await ordering.getByRole('tab', { name: 'A list' }).click();
  const good = Array.from({ length: 40 }, (_, index) => `E2E-${index + 1}, Elm Street ${index + 1}, 1-7-2-${index + 1}`);
  await ordering.getByLabel('Orders, one a line').fill([...good, 'E2E-41, Elm Street 41, nowhere', ', Elm Street 42, 1-7-2-42'].join('\n'));
  await expect(ordering.getByRole('status')).toContainText('16 at once, 24 wait until more are created, 2 cannot be ordered.');
  const rows = ordering.getByRole('grid', { name: 'Rows and what becomes of them' });
  await rows.focus();
  await page.keyboard.press('End');
  await expect(rows.getByRole('row').filter({ hasText: 'E2E-41' })).toContainText(/rack-shelf-slot-circuit/);
  await ordering.getByRole('button', { name: 'Order 40' }).click();
  await expect(ordering.getByRole('status')).toContainText('40 orders entered');
  await ordering.getByRole('button', { name: 'Close' }).last().click();

  await expect(ring(page, 'VP-E2E-1')).toHaveAccessibleName(/ 40 used, 8 free, 0 pending/, { timeout: 30_000 });
  await expect(lit).toHaveCount(1);
  const log = page.getByRole('treegrid', { name: 'Bulk requests, newest first' });
  await expect(log.getByRole('row').filter({ hasText: 'VP-E2E-1' })).toHaveCount(3);
  const last = log.getByRole('row').filter({ hasText: '64 – 79' });
  await expect(last).toContainText('16 created');
  await last.click();
  await expect(log).toContainText('COMPLD');

  await page.getByRole('radiogroup', { name: 'What is shown below' }).getByText('Circuits', { exact: true }).click();
  const circuits = page.getByRole('grid', { name: 'Circuit orders of path VP-E2E-1' });
  await expect(circuits.getByRole('row').filter({ hasText: 'active' })).not.toHaveCount(0);
  for (const id of ['E2E-1', 'E2E-2', 'E2E-3']) await circuits.getByRole('checkbox', { name: `Choose ${id}`, exact: true }).check();
  await page.getByRole('button', { name: 'Release 3' }).click();
  const asked = page.getByRole('dialog', { name: 'Release 3 circuits of VP-E2E-1' });
  await expect(asked).toContainText('E2E-2 (Elm Street 2)');
  await expect(asked.getByRole('button', { name: 'Keep them' })).toBeFocused();
  await asked.getByRole('button', { name: 'Release 3' }).click();
  await expect(ring(page, 'VP-E2E-1')).toHaveAccessibleName(/ 37 used, 8 free, 0 pending, 3 quarantined/);
});

test('a switch that refuses: the attempts are told, the path is held, and tried again', async ({ page, console, place, lab }) => {
  await lab.act('SW-NYC-1', 'deny', '100', 'SROF', 'the trunk card does not answer', 'ENT-VCL');
  await addPath(place, 'VP-E2E-2', 6, '--bulk-size', '8', '--delta-threshold', '2', '--attempts', '2', '--backoff', '1s');
  await console.go('#/circuits/VP-E2E-2');
  const detail = page.getByRole('region', { name: 'Path VP-E2E-2' });
  await expect(detail).toContainText('2 attempts to create circuits were unsuccessful, so the path is held', { timeout: 30_000 });
  const log = page.getByRole('treegrid', { name: 'Bulk requests, newest first' });
  const attempts = log.getByRole('row').filter({ hasText: 'VP-E2E-2' });
  await expect(attempts).toHaveCount(2);
  await expect(attempts.first()).toContainText(/held; none of 8 created: .*SROF.*the trunk card does not answer/);
  await expect(attempts.last()).toContainText(/none of 8 created/);
  await lab.act('SW-NYC-1', 'heal');
  await detail.getByRole('button', { name: 'Retry', exact: true }).click();
  await expect(ring(page, 'VP-E2E-2')).toHaveAccessibleName(/ 0 used, 8 free, 0 pending/);
  await expect(detail).not.toContainText('so the path is held');
  await expect(attempts).toHaveCount(3);
});

test('the conditions table: a gap is named, a usable one is tried, saved, and undone', async ({ page, console, place }) => {
  await addPath(place, 'VP-E2E-3', 7, '--bulk-size', '8', '--delta-threshold', '2');
  await console.go('#/circuits/VP-E2E-3');
  const table = page.getByRole('region', { name: 'Conditions table', exact: true });
  await table.getByRole('button', { name: 'Edit' }).click();
  const editing = page.getByRole('dialog', { name: 'Edit the conditions table' });
  const rows = editing.getByRole('textbox', { name: /A row a line/ });
  const usual = await rows.inputValue();
  const lines = usual.trimEnd().split('\n');
  const save = editing.getByRole('button', { name: 'Save' });

  await rows.fill(lines.slice(0, -1).join('\n'));
  await expect(editing.getByRole('status', { name: 'What is wrong with the table' })).toContainText('gap');
  await expect(save).toBeDisabled();

  await rows.fill(`${lines.join('\n')}\nwhatever`);
  await expect(editing.getByRole('status', { name: 'What is wrong with the table' })).toContainText(`line ${lines.length + 1}`);

  // Asks for more one circuit later than the usual one.
  const other = usual
    .replaceAll('remaining <= delta threshold', 'remaining < delta threshold')
    .replaceAll('remaining > delta threshold', 'remaining >= delta threshold');
  expect(other).not.toBe(usual);
  await rows.fill(other);
  await expect(editing.getByText('cover every case once, and none is unsafe')).toBeVisible();
  await editing.getByRole('tab', { name: 'On values that you type' }).click();
  await editing.getByRole('combobox', { name: 'status' }).click();
  await page.getByRole('option', { name: 'SUCCESS' }).click();
  await editing.getByLabel('currentVci').fill('100');
  await editing.getByLabel('lastVci').fill('108');
  await editing.getByLabel('deltaThreshold').fill('8');
  await expect(editing.getByRole('tabpanel')).toContainText('108 − 100 = 8 remain ≥ delta threshold 8');
  await save.click();
  const asked = page.getByRole('dialog', { name: 'Put this table in force' });
  await expect(asked).toContainText('all 1 virtual paths');
  await asked.getByRole('button', { name: 'Put it in force' }).click();
  await expect(editing).toBeHidden();
  await expect(table).toContainText('last − current < delta');

  await table.getByRole('button', { name: 'Edit' }).click();
  await editing.getByRole('button', { name: 'Take the default table' }).click();
  await expect(editing.getByText('cover every case once, and none is unsafe')).toBeVisible();
  await save.click();
  await asked.getByRole('button', { name: 'Put it in force' }).click();
  await expect(table).toContainText('last − current ≤ delta');

  await console.go('#/history');
  const saved = page.getByRole('row').filter({ hasText: 'conditions' }).filter({ hasText: 'Ann' });
  await expect(saved).toHaveCount(2);
});
