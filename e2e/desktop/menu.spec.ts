import type { ElectronApplication } from '@playwright/test';
import { windowAfter } from '../console/run-console';
import { expect, test } from '../console/story';

test.use({ network: 'none' });

const choose = (electron: ElectronApplication, id: string): Promise<void> =>
  electron.evaluate(({ Menu }, item) => {
    const found = Menu.getApplicationMenu()?.getMenuItemById(item);
    if (!found) throw new Error(`the menu has no "${item}"`);
    // Electron types it as any function at all.
    (found.click as () => void)();
  }, id);

test('the menu shows each screen, and what the console can do', async ({ electron, page }) => {
  for (const screen of ['network', 'orders', 'circuits', 'recovery', 'carriers', 'history']) {
    await choose(electron, `show-${screen}`);
    await expect.poll(() => page.evaluate(() => window.location.hash)).toBe(`#/${screen}`);
  }
  await choose(electron, 'keys');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await choose(electron, 'palette');
  await expect(page.getByPlaceholder(/Find/)).toBeVisible();
});

test('a screen opens in a window of its own', async ({ electron }) => {
  const orders = await windowAfter(electron, () => choose(electron, 'window-orders'));
  await expect.poll(() => orders.evaluate(() => window.location.hash)).toBe('#/orders');
  await expect(orders.getByRole('contentinfo', { name: 'Status' })).toBeVisible();
});
