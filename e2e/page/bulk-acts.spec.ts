import { takeLink } from '../console/link';
import { order, queue, queueRow } from '../console/orders';
import { expect, test } from '../console/story';

test('an act on many that could not be asked for is tried again, for those alone', async ({ page, console, place }) => {
  const link = await takeLink(console);
  for (const id of ['ACTS-1', 'ACTS-2']) await order(place, { order: id });
  await console.go('#/orders');
  for (const id of ['ACTS-1', 'ACTS-2']) await expect(queueRow(page, id)).toContainText('active');
  await queue(page).focus();
  await queue(page).press('Control+a');
  await page.getByRole('toolbar', { name: 'What is selected' }).getByRole('button', { name: 'Freeze…', exact: true }).click();
  const question = page.getByRole('dialog', { name: 'Freeze 2 orders' });
  await expect(question).toContainText('2 orders will not be moved automatically');
  await question.getByLabel('Why').fill('a splice is due');
  await link.cut();
  await expect(page.getByText('OFFLINE', { exact: true })).toBeVisible();
  await question.getByRole('button', { name: 'Freeze 2' }).click();
  await expect(question.getByRole('status')).toContainText('0 of 2 orders done');
  await link.mend();
  await expect(page.getByText('LIVE', { exact: true })).toBeVisible({ timeout: 60_000 });
  await question.getByRole('button', { name: 'Try 2 again' }).click();
  await expect(question.getByRole('status')).toHaveText('2 orders done.');
  await question.getByRole('button', { name: 'Close', exact: true }).last().click();
  for (const id of ['ACTS-1', 'ACTS-2']) await expect(queueRow(page, id).getByLabel('frozen')).toBeVisible();
});
