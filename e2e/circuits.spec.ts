import { expect, test } from './console/story';

test.use({ network: 'own' });

interface PathShown {
  readonly pool: { readonly used: number };
  readonly heldSinceMs: number | null;
}

test('a list of circuits is checked, ordered and released; a path that is held is tried again', async ({ page, console, place, lab }) => {
  const path = ['VP-E', '--switch', 'sw-nyc-1', '--provider', 'Brightwater', '--vpi', '9', '--vcis', '32-95'];
  await place.ask('paths', 'add', ...path, '--bulk-size', '8', '--delta-threshold', '2', '--attempts', '1', '--backoff', '1s');
  await console.go('#/circuits/VP-E');
  const gauge = page.getByRole('article').filter({ hasText: 'VP-E' });
  await expect(gauge.getByRole('img')).toHaveAccessibleName(/0 used, 8 free/);
  // Of the default table the third row applies: enough remain.
  await expect(page.getByRole('row', { name: /SUCCESS last − current > delta 7 > 2 do not send/ })).toHaveAttribute('aria-current', 'true');

  // The switch will refuse to create more.
  await lab.act('SW-NYC-1', 'deny', '100', 'SROF', 'no more for now', 'ENT-VCL');
  await page.getByRole('button', { name: 'Circuits', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Order circuits of VP-E' });
  await dialog.getByRole('tab', { name: 'A list' }).click();
  const good = [1, 2, 3, 4, 5, 6].map((number) => `E-${number}, Elm Street ${number}, 1-1-2-${number}`);
  await dialog.getByLabel('Orders, one a line').fill([...good, 'E-7, Elm Street 7'].join('\n'));
  await expect(dialog.getByRole('row', { name: /E-7/ })).toContainText('line is missing');
  await dialog.getByRole('button', { name: 'Order 6' }).click();
  await expect(dialog.getByText(/6.orders entered\./)).toBeVisible();
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();

  await expect(gauge.getByText('held', { exact: true })).toBeVisible();
  await expect(
    page
      .getByRole('treegrid', { name: /Bulk requests/ })
      .getByRole('row')
      .nth(1),
  ).toContainText('held; none of 8 created');
  await lab.act('SW-NYC-1', 'heal');
  await gauge.getByRole('button', { name: 'Retry' }).click();
  await expect(gauge.getByRole('img')).toHaveAccessibleName(/6 used, 10 free/);
  expect(await place.ask<PathShown>('paths', 'show', 'VP-E')).toMatchObject({ pool: { used: 6 }, heldSinceMs: null });

  await page.getByRole('radiogroup', { name: 'What is shown below' }).getByText('Circuits').click();
  const orders = page.getByRole('grid', { name: 'Circuit orders of path VP-E' });
  for (const id of ['E-1', 'E-2']) await orders.getByRole('checkbox', { name: `Choose ${id}` }).check();
  await page.getByRole('button', { name: 'Release 2' }).click();
  const question = page.getByRole('dialog', { name: /Release 2/ });
  await expect(question).toContainText('2 end users lose the service');
  await question.getByRole('button', { name: 'Release 2' }).click();
  await expect(gauge.getByRole('img')).toHaveAccessibleName(/4 used, .* 2 quarantined/);
});

test('the conditions table is not saved with a gap, and takes effect when it is whole', async ({ page, console, place }) => {
  await place.ask('paths', 'add', 'VP-C', '--switch', 'sw-lon-1', '--provider', 'Lyra Health', '--vpi', '4', '--vcis', '32-95');
  await console.go('#/circuits/VP-C');
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit the conditions table' });
  const rest = [
    'FAIL any send again',
    'IN_PROCESS elapsed <= time threshold do not send',
    'IN_PROCESS elapsed > time threshold send again',
  ];
  const write = (...rows: readonly string[]) => dialog.getByRole('textbox').fill([...rows, ...rest].join('\n'));
  await write('SUCCESS remaining < delta threshold send', 'SUCCESS remaining > delta threshold do not send');
  await expect(dialog.getByRole('listitem')).toContainText('gap');
  await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled();
  await write('SUCCESS remaining < delta threshold send', 'SUCCESS remaining >= delta threshold do not send');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('dialog', { name: 'Put this table in force' }).getByRole('button', { name: 'Put it in force' }).click();
  await expect(page.getByRole('row', { name: /SUCCESS last − current ≥ delta/ })).toHaveAttribute('aria-current', 'true');
  await console.go('#/history');
  await expect(page.getByRole('treegrid').getByRole('row').filter({ hasText: 'conditions.' }).first()).toBeVisible();
});
