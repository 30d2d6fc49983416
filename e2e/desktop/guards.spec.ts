import type { ElectronApplication } from '@playwright/test';
import type {} from '../../renderer/client/native';
import { expect, test } from '../console/story';

test.use({ network: 'none' });

/** What a forged message says; whoever listened would open a channel with it. */
type Forgery = 'another window' | 'a frame that has gone' | 'a frame inside' | 'another page';

const forge = (electron: ElectronApplication, forgery: Forgery): Promise<void> =>
  electron.evaluate(({ ipcMain, BrowserWindow }, what) => {
    const [window] = BrowserWindow.getAllWindows();
    const frame = { url: 'app://longlines/index.html', parent: null };
    const event = {
      sender: what === 'another window' ? {} : window?.webContents,
      senderFrame:
        what === 'a frame that has gone'
          ? null
          : what === 'a frame inside'
            ? { ...frame, parent: {} }
            : what === 'another page'
              ? { ...frame, url: 'https://example.org/' }
              : frame,
    };
    const channel = '00000000-0000-4000-8000-000000000000 1';
    ipcMain.emit('longlines:channel', event, { kind: 'open', channel, purpose: 'console', network: 'live' });
  }, forgery);

test('a message is listened to only from the page of one of our windows', async ({ console, electron, page }) => {
  await expect(page.getByRole('contentinfo', { name: 'Status' })).toBeVisible();
  const refusals: readonly (readonly [Forgery, string])[] = [
    ['another window', 'it is from no window of this console'],
    ['a frame that has gone', 'who sent it cannot be told'],
    ['a frame inside', 'it is from a frame inside a page'],
    ['another page', 'it is from a page that is not ours'],
  ];
  for (const [forgery, why] of refusals) {
    await forge(electron, forgery);
    await expect.poll(() => console.said()).toContain(`a message is not listened to: ${why}`);
  }
});

test('a page has nothing of Node or Electron but what the preload gives it, and cannot change that', async ({ page }) => {
  const has = await page.evaluate(() => ({
    node: ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in window),
    native: Object.keys(window.longlines ?? {}).sort(),
    isFrozen: Object.isFrozen(window.longlines),
  }));
  expect(has).toEqual({
    node: [],
    native: [
      ...['addToFile', 'beginFile', 'closeChannel', 'endFile', 'keepSecret', 'onAction', 'onChannelClose', 'onChannelMessage'],
      ...['openChannel', 'openFiles', 'openWindow', 'platform', 'saveFile', 'savePdf', 'sendOn'],
    ],
    isFrozen: true,
  });
});

test('a page goes nowhere, opens nothing, and reaches no other host', async ({ console, electron, page }) => {
  const before = page.url();
  await page.evaluate(() => {
    window.location.href = 'https://example.org/elsewhere';
  });
  await expect.poll(() => console.said()).toContain('a page was kept from going to https://example.org/elsewhere');
  await page.evaluate(() => {
    window.open('https://example.org/popup');
  });
  await expect.poll(() => console.said()).toContain('a page was kept from opening https://example.org/popup');
  await expect.poll(() => electron.windows().length).toBe(1);
  expect(
    await page.evaluate(() =>
      fetch('https://example.org/').then(
        () => 'reached',
        () => 'refused',
      ),
    ),
  ).toBe('refused');
  expect(page.url()).toBe(before);
  await expect(page.getByRole('contentinfo', { name: 'Status' })).toBeVisible();
});

test('a page gets the console’s files and no others', async ({ page }) => {
  const statusOf = (path: string): Promise<number> => page.evaluate(async (address) => (await fetch(address)).status, path);
  expect(await statusOf('/index.html')).toBe(200);
  expect(await statusOf('/..%2f..%2fpackage.json')).toBe(400);
  expect(await statusOf('/../../package.json')).toBe(404);
  expect(await statusOf('/%2e%2e/desktop/main.cjs')).toBe(404);
  const policy = await page.evaluate(async () => (await fetch('/index.html')).headers.get('content-security-policy'));
  expect(policy).toContain("default-src 'none'");
});

test('what a page asks for that it cannot have is refused in words', async ({ page }) => {
  const outcome = (to: string): Promise<string> =>
    page.evaluate(
      (address) =>
        window.longlines?.openWindow({ to: address, network: 'live' }).then(
          () => 'opened',
          (error: unknown) => String(error),
        ) ?? 'no shell',
      to,
    );
  expect(await outcome('https://example.org/')).toContain('what the page asks for is nothing that it can have');
  expect(await outcome('#/carriers')).toBe('opened');
});
