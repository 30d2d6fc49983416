import { afterEach, describe, expect, test } from 'vitest';
import type { Store } from '../store/store';
import type { Host } from './create-host';
import { faultsBetween } from './testing/faults-between';
import { port, resource } from './testing/simulated-carrier';
import { orderRequest, World } from './testing/world';

const open: { host: Host; store: Store }[] = [];
async function started(change: (world: World) => void = () => undefined): Promise<{ world: World; host: Host }> {
  const world = new World();
  change(world);
  const engine = await world.start();
  open.push(engine);
  return { world, host: engine.host };
}
afterEach(async () => {
  for (const { host, store } of open.splice(0)) {
    await host.close();
    await store.close();
  }
});

const stateOf = async (host: Host, id = 'ORD-1') => (await host.dossier(id))?.order.state;
const hopsOf = async (host: Host, id = 'ORD-1') => {
  const connection = (await host.dossier(id))?.connections.find(({ state }) => state === 'active');
  return connection?.route.hops.filter(({ kind }) => kind === 'resource').map(({ id: hop }) => hop);
};

describe('an order', () => {
  test('is provisioned at every carrier on its route, and its total latency is what they add up to', async () => {
    const { world, host } = await started();
    await host.submitOrder(orderRequest());
    await world.clock.run(1_000);
    const dossier = await host.dossier('ORD-1');
    expect(dossier?.order.state).toBe('active');
    expect(dossier?.transitions.map(({ to }) => to)).toEqual(['received', 'identifying', 'planned', 'reserved', 'provisioning', 'active']);
    // 4 ms + 3 ms, six nodes of 10 µs, three interconnects of 5 µs.
    expect(dossier?.connections[0]?.route).toMatchObject({ azNs: 7_075_000, zaNs: 7_075_000 });
    expect(world.carriers.map((carrier) => carrier.services.size)).toEqual([1, 1, 2]);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('that nothing can serve in time is rejected with the best that could be had, and the candidates with their reasons', async () => {
    const { world, host } = await started();
    await host.submitOrder(orderRequest({ limit: { oneWayNs: 5_000_000, enteredAs: 'one-way' } }));
    await world.clock.run(1_000);
    const dossier = await host.dossier('ORD-1');
    expect(dossier?.order).toMatchObject({ state: 'rejected', cause: 'best achievable 7.08 ms, limit 5.00 ms' });
    expect(dossier?.decisions[0]?.candidates.map(({ oneWayNs, reasons }) => [oneWayNs, reasons[0]?.kind])).toContainEqual([
      7_075_000,
      'latency',
    ]);
  });

  test('is not offered what nobody knows the latency of, and says so', async () => {
    const { world, host } = await started(({ alpha }) => {
      for (const [uuid, known] of alpha.resources) alpha.resources.set(uuid, { ...known, latency: null });
    });
    await host.submitOrder(orderRequest());
    await world.clock.run(1_000);
    const dossier = await host.dossier('ORD-1');
    expect(dossier?.order.state).toBe('rejected');
    expect(dossier?.decisions[0]?.candidates[0]).toMatchObject({
      oneWayNs: null,
      reasons: [{ kind: 'unknown-latency', text: expect.stringContaining('lon-') as string }],
    });
  });

  test('asks the next candidate when a carrier refuses, and lets go of what the others hold', async () => {
    const { world, host } = await started();
    world.beta.behaviour.refuses = ({ resourceUuids }) => (resourceUuids.includes('fra-vie') ? 'no transponder left' : null);
    await host.submitOrder(orderRequest());
    await world.clock.run(1_000);
    expect(await stateOf(host)).toBe('active');
    expect(await hopsOf(host)).toEqual(['alpha/lon-par', 'beta/par-vie']);
    expect((await host.dossier('ORD-1'))?.transitions.find(({ from, to }) => from === 'provisioning' && to === 'identifying')?.cause).toBe(
      'beta refused: no transponder left',
    );
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('that every carrier refuses fails with their words and leaks nothing', async () => {
    const { world, host } = await started();
    world.alpha.behaviour.refuses = () => 'closed for the night';
    await host.submitOrder(orderRequest());
    await world.clock.run(10_000);
    expect((await host.dossier('ORD-1'))?.order).toMatchObject({
      state: 'failed',
      cause: expect.stringContaining('closed for the night') as string,
    });
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
    expect((await host.bookings()).ports).toEqual([]);
  });

  test('is not active over a route that a carrier realised beyond the limit; the next candidate is taken', async () => {
    const { world, host } = await started(({ alpha }) => {
      alpha.resources.set('lon-fra-long', resource('lon-fra-long', 'a1', 'a2', 8_000_000));
    });
    world.alpha.behaviour.realises = ({ resourceUuids }) => resourceUuids.map((uuid) => (uuid === 'lon-fra' ? 'lon-fra-long' : uuid));
    await host.submitOrder(orderRequest());
    await world.clock.run(5_000);
    expect(await hopsOf(host)).toEqual(['alpha/lon-par', 'beta/par-vie']);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('is not active over a route whose latencies are weaker than it asks for, though its carrier took it', async () => {
    const { world, host } = await started(({ alpha }) => {
      alpha.resources.set('lon-fra-2', resource('lon-fra-2', 'a1', 'a2', 4_100_000));
    });
    const readAtMs = world.clock.now();
    const measure = (kind: 'node' | 'resource', id: string, ns: number) =>
      host.enterReading({ subject: { kind, id }, azNs: ns, zaNs: ns, provenance: 'measured', readAtMs });
    for (const id of host.network.view.nodes.keys()) await measure('node', id, 10_000);
    for (const id of ['alpha/lon-fra', 'alpha/lon-par', 'beta/fra-vie', 'beta/par-vie']) await measure('resource', id, 3_000_000);
    world.alpha.behaviour.realises = ({ resourceUuids }) => resourceUuids.map((uuid) => (uuid === 'lon-fra' ? 'lon-fra-2' : uuid));
    await host.submitOrder(orderRequest({ minimumProvenance: 'measured' }));
    await world.clock.run(5_000);
    expect(await hopsOf(host)).toEqual(['alpha/lon-par', 'beta/par-vie']);
  });

  test('is not active over a resource that its carrier took of its own and that is booked for others', async () => {
    const { world, host } = await started(({ alpha }) => {
      alpha.resources.set('lon-fra-2', resource('lon-fra-2', 'a1', 'a2', 4_100_000, 8));
    });
    await host.submitOrder(orderRequest({ id: 'FIRST' }));
    await world.clock.run(1_000);
    // What the store has booked for others, whatever the carrier thinks.
    world.alpha.setResource('lon-fra', { condition: 'down' });
    await world.clock.run(2_000);
    world.alpha.setResource('lon-fra', { condition: 'up' });
    expect(await hopsOf(host, 'FIRST')).toContain('alpha/lon-fra-2');
    world.alpha.behaviour.realises = ({ resourceUuids }) => resourceUuids.map((uuid) => (uuid === 'lon-fra' ? 'lon-fra-2' : uuid));
    await host.submitOrder(orderRequest());
    await world.clock.run(5_000);
    expect(await hopsOf(host)).toEqual(['alpha/lon-par', 'beta/par-vie']);
    expect((await host.history(1_000)).filter(({ event }) => event === 'engine.failed')).toEqual([]);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('between ends at one site, or from a port that joins two carriers, is rejected with the reason', async () => {
    const { world, host } = await started();
    await host.submitOrder(orderRequest({ id: 'ONE', a: { kind: 'port', id: 'gamma/g1-c1' }, z: { kind: 'site', id: 'LON' } }));
    await world.clock.run(1_000);
    expect((await host.dossier('ONE'))?.order).toMatchObject({ state: 'rejected', cause: expect.stringMatching(/both at LON/) as string });
    await host.submitOrder(orderRequest({ id: 'PLUG', a: { kind: 'port', id: 'gamma/g1-a1-1' } }));
    await world.clock.run(1_000);
    expect((await host.dossier('PLUG'))?.order).toMatchObject({
      state: 'rejected',
      cause: expect.stringMatching(/joins two carriers/) as string,
    });
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('tries the other ports of a node when a carrier says that one is in use', async () => {
    const { world, host } = await started();
    world.gamma.behaviour.refuses = ({ aPortUuid }) => (aPortUuid === 'g1-c1' ? 'g1-c1 is in use' : null);
    await host.submitOrder(orderRequest());
    await world.clock.run(2_000);
    expect(await stateOf(host)).toBe('active');
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('over stale information waits as planned, and goes on when the link is back', async () => {
    const { world, host } = await started();
    world.beta.goDown();
    await world.clock.run(1);
    await host.submitOrder(orderRequest());
    await world.clock.run(1_000);
    expect((await host.dossier('ORD-1'))?.order).toMatchObject({
      state: 'planned',
      cause: expect.stringMatching(/^waits for the link to beta/) as string,
    });
    world.beta.comeBack();
    await world.clock.run(1_000);
    expect(await stateOf(host)).toBe('active');
  });

  test('may be cancelled at every moment, and then nothing is held for it anywhere', async () => {
    for (let atMs = 0; atMs < 60; atMs += 3) {
      const { world, host } = await started();
      await host.submitOrder(orderRequest());
      await world.clock.run(atMs);
      await host.cancelOrder('ORD-1');
      await world.clock.run(5_000);
      expect([atMs, await stateOf(host)]).toEqual([atMs, 'released']);
      expect(await faultsBetween(host, world.carriers)).toEqual([]);
      expect((await host.bookings()).ports).toEqual([]);
    }
  });

  test('gets the last slots once: of two at the same moment one takes another way', async () => {
    const { world, host } = await started(({ alpha }) => {
      alpha.resources.set('lon-fra', resource('lon-fra', 'a1', 'a2', 4_000_000, 8));
    });
    await Promise.all(['ORD-1', 'ORD-2', 'ORD-3'].map((id) => host.submitOrder(orderRequest({ id }))));
    await world.clock.run(2_000);
    const routes = await Promise.all(['ORD-1', 'ORD-2', 'ORD-3'].map((id) => hopsOf(host, id)));
    expect(routes.filter((route) => route?.includes('alpha/lon-fra'))).toHaveLength(1);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('is entered once: an id that is taken, or a carrier that may not order, is refused with the remedy', async () => {
    const { host } = await started();
    expect(await host.submitOrder(orderRequest())).toEqual({ kind: 'received' });
    expect(await host.submitOrder(orderRequest())).toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/exists already/) as string,
    });
    expect(await host.submitOrder(orderRequest({ id: 'X', accessingCarrierId: 'alpha' }))).toMatchObject({ kind: 'refused' });
    expect(await host.submitOrder(orderRequest({ id: 'X', accessingCarrierId: 'delta' }))).toMatchObject({ kind: 'refused' });
  });

  test.each([
    ['site', 'LOM', /^site LOM is not known to any carrier; check its code; near: LON, /],
    ['node', 'gamma/g9', /^node gamma\/g9 is not known; check its id; near: node:gamma\/g1, /],
    ['port', 'LON', /^port LON is not known; check its id; near: LON, /],
  ] as const)('from a %s that nobody knows is refused at once, and its id is free for the order that is meant', async (kind, id, words) => {
    const { world, host } = await started();
    expect(await host.submitOrder(orderRequest({ a: { kind, id } }))).toEqual({
      kind: 'refused',
      message: expect.stringMatching(words) as string,
    });
    expect(await host.orders()).toEqual([]);
    expect(await host.submitOrder(orderRequest())).toEqual({ kind: 'received' });
    await world.clock.run(5_000);
    expect(await stateOf(host)).toBe('active');
  });
});

describe('what a carrier refuses', () => {
  const failuresOf = async (host: Host) => (await host.history(10_000)).filter(({ event }) => event === 'engine.failed');

  test('fails no order that can be met, however many ways there are past the refused segment', async () => {
    const { world, host } = await started();
    // Many ways into the refused segment, all cheaper than the one around it.
    for (let number = 10; number < 60; number++) {
      const [here, there] = [`a2-b1-${number}`, `b1-a2-${number}`];
      world.alpha.ports.set(here, port(here, 'a2', { localId: here, remoteId: there }));
      world.beta.ports.set(there, port(there, 'b1', { localId: there, remoteId: here }));
    }
    world.beta.resources.set('par-vie', { ...resource('par-vie', 'b3', 'b2', 6_000_000), pricePerSlot: 5_000 });
    for (const carrier of world.carriers) host.resynchronise(carrier.id);
    await world.clock.run(10);
    world.beta.behaviour.refuses = ({ resourceUuids }) => (resourceUuids.includes('fra-vie') ? 'no grant possible' : null);
    await host.submitOrder(orderRequest({ objective: 'price' }));
    await world.clock.run(2_000);
    expect(await stateOf(host)).toBe('active');
    expect(await hopsOf(host)).toEqual(['alpha/lon-par', 'beta/par-vie']);
  });

  test('is not asked for again and again while nothing in the network changes', async () => {
    const { world, host } = await started();
    await host.submitOrder(orderRequest());
    await world.clock.run(1_000);
    world.beta.behaviour.refuses = ({ resourceUuids }) => (resourceUuids.includes('par-vie') ? 'no transponder left' : null);
    world.alpha.setResource('lon-fra', { condition: 'down' });
    await world.clock.run(5_000);
    const after = (await host.dossier('ORD-1'))?.transitions.length;
    await world.clock.run(300_000);
    expect(await stateOf(host)).toBe('impaired');
    expect((await host.dossier('ORD-1'))?.transitions.length).toBe(after);
    world.beta.behaviour.refuses = () => null;
    world.beta.setResource('par-vie', { latency: { azNs: 5_900_000, zaNs: 5_900_000 } });
    await world.clock.run(5_000);
    expect(await stateOf(host)).toBe('active');
  });

  test('to delete, of an attempt that was given up, keeps the order from ending as failed until it has done so', async () => {
    const { world, host } = await started();
    world.beta.behaviour.refuses = () => 'closed';
    world.alpha.behaviour.refusesDeletion = () => 'try later';
    await host.submitOrder(orderRequest());
    await world.clock.run(60_000);
    expect((await host.dossier('ORD-1'))?.order).toMatchObject({
      state: 'planned',
      cause: expect.stringMatching(/^waits until alpha confirms/) as string,
    });
    world.alpha.behaviour.refusesDeletion = () => null;
    await world.clock.run(200_000);
    expect(await stateOf(host)).toBe('failed');
    expect(await host.bookings()).toEqual({ slots: [], ports: [] });
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('to delete, of a service that turned up late, is asked of it again until it is gone', async () => {
    const { world, host } = await started();
    let late = '';
    world.beta.behaviour.delaysMs = ({ uuid }) => {
      late ||= uuid;
      return uuid === late ? 100 : 0;
    };
    let refused = 0;
    world.beta.behaviour.refusesDeletion = ({ uuid }) => (uuid === late && refused++ < 2 ? 'busy' : null);
    await host.submitOrder(orderRequest());
    await world.clock.run(120_000);
    expect(world.beta.created).toContain(late);
    expect(refused).toBeGreaterThan(2);
    expect(world.beta.services.has(late)).toBe(false);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
    expect(await failuresOf(host)).toEqual([]);
  });
});

describe('a host', () => {
  test('whose listener throws goes on without it, and says so', async () => {
    const { world, host } = await started();
    host.onEvent(() => {
      throw new Error('the listener is broken');
    });
    expect(await host.submitOrder(orderRequest())).toEqual({ kind: 'received' });
    await world.clock.run(1_000);
    expect(await stateOf(host)).toBe('active');
    expect((await host.history(100)).filter(({ event }) => event === 'engine.failed').map(({ subject }) => subject)).toEqual([
      'a listener',
    ]);
  });

  test('tells whoever listens all that enters the history, a lost link too', async () => {
    const { world, host } = await started();
    const told: string[] = [];
    host.onEvent((event) => {
      if (event.kind === 'history.added') told.push(event.entry.event);
    });
    const before = (await host.history(10_000)).length;
    world.beta.goDown();
    await host.submitOrder(orderRequest());
    await world.clock.run(10);
    world.beta.comeBack();
    await world.clock.run(1_000);
    expect(told).toContain('link.down');
    expect(told).toEqual((await host.history(10_000)).slice(before).map(({ event }) => event));
  });

  test('refuses to cancel what is not known, or has ended', async () => {
    const { world, host } = await started();
    expect(await host.cancelOrder('ORD-9')).toMatchObject({ kind: 'refused', message: expect.stringMatching(/not known/) as string });
    await host.submitOrder(orderRequest());
    await host.cancelOrder('ORD-1');
    await world.clock.run(1_000);
    expect(await host.cancelOrder('ORD-1')).toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/released already/) as string,
    });
  });

  test('looks at planned orders again when something changes, not only when the link is back', async () => {
    const { world, host } = await started();
    world.beta.goDown();
    await world.clock.run(1);
    await host.submitOrder(orderRequest());
    await world.clock.run(1_000);
    expect(await stateOf(host)).toBe('planned');
    world.alpha.withdrawResource('lon-fra');
    world.alpha.withdrawResource('lon-par');
    await world.clock.run(1_000);
    expect(await stateOf(host)).toBe('rejected');
  });

  test('that dies while a carrier is asked finds its own service where the carrier has moved it meanwhile', async () => {
    const { world, host } = await started(({ alpha }) => {
      alpha.resources.set('lon-fra-2', resource('lon-fra-2', 'a1', 'a2', 4_100_000));
    });
    world.alpha.behaviour.losesAnswer = () => true;
    world.alpha.behaviour.provisionMs = 20_000;
    await host.submitOrder(orderRequest());
    await world.clock.run(100);
    for (const carrier of world.carriers) carrier.loseLinks();
    const [former] = open.splice(-1);
    await former?.store.close();
    for (const service of world.alpha.services.values()) service.route = ['lon-fra-2'];
    const engine = await world.start();
    open.push(engine);
    await world.clock.run(60_000);
    expect(await hopsOf(engine.host)).toEqual(['alpha/lon-fra-2', 'beta/fra-vie']);
    expect(world.alpha.created).toHaveLength(1);
    expect(await faultsBetween(engine.host, world.carriers)).toEqual([]);
  });
});

describe('an impairment', () => {
  async function withActiveOrder() {
    const { world, host } = await started();
    await host.submitOrder(orderRequest());
    await world.clock.run(1_000);
    expect(await hopsOf(host)).toEqual(['alpha/lon-fra', 'beta/fra-vie']);
    return { world, host };
  }
  const outcomes = async (host: Host) => (await host.impairments()).hits.map(({ outcome }) => outcome);

  test.each([
    [
      'a cut',
      (world: World) => {
        world.alpha.setResource('lon-fra', { condition: 'down', conditionText: 'LOS' });
      },
      'down',
    ],
    [
      'a degradation',
      (world: World) => {
        world.alpha.setResource('lon-fra', { condition: 'degraded' });
      },
      'degraded',
    ],
    [
      'a withdrawal',
      (world: World) => {
        world.alpha.withdrawResource('lon-fra');
      },
      'withdrawn',
    ],
    [
      'a latency above the limit',
      (world: World) => {
        world.alpha.setResource('lon-fra', { latency: { azNs: 4_000_000, zaNs: 7_000_000 } });
      },
      'slower',
    ],
  ] as const)('by %s moves the connection to an alternative within the limit', async (_, happens, cause) => {
    const { world, host } = await withActiveOrder();
    happens(world);
    await world.clock.run(2_000);
    expect(await stateOf(host)).toBe('active');
    expect(await hopsOf(host)).toEqual(['alpha/lon-par', 'beta/par-vie']);
    expect((await host.impairments()).impairments.map((impairment) => impairment.cause)).toContain(cause);
    expect(new Set(await outcomes(host))).toEqual(new Set(['restored']));
    expect((await host.dossier('ORD-1'))?.transitions.map(({ to }) => to).slice(-3)).toEqual(['impaired', 'restoring', 'active']);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('that leaves no alternative is explained, and tried again when something changes', async () => {
    const { world, host } = await withActiveOrder();
    world.alpha.setResource('lon-par', { condition: 'down' });
    world.alpha.setResource('lon-fra', { condition: 'down' });
    await world.clock.run(2_000);
    expect(await stateOf(host)).toBe('impaired');
    expect((await host.impairments()).hits[0]).toMatchObject({
      outcome: 'unrestorable',
      settledAtMs: null,
      text: expect.stringMatching(/is down/) as string,
    });
    world.alpha.setResource('lon-par', { condition: 'up' });
    await world.clock.run(2_000);
    expect(await stateOf(host)).toBe('active');
    expect(await hopsOf(host)).toEqual(['alpha/lon-par', 'beta/par-vie']);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('that clears by itself lets the order be active again, on the connection that it has', async () => {
    const { world, host } = await withActiveOrder();
    world.alpha.setResource('lon-par', { condition: 'down' });
    world.alpha.setResource('lon-fra', { condition: 'down' });
    await world.clock.run(2_000);
    world.alpha.setResource('lon-fra', { condition: 'up' });
    await world.clock.run(2_000);
    expect(await stateOf(host)).toBe('active');
    expect(await hopsOf(host)).toEqual(['alpha/lon-fra', 'beta/fra-vie']);
    expect(await outcomes(host)).toEqual(expect.arrayContaining(['cleared']));
    const { impairments } = await host.impairments();
    expect(impairments.every(({ clearedAtMs }) => clearedAtMs !== null)).toBe(true);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('restores the most urgent first, and one that fails does not stop the others', async () => {
    const { world, host } = await started();
    for (const [id, priority] of [
      ['LOW', 9],
      ['MIDDLE', 5],
      ['HIGH', 1],
    ] as const)
      await host.submitOrder(orderRequest({ id, priority, signal: '1GE' }));
    await world.clock.run(2_000);
    world.beta.behaviour.refuses = ({ name }) => (name === 'MIDDLE' ? 'no' : null);
    const restored: string[] = [];
    host.onEvent((event) => {
      if (event.kind === 'order.changed' && event.from === 'impaired' && event.to === 'restoring') restored.push(event.orderId);
    });
    world.alpha.setResource('lon-fra', { condition: 'down' });
    await world.clock.run(5_000);
    expect([...new Set(restored)]).toEqual(['HIGH', 'MIDDLE', 'LOW']);
    expect(await Promise.all(['HIGH', 'MIDDLE', 'LOW'].map((id) => stateOf(host, id)))).toEqual(['active', 'impaired', 'active']);
    expect((await host.impairments()).hits.find(({ orderId }) => orderId === 'MIDDLE')).toMatchObject({ outcome: 'unrestorable' });
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('may reuse what the connection itself holds on resources that survive', async () => {
    const { world, host } = await started(({ beta }) => {
      beta.resources.set('fra-vie', resource('fra-vie', 'b1', 'b2', 3_000_000, 8));
    });
    world.alpha.resources.set('lon-fra-2', resource('lon-fra-2', 'a1', 'a2', 4_500_000));
    host.resynchronise('alpha');
    await host.submitOrder(orderRequest());
    await world.clock.run(1_000);
    world.alpha.setResource('lon-fra', { condition: 'down' });
    await world.clock.run(2_000);
    expect(await hopsOf(host)).toEqual(['alpha/lon-fra-2', 'beta/fra-vie']);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('is what a carrier does by re-routing over the limit; within it, the new route is entered', async () => {
    const { world, host } = await started(({ alpha }) => {
      alpha.resources.set('lon-fra-near', resource('lon-fra-near', 'a1', 'a2', 4_500_000));
      alpha.resources.set('lon-fra-far', resource('lon-fra-far', 'a1', 'a2', 9_000_000));
    });
    await host.submitOrder(orderRequest());
    await world.clock.run(1_000);
    const service = [...world.alpha.services.keys()][0] ?? '';
    world.alpha.reroute(service, ['lon-fra-near']);
    await world.clock.run(1_000);
    expect(await hopsOf(host)).toEqual(['alpha/lon-fra-near', 'beta/fra-vie']);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
    world.alpha.reroute(service, ['lon-fra-far']);
    await world.clock.run(2_000);
    expect((await host.impairments()).impairments).toMatchObject([{ cause: 'route-changed', subject: { kind: 'service' } }]);
    expect(await stateOf(host)).toBe('active');
    expect(await hopsOf(host)).not.toContain('alpha/lon-fra-far');
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('is what a carrier does by re-routing onto what is booked for others; the engine does not fail at it', async () => {
    const { world, host } = await started(({ alpha }) => {
      alpha.resources.set('lon-fra', resource('lon-fra', 'a1', 'a2', 4_000_000, 8));
      alpha.resources.set('lon-fra-2', resource('lon-fra-2', 'a1', 'a2', 4_100_000, 8));
    });
    await host.submitOrder(orderRequest({ id: 'FIRST' }));
    await host.submitOrder(orderRequest({ id: 'SECOND' }));
    await world.clock.run(2_000);
    const [onSecond] = [...world.alpha.services.values()].filter(({ route }) => route?.includes('lon-fra-2'));
    const [onFirst] = [...world.alpha.services.values()].filter(({ route }) => route?.includes('lon-fra'));
    expect(onSecond).toBeDefined();
    world.alpha.reroute(onFirst?.uuid ?? '', ['lon-fra-2']);
    await world.clock.run(5_000);
    expect((await host.impairments()).impairments.map(({ cause }) => cause)).toContain('route-changed');
    expect((await host.history(1_000)).filter(({ event }) => event === 'engine.failed')).toEqual([]);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('is a manager that comes back without its memory: what it lost is provisioned again', async () => {
    const { world, host } = await withActiveOrder();
    world.beta.goDown();
    await world.clock.run(10);
    world.beta.services.clear();
    world.beta.comeBack();
    await world.clock.run(3_000);
    expect(await stateOf(host)).toBe('active');
    expect((await host.impairments()).impairments.map(({ cause }) => cause)).toEqual(['withdrawn']);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });
});

describe('an answer that does not come', () => {
  test('after the request was carried out: the service is found by its UUID and not provisioned twice', async () => {
    const { world, host } = await started();
    world.beta.behaviour.losesAnswer = () => true;
    await host.submitOrder(orderRequest());
    await world.clock.run(2_000);
    expect(await stateOf(host)).toBe('active');
    expect(world.beta.created).toHaveLength(1);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('before the request is carried out late: what turns up after it was given up is deleted', async () => {
    const { world, host } = await started();
    world.beta.behaviour.delaysMs = () => 2_000;
    await host.submitOrder(orderRequest());
    await world.clock.run(100);
    await host.cancelOrder('ORD-1');
    await world.clock.run(1_000);
    expect(await stateOf(host)).toBe('released');
    expect(world.beta.created).toEqual([]);
    await world.clock.run(10_000);
    expect(world.beta.created).toHaveLength(1);
    expect((await host.history(1_000)).map(({ event }) => event)).toContain('segment.turned-up');
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('to a deletion keeps it queued and its capacity booked, until the carrier confirms', async () => {
    const { world, host } = await started();
    await host.submitOrder(orderRequest());
    await world.clock.run(1_000);
    world.beta.goDown();
    await host.cancelOrder('ORD-1');
    await world.clock.run(2_000);
    expect(await stateOf(host)).toBe('releasing');
    expect((await host.bookings()).slots.map(({ resourceId }) => resourceId)).toEqual(['beta/fra-vie']);
    world.beta.comeBack();
    await world.clock.run(2_000);
    expect(await stateOf(host)).toBe('released');
    expect(await host.bookings()).toEqual({ slots: [], ports: [] });
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });
});
