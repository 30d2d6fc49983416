import { expect, test } from 'vitest';
import { topics, type LiveRow, type Topic } from '../../contract/live';
import { usualSwitchLimits } from '../../model/switch';
import type { CircuitOrderRequest } from '../../model/virtual-circuit';
import { seededRandom } from '../../routing/testing/seeded-random';
import { MemorySwitch } from '../../switches/testing/memory-switch';
import type { Host } from '../create-host';
import type { Serving } from '../procedures/serving';
import { circuitRequest, pathRequest } from '../testing/circuit-world';
import { resource } from '../testing/simulated-carrier';
import { testWatcher, type TestWatcher } from '../testing/watcher';
import { orderRequest, World } from '../testing/world';

/** A random life of an engine, with consoles that watch all of it. */
async function live(seed: number): Promise<void> {
  const random = seededRandom(seed);
  const below = (end: number): number => random.below(end);
  const pick = <T>(things: readonly T[]): T => things[below(things.length)] as T;
  const chance = (share: number): boolean => random.chance(share);
  const world = new World();
  world.addParallelCircuit();
  world.addDelta();
  world.beta.resources.set('fra-vie-2', resource('fra-vie-2', 'b1', 'b2', 3_200_000));
  const at = new MemorySwitch('NYC', () => world.clock.now());
  const start = async () => {
    const started = await world.start(undefined, { waitToRestoreMs: 5_000, flapWindowMs: 10_000, flapQuietMs: 20_000 });
    await started.host.connectSwitch({ id: 'NYC', name: 'New York', limits: usualSwitchLimits }, at);
    return started;
  };
  let engine = await start();
  let isRunning = true;
  const end = async (): Promise<void> => {
    const closed = engine.host.close();
    // What is under way at the switch ends in its own time.
    await world.clock.run(60_000);
    await closed;
    await engine.store.close();
  };
  const servingOf = (host: Host): Serving => ({
    ...{ host, clock: world.clock, store: '/nowhere', version: '1', pid: 1 },
    ...{ connect: null, connectSwitch: null },
  });
  const serving = () => (isRunning ? servingOf(engine.host) : null);
  const [steady, slow, lossy] = [testWatcher(world.clock, serving), testWatcher(world.clock, serving), testWatcher(world.clock, serving)];
  slow.frameMs = () => below(3_000);
  lossy.losesPieces = () => chance(0.2);

  const by = { by: 'Ann', reason: 'at random' };
  const [orders, circuits]: [string[], string[]] = [[], []];
  const carriers = world.carriers;
  const uuids = carriers.flatMap((carrier) => [...carrier.resources.keys()].map((uuid) => [carrier, uuid] as const));
  const some = (): string => pick(orders.length > 0 ? orders : ['none']);
  const happenings: readonly (() => unknown)[] = [
    () => {
      const id = `ORD-${orders.length}`;
      orders.push(id);
      const limit = { oneWayNs: pick([2_000_000, 8_000_000, 10_000_000]), enteredAs: 'one-way' as const };
      const recovery = pick(['after', 'before', 'together'] as const);
      return engine.host.submitOrder(
        orderRequest({ id, limit, recovery, priority: 1 + below(9), revert: pick(['never', 'automatic']) }),
        'Ann',
      );
    },
    () => engine.host.cancelOrder(some(), 'Ann'),
    () => engine.host.freezeOrder(some(), by),
    () => engine.host.unfreezeOrder(some(), by),
    () => {
      const [carrier, uuid] = pick(uuids);
      if (carrier.resources.has(uuid)) carrier.setResource(uuid, { condition: pick(['up', 'down', 'degraded'] as const) });
    },
    () => {
      const [carrier, uuid] = pick(uuids);
      const ns = 1_000_000 + below(8) * 1_000_000;
      if (carrier.resources.has(uuid)) carrier.setResource(uuid, { latency: { azNs: ns, zaNs: ns } });
    },
    () => {
      const [carrier, uuid] = pick(uuids);
      if (chance(0.3) && carrier.resources.has(uuid)) carrier.withdrawResource(uuid);
    },
    () => {
      const carrier = pick(carriers);
      const uuid = pick([...carrier.nodes.keys()]);
      carrier.setNode(uuid, { name: `${uuid} ${below(3)}`, condition: pick(['up', 'up', 'down'] as const) });
    },
    () => {
      pick(carriers).goDown();
    },
    () => {
      pick(carriers).comeBack();
    },
    () => engine.host.pauseRecovery(pick([null, 'alpha', 'beta']), by),
    () => engine.host.resumeRecovery(pick([null, 'alpha', 'beta']), by),
    () => engine.host.lockOut({ kind: pick(['site', 'carrier'] as const), id: pick(['PAR', 'alpha']) }, by),
    () =>
      engine.host.enterDefault({
        scope: pick(['site-interconnect', 'carrier-transit'] as const),
        scopeId: pick(['PAR', 'beta']),
        ns: below(9_000),
      }),
    () => engine.host.addPath(pathRequest({ id: `VP-${below(3)}`, vpi: below(4), carriedByOrderId: pick([null, some()]) }), 'Ann'),
    () => engine.host.changePath(`VP-${below(3)}`, { provider: pick(['North', 'South']), carriedByOrderId: pick([null, some()]) }, 'Ann'),
    () => engine.host.removePath(`VP-${below(3)}`, 'Ann'),
    () => {
      const requests = Array.from({ length: 1 + below(12) }, (): CircuitOrderRequest => {
        const id = `C-${circuits.length}`;
        circuits.push(id);
        return circuitRequest(circuits.length, { id, pathId: `VP-${below(3)}` });
      });
      return engine.host.orderCircuits(requests, 'Ann');
    },
    () => engine.host.releaseCircuits([pick([...circuits, 'none']), pick([...circuits, 'none'])], 'Ann'),
    () => at.goDown(),
    () => at.comeUp(),
    () => {
      for (const carrier of carriers) engine.host.resynchronise(carrier.id);
    },
    async () => {
      const { impairments } = await engine.host.impairments();
      const one = impairments.at(-1);
      if (one) await engine.host.handleImpairment(one.id, { kind: 'acknowledge' }, 'Ann');
    },
  ];
  const disturbances: readonly (() => void)[] = [
    () => {
      slow.lose();
    },
    () => {
      lossy.lose();
    },
  ];
  for (let event = 0; event < 60; event++) {
    // What is asked for while the host ends is refused by throwing.
    void Promise.resolve(pick(happenings)()).catch(() => undefined);
    if (chance(0.1)) pick(disturbances)();
    await world.clock.run(chance(0.3) ? below(3_000) : below(60));
    if (event === 30 && chance(0.5)) {
      isRunning = false;
      await end();
      for (const carrier of carriers) carrier.loseLinks();
      engine = await start();
      isRunning = true;
      for (const watcher of [steady, slow, lossy]) watcher.lose();
    }
  }
  slow.frameMs = () => 0;
  lossy.losesPieces = () => false;
  // A piece that was the last one for now is missed by nobody.
  lossy.lose();
  const settle = async (): Promise<void> => {
    // Who reads in slices needs turns of the loop, not only time.
    for (let turn = 0; turn < 400; turn++) await world.clock.run(50);
  };
  await settle();
  const fresh = testWatcher(world.clock, serving);
  await settle();
  for (const watcher of [steady, slow, lossy, fresh]) expect(watcher.unwhole()).toEqual([]);
  for (const topic of topics) {
    const now = shownBy(fresh, topic);
    for (const watcher of [steady, slow, lossy]) expect(shownBy(watcher, topic), topic).toEqual(now);
  }
  for (const watcher of [steady, slow, lossy, fresh]) watcher.close();
  await end();
}

/** Without what the clock alone changes. */
function shownBy(watcher: TestWatcher, topic: Topic): readonly LiveRow[] {
  return watcher.rows(topic).map((row) => {
    if (topic === 'status') return { ...row, atMs: 0 };
    if (topic === 'paths') return { ...row, rate: null, exhaustion: null };
    return row;
  });
}

test.each(Array.from({ length: 30 }, (_, seed) => seed))(
  'whatever happens, every table that was watched comes to be what the host would tell anew (seed %d)',
  async (seed) => {
    await live(seed);
  },
);
