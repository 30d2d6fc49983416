import { expect, test } from '../console/story';

test.use({ network: 'own' });

interface OrderShown {
  readonly id: string;
  readonly state: string;
  readonly latencyNs: number | null;
}
interface Dossier {
  readonly connections: readonly {
    readonly state: string;
    readonly route: { readonly hops: readonly { readonly kind: string; readonly id: string }[] };
  }[];
}

interface Inventory {
  readonly rows: readonly { readonly id: string; readonly carrierId: string; readonly sharedRisks: readonly string[] }[];
}

const submit = (id: string, limit: string): readonly string[] => [
  ...['orders', 'submit', '--order', id, '--customer', 'Quay Bank', '--accessing', 'dunmore', '--a', 'LON', '--z', 'ZRH'],
  ...['--signal', '10GE-LAN', '--limit', limit, '--wait'],
];

test('what becomes critical while no window is in front is told, and a click shows it', async ({ electron, page, place, lab }) => {
  await expect(page.getByText('LIVE', { exact: true })).toBeVisible();
  await place.ask('latency', 'default', 'interconnects', '5us');
  await place.ask('latency', 'default', 'transit', '20us');
  // As slow as the best route is: nothing else is quick enough when that one breaks.
  const first = await place.ask<{ readonly orders: readonly OrderShown[] }>(...submit('ORD-1', '20ms'));
  const latencyNs = first.orders[0]?.latencyNs ?? 0;
  await place.ask('orders', 'cancel', 'ORD-1');
  const tight = await place.ask<{ readonly orders: readonly OrderShown[] }>(...submit('ORD-2', `${Math.ceil(latencyNs / 1000)}us`));
  expect(tight.orders[0]?.state).toBe('active');

  await electron.evaluate(({ BrowserWindow, Notification }) => {
    const shown: Electron.Notification[] = [];
    Object.assign(globalThis, { shownNotifications: shown });
    Notification.prototype.show = function (this: Electron.Notification) {
      shown.push(this);
    };
    for (const window of BrowserWindow.getAllWindows()) window.blur();
  });
  const { connections } = await place.ask<Dossier>('orders', 'show', 'ORD-2');
  const resource = connections[0]?.route.hops.find(({ kind }) => kind === 'resource')?.id ?? '';
  expect(resource).not.toBe('');
  const { rows } = await place.ask<Inventory>('inventory', 'show', 'resources');
  const broken = rows.find(({ id }) => id === resource);
  const duct = broken?.sharedRisks[0];
  if (!broken || duct === undefined) throw new Error(`the inventory knows no duct of ${resource}`);
  // All that runs through it, or a parallel link would do.
  await lab.act(broken.carrierId, 'cut', 'duct', duct);

  const titles = () =>
    electron.evaluate(() =>
      (globalThis as unknown as { shownNotifications: Electron.Notification[] }).shownNotifications.map(({ title }) => title),
    );
  await expect.poll(titles, { timeout: 30_000 }).not.toHaveLength(0);
  expect((await titles())[0]).toMatch(/^Critical: |critical impairments$/);
  await electron.evaluate(() => {
    (globalThis as unknown as { shownNotifications: Electron.Notification[] }).shownNotifications[0]?.emit('click');
  });
  await expect.poll(() => page.evaluate(() => window.location.hash)).toMatch(/^#\/recovery/);
});
