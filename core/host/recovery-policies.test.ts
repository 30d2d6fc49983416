import { afterEach, describe, expect, test } from 'vitest';
import type { EngineSettings } from '../engine';
import type { OrderRequest, RecoveryPolicy } from '../model/order';
import type { Store } from '../store/store';
import type { Host } from './create-host';
import { faultsBetween } from './testing/faults-between';
import { resource } from './testing/simulated-carrier';
import { orderRequest, World } from './testing/world';

const open: { host: Host; store: Store }[] = [];
async function started(change: (world: World) => void = () => undefined, settings: Partial<EngineSettings> = {}) {
  const world = new World();
  change(world);
  const engine = await world.start(undefined, settings);
  open.push(engine);
  return { world, ...engine };
}
afterEach(async () => {
  for (const { host, store } of open.splice(0)) {
    await host.close();
    await store.close();
  }
});

const wide = { limit: { oneWayNs: 20_000_000, enteredAs: 'one-way' } } as const;

/** What happened to the order, in sequence: told steps, and each create call at a carrier. */
function recording({ world, host }: { world: World; host: Host }): string[] {
  const seen: string[] = [];
  host.onEvent((event) => {
    if (event.kind === 'history.added' && event.entry.subject === 'ORD-1') seen.push(event.entry.event);
  });
  for (const carrier of world.carriers) {
    carrier.behaviour.refuses = () => {
      seen.push('create');
      return null;
    };
  }
  return seen;
}
const oncePer = (steps: readonly string[]) => steps.filter((step, index) => step !== steps[index - 1]);

async function served(request: Partial<OrderRequest>, change?: (world: World) => void, settings?: Partial<EngineSettings>) {
  const engine = await started(change, settings);
  const steps = recording(engine);
  await engine.host.submitOrder(orderRequest({ ...wide, ...request }));
  await engine.world.clock.run(1_000);
  expect((await engine.host.dossier('ORD-1'))?.order.state).toBe('active');
  return { ...engine, steps };
}
const alternativesOf = ({ store }: { store: Store }, id = 'ORD-1') => store.transaction((tx) => tx.alternatives.ofOrder(id));
const resourcesIn = (hops: readonly { readonly kind: string; readonly id: string }[]) =>
  hops.filter(({ kind }) => kind === 'resource').map(({ id }) => id);
const way = async (host: Host, id = 'ORD-1') => {
  const connection = (await host.dossier(id))?.connections.find(({ state }) => state === 'active');
  return resourcesIn(connection?.route.hops ?? []);
};
const textOf = async (host: Host, event: string) => (await host.history(1_000)).find((entry) => entry.event === event)?.text;

describe('N9: the order of steps', () => {
  test.each<[RecoveryPolicy, readonly string[]]>([
    ['after', ['primary.identified', 'provisioning.asked', 'create']],
    ['before', ['primary.identified', 'alternatives.identified', 'alternatives.qualified', 'provisioning.asked', 'create']],
    ['together', ['routes.identified', 'routes.qualified', 'provisioning.asked', 'create']],
  ])('of policy %s is recorded, and no carrier is asked before it is done', async (recovery, expected) => {
    const { steps } = await served({ recovery });
    expect(oncePer(steps)).toEqual(expected);
    expect(steps.filter((step) => step === 'create')).toHaveLength(4);
  });

  test('of `after` finds the alternative on the notice', async () => {
    const { world, steps } = await served({ recovery: 'after' });
    world.alpha.setResource('lon-fra', { condition: 'down' });
    await world.clock.run(2_000);
    expect(oncePer(steps)).toEqual(['primary.identified', 'provisioning.asked', 'create', 'alternative.chosen', 'move.planned', 'create']);
  });

  test('tells how many, how slow, and what they have in common with the primary', async () => {
    const { host } = await served({ recovery: 'before' });
    expect(await textOf(host, 'alternatives.identified')).toBe('2 alternatives, by a search of their own');
    expect(await textOf(host, 'alternatives.qualified')).toMatch(
      /^2 of 2 within 20\.00 ms: 8\.0\d ms one way, in common with the primary: 2 nodes; /,
    );
  });

  test('counts what is beyond the limit as no alternative, and refuses the order for none', async () => {
    const { host, store } = await served({ recovery: 'before', limit: { oneWayNs: 8_000_000, enteredAs: 'one-way' } });
    expect(await way(host)).toEqual(['alpha/lon-fra', 'beta/fra-vie']);
    // Those that differ from the primary in interconnects alone.
    for (const { shared } of await alternativesOf({ store })) expect(shared.edges).toBeGreaterThan(0);
  });
});

describe('a search that is cut off', () => {
  test('is tried again with a larger budget before it says anything', async () => {
    const { host, world } = await started(undefined, { searchBudgets: [1, 100_000] });
    await host.submitOrder(orderRequest(wide));
    await world.clock.run(1_000);
    expect(await way(host)).toEqual(['alpha/lon-fra', 'beta/fra-vie']);
    expect((await host.dossier('ORD-1'))?.decisions[0]?.summary).toMatch(/fastest of what is free$/);
  });

  test('proves nothing: the order is not rejected but asks for a human, and is searched for again when something changes', async () => {
    const { host, world } = await started(undefined, { searchBudgets: [1, 2] });
    await host.submitOrder(orderRequest(wide));
    await world.clock.run(1_000);
    const dossier = await host.dossier('ORD-1');
    expect(dossier?.order).toMatchObject({
      state: 'planned',
      cause: expect.stringMatching(
        /^asks for a human: the search was cut off before it could prove that there is no route; limit 20\.00 ms$/,
      ) as string,
    });
    expect(dossier?.decisions[0]?.outcome).toBe('budget-spent');
    const before = dossier?.transitions.length ?? 0;
    // Not at every change, since it takes long.
    world.alpha.setResource('lon-par', { pricePerSlot: 7 });
    await world.clock.run(1_000);
    expect((await host.dossier('ORD-1'))?.transitions.length).toBe(before);
    await world.clock.run(60_000);
    expect((await host.dossier('ORD-1'))?.transitions.length).toBe(before + 2);
  });
});

describe('stored alternatives', () => {
  test.each(['before', 'together'] as const)('of policy %s book nothing', async (recovery) => {
    const { host, store, world } = await served({ recovery });
    expect(await alternativesOf({ store })).toHaveLength(2);
    const other = await served({ recovery: 'after' });
    expect((await host.bookings()).slots.length).toBe((await other.host.bookings()).slots.length);
    expect((await host.bookings()).ports.length).toBe((await other.host.bookings()).ports.length);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('are as diverse as can be: by shared risk before by link', async () => {
    const { store } = await served({ recovery: 'before' }, ({ alpha, beta }) => {
      alpha.resources.set('lon-fra', { ...resource('lon-fra', 'a1', 'a2', 4_000_000), sharedRisks: ['duct'] });
      // Faster than the way by Paris, and in the same duct.
      alpha.resources.set('lon-fra-2', { ...resource('lon-fra-2', 'a1', 'a2', 4_100_000), sharedRisks: ['duct'] });
      beta.resources.set('fra-vie-2', resource('fra-vie-2', 'b1', 'b2', 3_100_000));
    });
    const [first, second] = await alternativesOf({ store });
    expect(resourcesIn(first?.route.hops ?? [])).toEqual(['alpha/lon-par', 'beta/par-vie']);
    expect(first?.shared).toEqual({ edges: 0, nodes: 2, risks: 0 });
    expect(resourcesIn(second?.route.hops ?? [])).toEqual(['alpha/lon-fra-2', 'beta/fra-vie-2']);
    expect(second?.shared.risks).toBe(1);
  });

  test('are taken at the notice, the first one, though something faster is there by then', async () => {
    const { world, host } = await served({ recovery: 'before' });
    world.beta.resources.set('fra-vie-2', resource('fra-vie-2', 'b1', 'b2', 3_100_000));
    host.resynchronise('beta');
    await world.clock.run(100);
    world.beta.setResource('fra-vie', { condition: 'down' });
    await world.clock.run(2_000);
    expect(await way(host)).toEqual(['alpha/lon-par', 'beta/par-vie']);
    const [decision] = (await host.dossier('ORD-1'))?.decisions ?? [];
    expect(decision).toMatchObject({ occasion: 'restoration', outcome: 'chosen' });
    expect(decision?.summary).toMatch(/^alternative 1 of 2, found before, still holds: 8\.0\d ms one way, limit 20\.00 ms; /);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });
});

test('other ways are told for an order in service, and for no other', async () => {
  const { host } = await served({});
  const told = await host.otherRoutes('ORD-1', 2);
  expect(told?.map(({ hops }) => resourcesIn(hops))).toContainEqual(['alpha/lon-par', 'beta/par-vie']);
  expect(await host.otherRoutes('ORD-9', 2)).toBeNull();
});

describe('stored alternatives are kept true', () => {
  const events = async (host: Host) =>
    (await host.history(10_000)).filter(({ event }) => /^alternatives?[.](lost|regained|replaced)$/.test(event)).map(({ event }) => event);
  const ways = async (engine: { store: Store }) => (await alternativesOf(engine)).map(({ route }) => resourcesIn(route.hops).join());
  const detour = 'alpha/lon-par,beta/par-vie';
  const third = (world: World) => {
    world.alpha.resources.set('lon-par-2', resource('lon-par-2', 'a1', 'a3', 3_000_000));
    world.alpha.resources.set('lon-fra-2', resource('lon-fra-2', 'a1', 'a2', 5_000_000));
    world.beta.resources.set('par-vie-2', resource('par-vie-2', 'b3', 'b2', 6_500_000));
  };

  test.each<[string, (engine: { world: World; host: Host }) => unknown]>([
    [
      'goes down',
      ({ world }) => {
        world.alpha.setResource('lon-par', { condition: 'down' });
      },
    ],
    [
      'degrades',
      ({ world }) => {
        world.alpha.setResource('lon-par', { condition: 'degraded' });
      },
    ],
    [
      'is withdrawn',
      ({ world }) => {
        world.alpha.withdrawResource('lon-par');
      },
    ],
    [
      'is full',
      ({ world }) => {
        world.alpha.setResource('lon-par', { availableSlots: 0 });
      },
    ],
    [
      'becomes too slow',
      ({ world }) => {
        world.alpha.setResource('lon-par', { latency: { azNs: 19_000_000, zaNs: 1 } });
      },
    ],
    [
      'is given back by its carrier to its own use',
      ({ world }) => {
        world.alpha.setResource('lon-par', { isDedicated: false });
      },
    ],
    [
      'is booked by somebody else',
      async ({ host }) => {
        for (const id of ['X', 'Y'])
          await host.submitOrder(orderRequest({ id, a: { kind: 'port', id: `gamma/g1-c${id === 'X' ? 3 : 4}` } }));
      },
    ],
  ])('when something that one uses %s', async (what, happens) => {
    const engine = await served({ recovery: 'before' }, (world) => {
      third(world);
      // The primary's own way is full with the order itself, so that others take the alternative's.
      if (what.startsWith('is booked'))
        for (const uuid of ['lon-fra', 'lon-fra-2'])
          world.alpha.resources.set(uuid, { ...resource(uuid, 'a1', 'a2', uuid === 'lon-fra' ? 4_000_000 : 9_500_000, 8) });
    });
    expect((await ways(engine))[0]).toBe(detour);
    await happens(engine);
    await engine.world.clock.run(3_000);
    const now = await alternativesOf(engine);
    expect(now.map(({ fault }) => fault)).toEqual(['', '']);
    expect(now.map(({ route }) => resourcesIn(route.hops)).flat()).not.toContain('alpha/lon-par');
    expect(await events(engine.host)).toContain('alternative.lost');
    expect(await events(engine.host)).toContain('alternatives.replaced');
    expect(await faultsBetween(engine.host, engine.world.carriers)).toEqual([]);
  });

  test('what there is nothing else for is told as lost, and as regained when it holds again', async () => {
    const engine = await served(
      { recovery: 'before' },
      (world) => {
        // One interconnect at each place: nothing but the way by Paris differs from the primary.
        for (const carrier of world.carriers)
          for (const uuid of carrier.ports.keys()) if (/-[23]$/.test(uuid) && !uuid.includes('-c')) carrier.ports.delete(uuid);
      },
      { alternativesRetryMs: 1_000 },
    );
    const { world, host } = engine;
    expect(await ways(engine)).toEqual([detour]);
    world.alpha.setResource('lon-par', { condition: 'down', conditionText: 'LOS' });
    await world.clock.run(5_000);
    expect((await alternativesOf(engine)).map(({ fault }) => fault)).toEqual(['lon-par is down: LOS']);
    expect(await events(host)).toEqual(['alternative.lost']);
    world.alpha.setResource('lon-par', { condition: 'up', conditionText: '' });
    await world.clock.run(5_000);
    expect((await alternativesOf(engine)).map(({ fault }) => fault)).toEqual(['']);
    expect(await events(host)).toEqual(['alternative.lost', 'alternative.regained']);
  });

  test('a link that is down says nothing about them', async () => {
    const engine = await served({ recovery: 'before' });
    const before = await alternativesOf(engine);
    engine.world.beta.goDown();
    await engine.world.clock.run(5_000);
    engine.world.beta.comeBack();
    await engine.world.clock.run(5_000);
    expect(await alternativesOf(engine)).toEqual(before);
    expect(await events(engine.host)).toEqual([]);
  });

  test('an alternative that became invalid a moment before it was needed gives way to the next one', async () => {
    const engine = await served({ recovery: 'before' }, third);
    const { world, host } = engine;
    const [, second] = await ways(engine);
    world.alpha.setResource('lon-par', { condition: 'down' });
    world.alpha.setResource('lon-fra', { condition: 'down' });
    await world.clock.run(3_000);
    expect((await way(host)).join()).toBe(second);
    const decision = (await host.dossier('ORD-1'))?.decisions.find(({ occasion }) => occasion === 'restoration');
    expect(decision?.summary).toMatch(/^alternative \d of 2, found before, still holds/);
  });

  test('where none holds at the notice it is as with policy `after`, and the decision says why', async () => {
    const engine = await served({ recovery: 'before' }, third, { storedAlternatives: 1, holdOffMs: 0 });
    const { world, host } = engine;
    // Both in one reading of the carrier, so that nobody could look after the alternative in between.
    world.alpha.resources.set('lon-par', { ...resource('lon-par', 'a1', 'a3', 2_000_000), condition: 'down' });
    world.alpha.resources.set('lon-fra', { ...resource('lon-fra', 'a1', 'a2', 4_000_000), condition: 'down' });
    host.resynchronise('alpha');
    await world.clock.run(3_000);
    expect((await host.dossier('ORD-1'))?.order.state).toBe('active');
    const decision = (await host.dossier('ORD-1'))?.decisions.find(({ occasion }) => occasion === 'restoration');
    expect(decision?.summary).toMatch(/^the alternative found before does not hold \(lon-par is down\); \d/);
  });

  test('after a restoration new ones are found, to the new primary', async () => {
    const engine = await served({ recovery: 'before' }, third);
    const { world, host } = engine;
    const before = new Set((await alternativesOf(engine)).map(({ id }) => id));
    world.alpha.setResource('lon-fra', { condition: 'down' });
    await world.clock.run(5_000);
    expect((await way(host)).join()).toBe(detour);
    const now = await alternativesOf(engine);
    expect(now).toHaveLength(2);
    expect(now.some(({ id }) => before.has(id))).toBe(false);
    expect(now.map(({ route }) => resourcesIn(route.hops).join())).not.toContain(detour);
    expect(now[0]?.shared).toMatchObject({ edges: 0, risks: 0 });
    expect(now.map(({ fault }) => fault)).toEqual(['', '']);
  });

  test('at a start they are checked', async () => {
    const engine = await served({ recovery: 'before' }, third);
    const { world } = engine;
    await engine.host.close();
    await engine.store.close();
    open.splice(0);
    for (const carrier of world.carriers) carrier.loseLinks();
    world.alpha.resources.set('lon-par', { ...resource('lon-par', 'a1', 'a3', 2_000_000), condition: 'down' });
    const again = await world.start();
    open.push(again);
    await world.clock.run(5_000);
    const now = await alternativesOf(again);
    expect(now.map(({ fault }) => fault)).toEqual(['', '']);
    expect(now.flatMap(({ route }) => resourcesIn(route.hops))).not.toContain('alpha/lon-par');
  });

  test('are given up with the order', async () => {
    const engine = await served({ recovery: 'together' });
    await engine.host.cancelOrder('ORD-1');
    await engine.world.clock.run(2_000);
    expect(await alternativesOf(engine)).toEqual([]);
  });
});
