import type { Page } from '@playwright/test';
import { takeLink } from './console/link';
import { order, orderPanel, ordersOf, queue, queueRow, submit, tryNow } from './console/orders';
import type { Place } from './console/place';
import { expect, test } from './console/story';

/** The window shows each order of the host in the state that the host has it in, and no other. */
async function expectTheHostsOrders(page: Page, place: Place): Promise<void> {
  const shown = async () => {
    const rows = await queue(page).getByRole('row').allInnerTexts();
    return rows.flatMap((text) => /LOST-\w+/.exec(text)?.[0] ?? []).sort();
  };
  await expect.poll(async () => (await ordersOf(place)).map(({ id }) => id).sort()).toEqual(await shown());
  for (const { id, state } of await ordersOf(place)) await expect(queueRow(page, id)).toContainText(state);
}

test('the line to the host is cut under an open order, and comes back', async ({ page, console, place }) => {
  const link = await takeLink(console);
  await order(place, { order: 'LOST-1' });
  await console.go('#/orders/LOST-1');
  await expect(queueRow(page, 'LOST-1')).toContainText('active');
  await expect(orderPanel(page, 'LOST-1').getByRole('row', { name: /^Total/ })).toBeVisible();

  await link.cut();
  const strip = page.getByRole('alert').filter({ hasText: 'Host lost' });
  await expect(strip).toContainText('No answer from the host since');
  await expect(strip).toContainText('What you see is from before; nothing you ask for is carried out.');
  await expect(page.getByText('OFFLINE', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Operator Ann' })).toBeVisible();
  await expect(queueRow(page, 'LOST-1')).toContainText('active');
  await expect(orderPanel(page, 'LOST-1').getByRole('row', { name: /^Total/ })).toBeVisible();
  // What is asked for now is not carried out, and he is told so.
  await orderPanel(page, 'LOST-1').getByRole('button', { name: 'Freeze' }).click();
  const question = page.getByRole('dialog', { name: 'Freeze LOST-1' });
  await question.getByLabel('Why').fill('somebody works on it');
  await question.getByRole('button', { name: 'Freeze' }).click();
  await expect(question).toContainText(/not asked.*the host is not connected: try again once it is/);
  await question.getByRole('button', { name: 'Close', exact: true }).last().click();

  // Meanwhile the world goes on.
  await submit(place, { order: 'LOST-2', customer: 'Mill Exchange', limit: '1ms' });
  await place.ask('orders', 'cancel', 'LOST-1', '--wait');
  await link.mend();
  await tryNow(strip);
  await expect(strip).toBeHidden();
  await expect(queueRow(page, 'LOST-2')).toContainText('rejected');
  await expectTheHostsOrders(page, place);
  await expect(orderPanel(page, 'LOST-1')).toContainText('released');
});

test('what the host says cannot be understood: told, and it connects anew', async ({ page, console, place }) => {
  const link = await takeLink(console);
  await console.go('#/orders');
  await expect(page.getByText('LIVE', { exact: true })).toBeVisible();
  await expect(page.getByText('No orders yet')).toBeVisible();
  await link.garbleOne();
  const told = page.getByRole('alert').filter({ hasText: 'the host said something that this console does not understand' });
  const isTold = expect(told).toBeVisible();
  // The host tells of it, in a message that arrives garbled.
  await submit(place, { order: 'LOST-3', limit: '1ms' });
  await isTold;
  await expect(told).toBeHidden();
  await expect(queueRow(page, 'LOST-3')).toContainText('rejected');
  await expectTheHostsOrders(page, place);
});
