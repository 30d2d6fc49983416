import type { Page } from '@playwright/test';
import { fillOrder, orderPanel, queueRow, tabTo } from './console/orders';
import { expect, test } from './console/story';

/** Into the field that has the focus, and on to the next. */
const typeThen = async (page: Page, text: string, key = 'Tab'): Promise<void> => {
  await page.keyboard.type(text);
  await page.keyboard.press(key);
};

test('an order is placed, served and cancelled by the keyboard alone', async ({ page }) => {
  await expect(page.getByText('LIVE', { exact: true })).toBeVisible();
  await page.keyboard.press('Alt+2');
  await tabTo(page, page.getByRole('button', { name: 'New order' }).first());
  await page.keyboard.press('Enter');

  const form = page.getByRole('dialog', { name: 'New order' });
  await expect(form.getByLabel('Customer')).toBeFocused();
  await typeThen(page, 'Quay Bank');
  await tabTo(page, form.getByLabel('Order', { exact: true }));
  await page.keyboard.press('Control+A');
  await page.keyboard.type('KEYS-1');
  for (const [end, place] of [
    ['A', 'London'],
    ['Z', 'Zurich'],
  ] as const) {
    await tabTo(page, form.getByRole('combobox', { name: end, exact: true }));
    await page.keyboard.type(place);
    await expect(page.getByRole('option', { name: new RegExp(`^${place}, `) })).toBeVisible();
    // Either takes the first that matches.
    await page.keyboard.press(end === 'A' ? 'Enter' : 'Tab');
    await expect(form.getByRole('combobox', { name: end, exact: true })).toHaveValue(new RegExp(`^${place}, `));
  }
  await tabTo(page, form.getByLabel('Latency limit'));
  await page.keyboard.type('5 ms');
  await expect(form.getByRole('status')).toContainText(/Would be rejected: best achievable 5\.\d+ ms/);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('12 ms');
  await expect(form.getByRole('status')).toContainText(/Would be served at 5\.\d+ ms one way, margin 6\.\d+ ms/);
  await page.keyboard.press('Enter');

  const shown = orderPanel(page, 'KEYS-1');
  await expect(queueRow(page, 'KEYS-1')).toContainText('active');
  const total = shown.getByRole('region', { name: 'Latency waterfall' }).getByRole('row', { name: /^Total/ });
  await expect(total).toContainText(/margin 6\.\d+/);
  await expect(total).toContainText('of 12.00');

  await tabTo(page, shown.getByRole('button', { name: 'More about this order' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Cancel…' })).toBeVisible();
  await tabToItem(page, 'Cancel…');
  await page.keyboard.press('Enter');
  const question = page.getByRole('dialog', { name: 'Cancel KEYS-1' });
  await expect(question).toContainText('The connection of Quay Bank goes down');
  // What cuts nothing is what Enter does.
  await expect(question.getByRole('button', { name: 'Keep it' })).toBeFocused();
  await tabTo(page, question.getByRole('button', { name: 'Cancel the order' }));
  await page.keyboard.press('Enter');
  await expect(question.getByRole('status')).toHaveText('1 order done.');
  await tabTo(page, question.getByRole('button', { name: 'Close', exact: true }).last());
  await page.keyboard.press('Enter');
  await expect(question).toBeHidden();
  await expect(queueRow(page, 'KEYS-1')).toContainText('released');
});

async function tabToItem(page: Page, name: string): Promise<void> {
  const item = page.getByRole('menuitem', { name });
  for (let press = 0; press < 10; press += 1) {
    await page.keyboard.press('ArrowDown');
    if (await item.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`10 times down do not come to ${name}`);
}

test('an order that cannot be served says why, and what each way lacked', async ({ page, console }) => {
  await console.go('#/orders');
  await page.getByRole('button', { name: 'New order' }).first().click();
  const form = page.getByRole('dialog', { name: 'New order' });
  // Nothing is said against fields where one has not been yet; who submits is told of them all.
  await expect(form.getByRole('status')).toHaveText('Say who, from where to where, and how fast.');
  await form.getByRole('button', { name: 'Submit the order' }).click();
  await expect(form.getByLabel('Customer')).toHaveAccessibleDescription(/Customer is missing: say whose it is/);
  await expect(form.getByLabel('Latency limit')).toHaveAccessibleDescription(/Latency limit/);

  await fillOrder(form, { order: 'TIGHT-1', customer: 'Quay Bank', a: 'London', z: 'Zurich', limit: '5 ms' });
  await expect(form.getByRole('status')).toContainText(/Would be rejected: best achievable 5\.\d+ ms, limit 5\.00 ms/);
  // He may submit it all the same: the customer gets an answer.
  await form.getByRole('button', { name: 'Submit the order' }).click();
  const shown = orderPanel(page, 'TIGHT-1');
  await expect(queueRow(page, 'TIGHT-1')).toContainText('rejected');
  await expect(shown.getByText(/^best achievable 5\.\d+ ms, limit 5\.00 ms$/).first()).toBeVisible();
  const ways = shown.getByRole('table').filter({ has: page.getByRole('columnheader', { name: 'Verdict and why' }) });
  await expect(ways.getByRole('row').nth(1)).toContainText(/latency.*over the limit/);
  // Its waterfall is there all the same: by how much it is too slow.
  const total = shown.getByRole('region', { name: 'Latency waterfall' }).getByRole('row', { name: /^Total/ });
  await expect(total).toContainText(/0\.\d+ over/);
});
