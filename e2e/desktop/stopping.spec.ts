import { once } from 'node:events';
import { protocolVersion } from '../../core/contract/frames';
import type {} from '../../renderer/client/native';
import { desktopRuntime } from '../console/machine';
import { launchDesktop, notesIn, startProgram, windowAfter } from '../console/run-console';
import { expect, test } from '../console/story';

type Listed = readonly { readonly id: string; readonly state: string }[];

const fields = (id: string): Record<string, string> => ({
  ...{ order: id, customer: 'Quay Bank', accessing: 'dunmore', a: 'LON', z: 'ZRH' },
  ...{ signal: '10GE-LAN', limit: '20ms' },
});

test('a window that is closed in the middle of a command harms nobody, and the command is carried out', async ({
  page,
  electron,
  place,
}) => {
  await expect(page.getByText('LIVE', { exact: true })).toBeVisible();
  const second = await windowAfter(electron, () => page.evaluate(() => window.longlines?.openWindow({ to: '#/orders', network: 'live' })));
  // Says hello and asks on a channel of its own; nobody waits for the answer.
  await second.evaluate(
    async ([protocol, order]) => {
      const native = window.longlines;
      if (!native) throw new Error('the page has no shell');
      const channel = native.openChannel('console', 'live');
      native.sendOn(channel, JSON.stringify({ hello: { protocol, program: 'story' } }));
      native.sendOn(channel, JSON.stringify({ id: 1, call: 'orders.submit', input: { fields: order, by: 'Ann' } }));
      // Messages of a page arrive in order: once this is refused, the command has arrived.
      await native.openWindow({ to: 'nowhere', network: 'live' }).catch(() => undefined);
    },
    [protocolVersion, fields('ORD-CLOSED')] as const,
  );
  await electron.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) if (window.webContents.getURL().includes('#/orders')) window.destroy();
  });
  await expect.poll(() => electron.windows().length).toBe(1);
  await expect.poll(async () => (await place.ask<Listed>('orders', 'list')).map(({ id }) => id)).toContain('ORD-CLOSED');
  await expect(page.getByRole('contentinfo', { name: 'Status' })).toContainText('Alder');
});

test('the console stops in good order while work is under way, and takes it up again', async ({ console, electron, page, place }) => {
  await expect(page.getByText('LIVE', { exact: true })).toBeVisible();
  for (const id of ['ORD-1', 'ORD-2', 'ORD-3']) {
    const words = Object.entries(fields(id)).flatMap(([name, value]) => [`--${name}`, value]);
    await place.ask('orders', 'submit', ...words);
  }
  const child = electron.process();
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  expect((await exited)[0]).toBe(0);
  expect(console.said()).not.toContain('not everything ended in order');

  // Nobody has the store any more, and nothing that was entered is lost.
  const status = await place.ask<{ readonly isHost: boolean }>('status');
  expect(status.isHost).toBe(false);
  expect((await place.ask<Listed>('orders', 'list')).map(({ id }) => id).sort()).toEqual(['ORD-1', 'ORD-2', 'ORD-3']);
  const again = await launchDesktop(place);
  try {
    await expect
      .poll(async () => (await place.ask<Listed>('orders', 'list')).map(({ state }) => state), { timeout: 45_000 })
      .not.toContain('provisioning');
  } finally {
    await again.close();
  }
});

test.describe('with a configuration that is not there', () => {
  test.use({ network: 'none' });

  test('the program says what is wrong with it and does not start', async ({ place }) => {
    const child = startProgram(place, '--config=/nowhere/longlines.json');
    const exited = once(child, 'exit');
    await expect.poll(() => notesIn(place)).toContain('Longlines cannot start: there is no configuration file /nowhere/longlines.json');
    // Electron's own message box waits for somebody to read it.
    if (desktopRuntime().kind === 'electron') child.kill('SIGKILL');
    expect((await exited)[0]).toBe(desktopRuntime().kind === 'electron' ? null : 1);
  });
});
