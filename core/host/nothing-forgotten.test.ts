import { afterEach, describe, expect, test } from 'vitest';
import { sleep } from '../model/clock';
import type { Store } from '../store/store';
import type { Host } from './create-host';
import { isCarried } from './testing/carried';
import { faultsBetween } from './testing/faults-between';
import type { SimulatedCarrier } from './testing/simulated-carrier';
import { orderRequest, World } from './testing/world';

// Each was found by the simulation.

const open: { host: Host; store: Store }[] = [];
afterEach(async () => {
  for (const { host, store } of open.splice(0)) {
    await host.close();
    await store.close();
  }
});

async function withActiveOrder(): Promise<{ world: World; host: Host }> {
  const world = new World();
  const engine = await world.start();
  open.push(engine);
  await engine.host.submitOrder(orderRequest());
  await world.clock.run(1_000);
  expect(await stateOf(engine.host)).toBe('active');
  return { world, host: engine.host };
}

const stateOf = async (host: Host) => (await host.dossier('ORD-1'))?.order.state;
const openImpairments = async (host: Host) => (await host.impairments()).impairments.filter(({ clearedAtMs }) => clearedAtMs === null);

test('a cancellation that was acknowledged is carried out by the next host, also of an order that is active', async () => {
  const world = new World();
  const engine = { isCancelling: false, isDead: false };
  const first = await world.start((store) => ({
    ...store,
    // It dies with the next transaction after that of the cancellation.
    transaction: async (work) => {
      if (engine.isDead) return new Promise(() => undefined);
      engine.isDead = engine.isCancelling;
      return store.transaction(work);
    },
  }));
  await first.host.submitOrder(orderRequest());
  await world.clock.run(1_000);
  engine.isCancelling = true;
  expect(await first.host.cancelOrder('ORD-1')).toEqual({ kind: 'received' });
  await world.clock.run(1_000);
  for (const carrier of world.carriers) carrier.loseLinks();
  await first.store.close();
  const next = await world.start();
  open.push(next);
  expect(await stateOf(next.host)).toBe('active');
  await world.clock.run(30_000);
  expect(await stateOf(next.host)).toBe('released');
});

describe('a rise over the limit', () => {
  test('that only one order minded is over once that is elsewhere, or gone', async () => {
    const { world, host } = await withActiveOrder();
    world.alpha.setResource('lon-fra', { latency: { azNs: 7_000_000, zaNs: 7_000_000 } });
    await world.clock.run(10_000);
    expect(await stateOf(host)).toBe('active');
    expect(await openImpairments(host)).toEqual([]);
  });

  test('that nothing could be done about is over once its order is released', async () => {
    const { world, host } = await withActiveOrder();
    world.alpha.withdrawResource('lon-par');
    world.alpha.setResource('lon-fra', { latency: { azNs: 70_000_000, zaNs: 70_000_000 } });
    await world.clock.run(10_000);
    expect(await stateOf(host)).toBe('impaired');
    expect((await openImpairments(host)).map(({ cause }) => cause)).toEqual(['slower']);
    await host.cancelOrder('ORD-1');
    await world.clock.run(10_000);
    expect(await stateOf(host)).toBe('released');
    expect(await openImpairments(host)).toEqual([]);
  });
});

test.each([0, -120_000])(
  'N7: what a carrier dropped while another took its time, and our clock jumped by %d ms, is not called active',
  async (jumpMs) => {
    const world = new World();
    const engine = await world.start();
    open.push(engine);
    world.beta.behaviour.provisionMs = 20_000;
    await engine.host.submitOrder(orderRequest());
    await world.clock.run(5_000);
    const [service] = world.alpha.services.values();
    world.alpha.delete(service?.uuid ?? '');
    world.clock.jump(jumpMs);
    await world.clock.run(14_000);
    world.beta.behaviour.provisionMs = 20;
    for (let passedMs = 0; passedMs < 10_000; passedMs += 50) {
      await world.clock.run(50);
      expect(isCarried(world.carriers, 'ORD-1') || (await stateOf(engine.host)) !== 'active').toBe(true);
    }
    expect(await stateOf(engine.host)).toBe('active');
    expect(isCarried(world.carriers, 'ORD-1')).toBe(true);
    expect(await faultsBetween(engine.host, world.carriers)).toEqual([]);
  },
);

test('N7: a service that its carrier dropped while its resource was down is not taken for carried when that is up again', async () => {
  const { world, host } = await withActiveOrder();
  const hand = { by: 'Ann', reason: 'a test' };
  await host.pauseRecovery(null, hand);
  world.alpha.setResource('lon-fra', { condition: 'down' });
  await world.clock.run(5_000);
  const [service] = world.alpha.services.values();
  world.alpha.delete(service?.uuid ?? '');
  world.alpha.setResource('lon-fra', { condition: 'up' });
  await world.clock.run(5_000);
  expect(await stateOf(host)).toBe('impaired');
  await host.resumeRecovery(null, hand);
  await world.clock.run(10_000);
  expect(await stateOf(host)).toBe('active');
  expect(isCarried(world.carriers, 'ORD-1')).toBe(true);
  expect(await faultsBetween(host, world.carriers)).toEqual([]);
});

test.each(['is told', 'shows in a full reading'])(
  'N7: a service that a carrier makes after it deleted it, which %s before it confirms, is deleted',
  async (how) => {
    const world = new World();
    const engine = await world.start();
    open.push(engine);
    const { alpha, clock } = world;
    // The first creation is carried out late; the answer to its deletion comes later still.
    alpha.behaviour.delaysMs = () => (alpha.asked.length === 1 ? 5_000 : 0);
    const deleteNow = alpha.delete.bind(alpha);
    alpha.delete = (uuid) => {
      deleteNow(uuid);
      alpha.behaviour.callMs = 20_000;
      clock.after(1, () => (alpha.behaviour.callMs = 2));
    };
    const { host } = engine;
    await host.submitOrder(orderRequest());
    await clock.run(4_000);
    expect(alpha.asked.map((words) => words.split(' ')[0])).toEqual(['create', 'delete']);
    await host.cancelOrder('ORD-1');
    if (how !== 'is told') {
      alpha.tellService = (service) => void alpha.services.set(service.uuid, service);
      clock.after(3_000, () => {
        host.resynchronise('alpha');
      });
    }
    await clock.run(120_000);
    expect(await stateOf(host)).toBe('released');
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  },
);

const hand = { by: 'Ann', reason: 'a test' };

test('N7: a service that a full reading does not list is not taken for carried by an older answer', async () => {
  const world = new World();
  // Beta takes its time, so that all is read back; alpha answers that late, and tells nothing by itself.
  world.beta.behaviour.provisionMs = 2_000;
  world.alpha.tellService = (service) => void world.alpha.services.set(service.uuid, service);
  const readings = { ofAlpha: 0 };
  const linkTo = world.alpha.link.bind(world.alpha);
  world.alpha.link = () => {
    const link = linkTo();
    const read = link.readService.bind(link);
    link.readService = async (uuid) => {
      const answer = await read(uuid);
      readings.ofAlpha++;
      if (readings.ofAlpha === 2) await sleep(world.clock, 10_000);
      return answer;
    };
    return link;
  };
  const engine = await world.start();
  open.push(engine);
  const { host } = engine;
  await host.submitOrder(orderRequest());
  await world.clock.run(5_000);
  expect(await stateOf(host)).toBe('provisioning');
  expect(readings.ofAlpha).toBe(2);
  for (const uuid of [...world.alpha.services.keys()]) world.alpha.delete(uuid);
  host.resynchronise('alpha');
  await world.clock.run(60_000);
  expect(await stateOf(host)).toBe('active');
  expect(isCarried(world.carriers, 'ORD-1')).toBe(true);
  expect(await faultsBetween(host, world.carriers)).toEqual([]);
});

test('N12: an order that is broken and whose recovery is paused keeps nothing from others that it has given up', async () => {
  const { world, host } = await withActiveOrder();
  world.beta.behaviour.provisionMs = 2_000;
  world.beta.behaviour.establishes = () => false;
  world.alpha.withdrawResource('lon-fra');
  await world.clock.run(1_000);
  expect(await stateOf(host)).toBe('restoring');
  await host.pauseRecovery(null, hand);
  await world.clock.run(30_000);
  expect(await stateOf(host)).toBe('impaired');
  expect(new Set((await host.segments()).map(({ state }) => state))).toEqual(new Set(['held']));
  expect(await faultsBetween(host, world.carriers)).toEqual([]);
});

test('N7: what a carrier refused to delete, and dropped, is not called active again', async () => {
  const world = new World();
  world.addDelta();
  const engine = await world.start();
  open.push(engine);
  const { host } = engine;
  await host.submitOrder(orderRequest());
  await world.clock.run(1_000);
  await host.lockOut({ kind: 'resource', id: 'alpha/lon-fra' }, hand);
  for (const carrier of [world.alpha, world.gamma])
    carrier.behaviour.refusesDeletion = ({ uuid }) => {
      carrier.services.delete(uuid);
      return 'busy';
    };
  await host.forceMove('ORD-1', null, hand);
  for (let passedMs = 0; passedMs < 5_000; passedMs++) {
    await world.clock.run(1);
    expect(isCarried(world.carriers, 'ORD-1') || (await stateOf(host)) !== 'active').toBe(true);
    if ((await stateOf(host)) === 'impaired') for (const { behaviour } of world.carriers) behaviour.refusesDeletion = () => null;
  }
  await world.clock.run(60_000);
  expect(await stateOf(host)).toBe('active');
  expect(await faultsBetween(host, world.carriers)).toEqual([]);
});

describe('N7: a service that its carrier dropped and that could not be read then is read again', () => {
  /** Alpha loses the answers to readings of services while `left` of them are to be lost. */
  async function withLostReadings(): Promise<{ world: World; host: Host; readings: { left: number }; serviceUuid: string }> {
    const [world, readings] = [new World(), { left: 0 }];
    const linkTo = world.alpha.link.bind(world.alpha);
    world.alpha.link = () => {
      const link = linkTo();
      const read = link.readService.bind(link);
      link.readService = (uuid) => (readings.left-- > 0 ? Promise.resolve({ kind: 'unsettled', reason: 'alpha hung up' }) : read(uuid));
      return link;
    };
    const engine = await world.start();
    open.push(engine);
    await engine.host.submitOrder(orderRequest());
    await world.clock.run(1_000);
    const serviceUuid = [...world.alpha.services.keys()][0] ?? '';
    return { world, host: engine.host, readings, serviceUuid };
  }

  test('after a notice', async () => {
    const { world, host, readings, serviceUuid } = await withLostReadings();
    const service = world.alpha.services.get(serviceUuid);
    if (service) world.alpha.tellService(service);
    world.alpha.delete(serviceUuid);
    readings.left = 3;
    await world.clock.run(60_000);
    expect(isCarried(world.carriers, 'ORD-1')).toBe(true);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('after a full reading that does not list it', async () => {
    const { world, host, readings, serviceUuid } = await withLostReadings();
    world.alpha.delete(serviceUuid);
    readings.left = 1;
    host.resynchronise('alpha');
    await world.clock.run(60_000);
    expect(isCarried(world.carriers, 'ORD-1')).toBe(true);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });
});

test('N7: a carrier that never carries is given up after its time, although our clock was put back', async () => {
  const world = new World();
  const engine = await world.start();
  open.push(engine);
  world.alpha.behaviour.provisionMs = 10_000_000;
  await engine.host.submitOrder(orderRequest());
  await world.clock.run(5_000);
  world.clock.jump(-3_600_000);
  await world.clock.run(60_000);
  const causes = (await engine.host.dossier('ORD-1'))?.transitions.map(({ cause }) => cause);
  world.alpha.behaviour.provisionMs = 20;
  await world.clock.run(120_000);
  expect(causes).toContain('no answer from alpha: it did not say that it carries');
  expect(await faultsBetween(engine.host, world.carriers)).toEqual([]);
});

test('N5: an order that waits for a lock-out, since its carrier refused the other way, is served once that has become willing', async () => {
  const world = new World();
  const { host, store } = await world.start();
  open.push({ host, store });
  await host.lockOut({ kind: 'resource', id: 'alpha/lon-par' }, hand);
  world.beta.behaviour.refuses = () => 'not today';
  await host.submitOrder(orderRequest());
  await world.clock.run(5_000);
  expect((await host.dossier('ORD-1'))?.order).toMatchObject({
    state: 'planned',
    cause: expect.stringContaining('lon-par is locked out') as string,
  });
  world.beta.behaviour.refuses = () => null;
  host.resynchronise('beta');
  await world.clock.run(5_000);
  expect(await stateOf(host)).toBe('active');
});

test('N5: an order that waits, since others have what it needs, is served once they have given that up', async () => {
  const world = new World();
  const engine = await world.start();
  open.push(engine);
  const { host } = engine;
  await host.lockOut({ kind: 'resource', id: 'alpha/lon-par' }, hand);
  const ids = ['ORD-1', 'ORD-2', 'ORD-3'];
  for (const id of ids) {
    await host.submitOrder(orderRequest({ id }));
    await world.clock.run(30_000);
  }
  const states = () => Promise.all(ids.map(async (id) => (await host.dossier(id))?.order.state));
  expect(await states()).toEqual(['active', 'active', 'planned']);
  await host.cancelOrder('ORD-1');
  await world.clock.run(30_000);
  expect(await states()).toEqual(['released', 'active', 'active']);
});

test('N8: a move in place of a service that its carrier has dropped, onto what others have taken meanwhile, is given up', async () => {
  const world = new World();
  world.addParallelCircuit();
  const engine = await world.start();
  open.push(engine);
  const { host } = engine;
  await host.submitOrder(orderRequest());
  await world.clock.run(1_000);
  world.alpha.behaviour.callMs = 200;
  world.alpha.setResource('lon-fra', { latency: { azNs: 9_000_000, zaNs: 9_000_000 } });
  await world.clock.run(150);
  expect(await stateOf(host)).toBe('restoring');
  const [service] = world.alpha.services.values();
  world.alpha.delete(service?.uuid ?? '');
  for (const n of [2, 3]) world.alpha.makeByHand(`by-hand-${n}`, `a1-g1-${n}`, `a2-b1-${n}`, ['lon-fra-2']);
  host.resynchronise('alpha');
  await world.clock.run(60_000);
  expect((await host.history(1_000)).filter(({ event }) => event === 'engine.failed')).toEqual([]);
  expect(await stateOf(host)).toBe('active');
  expect(isCarried(world.carriers, 'ORD-1')).toBe(true);
});

describe('N8: a service that is down on the way that it is to be moved to in place', () => {
  const verbs = ({ asked }: SimulatedCarrier) => asked.map((words) => words.split(' ')[0]);

  test('is made anew where it was there already: to be moved changes nothing about it', async () => {
    const world = new World();
    world.addParallelCircuit();
    world.alpha.resources.delete('lon-par');
    const engine = await world.start();
    open.push(engine);
    const { host } = engine;
    const { alpha } = world;
    await host.submitOrder(orderRequest());
    await world.clock.run(1_000);
    alpha.asked.length = 0;
    alpha.setResource('lon-fra', { condition: 'down' });
    const [service] = alpha.services.values();
    // The carrier's own protection, which does not bring it up again.
    alpha.reroute(service?.uuid ?? '', ['lon-fra-2']);
    await world.clock.run(10_000);
    expect(await stateOf(host)).toBe('active');
    expect(isCarried(world.carriers, 'ORD-1')).toBe(true);
    expect(verbs(alpha)).toEqual(['reroute', 'delete', 'create']);
    expect((await host.history(1_000)).filter(({ event }) => event === 'move.replanned').map(({ text }) => text)).toEqual([
      'alpha cannot go on with its part (it held the service on that way already, down): it is deleted and created anew',
    ]);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('is moved back where it came there by being moved, and that way is refused', async () => {
    const world = new World();
    world.addParallelCircuit();
    const engine = await world.start();
    open.push(engine);
    const { host } = engine;
    const { alpha } = world;
    await host.submitOrder(orderRequest());
    await world.clock.run(1_000);
    alpha.asked.length = 0;
    alpha.behaviour.realises = ({ resourceUuids }) => {
      const circuit = alpha.resources.get(resourceUuids[0] ?? '');
      // Nobody knows of it yet.
      if (circuit?.uuid === 'lon-fra-2') alpha.resources.set(circuit.uuid, { ...circuit, condition: 'down' });
      return resourceUuids;
    };
    alpha.setResource('lon-fra', { latency: { azNs: 9_000_000, zaNs: 9_000_000 } });
    await world.clock.run(10_000);
    expect(await stateOf(host)).toBe('active');
    expect(isCarried(world.carriers, 'ORD-1')).toBe(true);
    expect(verbs(alpha)).toEqual(['reroute', 'reroute', 'delete', 'create']);
    expect((await host.history(1_000)).filter(({ event }) => event === 'segment.refused').map(({ text }) => text)).toEqual([
      'alpha: the carrier moved the service and then could not establish it',
    ]);
    expect([...alpha.services.values()].map(({ route }) => route)).toEqual([['lon-par']]);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });
});

test('N8: what a full reading finds broken is impaired at once, however long its carrier takes to say how each service is', async () => {
  const { world, host } = await withActiveOrder();
  world.alpha.goDown();
  await world.clock.run(100);
  const [service] = world.alpha.services.values();
  if (service) service.state = 'down';
  world.alpha.behaviour.callMs = 5_000;
  for (const fibre of world.alpha.resources.values()) if (service?.route?.includes(fibre.uuid)) fibre.condition = 'degraded';
  world.alpha.comeBack();
  await world.clock.run(500);
  expect((await host.dossier('ORD-1'))?.order).toMatchObject({ state: 'impaired', cause: expect.stringMatching(/is degraded/) as string });
});

test('N3: a carrier that is connected by several at once has one link open in the end', async () => {
  const { world, host } = await withActiveOrder();
  const [linkTo, counts] = [world.alpha.link.bind(world.alpha), { opened: 0, closed: 0 }];
  let closingMs = 100;
  const slowLink = () => {
    const link = linkTo();
    const [open, close] = [link.open.bind(link), link.close.bind(link)];
    link.open = (onEvent) => {
      counts.opened += 1;
      open(onEvent);
    };
    link.close = async () => {
      counts.closed += 1;
      if (closingMs > 0) await sleep(world.clock, closingMs);
      await close();
    };
    return link;
  };
  const alpha = { id: 'alpha', name: 'alpha', role: 'dedicating' } as const;
  const first = host.connectCarrier(alpha, slowLink());
  await world.clock.run(1_000);
  await first;
  const all = [1, 2, 3].map(() => host.connectCarrier(alpha, slowLink()));
  await world.clock.run(1_000);
  await Promise.all(all);
  expect(counts).toEqual({ opened: 2, closed: 3 });
  closingMs = 0;
  expect(host.network.view.isStale('alpha')).toBe(false);
});
