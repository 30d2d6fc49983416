import { afterEach, describe, expect, test } from 'vitest';
import type { EngineSettings } from '../engine';
import type { OrderRequest } from '../model/order';
import type { RecoveryPause } from '../model/recovery-pause';
import type { Store } from '../store/store';
import type { Host } from './create-host';
import { faultsBetween } from './testing/faults-between';
import { orderRequest, World } from './testing/world';

const open: { host: Host; store: Store }[] = [];
async function served(request: Partial<OrderRequest> = {}, settings: Partial<EngineSettings> = {}) {
  const world = new World();
  const engine = await world.start(undefined, settings);
  open.push(engine);
  await engine.host.submitOrder(orderRequest(request));
  await world.clock.run(1_000);
  expect(await stateOf(engine.host)).toBe('active');
  return { world, ...engine };
}
afterEach(async () => {
  for (const { host, store } of open.splice(0)) {
    await host.close();
    await store.close();
  }
});

const stateOf = async (host: Host, id = 'ORD-1') => (await host.dossier(id))?.order.state;
const statesOf = async (host: Host, id = 'ORD-1') => (await host.dossier(id))?.transitions.map(({ to }) => to).slice(6);
const eventsOf = async (host: Host, event: string) => (await host.history(10_000)).filter((entry) => entry.event === event);
const way = async (host: Host) => {
  const connection = (await host.dossier('ORD-1'))?.connections.find(({ state }) => state === 'active');
  return connection?.route.hops.filter(({ kind }) => kind === 'resource').map(({ id }) => id);
};
const home = ['alpha/lon-fra', 'beta/fra-vie'];
const detour = ['alpha/lon-par', 'beta/par-vie'];
const set = (world: World, condition: 'up' | 'down', uuid = 'lon-fra') => {
  world.alpha.setResource(uuid, { condition });
};
const hour = 3_600_000;

describe('the hold-off', () => {
  test('lets the carrier’s own protection act first: impaired at once, restored after it', async () => {
    const { world, host } = await served();
    set(world, 'down');
    await world.clock.run(99);
    expect(await statesOf(host)).toEqual(['impaired']);
    await world.clock.run(1_000);
    expect(await statesOf(host)).toEqual(['impaired', 'restoring', 'active']);
    expect(await way(host)).toEqual(detour);
  });

  test('that sees the impairment clear ends with the order active where it was, and no carrier asked', async () => {
    const { world, host } = await served();
    const created = world.carriers.map((carrier) => carrier.created.length);
    set(world, 'down');
    await world.clock.run(50);
    set(world, 'up');
    await world.clock.run(5_000);
    expect(await statesOf(host)).toEqual(['impaired', 'active']);
    expect(world.carriers.map((carrier) => carrier.created.length)).toEqual(created);
    expect((await host.impairments()).hits.map(({ outcome }) => outcome)).toEqual(['cleared']);
  });

  test.each([-5 * hour, 5 * hour])('is neither lengthened nor skipped for ever by a clock that jumps by %d ms', async (byMs) => {
    const { world, host } = await served({}, { holdOffMs: 1_000 });
    set(world, 'down');
    await world.clock.run(500);
    expect(await stateOf(host)).toBe('impaired');
    world.clock.jump(byMs);
    await world.clock.run(2_000);
    expect(await statesOf(host)).toEqual(['impaired', 'restoring', 'active']);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('of many orders at once keeps their priority', async () => {
    const world = new World();
    const engine = await world.start(undefined, { concurrentOrders: 1 });
    open.push(engine);
    for (const priority of [5, 1, 3]) {
      await engine.host.submitOrder(orderRequest({ id: `P${priority}`, priority, signal: '1GE' }));
      await world.clock.run(1_000);
    }
    set(world, 'down');
    await world.clock.run(5_000);
    const restored = (await Promise.all(['P1', 'P3', 'P5'].map((id) => engine.host.dossier(id)))).map(
      (dossier) => dossier?.transitions.find(({ to }) => to === 'restoring')?.atMs ?? 0,
    );
    expect(restored).toEqual([...restored].sort((one, other) => one - other));
    expect(new Set(restored).size).toBe(3);
  });
});

describe('what the operator wants holds an automatic move back, and says so', () => {
  const unrestorable = async (host: Host) => (await host.impairments()).hits.map(({ outcome, text }) => [outcome, text]);

  test('a frozen order stays impaired until it is no longer', async () => {
    const { world, host, store } = await served();
    await store.transaction((tx) => tx.orders.setFrozen('ORD-1', true));
    set(world, 'down');
    await world.clock.run(5_000);
    expect(await statesOf(host)).toEqual(['impaired']);
    expect(await unrestorable(host)).toEqual([['unrestorable', expect.stringMatching(/^the order is frozen/)]]);
    await store.transaction((tx) => tx.orders.setFrozen('ORD-1', false));
    set(world, 'down', 'lon-fra');
    world.alpha.setResource('lon-par', { pricePerSlot: 7 });
    await world.clock.run(5_000);
    expect(await way(host)).toEqual(detour);
  });

  test.each<[string, RecoveryPause, boolean]>([
    ['everywhere', { carrierId: null, text: 'storm', sinceMs: 1 }, true],
    ['at a carrier on the way', { carrierId: 'beta', text: 'storm', sinceMs: 1 }, true],
    ['at a carrier elsewhere', { carrierId: 'delta', text: 'storm', sinceMs: 1 }, false],
  ])('a pause %s', async (_, pause, isHeld) => {
    const { world, host, store } = await served();
    await store.transaction((tx) => tx.interventions.putPause(pause));
    set(world, 'down');
    await world.clock.run(5_000);
    expect(await stateOf(host)).toBe(isHeld ? 'impaired' : 'active');
    if (isHeld)
      expect(await unrestorable(host)).toEqual([['unrestorable', expect.stringMatching(/^automatic recovery is paused .*: storm$/)]]);
  });
});

test('an order held back is taken up when the pause, or the freeze, ends', async () => {
  const ann = { by: 'Ann', reason: 'works' };
  const { world, host } = await served();
  await host.pauseRecovery(null, ann);
  await host.freezeOrder('ORD-1', ann);
  set(world, 'down');
  await world.clock.run(5_000);
  await host.resumeRecovery(null, ann);
  await world.clock.run(5_000);
  expect(await stateOf(host)).toBe('impaired');
  await host.unfreezeOrder('ORD-1', ann);
  await world.clock.run(5_000);
  expect(await way(host)).toEqual(detour);
});

describe('what flaps', () => {
  const settings = { holdOffMs: 5_000 };
  const flap = async (world: World, times: number, pauseMs = 500) => {
    for (let time = 0; time < times; time++) {
      set(world, 'down');
      await world.clock.run(pauseMs);
      set(world, 'up');
      await world.clock.run(pauseMs);
    }
  };
  const heldOut = (host: Host) => host.network.view.heldOut({ kind: 'resource', id: 'alpha/lon-fra' });

  test('three times within the window is kept from new routes, and told; what runs over it stays', async () => {
    const { world, host } = await served({}, settings);
    await flap(world, 2);
    expect(heldOut(host)).toBeNull();
    await flap(world, 1);
    expect(heldOut(host)).toMatchObject({
      cause: 'flapping',
      text: expect.stringMatching(/^lon-fra went down 3 times within 600 s/) as string,
    });
    expect(await eventsOf(host, 'flapping.damped')).toHaveLength(1);
    expect(await stateOf(host)).toBe('active');
    expect(await way(host)).toEqual(home);
    await host.submitOrder(orderRequest({ id: 'ORD-2' }));
    await world.clock.run(1_000);
    const other = (await host.dossier('ORD-2'))?.connections[0]?.route.hops.map(({ id }) => id);
    expect(other).not.toContain('alpha/lon-fra');
  });

  test('more slowly than the window is not', async () => {
    const { world, host } = await served({}, settings);
    await flap(world, 5, 200_000);
    expect(await eventsOf(host, 'flapping.damped')).toEqual([]);
  });

  test('may be used again once it was quiet for long enough; each change begins that time anew', async () => {
    const { world, host, store } = await served({}, settings);
    await flap(world, 3);
    await world.clock.run(250_000);
    await flap(world, 1);
    await world.clock.run(250_000);
    expect(heldOut(host)).not.toBeNull();
    await world.clock.run(60_000);
    expect(heldOut(host)).toBeNull();
    expect(await store.transaction((tx) => tx.interventions.holdOuts())).toEqual([]);
    expect(await eventsOf(host, 'flapping.damped')).toHaveLength(1);
    expect(await eventsOf(host, 'flapping.quiet')).toHaveLength(1);
  });

  test('stays kept from new routes over a restart, no longer than it would have', async () => {
    const { world, host, store } = await served({}, settings);
    await flap(world, 3);
    await host.close();
    await store.close();
    open.splice(0);
    for (const carrier of world.carriers) carrier.loseLinks();
    const again = await world.start(undefined, settings);
    open.push(again);
    await world.clock.run(100_000);
    expect(heldOut(again.host)).not.toBeNull();
    await world.clock.run(200_000);
    expect(heldOut(again.host)).toBeNull();
  });

  test.each([-5 * hour, 5 * hour])('is judged rightly by a clock that jumps by %d ms: not at once, not for ever', async (byMs) => {
    const { world, host } = await served({}, settings);
    await flap(world, 2);
    world.clock.jump(byMs);
    await flap(world, 1);
    // What was counted by the other clock counts no more.
    expect(heldOut(host)).toBeNull();
    await flap(world, 2);
    expect(heldOut(host)).not.toBeNull();
    world.clock.jump(byMs);
    await world.clock.run(290_000);
    expect(heldOut(host)).not.toBeNull();
    await world.clock.run(20_000);
    expect(heldOut(host)).toBeNull();
  });
});

describe('an order that reverts', () => {
  const settings = { waitToRestoreMs: 60_000 };
  const displaced = async (request: Partial<OrderRequest> = { revert: 'automatic' }) => {
    const engine = await served(request, settings);
    set(engine.world, 'down');
    await engine.world.clock.run(5_000);
    expect(await way(engine.host)).toEqual(detour);
    return engine;
  };

  test('is asked to return to its first route once that has been whole for the wait-to-restore time', async () => {
    const { world, host } = await displaced();
    set(world, 'up');
    await world.clock.run(59_000);
    expect(await eventsOf(host, 'revert.waits')).toHaveLength(1);
    expect(await eventsOf(host, 'revert.asked')).toEqual([]);
    await world.clock.run(2_000);
    expect((await eventsOf(host, 'revert.asked')).map(({ text }) => text)).toEqual(['its first route has been whole for 60 s']);
    expect((await host.dossier('ORD-1'))?.homeRoute?.hops.filter(({ kind }) => kind === 'resource').map(({ id }) => id)).toEqual(home);
  });

  test('waits anew when it breaks meanwhile', async () => {
    const { world, host } = await displaced();
    set(world, 'up');
    await world.clock.run(50_000);
    set(world, 'down');
    await world.clock.run(1_000);
    set(world, 'up');
    await world.clock.run(50_000);
    expect(await eventsOf(host, 'revert.asked')).toEqual([]);
    await world.clock.run(15_000);
    expect(await eventsOf(host, 'revert.asked')).toHaveLength(1);
  });

  test('does not return over what flaps until that has been quiet, and then waits anew', async () => {
    const { world, host } = await displaced();
    for (let time = 0; time < 3; time++) {
      set(world, 'up');
      await world.clock.run(1_000);
      set(world, 'down');
      await world.clock.run(1_000);
    }
    set(world, 'up');
    // Damped until it has been quiet for 300 s; then the 60 s begin.
    await world.clock.run(355_000);
    expect(await eventsOf(host, 'flapping.quiet')).toHaveLength(1);
    expect(await eventsOf(host, 'revert.asked')).toEqual([]);
    await world.clock.run(10_000);
    expect(await eventsOf(host, 'revert.asked')).toHaveLength(1);
    expect(await way(host)).toEqual(home);
  });

  test('stays where the operator has forced it', async () => {
    const { world, host } = await served({ revert: 'automatic' }, settings);
    const [other] = (await host.otherRoutes('ORD-1', 1)) ?? [];
    expect(other).toBeDefined();
    world.alpha.setResource('lon-fra', { condition: 'down' });
    await world.clock.run(5_000);
    world.alpha.setResource('lon-fra', { condition: 'up' });
    await world.clock.run(100_000);
    expect(await way(host)).toEqual(home);
    const away = (await host.dossier('ORD-1'))?.connections.find(({ route }) => route.hops.some(({ id }) => id === 'alpha/lon-par'))?.route;
    if (!away) throw new Error('it was never away');
    await host.forceMove('ORD-1', { kind: 'route', route: away }, { by: 'Ann', reason: 'works' });
    await world.clock.run(5_000);
    expect(await way(host)).toEqual(detour);
    await world.clock.run(300_000);
    expect(await way(host)).toEqual(detour);
  });

  test('waits while it is frozen', async () => {
    const { world, host, store } = await displaced();
    await store.transaction((tx) => tx.orders.setFrozen('ORD-1', true));
    set(world, 'up');
    await world.clock.run(200_000);
    expect(await eventsOf(host, 'revert.asked')).toEqual([]);
    await store.transaction((tx) => tx.orders.setFrozen('ORD-1', false));
    await world.clock.run(61_000);
    expect(await eventsOf(host, 'revert.asked')).toHaveLength(1);
  });

  test.each([-5 * hour, 5 * hour])('waits as long by a clock that jumps by %d ms', async (byMs) => {
    const { world, host } = await displaced();
    set(world, 'up');
    await world.clock.run(30_000);
    world.clock.jump(byMs);
    await world.clock.run(29_000);
    expect(await eventsOf(host, 'revert.asked')).toEqual([]);
    await world.clock.run(2_000);
    expect(await eventsOf(host, 'revert.asked')).toHaveLength(1);
  });

  test('only if it asks for it', async () => {
    const { world, host } = await displaced({ revert: 'never' });
    set(world, 'up');
    await world.clock.run(200_000);
    expect(await eventsOf(host, 'revert.asked')).toEqual([]);
    expect(await way(host)).toEqual(detour);
  });
});
