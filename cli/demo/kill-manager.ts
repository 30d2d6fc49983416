import { readOrder } from '../../core/orders/intake';
import { managerOf, ordersRest, sitesOfAccessingCarriers, troubledCarrier, until, type Demo } from './demo';
import { makeOrders } from './order-file';
import { showOrders } from './show';

export async function killManagerWhileProvisioning(demo: Demo): Promise<void> {
  const { host, screen } = demo;
  const carrierId = troubledCarrier(demo);
  const manager = managerOf(demo, carrierId);
  const name = host.network.view.carrierName(carrierId);
  screen.heading(`Killing the manager of ${name} in the middle of provisioning, and starting it again`);
  // However few are asked for: so slow that it is caught while it is being asked; it forgets that when it is killed.
  await manager.control({ kind: 'slow', ms: 1_000 });
  const before = new Set((await host.orders()).map(({ id }) => id));
  const sites = sitesOfAccessingCarriers(host).get(carrierId) ?? [];
  for (const fields of makeOrders(new Map([[carrierId, sites]]), [], Math.max(8, Math.round(demo.orders / 6)), demo.random)) {
    const intake = readOrder(fields);
    if (intake.kind === 'request') await host.submitOrder({ ...intake.request, id: intake.request.id.replace('ORD', 'SEC') });
  }
  await until(demo, `${name} is being asked`, async () =>
    (await host.segments()).some((segment) => segment.carrierId === carrierId && segment.state === 'creating'),
  );
  await manager.kill();
  screen.line('  killed (SIGKILL) while it was being asked');
  await until(demo, 'the link is known to be lost', async () => host.network.view.isStale(carrierId));
  await manager.restart();
  await until(demo, 'the link is back and read in full', async () => !host.network.view.isStale(carrierId));
  await ordersRest(demo);
  await until(demo, 'every deletion is confirmed', async () => (await host.segments()).every(({ state }) => state === 'held'));
  await showOrders(
    host,
    screen,
    (await host.orders()).filter(({ id }) => !before.has(id)),
  );
}
