import { fillOrder, order, orderPanel, ordersOf, queue, queueRow } from '../console/orders';
import { expect, test } from '../console/story';

test('what one operator does the other sees, and one order is not cancelled twice', async ({ page, console, place }) => {
  await order(place, { order: 'TWO-1' });
  const [ann, ben] = [page, await console.another()];
  await ben.evaluate(() => {
    window.location.hash = '#/orders';
  });
  await console.go('#/orders');
  for (const window of [ann, ben]) await expect(queueRow(window, 'TWO-1')).toContainText('active');

  // Ann freezes it: Ben sees it, and why.
  await queueRow(ann, 'TWO-1').getByText('TWO-1').click();
  await orderPanel(ann, 'TWO-1').getByRole('button', { name: 'Freeze' }).click();
  const freezing = ann.getByRole('dialog', { name: 'Freeze TWO-1' });
  await freezing.getByLabel('Why').fill('a splice is due');
  await freezing.getByRole('button', { name: 'Freeze' }).click();
  await freezing.getByRole('button', { name: 'Close', exact: true }).last().click();
  await expect(queueRow(ben, 'TWO-1').getByLabel('frozen')).toBeVisible();

  // Both have it before them, and both want it gone.
  await queue(ben).focus();
  await ben.keyboard.press('j');
  await ben.keyboard.press('x');
  await ben.getByRole('toolbar', { name: 'What is selected' }).getByRole('button', { name: 'Cancel…' }).click();
  const bens = ben.getByRole('dialog', { name: 'Cancel TWO-1' });
  await expect(bens).toContainText('The connection of Quay Bank goes down');
  await orderPanel(ann, 'TWO-1').getByRole('button', { name: 'More about this order' }).click();
  await ann.getByRole('menuitem', { name: 'Cancel…' }).click();
  await ann.getByRole('dialog', { name: 'Cancel TWO-1' }).getByRole('button', { name: 'Cancel the order' }).click();
  await expect(queueRow(ben, 'TWO-1')).toContainText('released');
  // Ben confirms all the same: he is told that there is nothing left to do, and nothing is done.
  await bens.getByRole('button', { name: 'Cancel the order' }).click();
  await expect(bens.getByRole('listitem').filter({ hasText: 'TWO-1' })).toContainText(/not done.*released/);
});

test('a window that is closed in the middle of a submission harms nobody', async ({ page, console, place }) => {
  await console.go('#/orders');
  const other = await console.another();
  await other.evaluate(() => {
    window.location.hash = '#/orders';
  });
  const typed = { customer: 'Quay Bank', a: 'London', z: 'Zurich', limit: '20 ms' };
  await other.getByRole('button', { name: 'New order' }).first().click();
  const form = other.getByRole('dialog', { name: 'New order' });
  await fillOrder(form, { ...typed, order: 'GONE-1' });
  await expect(form.getByRole('status')).toContainText('Would be served');
  await form.getByRole('button', { name: 'Submit the order' }).evaluate((button: HTMLElement) => {
    button.click();
  });
  await other.close();

  // Whoever does not know whether it was done does it again: it is there once.
  await page.getByRole('button', { name: 'New order' }).first().click();
  const again = page.getByRole('dialog', { name: 'New order' });
  await fillOrder(again, { ...typed, order: 'GONE-1' });
  await again.getByRole('button', { name: 'Submit the order' }).click();
  await expect(
    again
      .getByRole('status')
      .filter({ hasText: /GONE-1.*already/ })
      .or(orderPanel(page, 'GONE-1'))
      .first(),
  ).toBeVisible();
  await expect.poll(async () => (await ordersOf(place)).map(({ id, state }) => `${id} ${state}`)).toEqual(['GONE-1 active']);
  await expect(queueRow(page, 'GONE-1')).toContainText('active');
  await expect(queueRow(page, 'GONE-1')).toHaveCount(1);
});
