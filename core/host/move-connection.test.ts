import { afterEach, describe, expect, test } from 'vitest';
import type { MoveRequest } from '../model/move';
import type { Route } from '../model/route';
import type { Store } from '../store/store';
import type { Host } from './create-host';
import { interruptedFor } from './testing/carried';
import { faultsBetween } from './testing/faults-between';
import { resource } from './testing/simulated-carrier';
import { orderRequest, World } from './testing/world';

const open: { host: Host; store: Store }[] = [];
afterEach(async () => {
  for (const { host, store } of open.splice(0)) {
    await host.close();
    await store.close();
  }
});

/** An order by Frankfurt, active, and nobody asked for anything yet. */
async function withActiveOrder(change: (world: World) => void = () => undefined) {
  const world = new World();
  change(world);
  const engine = await world.start();
  open.push(engine);
  const { host, store } = engine;
  await host.submitOrder(orderRequest());
  await world.clock.run(1_000);
  expect(await hopsOf(host)).toEqual(['alpha/lon-fra', 'beta/fra-vie']);
  for (const carrier of world.carriers) carrier.asked.length = 0;
  return { world, host, store };
}

const orderOf = async (host: Host) => (await host.dossier('ORD-1'))?.order;
const routeOf = async (host: Host): Promise<Route> => {
  const connection = (await host.dossier('ORD-1'))?.connections.find(({ state }) => state === 'active');
  if (!connection) throw new Error('the order has no active connection');
  return connection.route;
};
const hopsOf = async (host: Host) => (await routeOf(host)).hops.filter(({ kind }) => kind === 'resource').map(({ id }) => id);
const states = async (host: Host) => (await host.dossier('ORD-1'))?.transitions.map(({ to }) => to).slice(6);
const notes = async (host: Host, event: string) =>
  (await host.history(10_000)).filter((entry) => entry.event === event).map(({ text }) => text);
const asked = (world: World) => Object.fromEntries(world.carriers.map(({ id, asked }) => [id, asked.map((words) => words.split(' ')[0])]));
const servicesOf = (world: World) => world.carriers.flatMap(({ services }) => [...services.keys()]).sort();
const wellOff = async ({ world, host }: { world: World; host: Host }) => {
  expect(await faultsBetween(host, world.carriers)).toEqual([]);
  expect(await notes(host, 'engine.failed')).toEqual([]);
};

/** As the operator's hand would: the request is entered and the order called. */
async function askToMove({ world, host, store }: { world: World; host: Host; store: Store }, change: Partial<MoveRequest> = {}) {
  const request: MoveRequest = {
    orderId: 'ORD-1',
    cause: 'maintenance',
    route: null,
    text: 'away from the works',
    actor: 'operator',
    requestedAtMs: world.clock.now(),
    ...change,
  };
  await store.transaction((tx) => tx.interventions.putMove(request));
  // It waits for links that are down, in time that only the test lets pass.
  void host.resume();
}
const ann = { by: 'Ann', reason: 'works' };
const lockOut = (host: Host, id: string) => host.lockOut({ kind: 'resource', id }, ann);
const release = (host: Host, id: string) => host.releaseLockOut({ kind: 'resource', id }, ann);
const requestOf = (store: Store) => store.transaction((tx) => tx.interventions.move('ORD-1'));

const parallel = (world: World) => {
  world.addParallelCircuit();
};
const slower = (world: World) => {
  world.alpha.setResource('lon-fra', { latency: { azNs: 9_000_000, zaNs: 9_000_000 } });
};

describe('a connection that is too slow', () => {
  test('is moved in place where its carrier can, and is never interrupted; who keeps a part is asked for nothing', async () => {
    const engine = await withActiveOrder(parallel);
    const { world, host } = engine;
    const before = servicesOf(world);
    slower(world);
    expect(await interruptedFor(world, 1_000)).toBe(0);
    expect(await hopsOf(host)).toEqual(['alpha/lon-fra-2', 'beta/fra-vie']);
    expect(await states(host)).toEqual(['impaired', 'restoring', 'active']);
    expect(servicesOf(world)).toEqual(before);
    expect(asked(world)).toEqual({ alpha: ['reroute'], beta: [], gamma: [] });
    expect((await notes(host, 'move.planned'))[0]).toMatch(/^kept: .*moved in place: alpha a1-g1-1 to a2-b1-1; not interrupted$/);
    expect((await host.impairments()).hits[0]?.text).not.toContain('interrupted');
    await wellOff(engine);
  });

  test('is interrupted no longer than it must be where its carrier cannot; expected beforehand, measured after', async () => {
    const engine = await withActiveOrder(parallel);
    const { world, host } = engine;
    world.alpha.behaviour.reroutes = 'no';
    slower(world);
    // Deleted and created anew, 24 ms or a little more; not the time of the whole move.
    const outageMs = await interruptedFor(world, 1_000);
    expect(outageMs).toBeGreaterThan(20);
    expect(outageMs).toBeLessThan(40);
    expect(asked(world)).toEqual({ alpha: ['reroute', 'delete', 'create'], beta: [], gamma: [] });
    expect(await notes(host, 'move.replanned')).toEqual([
      'alpha cannot go on with its part (alpha moves no service in place): it is deleted and created anew',
    ]);
    const [measured] = /interrupted for (0\.\d\d) s$/.exec((await host.impairments()).hits[0]?.text ?? '')?.slice(1) ?? [];
    expect(Math.abs(Number(measured) * 1_000 - outageMs)).toBeLessThan(20);
    expect(await hopsOf(host)).toEqual(['alpha/lon-fra-2', 'beta/fra-vie']);
    await wellOff(engine);
  });

  test('goes on as it is while every carrier refuses the alternatives', async () => {
    const engine = await withActiveOrder((world) => {
      parallel(world);
      world.addDelta();
      world.beta.resources.delete('par-vie');
    });
    const { world, host } = engine;
    world.alpha.behaviour.reroutes = { refuses: 'no transponder left' };
    for (const carrier of world.carriers) carrier.behaviour.refuses = () => 'closed';
    const before = servicesOf(world);
    slower(world);
    expect(await interruptedFor(world, 2_000)).toBe(0);
    expect((await orderOf(host))?.state).toBe('impaired');
    expect(servicesOf(world)).toEqual(before);
    expect((await host.impairments()).hits[0]).toMatchObject({ outcome: 'unrestorable', settledAtMs: null });
    expect((await notes(host, 'segment.refused')).join()).toContain('no transponder left');
    await wellOff(engine);
    for (const carrier of world.carriers) carrier.behaviour.refuses = () => null;
    world.alpha.behaviour.reroutes = 'yes';
    world.alpha.setResource('lon-fra', { latency: { azNs: 9_100_000, zaNs: 9_100_000 } });
    expect(await interruptedFor(world, 1_000)).toBe(0);
    expect(await hopsOf(host)).toEqual(['alpha/lon-fra-2', 'beta/fra-vie']);
    await wellOff(engine);
  });

  test('that is fast enough again before anything was interrupted stays on the connection that it has', async () => {
    const engine = await withActiveOrder((world) => {
      world.addDelta();
      world.beta.resources.delete('par-vie');
    });
    const { world, host } = engine;
    const delta = world.carriers.at(-1);
    if (delta) delta.behaviour.provisionMs = 200;
    slower(world);
    await world.clock.run(100);
    expect(await states(host)).toEqual(['impaired', 'restoring']);
    world.alpha.setResource('lon-fra', { latency: { azNs: 4_000_000, zaNs: 4_000_000 } });
    expect(await interruptedFor(world, 2_000)).toBe(0);
    expect(await hopsOf(host)).toEqual(['alpha/lon-fra', 'beta/fra-vie']);
    expect((await orderOf(host))?.cause).toBe(
      'on the connection that it had: what had hit it is up again, before anything was interrupted',
    );
    expect((await host.impairments()).hits.map(({ outcome }) => outcome)).toEqual(['cleared']);
    expect(delta?.services.size).toBe(0);
    await wellOff(engine);
  });
});

describe('a connection that is moved by another way', () => {
  const byParis = (world: World) => {
    world.addDelta();
    world.beta.resources.delete('par-vie');
  };

  test('is made beside the old one as far as it can be before anything is broken; what is not in the way is deleted after', async () => {
    const engine = await withActiveOrder(byParis);
    const { world, host, store } = engine;
    const delta = world.carriers.at(-1);
    if (delta) delta.behaviour.provisionMs = 300;
    await lockOut(host, 'alpha/lon-fra');
    await askToMove(engine);
    // While the part that takes long is made, everything goes on.
    expect(await interruptedFor(world, 300)).toBe(0);
    expect((await orderOf(host))?.state).toBe('moving');
    expect(delta?.services.size).toBe(1);
    const outageMs = await interruptedFor(world, 1_000);
    expect(outageMs).toBeGreaterThan(20);
    expect(outageMs).toBeLessThan(40);
    expect(await states(host)).toEqual(['moving', 'active']);
    expect(await hopsOf(host)).toEqual(['alpha/lon-par', 'delta/par-vie-d']);
    const [plan] = await notes(host, 'move.planned');
    for (const words of [
      'kept: gamma',
      'created beside: delta d1-a3-1 to d2-g2-1',
      'broken before: alpha',
      'deleted after: beta',
      'interrupted for about 0.0',
    ]) {
      expect(plan).toContain(words);
    }
    expect((await host.dossier('ORD-1'))?.decisions[0]).toMatchObject({ occasion: 'move', outcome: 'chosen' });
    expect((await orderOf(host))?.cause).toMatch(/^moved: 7\.58 ms one way, limit .*, interrupted for 0\.0\d s$/);
    expect(await notes(host, 'move.done')).toHaveLength(1);
    expect(await requestOf(store)).toBeUndefined();
    await wellOff(engine);
  });

  test('stays active on its old connection where a carrier refuses before the break; the request is dropped with the words', async () => {
    const engine = await withActiveOrder(byParis);
    const { world, host, store } = engine;
    const delta = world.carriers.at(-1);
    if (delta) delta.behaviour.refuses = () => 'no transponder left';
    const before = servicesOf(world);
    await lockOut(host, 'alpha/lon-fra');
    await askToMove(engine);
    expect(await interruptedFor(world, 2_000)).toBe(0);
    expect(await states(host)).toEqual(['moving', 'active']);
    expect((await orderOf(host))?.cause).toBe('on the connection that it had: delta refused: no transponder left');
    expect(servicesOf(world)).toEqual(before);
    expect((await notes(host, 'move.refused'))[0]).toMatch(/^away from the works: .*no transponder left/);
    expect(await requestOf(store)).toBeUndefined();
    await wellOff(engine);
  });

  test('goes on with another candidate where a carrier refuses after the break: with what is left of the old one', async () => {
    const engine = await withActiveOrder(byParis);
    const { world, host } = engine;
    world.alpha.behaviour.refuses = ({ resourceUuids }) => (resourceUuids.includes('lon-par') ? 'no transponder left' : null);
    await lockOut(host, 'beta/fra-vie');
    await askToMove(engine);
    await world.clock.run(2_000);
    // Held out for new routes: there is no other.
    expect(await states(host)).toEqual(['moving', 'impaired']);
    expect((await orderOf(host))?.cause).toBe('alpha refused: no transponder left');
    expect((await notes(host, 'move.refused'))[0]).toContain('no transponder left');
    expect([...world.beta.services.values()].map(({ state }) => state)).toEqual(['up']);
    await wellOff(engine);
    for (const { asked: requests } of world.carriers) requests.length = 0;
    await release(host, 'beta/fra-vie');
    await world.clock.run(2_000);
    expect(await states(host)).toEqual(['moving', 'impaired', 'restoring', 'active']);
    expect(await hopsOf(host)).toEqual(['alpha/lon-fra', 'beta/fra-vie']);
    // Its part was still held, and is kept.
    expect(asked(world).beta).toEqual([]);
    await wellOff(engine);
  });

  test('stays active where its carriers refuse to delete what is in the way, without a loss', async () => {
    const engine = await withActiveOrder(byParis);
    const { world, host } = engine;
    for (const carrier of [world.alpha, world.gamma]) carrier.behaviour.refusesDeletion = () => 'busy';
    const before = servicesOf(world);
    await lockOut(host, 'alpha/lon-fra');
    await askToMove(engine);
    expect(await interruptedFor(world, 2_000)).toBe(0);
    expect(await states(host)).toEqual(['moving', 'active']);
    expect((await orderOf(host))?.cause).toContain('refused to delete its part of the old connection');
    expect(servicesOf(world)).toEqual(before);
    await wellOff(engine);
  });

  test('is impaired where one carrier has deleted its part and another refuses; it is restored once that has', async () => {
    const engine = await withActiveOrder(byParis);
    const { world, host } = engine;
    world.alpha.behaviour.refusesDeletion = () => 'busy';
    await lockOut(host, 'alpha/lon-fra');
    await askToMove(engine);
    await world.clock.run(1_000);
    expect((await orderOf(host))?.state).toBe('impaired');
    expect((await host.bookings()).slots.map(({ resourceId }) => resourceId)).toContain('alpha/lon-fra');
    world.alpha.behaviour.refusesDeletion = () => null;
    await world.clock.run(60_000);
    expect(await hopsOf(host)).toEqual(['alpha/lon-par', 'delta/par-vie-d']);
    expect((await orderOf(host))?.cause).toMatch(/^restored: .* interrupted for \d\.\d\d s$/);
    await wellOff(engine);
  });

  test('does not wait for the deletion of what is not in the way: it stays queued and booked', async () => {
    const engine = await withActiveOrder(byParis);
    const { world, host } = engine;
    world.beta.behaviour.refusesDeletion = () => 'busy';
    await lockOut(host, 'alpha/lon-fra');
    await askToMove(engine);
    await world.clock.run(1_000);
    expect(await hopsOf(host)).toEqual(['alpha/lon-par', 'delta/par-vie-d']);
    expect((await host.bookings()).slots.map(({ resourceId }) => resourceId)).toContain('beta/fra-vie');
    world.beta.behaviour.refusesDeletion = () => null;
    await world.clock.run(60_000);
    expect(world.beta.services.size).toBe(0);
    await wellOff(engine);
  });

  test('that is hit while it moves finishes the move, or is restored: never left half', async () => {
    for (let atMs = 0; atMs < 120; atMs += 4) {
      const engine = await withActiveOrder(byParis);
      const { world, host } = engine;
      await lockOut(host, 'alpha/lon-fra');
      await askToMove(engine);
      await world.clock.run(atMs);
      world.beta.setResource('fra-vie', { condition: 'down' });
      await world.clock.run(5_000);
      expect([atMs, (await orderOf(host))?.state]).toEqual([atMs, 'active']);
      expect(await hopsOf(host)).toEqual(['alpha/lon-par', 'delta/par-vie-d']);
      await wellOff(engine);
    }
  });

  test('that is hit while it moves, and refused, is impaired for both reasons and restored', async () => {
    const engine = await withActiveOrder((world) => {
      byParis(world);
      parallel(world);
    });
    const { world, host } = engine;
    const delta = world.carriers.at(-1);
    if (delta) Object.assign(delta.behaviour, { callMs: 100, refuses: () => 'no transponder left' });
    for (const id of ['alpha/lon-fra', 'alpha/lon-fra-2']) await lockOut(host, id);
    await askToMove(engine);
    await world.clock.run(50);
    world.alpha.setResource('lon-fra', { condition: 'down' });
    await world.clock.run(2_000);
    expect(await states(host)).toEqual(['moving', 'impaired']);
    expect((await host.dossier('ORD-1'))?.transitions.at(-1)?.cause).toBe(
      'lon-fra is down; its move was given up: delta refused: no transponder left',
    );
    expect((await host.impairments()).hits).toMatchObject([{ outcome: 'unrestorable', settledAtMs: null }]);
    await release(host, 'alpha/lon-fra-2');
    await world.clock.run(2_000);
    expect(await states(host)).toEqual(['moving', 'impaired', 'restoring', 'active']);
    await wellOff(engine);
  });

  test('may be cancelled at every moment, and then nothing is held for it anywhere', async () => {
    for (let atMs = 0; atMs < 120; atMs += 4) {
      const engine = await withActiveOrder(byParis);
      const { world, host } = engine;
      await lockOut(host, 'alpha/lon-fra');
      await askToMove(engine);
      await world.clock.run(atMs);
      await host.cancelOrder('ORD-1');
      await world.clock.run(5_000);
      expect([atMs, (await orderOf(host))?.state]).toEqual([atMs, 'released']);
      expect(await host.bookings()).toEqual({ slots: [], ports: [] });
      await wellOff(engine);
    }
  });

  test('over carriers that carry out everything and lose their answers arrives all the same, provisioned once', async () => {
    const engine = await withActiveOrder(byParis);
    const { world, host } = engine;
    for (const carrier of world.carriers) carrier.behaviour.losesAnswer = () => true;
    await lockOut(host, 'alpha/lon-fra');
    await askToMove(engine);
    await world.clock.run(5_000);
    expect(await hopsOf(host)).toEqual(['alpha/lon-par', 'delta/par-vie-d']);
    expect(world.carriers.map(({ created }) => created.length)).toEqual([2, 1, 3, 1]);
    await wellOff(engine);
  });
});

describe('a move in place', () => {
  const forcedTo = async (engine: Awaited<ReturnType<typeof withActiveOrder>>, change: Partial<MoveRequest> = {}) => {
    const route = await routeOf(engine.host);
    const hops = route.hops.map((hop) => (hop.id === 'alpha/lon-fra' ? { ...hop, id: 'alpha/lon-fra-2' } : hop));
    await askToMove(engine, { cause: 'forced', text: 'forced by Ada', route: { ...route, hops }, ...change });
  };

  test('is what the operator forces, onto the very route, without an interruption', async () => {
    const engine = await withActiveOrder(parallel);
    const { world, host } = engine;
    await forcedTo(engine);
    expect(await interruptedFor(world, 500)).toBe(0);
    expect(await states(host)).toEqual(['moving', 'active']);
    expect(await hopsOf(host)).toEqual(['alpha/lon-fra-2', 'beta/fra-vie']);
    expect((await orderOf(host))?.cause).toMatch(/^moved: 7\.58 ms one way, limit .*, not interrupted$/);
    expect((await routeOf(host)).azNs).toBe(7_575_000);
    await wellOff(engine);
  });

  test('whose answer is lost is found to have been carried out', async () => {
    const engine = await withActiveOrder(parallel);
    const { world, host } = engine;
    world.alpha.behaviour.losesAnswer = () => true;
    await forcedTo(engine);
    expect(await interruptedFor(world, 3_000)).toBe(0);
    expect(await hopsOf(host)).toEqual(['alpha/lon-fra-2', 'beta/fra-vie']);
    await wellOff(engine);
  });

  test('that is refused leaves the order active as it was, and nothing booked for it', async () => {
    const engine = await withActiveOrder(parallel);
    const { world, host, store } = engine;
    world.alpha.behaviour.reroutes = { refuses: 'frozen zone' };
    await forcedTo(engine);
    expect(await interruptedFor(world, 500)).toBe(0);
    expect(await hopsOf(host)).toEqual(['alpha/lon-fra', 'beta/fra-vie']);
    expect((await host.bookings()).slots.map(({ resourceId }) => resourceId).sort()).toEqual(['alpha/lon-fra', 'beta/fra-vie']);
    expect(await requestOf(store)).toBeUndefined();
    expect(await notes(host, 'move.refused')).toEqual(['forced by Ada: alpha refused: frozen zone']);
    await wellOff(engine);
  });

  test('is undone where another carrier refuses its part', async () => {
    const engine = await withActiveOrder((world) => {
      parallel(world);
      world.beta.resources.set('fra-vie-2', resource('fra-vie-2', 'b1', 'b2', 3_500_000));
    });
    const { world, host } = engine;
    world.beta.behaviour.reroutes = { refuses: 'frozen zone' };
    await lockOut(host, 'alpha/lon-fra');
    await lockOut(host, 'beta/fra-vie');
    await lockOut(host, 'alpha/lon-par');
    await askToMove(engine);
    expect(await interruptedFor(world, 2_000)).toBe(0);
    expect(asked(world).alpha).toEqual(['reroute', 'reroute']);
    expect(await states(host)).toEqual(['moving', 'active']);
    expect(await hopsOf(host)).toEqual(['alpha/lon-fra', 'beta/fra-vie']);
    expect([...world.alpha.services.values()].map(({ route }) => route)).toEqual([['lon-fra']]);
    await wellOff(engine);
  });

  test('whose carrier is lost on the way leaves it in doubt, booked on both ways, until it is heard again', async () => {
    for (const lostAtMs of [1, 3, 10, 24, 40]) {
      const engine = await withActiveOrder((world) => {
        parallel(world);
        world.beta.resources.set('fra-vie-2', resource('fra-vie-2', 'b1', 'b2', 3_500_000));
      });
      const { world, host } = engine;
      world.beta.behaviour.provisionMs = 50;
      world.beta.behaviour.reroutes = lostAtMs === 40 ? { refuses: 'frozen zone' } : 'yes';
      await lockOut(host, 'alpha/lon-fra');
      await lockOut(host, 'beta/fra-vie');
      await lockOut(host, 'alpha/lon-par');
      await askToMove(engine);
      await world.clock.run(lostAtMs);
      world.alpha.goDown();
      await world.clock.run(3_000);
      // It carries all the same: only its carrier's word is missing.
      expect((await orderOf(host))?.state).toBe('active');
      const booked = (await host.bookings()).slots.map(({ resourceId }) => resourceId);
      expect(booked).toContain('alpha/lon-fra');
      const isThere = [...world.alpha.services.values()][0]?.route?.[0];
      expect(booked).toContain(`alpha/${isThere}`);
      world.alpha.comeBack();
      await world.clock.run(5_000);
      expect((await orderOf(host))?.state).toBe('active');
      // The request has waited for the link; what was refused for good is where it was, or where its carrier has it, which meets the limit as well.
      expect((await hopsOf(host))[0]).toBe(`alpha/${[...world.alpha.services.values()][0]?.route?.join() ?? ''}`);
      if (lostAtMs !== 40) expect(await hopsOf(host)).toEqual(['alpha/lon-fra-2', 'beta/fra-vie-2']);
      await wellOff(engine);
    }
  });
});

describe('a request to move', () => {
  const dropped = async (engine: Awaited<ReturnType<typeof withActiveOrder>>, change: Partial<MoveRequest>) => {
    await askToMove(engine, change);
    await engine.world.clock.run(500);
    expect(await states(engine.host)).toEqual([]);
    expect(await requestOf(engine.store)).toBeUndefined();
    expect(asked(engine.world)).toMatchObject({ alpha: [], beta: [], gamma: [] });
    await wellOff(engine);
    return (await notes(engine.host, 'move.refused'))[0];
  };

  test('is dropped where the order is on the best route already', async () => {
    expect(await dropped(await withActiveOrder(), {})).toBe(
      'away from the works: no route that is free is better than the one that it has',
    );
  });

  test('waits for a link that is down, wherever it is to go, and is carried out when it is back', async () => {
    for (const onto of ['anywhere', 'a route'] as const) {
      const engine = await withActiveOrder(parallel);
      const { world, host, store } = engine;
      const route = await routeOf(host);
      const hops = route.hops.map((hop) => (hop.id === 'alpha/lon-fra' ? { ...hop, id: 'alpha/lon-fra-2' } : hop));
      world.alpha.goDown();
      await world.clock.run(10);
      if (onto === 'anywhere') await lockOut(host, 'alpha/lon-fra');
      await askToMove(engine, onto === 'anywhere' ? {} : { cause: 'forced', route: { ...route, hops } });
      await world.clock.run(60_000);
      expect([onto, await states(host)]).toEqual([onto, []]);
      expect(await requestOf(store)).toBeDefined();
      expect((await host.dossier('ORD-1'))?.decisions[0]).toMatchObject({
        outcome: 'waits',
        summary: expect.stringMatching(/waits for the link to alpha|waits, .* is known from a link that is down/) as string,
      });
      world.alpha.comeBack();
      expect(await interruptedFor(world, 1_000)).toBe(0);
      expect(await hopsOf(host)).toEqual(['alpha/lon-fra-2', 'beta/fra-vie']);
      expect(await requestOf(store)).toBeUndefined();
      await wellOff(engine);
    }
  });

  test('is dropped for a frozen order, but not what the operator forces', async () => {
    const engine = await withActiveOrder(parallel);
    await engine.store.transaction((tx) => tx.orders.setFrozen('ORD-1', true));
    expect(await dropped(engine, { cause: 'revert' })).toContain('frozen');
    const route = await routeOf(engine.host);
    const hops = route.hops.map((hop) => (hop.id === 'alpha/lon-fra' ? { ...hop, id: 'alpha/lon-fra-2' } : hop));
    await askToMove(engine, { cause: 'forced', route: { ...route, hops } });
    await engine.world.clock.run(500);
    expect(await hopsOf(engine.host)).toContain('alpha/lon-fra-2');
  });

  test.each([
    [
      'is down',
      (world: World) => {
        world.alpha.setResource('lon-fra-2', { condition: 'down' });
      },
      'lon-fra-2 is down',
    ],
    [
      'is withdrawn',
      (world: World) => {
        world.alpha.withdrawResource('lon-fra-2');
      },
      'lon-fra-2 is withdrawn',
    ],
    [
      'is too slow now',
      (world: World) => {
        world.alpha.setResource('lon-fra-2', { latency: { azNs: 90_000_000, zaNs: 1 } });
      },
      '93.08 ms one way, 84.08 ms over the limit',
    ],
    [
      'has no slots left',
      (world: World) => {
        world.alpha.setResource('lon-fra-2', { slots: 4 });
      },
      'lon-fra-2: 4 of 4 slots are free, 8 are needed',
    ],
    ['ends elsewhere', () => undefined, 'the route begins or ends on another port than the order does'],
  ] as const)('onto a route that %s is dropped with the words', async (what, happens, words) => {
    const engine = await withActiveOrder(parallel);
    const route = await routeOf(engine.host);
    const hops = route.hops.map((hop) => (hop.id === 'alpha/lon-fra' ? { ...hop, id: 'alpha/lon-fra-2' } : hop));
    happens(engine.world);
    await engine.world.clock.run(10);
    const aPortId = what === 'ends elsewhere' ? 'gamma/g1-c4' : route.aPortId;
    expect(await dropped(engine, { cause: 'forced', route: { ...route, aPortId, hops } })).toContain(words);
  });

  test('that the operator forced onto an order that is impaired then comes before what the engine would choose', async () => {
    const engine = await withActiveOrder((world) => {
      parallel(world);
      world.alpha.resources.set('lon-fra-3', resource('lon-fra-3', 'a1', 'a2', 4_800_000));
    });
    const { world, host, store } = engine;
    const route = await routeOf(host);
    const hops = route.hops.map((hop) => (hop.id === 'alpha/lon-fra' ? { ...hop, id: 'alpha/lon-fra-3' } : hop));
    const forced = { cause: 'forced', text: 'forced by Ada', actor: 'operator', route: { ...route, hops } } as const;
    await store.transaction((tx) => tx.interventions.putMove({ orderId: 'ORD-1', requestedAtMs: world.clock.now(), ...forced }));
    world.alpha.setResource('lon-fra', { condition: 'down' });
    await world.clock.run(2_000);
    expect(await states(host)).toEqual(['impaired', 'restoring', 'active']);
    expect(await hopsOf(host)).toContain('alpha/lon-fra-3');
    expect(await requestOf(store)).toBeUndefined();
    expect(await notes(host, 'move.done')).toHaveLength(1);
    await wellOff(engine);
  });
});

describe('a part that is kept', () => {
  test('is the order’s own interconnects, though others beside them are as good', async () => {
    const world = new World();
    parallel(world);
    const engine = await world.start();
    open.push(engine);
    const { host } = engine;
    for (const id of ['FIRST', 'ORD-1']) {
      await host.submitOrder(orderRequest({ id, signal: '1GE' }));
      await world.clock.run(1_000);
    }
    const before = (await routeOf(host)).hops.filter(({ kind }) => kind === 'interconnect');
    await host.cancelOrder('FIRST');
    await world.clock.run(1_000);
    for (const carrier of world.carriers) carrier.asked.length = 0;
    slower(world);
    expect(await interruptedFor(world, 1_000)).toBe(0);
    expect((await routeOf(host)).hops.filter(({ kind }) => kind === 'interconnect')).toEqual(before);
    expect(asked(world)).toEqual({ alpha: ['reroute'], beta: [], gamma: [] });
    await wellOff({ world, host });
  });

  test('and turns out to be gone, or down, is created anew before the order is active', async () => {
    for (const happens of ['gone', 'down'] as const) {
      const engine = await withActiveOrder(parallel);
      const { world, host } = engine;
      const [service] = world.beta.services.values();
      // Unheard: the carrier says nothing of it.
      if (happens === 'gone') world.beta.services.clear();
      else if (service) service.state = 'down';
      world.alpha.setResource('lon-fra', { condition: 'down' });
      await world.clock.run(5_000);
      expect([happens, (await orderOf(host))?.state]).toEqual([happens, 'active']);
      expect(await interruptedFor(world, 1)).toBe(0);
      expect(await hopsOf(host)).toEqual(['alpha/lon-fra-2', 'beta/fra-vie']);
      expect(asked(world).beta).toContain('create');
      await wellOff(engine);
    }
  });
});

test('N8: a connection that is down is broken and remade at once: it does not wait for what can be made beside it', async () => {
  const { world, host } = await withActiveOrder((made) => {
    made.addDelta();
    made.beta.resources.delete('par-vie');
  });
  const delta = world.carriers.at(-1);
  if (delta) delta.behaviour.provisionMs = 300;
  world.alpha.setResource('lon-fra', { condition: 'down' });
  // Shortly after the hold-off.
  await world.clock.run(150);
  expect(asked(world)).toEqual({ alpha: ['delete'], beta: [], gamma: ['delete'], delta: ['create'] });
  await world.clock.run(1_000);
  expect(await hopsOf(host)).toEqual(['alpha/lon-par', 'delta/par-vie-d']);
  expect(await faultsBetween(host, world.carriers)).toEqual([]);
});
