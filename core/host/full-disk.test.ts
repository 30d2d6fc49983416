import { afterEach, describe, expect, test } from 'vitest';
import type { EngineSettings } from '../engine';
import type { HistoryEntry } from '../model/history';
import type { OrderRequest } from '../model/order';
import type { Store } from '../store/store';
import type { Host } from './create-host';
import { refusingStore, type Refuses } from './testing/refusing-store';
import { resource } from './testing/simulated-carrier';
import { orderRequest, World } from './testing/world';

// Found by the simulation, or beside what it found.

const open: { host: Host; store: Store }[] = [];
afterEach(async () => {
  for (const { host, store } of open.splice(0)) {
    await host.close();
    await store.close();
  }
});

/** An active order on a disk that has no room for what `disk.refuses` says. */
async function served(
  request: Partial<OrderRequest>,
  settings: Partial<EngineSettings> = {},
  change: (world: World) => void = () => undefined,
) {
  const [world, disk] = [new World(), { refuses: (() => false) as Refuses }];
  change(world);
  const engine = await world.start((store) => refusingStore(store, (call, args) => disk.refuses(call, args)), settings);
  open.push(engine);
  await submit(world, engine.host, request);
  return { world, disk, ...engine };
}

async function submit(world: World, host: Host, request: Partial<OrderRequest>): Promise<void> {
  await host.submitOrder(orderRequest(request));
  await world.clock.run(1_000);
  expect((await host.dossier(request.id ?? 'ORD-1'))?.order.state).toBe('active');
}

const has =
  (...calls: readonly string[]): Refuses =>
  (call) =>
    calls.includes(call);
const hasRoom: Refuses = () => false;
const wayOf = async (host: Host) => {
  const connection = (await host.dossier('ORD-1'))?.connections.find(({ state }) => state === 'active');
  return connection?.route.hops.filter(({ kind }) => kind === 'resource').map(({ id }) => id);
};
const set = (world: World, condition: 'up' | 'down', uuid = 'lon-fra'): void => {
  world.alpha.setResource(uuid, { condition });
};

describe('what could not be written while the disk was full is written once there is room:', () => {
  test('N9: that a stored alternative holds no longer', async () => {
    const { world, disk, host } = await served({ recovery: 'before' });
    disk.refuses = has('alternatives.setChecked', 'alternatives.replace');
    world.alpha.setResource('lon-par', { condition: 'down' });
    await world.clock.run(5_000);
    const saidToHoldOver = async (id: string) =>
      (await host.dossier('ORD-1'))?.alternatives.some(({ fault, route }) => fault === '' && route.hops.some((hop) => hop.id === id));
    expect(await saidToHoldOver('alpha/lon-par')).toBe(true);
    disk.refuses = hasRoom;
    await world.clock.run(30_000);
    expect(await saidToHoldOver('alpha/lon-par')).toBe(false);
  });

  test('N8: that something flaps, and that it has been quiet', async () => {
    const { world, disk, host } = await served({}, { holdOffMs: 5_000 });
    const heldOut = () => host.network.view.heldOut({ kind: 'resource', id: 'alpha/lon-fra' });
    disk.refuses = has('interventions.putHoldOut');
    for (let times = 0; times < 3; times++) {
      set(world, 'down');
      await world.clock.run(500);
      set(world, 'up');
      await world.clock.run(500);
    }
    expect(heldOut()).toBeNull();
    disk.refuses = hasRoom;
    await world.clock.run(61_000);
    expect(heldOut()).toMatchObject({ cause: 'flapping' });
    disk.refuses = has('interventions.removeHoldOut');
    await world.clock.run(300_000);
    expect(heldOut()).not.toBeNull();
    disk.refuses = hasRoom;
    await world.clock.run(61_000);
    expect(heldOut()).toBeNull();
  });

  test('N8: that an order returns to its first route', async () => {
    const { world, disk, host } = await served({ revert: 'automatic' }, { waitToRestoreMs: 5_000 });
    const home = await wayOf(host);
    set(world, 'down');
    await world.clock.run(5_000);
    expect(await wayOf(host)).not.toEqual(home);
    disk.refuses = has('interventions.putMove');
    set(world, 'up');
    await world.clock.run(20_000);
    disk.refuses = hasRoom;
    await world.clock.run(70_000);
    expect(await wayOf(host)).toEqual(home);
  });

  test('that a required diversity is lost', async () => {
    const wide = { limit: { oneWayNs: 90_000_000, enteredAs: 'one-way' } } as const;
    const { world, disk, host } = await served({ ...wide }, {}, ({ alpha, beta }) => {
      alpha.resources.set('lon-fra-2', resource('lon-fra-2', 'a1', 'a2', 9_000_000));
      beta.resources.set('fra-vie-2', resource('fra-vie-2', 'b1', 'b2', 9_000_000));
    });
    const diversity = { fromOrderId: 'ORD-1', by: 'link', isRequired: true } as const;
    await submit(world, host, { ...wide, id: 'ORD-2', diversity });
    const isOfDiversity = (entry: unknown) => (entry as HistoryEntry).event.startsWith('diversity.');
    disk.refuses = (call, [entry]) => call === 'history.add' && isOfDiversity(entry);
    world.beta.setResource('fra-vie', { condition: 'down' });
    await world.clock.run(5_000);
    disk.refuses = hasRoom;
    await world.clock.run(70_000);
    expect((await host.history(10_000)).filter(isOfDiversity).map(({ event, subject }) => [event, subject])).toEqual([
      ['diversity.lost', 'ORD-2'],
    ]);
  });
});
