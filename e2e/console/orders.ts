import type { Locator, Page } from '@playwright/test';
import { expect } from './story';
import type { Place } from './place';

interface OrderWords {
  readonly order: string;
  readonly customer: string;
  readonly accessing: string;
  readonly a: string;
  readonly z: string;
  readonly signal: string;
  readonly limit: string;
}

type GivenOrder = Partial<OrderWords> & Pick<OrderWords, 'order'>;

/** An order as any other, but for what is given. */
const orderWords = (given: GivenOrder): OrderWords => ({
  ...{ customer: 'Quay Bank', accessing: 'dunmore', a: 'AMS', z: 'FRA', signal: '10GE-LAN', limit: '20ms' },
  ...given,
});

/** Orders it by the command line; whether it can be served is another question. */
export async function submit(place: Place, given: GivenOrder, ...more: readonly string[]): Promise<void> {
  const words = Object.entries(orderWords(given)).flatMap(([name, value]) => [`--${name}`, String(value)]);
  await place.ask('orders', 'submit', ...words, ...more);
}

/** Orders it, and waits until it is active; throws where it does not become so. */
export const order = (place: Place, given: GivenOrder): Promise<void> => submit(place, given, '--wait');

interface ListedOrder {
  readonly id: string;
  readonly state: string;
}

export const ordersOf = (place: Place): Promise<readonly ListedOrder[]> => place.ask<readonly ListedOrder[]>('orders', 'list');

/** The queue. */
export const queue = (page: Page): Locator => page.getByRole('grid', { name: /^Orders, / });
export const queueRow = (page: Page, orderId: string): Locator => queue(page).getByRole('row', { name: orderId });
/** An order's own panel, beside the queue. */
export const orderPanel = (page: Page, orderId: string): Locator => page.getByRole('region', { name: `Order ${orderId}` });

/** With Tab, as one comes to it without a mouse; an error where it cannot be come to. */
export async function tabTo(page: Page, to: Locator): Promise<void> {
  await expect(to).toBeVisible();
  for (let press = 0; press < 60; press += 1) {
    if (await to.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`60 times Tab do not come to ${to.toString()}`);
}

/** Nothing is wider than the window: the page itself never scrolls sideways. */
export async function expectNoSidewaysScrolling(page: Page): Promise<void> {
  const beyond = () => page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - window.innerWidth);
  expect(await beyond(), 'pixels beyond the window').toBeLessThanOrEqual(0);
}

interface TypedOrder {
  readonly order: string;
  readonly customer: string;
  /** Names of sites. */
  readonly a: string;
  readonly z: string;
  readonly limit: string;
}

/** Into the form for a new order. */
export async function fillOrder(form: Locator, typed: TypedOrder): Promise<void> {
  await form.getByLabel('Order', { exact: true }).fill(typed.order);
  await form.getByLabel('Customer').fill(typed.customer);
  for (const [end, site] of [
    ['A', typed.a],
    ['Z', typed.z],
  ] as const) {
    await form.getByRole('combobox', { name: end, exact: true }).fill(site);
    await form
      .page()
      .getByRole('option', { name: new RegExp(`^${site}, `) })
      .click();
  }
  await form.getByLabel('Latency limit').fill(typed.limit);
}

/** Where the console has not tried by itself meanwhile. */
export const tryNow = (strip: Locator): Promise<void> =>
  strip.getByRole('button', { name: 'Try now' }).evaluateAll((buttons: readonly HTMLElement[]) => {
    for (const button of buttons) button.click();
  });
