import { afterEach, describe, expect, test } from 'vitest';
import type { EngineSettings } from '../engine';
import type { HistoryEntry } from '../model/history';
import type { OrderRequest } from '../model/order';
import { StoreError } from '../store/database';
import type { Store } from '../store/store';
import type { Host } from './create-host';
import { isCarried } from './testing/carried';
import { faultsBetween } from './testing/faults-between';
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

/** A disk that is full while `isFull`. */
interface FullDisk {
  isFull: boolean;
}

function onFullDisk(disk: FullDisk): (store: Store) => Store {
  return (store) => ({
    ...store,
    transaction: async (work) => {
      if (disk.isFull) throw new StoreError('disk-full', 'the disk is full');
      return store.transaction(work);
    },
  });
}

async function withActiveOrder(): Promise<{ world: World; host: Host; disk: FullDisk }> {
  const [world, disk] = [new World(), { isFull: false }];
  const engine = await world.start(onFullDisk(disk));
  open.push(engine);
  await engine.host.submitOrder(orderRequest());
  await world.clock.run(1_000);
  expect(await stateOf(engine.host)).toBe('active');
  return { world, host: engine.host, disk };
}

const stateOf = async (host: Host) => (await host.dossier('ORD-1'))?.order.state;

describe('what comes while the disk is full', () => {
  test('from a carrier is read again once there is room', async () => {
    const { world, host, disk } = await withActiveOrder();
    disk.isFull = true;
    world.alpha.setResource('lon-fra', { condition: 'down' });
    await world.clock.run(1_000);
    expect(host.network.view.resources.get('alpha/lon-fra')?.condition).toBe('up');
    disk.isFull = false;
    await world.clock.run(10_000);
    expect(host.network.view.resources.get('alpha/lon-fra')?.condition).toBe('down');
    expect(await stateOf(host)).toBe('active');
    expect(isCarried(world.carriers, 'ORD-1')).toBe(true);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('about a link is entered once there is room: it is down', async () => {
    const { world, host, disk } = await withActiveOrder();
    disk.isFull = true;
    world.alpha.goDown();
    await world.clock.run(1_000);
    disk.isFull = false;
    await world.clock.run(10_000);
    expect(host.network.view.isStale('alpha')).toBe(true);
  });

  test('about a service is looked at once there is room', async () => {
    const { world, host, disk } = await withActiveOrder();
    const [service] = world.alpha.services.values();
    if (!service) throw new Error('alpha serves nothing');
    world.alpha.delete(service.uuid);
    disk.isFull = true;
    world.alpha.tellService(service);
    world.alpha.delete(service.uuid);
    await world.clock.run(1_000);
    disk.isFull = false;
    await world.clock.run(30_000);
    expect(await stateOf(host)).toBe('active');
    expect(isCarried(world.carriers, 'ORD-1')).toBe(true);
  });

  test('and was entered before it was full is judged once there is room', async () => {
    const { world, host, disk } = await withActiveOrder();
    const subject = { kind: 'resource', id: 'alpha/lon-fra' } as const;
    const entered = host.enterReading({ subject, azNs: 90_000_000, zaNs: 90_000_000, provenance: 'operator', readAtMs: world.clock.now() });
    const stop = setFullAfter(host, disk);
    expect(await entered).toMatchObject({ kind: 'entered' });
    stop();
    await world.clock.run(500);
    expect(await stateOf(host).catch(() => 'not to be read')).toBe('not to be read');
    disk.isFull = false;
    await world.clock.run(30_000);
    expect((await host.impairments()).impairments.map(({ cause }) => cause)).toContain('slower');
  });
});

/** The disk is full as soon as the view shows the operator's reading: after it is entered, before it is judged. */
function setFullAfter(host: Host, disk: FullDisk): () => void {
  const { graph } = host.network;
  const settle = graph.settle.bind(graph);
  graph.settle = () => {
    settle();
    disk.isFull = true;
  };
  return () => {
    graph.settle = settle;
  };
}
