import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import type {} from '../../renderer/client/native';
import { runOnDesktop, windowAfter } from '../console/run-console';
import { expect, test } from '../console/story';

test.use({ network: 'none' });

const places = (electron: ElectronApplication) =>
  electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .map((window) => ({ address: window.webContents.getURL().replace(/^[^#]*/, ''), ...window.getNormalBounds() }))
      .sort((a, b) => a.address.localeCompare(b.address)),
  );

test('windows open again where they were, each by its screen', async ({ console, page, electron, place }) => {
  await expect(page.getByRole('contentinfo', { name: 'Status' })).toBeVisible();
  await windowAfter(electron, () => page.evaluate(() => window.longlines?.openWindow({ to: '#/orders?state=active', network: 'live' })));
  await electron.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) {
      const isOrders = window.webContents.getURL().includes('#/orders');
      window.setBounds(isOrders ? { x: 400, y: 200, width: 1000, height: 700 } : { x: 10, y: 20, width: 1200, height: 800 });
    }
  });
  const before = await places(electron);
  await console.end();
  const again = await runOnDesktop(place, {});
  try {
    await expect.poll(() => places(again.electron as ElectronApplication)).toEqual(before);
    expect(before.map(({ address, x, width }) => [address, x, width])).toEqual([
      ['#/', 10, 1200],
      ['#/orders?state=active', 400, 1000],
    ]);
  } finally {
    await again.end();
  }
});

test('a window that was closed does not open again', async ({ console, page, electron, place }) => {
  const orders = await windowAfter(electron, () => page.evaluate(() => window.longlines?.openWindow({ to: '#/orders', network: 'live' })));
  await orders.close();
  await expect.poll(() => electron.windows().length).toBe(1);
  await console.end();
  const kept = JSON.parse(readFileSync(join(place.folder, 'data', 'longlines', 'desktop', 'windows.json'), 'utf8')) as { open: unknown };
  expect(kept.open).toEqual([]);
});
