import { readFileSync } from 'node:fs';
import { recordedConnections } from './console/connections';
import { expect, test } from './console/story';
import { switchDoors } from './console/switch-doors';

interface Configured {
  readonly carriers: readonly { readonly url: string }[];
  readonly switches: readonly { readonly host: string; readonly port: number }[];
}

const screens = [
  ...['network', 'orders', 'orders?view=margins', 'orders?view=compliance', 'circuits', 'recovery', 'carriers', 'history'],
  ...['practise', 'settings'],
];

test.use({ isRecorded: true });

test('nothing but configured hosts is ever contacted, and the settings list them all', async ({ page, console, place, lab }) => {
  const asked: string[] = [];
  page.context().on('request', (request) => asked.push(request.url()));
  page.context().on('page', (opened) => {
    opened.on('websocket', (socket) => asked.push(socket.url()));
  });
  const other = await console.another();
  const own = new URL(page.url());
  await expect(other.getByRole('contentinfo', { name: 'Status' })).toBeVisible();
  for (const screen of screens) {
    await other.evaluate((hash) => {
      window.location.hash = hash;
    }, `#/${screen}`);
    await expect(other.getByRole('navigation', { name: 'Screens' }).locator('[aria-current=page]')).toHaveAttribute(
      'href',
      `#/${screen.split('?')[0] ?? ''}`,
    );
    await other.waitForLoadState('networkidle');
  }

  const list = other.getByRole('grid', { name: 'Outgoing connections since the host was started' });
  const { carriers, switches } = JSON.parse(readFileSync(lab.configuration, 'utf8')) as Configured;
  const addresses = [...carriers.map(({ url }) => new URL(url).host), ...switches.map(({ host, port }) => `${host}:${port}`)];
  for (const address of addresses) await expect(list.getByRole('row').filter({ hasText: address })).toContainText('up');
  await expect(list).toHaveAttribute('aria-rowcount', String(1 + addresses.length));

  // What the operator himself calls is listed as well.
  const { telnetPort } = switchDoors(lab, 'SW-LON-1');
  await other.getByRole('button', { name: 'New session' }).first().click();
  const dialog = other.getByRole('dialog', { name: 'New session' });
  await dialog.getByRole('combobox', { name: 'By' }).click();
  await other.getByRole('option', { name: 'Telnet' }).click();
  await dialog.getByLabel('Host').fill('127.0.0.1');
  await dialog.getByLabel('Port').fill(telnetPort);
  await dialog.getByRole('button', { name: 'Connect' }).click();
  await expect(other.getByRole('region', { name: 'Terminals' })).toContainText('login:');
  await expect(list.getByRole('row').filter({ hasText: `127.0.0.1:${telnetPort}` })).toContainText('session');

  const allowed = new Set([...addresses, `127.0.0.1:${telnetPort}`].map((address) => `tcp ${address}`));
  const recorded = recordedConnections(place.folder).filter((line) => !line.startsWith(`local ${place.folder}/`));
  expect([...recorded].sort()).toEqual([...allowed].sort());

  expect(asked.filter((url) => url.endsWith('.js')).length).toBeGreaterThan(5);
  const strange = asked.filter((url) => {
    const { protocol, host } = new URL(url);
    return protocol !== 'blob:' && protocol !== 'data:' && host !== own.host;
  });
  expect(strange).toEqual([]);
});
