import type { Locator, Page } from '@playwright/test';
import { expectNoSidewaysScrolling, orderPanel, queueRow, submit } from './console/orders';
import { expect, test } from './console/story';

const long = 'Wxyz '.repeat(2_000);
const unbroken = 'W'.repeat(10_000);

/** Pasted, as a hand that slipped does. */
async function paste(page: Page, field: Locator, text: string): Promise<void> {
  await field.focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
}

test('ten thousand characters in every field: the layout holds, and words say what is wrong', async ({ page, console, place }) => {
  await console.go('#/orders');
  await page.getByRole('button', { name: 'New order' }).first().click();
  const form = page.getByRole('dialog', { name: 'New order' });
  await form.getByText('Dates, readings, diversity, way back').click();
  for (const text of [long, unbroken]) {
    for (const field of ['Customer', 'Latency limit', 'Apart from order']) await paste(page, form.getByLabel(field, { exact: true }), text);
    await paste(page, form.getByLabel('Order', { exact: true }), text);
    for (const end of ['A', 'Z']) {
      await paste(page, form.getByRole('combobox', { name: end, exact: true }), text);
      await expect(page.getByText('Nothing is called so').first()).toBeVisible();
      await expectNoSidewaysScrolling(page);
      await page.keyboard.press('Tab');
    }
    await form.getByRole('button', { name: 'Submit the order' }).click();
    await expect(form.getByLabel('Latency limit')).toHaveAccessibleDescription(/Latency limit/);
    await expect(form.getByLabel('Order', { exact: true })).toHaveAccessibleDescription(/Order is 201 characters long/);
    await expect(form.getByRole('status')).not.toBeEmpty();
    await expectNoSidewaysScrolling(page);
    await expectNothingWider(form);
  }
  // What turns the words around it is refused, by its name: it could not be seen.
  await form.getByLabel('Customer').fill('\u202edtL knaB yauQ');
  await expect(form.getByLabel('Customer')).toHaveAccessibleDescription(/cannot be seen \(U\+202E\)/);
  await form.getByRole('button', { name: 'Do not order' }).click();

  await submit(place, { order: 'WIDE-1', limit: '1ms' });
  await expect(queueRow(page, 'WIDE-1')).toBeVisible();
  await paste(page, page.getByRole('textbox', { name: 'Filter orders' }), unbroken);
  const nothing = page.getByRole('heading', { name: /^No order has “WWW/ });
  await expect(nothing).toBeVisible();
  expect(await nothing.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  await expectNoSidewaysScrolling(page);
});

test('ten thousand characters at the circuits', async ({ page, console, place }) => {
  await console.go('#/circuits');
  await page
    .getByRole('button', { name: 'Path', exact: true })
    .or(page.getByRole('button', { name: /Add a (virtual )?path/ }))
    .first()
    .click();
  const adding = page.getByRole('dialog', { name: 'Add a virtual path' });
  await expect(adding.getByLabel('Path', { exact: true })).toBeVisible();
  for (const field of await adding.getByRole('textbox').all()) if (await field.isEditable()) await paste(page, field, unbroken);
  await adding.getByRole('button', { name: 'Add the path' }).click();
  await expect(adding.getByRole('alert')).not.toBeEmpty();
  await expectNoSidewaysScrolling(page);
  await expectNothingWider(adding);
  await adding.getByRole('button', { name: 'Cancel' }).click();

  const path = ['VP-WIDE', '--switch', 'sw-nyc-1', '--provider', 'Quay Telephone', '--vpi', '15', '--vcis', '32-63'];
  await place.ask('paths', 'add', ...path, '--bulk-size', '4', '--delta-threshold', '1');
  await console.go('#/circuits/VP-WIDE');
  await page.getByRole('button', { name: 'Circuits', exact: true }).click();
  const ordering = page.getByRole('dialog', { name: 'Order circuits of VP-WIDE' });
  await paste(page, ordering.getByLabel('End user'), 'A 1');
  for (const field of ['Order', 'Line: rack-shelf-slot-circuit']) await paste(page, ordering.getByLabel(field, { exact: true }), unbroken);
  await expect(ordering.getByLabel('Order', { exact: true })).toHaveAccessibleDescription(/too long|at most|longer/);
  await expect(ordering.getByRole('status')).toContainText('1 cannot be ordered');
  await expectNoSidewaysScrolling(page);
  await expectNothingWider(ordering);
  await ordering.getByRole('tab', { name: 'A list' }).click();
  await paste(page, ordering.getByLabel(/^Orders, one a line/), `${unbroken}\nC-1, Elm Street 5, 1-1-2-17`);
  await expect(ordering).toContainText('1 at once, 1 cannot be ordered');
  await expectNoSidewaysScrolling(page);
  await expectNothingWider(ordering);
});

test('ten thousand characters as a name, and in what is searched', async ({ page, console }) => {
  await page.getByRole('button', { name: /^Operator / }).click();
  await paste(page, page.getByLabel('Your name'), unbroken);
  await page.getByRole('button', { name: 'Use this name' }).click();
  await expect(page.getByRole('button', { name: /^Operator WWW/ })).toBeVisible();
  await expect(page.getByLabel('Your name')).toBeHidden();
  await expectNoSidewaysScrolling(page);
  await console.go('#/settings');
  await paste(page, page.getByLabel('Your name'), long);
  await page.keyboard.press('Tab');
  await expectNoSidewaysScrolling(page);
  await console.go('#/history');
  await paste(page, page.getByLabel('Find entries by their words'), unbroken);
  await expectNoSidewaysScrolling(page);
  await page.getByRole('button', { name: /^Find an order/ }).click();
  const find = page.getByRole('dialog').getByRole('textbox');
  await expect(find).toBeVisible();
  await paste(page, find, unbroken);
  await expectNoSidewaysScrolling(page);
});

test('names that run from right to left, and faces in names, stand as they were given', async ({ page, console, place }) => {
  const names = ['شركة الاتصالات الدولية', 'בנק 🏦 הנמל', '👩‍👩‍👧‍👦 Family & Söhne', 'W'.repeat(190)];
  await Promise.all(names.map((customer, at) => submit(place, { order: `NAME-${at}`, customer, limit: '1ms' })));
  await console.go('#/orders');
  for (const [at, name] of names.entries()) await expect(queueRow(page, `NAME-${at}`)).toContainText(name);
  await expectNoSidewaysScrolling(page);
  for (const at of names.keys()) {
    await console.go(`#/orders/NAME-${at}`);
    await expect(orderPanel(page, `NAME-${at}`)).toContainText(names[at] ?? '');
    await expectNoSidewaysScrolling(page);
  }
  // The id beside a name that runs the other way stays where ids are.
  const [arabic, plain] = await Promise.all([0, 3].map((at) => queueRow(page, `NAME-${at}`).getByText(`NAME-${at}`).first().boundingBox()));
  expect(arabic?.x).toBe(plain?.x);
});

/** No more than its own width is shown of it: nothing sticks out. */
async function expectNothingWider(dialog: Locator): Promise<void> {
  const beyond = await dialog.evaluate((element) => {
    const edge = element.getBoundingClientRect().right + 1;
    return [...element.querySelectorAll('*')]
      .filter((each) => each.clientWidth > 0 && each.getBoundingClientRect().right > edge)
      .map((each) => each.outerHTML.slice(0, 120));
  });
  expect(beyond, 'what sticks out').toEqual([]);
}
