import type { Page } from '@playwright/test';
import { seriousProblems } from '../console/accessibility';
import { linksAreUp } from '../console/links';
import { orderPanel, queue, queueRow } from '../console/orders';
import type { Lab } from '../console/lab';
import { expect, test } from '../console/story';

const carriers = ['alder', 'borealis', 'cinder', 'dunmore'];
/** Longer than anything that is done without them; `heal` brings them back before. */
const away = '60000';

async function everyoneGoes(page: Page, lab: Lab): Promise<void> {
  for (const carrier of carriers) await lab.act(carrier, 'go-down', away);
  await expect(page.getByText('OFFLINE', { exact: true })).toBeVisible();
}

async function orderByForm(page: Page, id: string, a: string, z: string, limit: string): Promise<void> {
  await page.getByRole('button', { name: 'New order' }).first().click();
  const form = page.getByRole('dialog', { name: 'New order' });
  await form.getByLabel('Order', { exact: true }).fill(id);
  await form.getByLabel('Customer').fill('Quay Bank');
  await form.getByRole('combobox', { name: 'Accessing carrier' }).click();
  await page.getByRole('option', { name: 'Dunmore' }).click();
  for (const [label, site] of [
    ['A', a],
    ['Z', z],
  ] as const) {
    await form.getByLabel(label, { exact: true }).fill(site);
    await page
      .getByRole('option', { name: new RegExp(`\\b${site}\\b`) })
      .first()
      .click();
  }
  await form.getByLabel('Latency limit').fill(limit);
  await expect(form.getByRole('status')).toContainText('Would wait: waits for the link to');
  await expect(form.getByText('When the carriers on its way are heard, it is checked again')).toBeVisible();
  await form.getByRole('button', { name: 'Submit the order' }).click();
  await expect(form).toBeHidden();
}

test('queued without links, what is the same goes by itself, and what has moved is shown before it is sent', async ({
  page,
  console,
  lab,
}) => {
  await linksAreUp(page);
  await everyoneGoes(page, lab);
  await console.go('#/orders');
  await orderByForm(page, 'OFF-MOVED', 'PIT', 'CLE', '40ms');
  await orderByForm(page, 'OFF-SAME', 'AMS', 'FRA', '20ms');
  const words = 'queued: will be checked again when the carriers on its way are heard';
  await expect(orderPanel(page, 'OFF-SAME')).toContainText(words);
  await expect(page.getByText('2 orders queued offline')).toBeVisible();
  await page.getByRole('button', { name: /^Queued offline/ }).click();
  await expect(queue(page)).toHaveAccessibleName('Orders, 2 of 2 shown');
  await page.getByRole('button', { name: 'Review 2…' }).click();
  const review = page.getByRole('dialog', { name: 'Queued offline' });
  await expect(review.getByRole('region', { name: 'Still waiting' }).getByRole('article')).toHaveCount(2);
  await expect(review.getByRole('button', { name: 'Send 0 as shown' })).toBeDisabled();
  await page.keyboard.press('Escape');

  // What is between Pittsburgh and Cleveland is not as it was when they are back.
  await lab.act('alder', 'cut', 'duct', 'duct-CLE-PIT');
  for (const carrier of carriers) await lab.act(carrier, 'go-down', '1');
  await linksAreUp(page);
  await page.getByRole('button', { name: /^All/ }).click();
  await expect(queueRow(page, 'OFF-SAME')).toContainText('active');
  await expect(queueRow(page, 'OFF-MOVED')).toContainText('planned');
  await console.go('#/orders/OFF-MOVED');
  await expect(orderPanel(page, 'OFF-MOVED')).toContainText('asks for your yes: queued offline');
  await page.getByRole('button', { name: 'Review 1…' }).click();
  const moved = review.getByRole('article', { name: 'Order OFF-MOVED' });
  await expect(moved.getByRole('row', { name: /^Latency/ })).toContainText('ms');
  await expect(moved.getByRole('row', { name: /^Route/ })).toContainText('→');
  expect(await seriousProblems(page)).toEqual([]);
  await review.getByRole('button', { name: 'Send 1 as shown' }).click();
  await expect(review.getByText('1 order confirmed.')).toBeVisible();
  await review.getByRole('button', { name: 'Do not send' }).click();
  await expect(queueRow(page, 'OFF-MOVED')).toContainText('active');
  await expect(page.getByText(/queued offline$/)).toBeHidden();
});
