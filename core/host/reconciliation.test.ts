import { describe, expect, test } from 'vitest';
import { sleep } from '../model/clock';
import type { Remedy } from '../model/discrepancy';
import type { Host } from './create-host';
import { isCarried } from './testing/carried';
import { faultsBetween } from './testing/faults-between';
import { resource } from './testing/simulated-carrier';
import { resourcesOf, startedWorld, stateOf, type StartedWorld } from './testing/started-world';
import { orderRequest, type World } from './testing/world';

const ann = { by: 'Ann', reason: 'found at the audit' };

/** What an operator asks for, with the time that it takes. */
async function asked<T>({ world }: StartedWorld, request: Promise<T>, forMs = 1_000): Promise<T> {
  await world.clock.run(forMs);
  return request;
}

const reconciled = async (started: StartedWorld, carrierId = 'all') => {
  const answer = await asked(started, started.host.reconcile(carrierId));
  if (answer.kind === 'refused') throw new Error(answer.message);
  return answer;
};

const settled = (started: StartedWorld, id: string, remedy: Remedy) =>
  asked(started, started.host.settleDiscrepancy(id, remedy, ann), 10_000);

/** The one discrepancy that stands. */
async function standing(host: Host) {
  const all = await host.discrepancies();
  const [first] = all;
  if (!first || all.length !== 1) throw new Error(`not one discrepancy stands: ${JSON.stringify(all, null, 1)}`);
  return first;
}

const latest = async (host: Host) => (await host.latestDiscrepancies(20)).map(({ kind, state, outcome }) => ({ kind, state, outcome }));
const told = async (host: Host, prefix = 'discrepancy.') =>
  (await host.history(1_000)).filter(({ event }) => event.startsWith(prefix)).map(({ event, actor }) => `${actor} ${event}`);

async function withActiveOrder(change: (world: World) => void = () => undefined): Promise<StartedWorld> {
  const started = await startedWorld(change);
  await started.host.submitOrder(orderRequest());
  await started.world.clock.run(1_000);
  expect(await stateOf(started.host)).toBe('active');
  return started;
}

const serviceAt = (carrier: World['alpha']) => {
  const [service] = carrier.services.values();
  if (!service) throw new Error(`${carrier.id} serves nothing`);
  return service;
};

/** A second circuit from London to Frankfurt, too slow for an order with the usual limit of 9 ms. */
const addSlowCircuit = ({ alpha }: World): void =>
  void alpha.resources.set('lon-fra-slow', resource('lon-fra-slow', 'a1', 'a2', 19_000_000));

describe('N11: a comparison', () => {
  test('of carriers that hold what the store says finds nothing, and says whom it heard', async () => {
    const started = await withActiveOrder();
    expect(await reconciled(started)).toEqual({
      kind: 'reconciled',
      carriers: ['alpha', 'beta', 'gamma'].map((carrierId) => ({
        ...{ carrierId, kind: 'compared' },
        text: `${carrierId} was read in full and compared`,
      })),
      groups: [],
      discrepancies: [],
    });
  });

  test('with a manager that is down says so, with what is known from before', async () => {
    const started = await startedWorld();
    started.world.alpha.makeByHand('by-hand', 'a1-g1-1', 'a2-b1-1', ['lon-fra']);
    await reconciled(started);
    started.world.alpha.goDown();
    await started.world.clock.run(1);
    const answer = await reconciled(started, 'alpha');
    expect(answer.carriers).toEqual([
      {
        ...{ carrierId: 'alpha', kind: 'not-heard' },
        text: 'alpha was not compared: its link is down (the manager does not answer); what is known of it is from before',
      },
    ]);
    expect(answer.discrepancies.map(({ kind }) => kind)).toEqual(['orphan']);
  });

  test('with a manager that goes down meanwhile, or does not answer, ends all the same', async () => {
    const started = await startedWorld();
    const { world, host } = started;
    const lost = host.reconcile('alpha');
    world.alpha.goDown();
    await world.clock.run(10);
    const answer = await lost;
    expect(answer.kind === 'reconciled' && answer.carriers[0]?.kind).toMatch(/compared|not-heard/);
    // Its link does not show it yet.
    world.beta.isUp = false;
    const silent = await asked(started, host.reconcile('beta'), 61_000);
    expect(silent).toMatchObject({ carriers: [{ kind: 'not-heard', text: expect.stringContaining('not answered in time') as string }] });
  });

  test('with a carrier that is not known is refused with those that are', async () => {
    const { host } = await startedWorld();
    expect(await host.reconcile('alhpa')).toEqual({
      kind: 'refused',
      message: 'carrier alhpa is not known; known are alpha, beta, gamma, or all',
    });
  });

  test('closes what it no longer sees', async () => {
    const started = await startedWorld();
    started.world.alpha.makeByHand('by-hand', 'a1-g1-1', 'a2-b1-1', ['lon-fra']);
    expect((await reconciled(started)).groups).toEqual([
      {
        ...{ carrierId: 'alpha', kind: 'orphan', count: 1 },
        text: 'alpha holds service by-hand from a1-g1-1 to a2-b1-1, 8 slots over lon-fra, which no order of this store wants',
      },
    ]);
    await reconciled(started);
    started.world.alpha.services.delete('by-hand');
    expect((await reconciled(started)).groups).toEqual([]);
    expect(await latest(started.host)).toEqual([{ kind: 'orphan', state: 'closed', outcome: 'its carrier holds it no longer' }]);
    expect(await told(started.host)).toEqual(['carrier discrepancy.found', 'engine discrepancy.closed']);
  });

  test('tells many of a kind in one line, and deletes none of them', async () => {
    const started = await startedWorld();
    for (let n = 0; n < 200; n++) started.world.alpha.makeByHand(`old-${n}`, `p-${n}`, `q-${n}`, []);
    const { groups, discrepancies } = await reconciled(started);
    expect(groups).toEqual([
      {
        ...{ carrierId: 'alpha', kind: 'orphan', count: 200 },
        text: 'alpha: 200 services that no order of this store wants: old-0, old-1, old-2 and 197 more',
      },
    ]);
    expect(discrepancies).toHaveLength(200);
    expect(await told(started.host)).toEqual(['carrier discrepancy.found']);
    expect(started.world.alpha.asked.filter((what) => what.startsWith('delete'))).toEqual([]);
  });
});

describe('N11: an orphan', () => {
  const withOrphan = async (): Promise<{ started: StartedWorld; id: string }> => {
    const started = await startedWorld();
    started.world.alpha.makeByHand('by-hand', 'a1-g1-1', 'a2-b1-1', ['lon-fra']);
    await reconciled(started);
    return { started, id: (await standing(started.host)).id };
  };

  test('is removed at its carrier', async () => {
    const { started, id } = await withOrphan();
    expect((await standing(started.host)).remedies.map(({ remedy }) => remedy)).toEqual(['adopt', 'remove']);
    expect(await settled(started, id, 'remove')).toMatchObject({ kind: 'done', text: 'removed: its carrier has deleted it' });
    expect(started.world.alpha.services.size).toBe(0);
    expect(await started.host.discrepancies()).toEqual([]);
    expect(await told(started.host)).toEqual([
      'carrier discrepancy.found',
      'operator discrepancy.remove-asked',
      'engine discrepancy.removed',
    ]);
  });

  test('is adopted as somebody else’s: its slots count as foreign, and it is not told again; it may still be removed', async () => {
    const { started, id } = await withOrphan();
    expect(await settled(started, id, 'adopt')).toMatchObject({ kind: 'done', discrepancy: { state: 'accepted' } });
    await reconciled(started);
    await started.restart();
    await reconciled(started);
    expect(await told(started.host)).toEqual(['carrier discrepancy.found', 'operator discrepancy.accepted']);
    expect(started.host.network.view.resources.get('alpha/lon-fra')?.foreignSlots).toBe(8);
    expect(await settled(started, id, 'adopt')).toEqual({
      kind: 'refused',
      message: `discrepancy ${id} is accepted already, by Ann: found at the audit`,
    });
    expect(await settled(started, id, 'remove')).toMatchObject({ kind: 'done' });
    await reconciled(started);
    expect(started.host.network.view.resources.get('alpha/lon-fra')?.foreignSlots).toBe(0);
  });

  test('whose deletion is not confirmed stays queued, also over a restart, until it is', async () => {
    const { started, id } = await withOrphan();
    const { alpha } = started.world;
    alpha.behaviour.refusesDeletion = () => 'busy';
    expect(await settled(started, id, 'remove')).toMatchObject({
      kind: 'queued',
      text: 'alpha has not confirmed the deletion: busy; it is asked again',
    });
    expect(await settled(started, id, 'remove')).toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(
        /is being settled: remove was asked for .* by Ann: found at the audit; so far: alpha has not confirmed/,
      ) as string,
    });
    alpha.goDown();
    await started.world.clock.run(1_000);
    await started.restart(() => {
      alpha.behaviour.refusesDeletion = () => null;
    });
    expect(alpha.services.size).toBe(1);
    alpha.comeBack();
    await started.world.clock.run(30_000);
    expect(alpha.services.size).toBe(0);
    expect(await latest(started.host)).toMatchObject([{ state: 'closed', outcome: 'removed: its carrier has deleted it' }]);
  });

  test('at a carrier that is not heard is removed once it is', async () => {
    const { started, id } = await withOrphan();
    started.world.alpha.goDown();
    await started.world.clock.run(10);
    expect(await settled(started, id, 'remove')).toMatchObject({
      kind: 'queued',
      text: expect.stringContaining('alpha is not heard: it is done when its link is back') as string,
    });
    started.world.alpha.comeBack();
    await started.world.clock.run(1_000);
    expect(started.world.alpha.services.size).toBe(0);
    expect(await started.host.discrepancies()).toEqual([]);
  });

  test('is settled by one remedy, whoever is first', async () => {
    const { started, id } = await withOrphan();
    const both = Promise.all([
      started.host.settleDiscrepancy(id, 'remove', ann),
      started.host.settleDiscrepancy(id, 'adopt', { by: 'Ben', reason: 'it is the railway’s' }),
    ]);
    const answers = await asked(started, both, 10_000);
    expect(answers).toMatchObject([{ kind: 'done' }, { kind: 'refused' }]);
    expect(await settled(started, id, 'adopt')).toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/was closed .* \(removed: its carrier has deleted it\); have alpha compared again/) as string,
    });
  });

  test.each([
    ['repair', ann, /an orphan cannot be settled by repair; by adopt or remove/],
    ['remove', { by: '', reason: 'x' }, /name the operator/],
    ['remove', { by: 'Ann', reason: ' ' }, /give a reason/],
  ] as const)('is not settled by %s for %j', async (remedy, intervention, words) => {
    const { started, id } = await withOrphan();
    expect(await started.host.settleDiscrepancy(id, remedy, intervention)).toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(words) as string,
    });
    expect(await standing(started.host)).toMatchObject({ id, state: 'open' });
  });

  test('that is not known is refused with those that stand', async () => {
    const { started, id } = await withOrphan();
    expect(await started.host.settleDiscrepancy('none', 'remove', ann)).toEqual({
      kind: 'refused',
      message: `discrepancy none is not known; those that stand are ${id}`,
    });
  });

  test('of our own that turns up after it was given up is deleted by the engine, and entered as settled', async () => {
    const started = await withActiveOrder();
    const { uuid, aPortUuid, zPortUuid } = serviceAt(started.world.alpha);
    await started.host.cancelOrder('ORD-1');
    await started.world.clock.run(1_000);
    started.world.alpha.makeByHand(uuid, aPortUuid, zPortUuid, ['lon-fra'], 'ORD-1');
    await reconciled(started);
    expect(started.world.alpha.services.size).toBe(0);
    expect(await latest(started.host)).toEqual([{ kind: 'orphan', state: 'closed', outcome: 'deleted' }]);
  });
});

describe('N11: an orphan that fits an order', () => {
  test('whose order waits for a way, because it is in the way, becomes the order’s part: nothing is made or deleted', async () => {
    const started = await withActiveOrder((world) => {
      world.addParallelCircuit();
    });
    const { world, host } = started;
    await host.freezeOrder('ORD-1', ann);
    world.alpha.goDown();
    await world.clock.run(10);
    world.alpha.renameServices(['lon-fra-2']);
    world.alpha.comeBack();
    await world.clock.run(1_000);
    expect(await stateOf(host)).toBe('impaired');
    const orphan = (await host.discrepancies()).find(({ kind }) => kind === 'orphan');
    expect(orphan?.text).toMatch(/; it fits where order ORD-1 has its part there$/);
    const before = [...world.alpha.asked];
    expect(await settled(started, orphan?.id ?? '', 'adopt')).toMatchObject({
      kind: 'done',
      text: 'adopted: it is the part of order ORD-1 at alpha',
    });
    expect(await stateOf(host)).toBe('active');
    expect(await host.discrepancies()).toEqual([]);
    expect(world.alpha.asked).toEqual(before);
    expect(isCarried(world.carriers, 'ORD-1')).toBe(true);
    expect((await host.impairments()).impairments.every(({ clearedAtMs }) => clearedAtMs !== null)).toBe(true);
    await reconciled(started);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
    await started.restart();
    await reconciled(started);
    expect(await started.host.discrepancies()).toEqual([]);
    await started.host.cancelOrder('ORD-1');
    await world.clock.run(1_000);
    expect(await started.host.bookings()).toEqual({ slots: [], ports: [] });
    expect(world.alpha.services.size).toBe(0);
  });

  test('whose order is broken already, since its carrier has its ports in use, is restored with it', async () => {
    const started = await withActiveOrder((world) => {
      world.addParallelCircuit();
    });
    const { world, host } = started;
    // Its own service by another UUID, on another way, is where its only way in is.
    world.alpha.renameServices(['lon-fra-2']);
    await reconciled(started);
    await world.clock.run(10_000);
    expect(await stateOf(host)).toBe('impaired');
    const orphan = (await host.discrepancies()).find(({ kind }) => kind === 'orphan');
    const created = world.alpha.created.length;
    expect(await settled(started, orphan?.id ?? '', 'adopt')).toMatchObject({ kind: 'done' });
    expect(await stateOf(host)).toBe('active');
    expect(isCarried(world.carriers, 'ORD-1')).toBe(true);
    expect(world.alpha.created).toHaveLength(created);
    expect(serviceAt(world.alpha).uuid).toMatch(/^again-/);
    expect((await reconciled(started)).groups).toEqual([]);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('over the limit is not taken, and says how far', async () => {
    const started = await withActiveOrder(addSlowCircuit);
    const { world, host } = started;
    await host.freezeOrder('ORD-1', ann);
    const { uuid, aPortUuid, zPortUuid } = serviceAt(world.alpha);
    world.alpha.delete(uuid);
    world.alpha.makeByHand('another', aPortUuid, zPortUuid, ['lon-fra-slow'], 'ORD-1');
    await reconciled(started);
    const orphan = (await host.discrepancies()).find(({ kind }) => kind === 'orphan');
    expect(await settled(started, orphan?.id ?? '', 'adopt')).toMatchObject({
      kind: 'not-done',
      text: 'it was not adopted: order ORD-1 would take 22.07 ms one way with it, over its limit of 9.00 ms',
    });
    expect(await stateOf(host)).toBe('impaired');
    expect(await settled(started, orphan?.id ?? '', 'remove')).toMatchObject({ kind: 'done' });
    await host.unfreezeOrder('ORD-1', ann);
    await world.clock.run(5_000);
    expect(await stateOf(host)).toBe('active');
    expect(await host.discrepancies()).toEqual([]);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });
});

describe('N11: a missing service', () => {
  const losing = async (change?: (world: World) => void): Promise<StartedWorld> => {
    const started = await withActiveOrder(change);
    const { alpha } = started.world;
    alpha.delete(serviceAt(alpha).uuid);
    return started;
  };

  test('is provisioned again by the engine, and entered with what became of it', async () => {
    const started = await losing();
    const { groups } = await reconciled(started);
    await started.world.clock.run(5_000);
    expect(groups.map(({ text }) => text)).toEqual(['alpha no longer holds its part of the connection']);
    expect(await stateOf(started.host)).toBe('active');
    expect(await latest(started.host)).toEqual([
      { kind: 'missing', state: 'closed', outcome: 'repaired: the order runs over another service' },
    ]);
    expect(await faultsBetween(started.host, started.world.carriers)).toEqual([]);
  });

  test('that recovery is paused for is repaired on the operator’s word: made anew on the same way', async () => {
    const started = await losing();
    const { world, host } = started;
    await host.pauseRecovery(null, ann);
    await reconciled(started);
    const { id, remedies } = await standing(host);
    expect(remedies.map(({ remedy }) => remedy)).toEqual(['repair', 'remove']);
    expect(await stateOf(host)).toBe('impaired');
    expect(await settled(started, id, 'repair')).toMatchObject({
      kind: 'done',
      text: 'repaired: the order runs over another service',
    });
    expect(await stateOf(host)).toBe('active');
    expect(await resourcesOf(host)).toEqual(['alpha/lon-fra', 'beta/fra-vie']);
    expect(world.beta.asked.filter((what) => what.startsWith('delete'))).toEqual([]);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('that its carrier refuses to make anew stands, with where to read why', async () => {
    const started = await losing(({ alpha }) => {
      alpha.resources.delete('lon-par');
    });
    const { world, host } = started;
    await host.pauseRecovery(null, ann);
    await reconciled(started);
    world.alpha.behaviour.refuses = () => 'no card left';
    expect(await settled(started, (await standing(host)).id, 'repair')).toMatchObject({
      kind: 'not-done',
      text: 'it was not repaired: the history of the order says why',
    });
    expect((await host.history(100)).filter(({ event }) => event === 'move.refused')).toMatchObject([
      { text: expect.stringMatching(/repaired by Ann: found at the audit: .*no card left/) as string },
    ]);
    expect(await standing(host)).toMatchObject({ kind: 'missing', state: 'open' });
  });

  test('of an order that is frozen is refused a repair, with the remedy; the order may be given up', async () => {
    const started = await losing();
    const { host } = started;
    await host.freezeOrder('ORD-1', ann);
    await reconciled(started);
    const { id } = await standing(host);
    expect(await settled(started, id, 'repair')).toEqual({
      kind: 'refused',
      message: 'order ORD-1 is frozen: nothing moves it; unfreeze it first, or force it onto a route',
    });
    expect(await settled(started, id, 'remove')).toMatchObject({ kind: 'done', text: 'order ORD-1 is released' });
    expect(await stateOf(host)).toBe('released');
    expect(await host.bookings()).toEqual({ slots: [], ports: [] });
  });

  test('may be the least of it: a repair that was asked for is taken up again after a restart', async () => {
    const started = await losing();
    const { world } = started;
    await started.host.pauseRecovery(null, ann);
    await reconciled(started);
    const { id } = await standing(started.host);
    void started.host.settleDiscrepancy(id, 'repair', ann).catch(() => undefined);
    await world.clock.run(0);
    await started.restart();
    await world.clock.run(10_000);
    expect(await stateOf(started.host)).toBe('active');
    expect(await latest(started.host)).toMatchObject([{ kind: 'missing', state: 'closed' }]);
    expect(await faultsBetween(started.host, world.carriers)).toEqual([]);
  });
});

describe('N11: a route drift', () => {
  test('within the limit is entered by the engine, and told as settled', async () => {
    const started = await withActiveOrder((world) => {
      world.addParallelCircuit();
    });
    const { world, host } = started;
    const service = serviceAt(world.alpha);
    service.route = ['lon-fra-2'];
    await reconciled(started);
    expect(await resourcesOf(host)).toEqual(['alpha/lon-fra-2', 'beta/fra-vie']);
    expect(await latest(host)).toEqual([{ kind: 'route-drift', state: 'closed', outcome: 'entered: what it uses is booked' }]);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  /** Over the limit, and nothing is to be done about it automatically. */
  const drifted = async (): Promise<StartedWorld & { readonly id: string }> => {
    const started = await withActiveOrder(addSlowCircuit);
    await started.host.pauseRecovery(null, ann);
    serviceAt(started.world.alpha).route = ['lon-fra-slow'];
    await reconciled(started);
    const { id, kind, text } = await standing(started.host);
    expect([kind, text]).toEqual(['route-drift', 'alpha took another route by itself: 22.07 ms one way, limit 9.00 ms']);
    return Object.assign(started, { id });
  };

  test('over the limit is moved back in place by its carrier, and nothing else is made', async () => {
    const started = await drifted();
    const { world, host, id } = started;
    const created = world.alpha.created.length;
    expect(await settled(started, id, 'repair')).toMatchObject({ kind: 'done', text: 'repaired: its carrier has moved it back' });
    expect(await stateOf(host)).toBe('active');
    expect(serviceAt(world.alpha).route).toEqual(['lon-fra']);
    expect(world.alpha.created).toHaveLength(created);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test.each(['no', { refuses: 'frozen zone' }] as const)('that its carrier cannot move back (%j) is made anew', async (reroutes) => {
    const started = await drifted();
    const { world, host, id } = started;
    const drift = serviceAt(world.alpha).uuid;
    world.alpha.behaviour.reroutes = reroutes;
    expect(await settled(started, id, 'repair')).toMatchObject({
      kind: 'done',
      text: 'repaired: the order runs over another service',
    });
    expect(await stateOf(host)).toBe('active');
    expect(serviceAt(world.alpha)).toMatchObject({ route: ['lon-fra'] });
    expect(serviceAt(world.alpha).uuid).not.toBe(drift);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('at a carrier that is not heard is moved back once it is', async () => {
    const started = await drifted();
    const { world, host, id } = started;
    world.alpha.goDown();
    await world.clock.run(10);
    expect(await settled(started, id, 'repair')).toMatchObject({ kind: 'queued' });
    world.alpha.comeBack();
    await world.clock.run(5_000);
    expect(await stateOf(host)).toBe('active');
    expect(await host.discrepancies()).toEqual([]);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('over the limit is refused to be adopted, with the figures; once it is fast enough it is', async () => {
    const started = await drifted();
    const { world, host, id } = started;
    expect(await settled(started, id, 'adopt')).toEqual({
      kind: 'refused',
      message:
        'it cannot be adopted: alpha took another route by itself: 22.07 ms one way, limit 9.00 ms; repair it, or let the order be moved',
    });
    const subject = { kind: 'resource', id: 'alpha/lon-fra-slow' } as const;
    await host.enterReading({ subject, azNs: 4_000_000, zaNs: 4_000_000, provenance: 'measured', readAtMs: world.clock.now() });
    expect(await settled(started, id, 'adopt')).toMatchObject({ kind: 'done', text: 'adopted: what its carrier uses is booked' });
    expect(await stateOf(host)).toBe('active');
    expect(await resourcesOf(host)).toEqual(['alpha/lon-fra-slow', 'beta/fra-vie']);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });
});

describe('N11: a route drift that is gone before its carrier has refused to move it back', () => {
  test.each(['refused', 'unsupported'] as const)('stays closed, and is not asked for again and again (%s)', async (kind) => {
    const started = await startedWorld((world) => {
      addSlowCircuit(world);
      const linkTo = world.alpha.link.bind(world.alpha);
      world.alpha.link = () => {
        const link = linkTo();
        link.rerouteService = async () => {
          await sleep(world.clock, 8_000);
          return kind === 'refused' ? { kind, tag: 'busy', message: 'cannot now' } : { kind, reason: 'moves nothing' };
        };
        return link;
      };
    });
    const { world, host } = started;
    await host.pauseRecovery(null, ann);
    await host.submitOrder(orderRequest());
    await world.clock.run(1_000);
    const { uuid } = serviceAt(world.alpha);
    world.alpha.reroute(uuid, ['lon-fra-slow']);
    await world.clock.run(2_000);
    await reconciled(started, 'alpha');
    const { id } = await standing(host);
    const answer = host.settleDiscrepancy(id, 'repair', ann);
    await world.clock.run(1_000);
    world.alpha.reroute(uuid, ['lon-fra']);
    await world.clock.run(1_000);
    await reconciled(started, 'alpha');
    await world.clock.run(600_000);
    await answer;
    expect(await host.discrepancies()).toEqual([]);
    expect((await told(host)).filter((event) => event.endsWith('made-anew'))).toEqual([]);
    expect(await stateOf(host)).toBe('active');
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });
});

describe('N11: a latency drift', () => {
  /** Slower than it was totalled, and within the limit. */
  const slower = async (change?: (world: World) => void): Promise<StartedWorld & { readonly id: string }> => {
    const started = await withActiveOrder(change);
    const fibre = started.world.alpha.resources.get('lon-fra');
    if (fibre) fibre.latency = { azNs: 5_500_000, zaNs: 5_000_000 };
    await reconciled(started);
    const { id, kind, text, evidence } = await standing(started.host);
    expect([kind, text]).toEqual([
      'latency-drift',
      'order ORD-1 was totalled at 7.08 ms one way and takes 8.57 ms now, by lon-fra of alpha; limit 9.00 ms, margin 425.0 µs',
    ]);
    expect(evidence).toEqual({ kind: 'latency', totalledNs: 7_075_000, inForceNs: 8_575_000, limitNs: 9_000_000 });
    return Object.assign(started, { id });
  };

  test('is adopted: the order is totalled with what is in force', async () => {
    const started = await slower();
    const { host, id } = started;
    expect(await settled(started, id, 'adopt')).toMatchObject({
      kind: 'done',
      text: 'totalled anew at 8.57 ms one way, limit 9.00 ms',
    });
    expect((await host.dossier('ORD-1'))?.connections.find(({ state }) => state === 'active')?.route).toMatchObject({
      azNs: 8_575_000,
      zaNs: 8_075_000,
    });
    expect((await reconciled(started)).groups).toEqual([]);
  });

  test('is repaired by a move to what is better', async () => {
    const started = await slower((world) => {
      world.addParallelCircuit();
    });
    expect(await settled(started, started.id, 'repair')).toMatchObject({
      kind: 'done',
      text: 'repaired: the order runs as it was totalled',
    });
    expect(await resourcesOf(started.host)).toEqual(['alpha/lon-fra-2', 'beta/fra-vie']);
  });

  test('that nothing is better than stands, and the history says so', async () => {
    const started = await slower(({ alpha }) => {
      alpha.resources.delete('lon-par');
    });
    expect(await settled(started, started.id, 'repair')).toMatchObject({ kind: 'not-done' });
    expect((await started.host.history(100)).at(-2)).toMatchObject({
      event: 'move.refused',
      text: 'repaired by Ann: found at the audit: no route that is free is better than the one that it has',
    });
    expect(await standing(started.host)).toMatchObject({ id: started.id, state: 'open' });
  });

  test('of an order that is impaired is not repaired: it is restored first', async () => {
    const started = await slower(({ alpha }) => {
      alpha.resources.delete('lon-par');
    });
    const { world, host, id } = started;
    world.alpha.setResource('lon-fra', { condition: 'down' });
    await world.clock.run(1_000);
    expect(await settled(started, id, 'repair')).toMatchObject({
      kind: 'refused',
      message: 'order ORD-1 is impaired: nothing is moved for its latency before it is active; wait',
    });
    expect(await standing(host)).toMatchObject({ state: 'open' });
  });

  test('whose order is hit before it is moved stands open again, and nothing asks for the move any more', async () => {
    const started = await slower((world) => {
      world.addParallelCircuit();
      world.alpha.resources.delete('lon-par');
    });
    const { world, host, id } = started;
    // The move waits for the link; meanwhile the way is cut, and the other as well.
    world.beta.goDown();
    await world.clock.run(100);
    const answer = host.settleDiscrepancy(id, 'repair', ann);
    await world.clock.run(100);
    for (const name of ['lon-fra', 'lon-fra-2']) world.alpha.setResource(name, { condition: 'down' });
    await world.clock.run(10_000);
    expect(await answer).not.toMatchObject({ kind: 'done' });
    expect(await stateOf(host)).toBe('impaired');
    expect(await standing(host)).toMatchObject({
      state: 'open',
      outcome: 'order ORD-1 became impaired before it was moved: it is restored first',
    });
    world.beta.comeBack();
    world.alpha.setResource('lon-fra', { condition: 'up' });
    await world.clock.run(10_000);
    expect(await stateOf(host)).toBe('active');
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('is none where it is less than a microsecond', async () => {
    const started = await withActiveOrder();
    const fibre = started.world.alpha.resources.get('lon-fra');
    if (fibre) fibre.latency = { azNs: 4_000_999, zaNs: 4_000_000 };
    expect((await reconciled(started)).groups).toEqual([]);
  });
});

describe('N11: a state drift', () => {
  test('that says down is restored by the engine, and entered with what became of it', async () => {
    const started = await withActiveOrder();
    serviceAt(started.world.alpha).state = 'down';
    expect((await reconciled(started)).groups.map(({ text }) => text)).toEqual(['alpha says that its part of the connection is down']);
    await started.world.clock.run(5_000);
    expect(await stateOf(started.host)).toBe('active');
    expect(await latest(started.host)).toMatchObject([{ kind: 'state-drift', state: 'closed' }]);
    expect(await faultsBetween(started.host, started.world.carriers)).toEqual([]);
  });

  test('that has passed while its carrier was not heard leaves nothing behind: the order is active again', async () => {
    const started = await withActiveOrder();
    const { world, host } = started;
    await host.pauseRecovery(null, ann);
    const service = serviceAt(world.alpha);
    world.alpha.tellService({ ...service, state: 'down' });
    await world.clock.run(1_000);
    expect(await stateOf(host)).toBe('impaired');
    world.alpha.goDown();
    await world.clock.run(10);
    serviceAt(world.alpha).state = 'up';
    world.alpha.comeBack();
    await world.clock.run(1_000);
    expect(await stateOf(host)).toBe('active');
    expect((await host.impairments()).impairments.filter(({ clearedAtMs }) => clearedAtMs === null)).toEqual([]);
  });

  test('that says not established yet stands until it is', async () => {
    const started = await withActiveOrder();
    serviceAt(started.world.alpha).state = 'pending';
    await reconciled(started);
    expect(await standing(started.host)).toMatchObject({
      kind: 'state-drift',
      text: 'alpha says that its part of order ORD-1 is not established yet',
    });
    expect(await stateOf(started.host)).toBe('active');
    serviceAt(started.world.alpha).state = 'up';
    expect((await reconciled(started)).groups).toEqual([]);
  });
});

describe('N11: a capacity drift', () => {
  test('is told with its figures, accepted, and told again only when they are others', async () => {
    const started = await withActiveOrder();
    const { world, host } = started;
    const count = (free: number): void => {
      world.alpha.freeSlots = () => free;
    };
    count(12);
    await reconciled(started);
    const { id, text, evidence } = await standing(host);
    expect(text).toBe('alpha counts 12 of 16 slots of lon-fra as free, although it lists services of ours that take 8 there');
    expect(evidence).toEqual({ kind: 'capacity', slots: 16, availableSlots: 12, ourSlots: 8, foreignSlots: 0 });
    expect(await settled(started, id, 'adopt')).toMatchObject({ kind: 'done' });
    await reconciled(started);
    expect(await told(host)).toEqual(['carrier discrepancy.found', 'operator discrepancy.accepted']);
    count(13);
    await reconciled(started);
    expect(await standing(host)).toMatchObject({ id, state: 'open' });
  });

  test('is found where others have taken what is booked for ours', async () => {
    const started = await withActiveOrder();
    const fibre = started.world.alpha.resources.get('lon-fra');
    if (!fibre) throw new Error('no fibre');
    fibre.slots = 12;
    started.world.alpha.freeSlots = () => 0;
    serviceAt(started.world.alpha).slots = 4;
    await reconciled(started);
    expect((await standing(started.host)).text).toBe(
      'others take 8 of 12 slots of lon-fra at alpha, and 8 are booked for ours: 4 more than there are',
    );
  });
});

test('N11: services that come back by other UUIDs are taken over by the engine; no order is interrupted, nothing is made or deleted', async () => {
  const started = await startedWorld();
  const { world, host } = started;
  const ids = ['ONE', 'TWO', 'THREE'];
  for (const id of ids) await host.submitOrder(orderRequest({ id, signal: '1GE' }));
  await world.clock.run(2_000);
  const asked = world.carriers.flatMap((carrier) => [...carrier.asked]);
  const transitions = async () => (await Promise.all(ids.map((id) => host.dossier(id)))).map((dossier) => dossier?.transitions.length);
  const before = await transitions();
  world.alpha.goDown();
  await world.clock.run(10);
  world.alpha.renameServices();
  world.alpha.comeBack();
  await world.clock.run(10_000);
  expect(await transitions()).toEqual(before);
  expect(world.carriers.flatMap((carrier) => [...carrier.asked])).toEqual(asked);
  expect(ids.map((id) => isCarried(world.carriers, id))).toEqual([true, true, true]);
  expect((await host.history(100)).filter(({ event }) => event === 'discrepancy.found').map(({ text }) => text)).toEqual([
    expect.stringMatching(/^alpha: 3 services of ours that are being settled: again-id-\d+, again-id-\d+, again-id-\d+$/),
  ]);
  expect(new Set((await host.latestDiscrepancies(10)).map(({ state, asked: by }) => `${state} by ${by?.by ?? ''}`))).toEqual(
    new Set(['closed by the engine, by itself']),
  );
  expect((await reconciled(started)).groups).toEqual([]);
  expect(await faultsBetween(host, world.carriers)).toEqual([]);
});

test('N11: a service that came back by another UUID and cannot be taken over leaves its order with a missing part, which is restored', async () => {
  const started = await withActiveOrder();
  const { world, host } = started;
  world.alpha.goDown();
  await world.clock.run(10);
  world.alpha.renameServices();
  // It is gone before it is taken over, and nobody is told.
  let reads = 0;
  const { services } = world.alpha;
  const get = services.get.bind(services);
  services.get = (uuid) => {
    if (uuid.startsWith('again-') && ++reads === 2) services.delete(uuid);
    return get(uuid);
  };
  world.alpha.comeBack();
  await world.clock.run(10_000);
  expect(await stateOf(host)).toBe('active');
  expect(isCarried(world.carriers, 'ORD-1')).toBe(true);
  expect((await reconciled(started)).groups).toEqual([]);
  expect(await faultsBetween(host, world.carriers)).toEqual([]);
});

test('N11: a manager that comes back with other UUIDs for everything is one line per kind; nothing is deleted', async () => {
  const started = await startedWorld();
  const { world, host } = started;
  for (const id of ['ONE', 'TWO', 'THREE']) await host.submitOrder(orderRequest({ id, signal: '1GE' }));
  await world.clock.run(2_000);
  const asked = [...world.alpha.asked];
  world.alpha.goDown();
  world.alpha.renameServices();
  for (const things of [world.alpha.resources, world.alpha.nodes, world.alpha.ports]) {
    const renamed = [...things.values()].map((thing) => ({ ...thing, uuid: `new-${thing.uuid}` }));
    things.clear();
    for (const thing of renamed) (things as Map<string, { uuid: string }>).set(thing.uuid, thing);
  }
  world.alpha.comeBack();
  await world.clock.run(30_000);
  const { groups } = await reconciled(started);
  expect(groups.map(({ carrierId, kind, count }) => `${carrierId} ${kind} ${count}`)).toEqual(['alpha orphan 3', 'alpha missing 3']);
  expect(world.alpha.asked).toEqual(asked);
  expect(await Promise.all(['ONE', 'TWO', 'THREE'].map((id) => stateOf(host, id)))).toEqual(['impaired', 'impaired', 'impaired']);
});
