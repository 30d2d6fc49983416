import { describe, expect, test } from 'vitest';
import type { HoldOutSubject } from '../model/hold-out';
import type { Host } from './create-host';
import { faultsBetween } from './testing/faults-between';
import { resource } from './testing/simulated-carrier';
import { resourcesOf, startedWorld, stateOf, type StartedWorld } from './testing/started-world';
import { orderRequest } from './testing/world';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const lonFra: HoldOutSubject = { kind: 'resource', id: 'alpha/lon-fra' };
const lonPar: HoldOutSubject = { kind: 'resource', id: 'alpha/lon-par' };
const ann = { by: 'Ann', reason: 'splicing' };
const direct = ['alpha/lon-fra', 'beta/fra-vie'];
const viaParis = ['alpha/lon-par', 'beta/par-vie'];

/** An order on the direct way. */
async function served(change: Parameters<typeof orderRequest>[0] = {}): Promise<StartedWorld> {
  const started = await startedWorld();
  await started.host.submitOrder(orderRequest(change));
  await started.world.clock.run(2_000);
  expect(await resourcesOf(started.host)).toEqual(direct);
  return started;
}

async function plan({ world, host }: StartedWorld, inMinutes: number, minutes: number, subjects: readonly HoldOutSubject[] = [lonFra]) {
  const fromMs = world.clock.now() + inMinutes * minuteMs;
  const answer = await host.planWindow({ subjects, fromMs, toMs: fromMs + minutes * minuteMs, text: 'splicing' }, 'Bob');
  if (answer.kind === 'refused') throw new Error(answer.message);
  return answer.window;
}
const partsOf = async (host: Host) => (await host.windows()).map(({ state, orders }) => [state, ...orders.map((part) => part.state)]);
const textsOf = async (host: Host) => (await host.windows()).flatMap(({ orders }) => orders.map(({ text }) => text));
const movesOf = async (host: Host) => ((await host.dossier('ORD-1'))?.transitions ?? []).filter(({ to }) => to === 'moving').length;

describe('N12: a maintenance window moves an order', () => {
  test('away before it opens and back after it closes, onto the very route that it had; every step is recorded', async () => {
    const started = await served();
    const { world, host } = started;
    const former = (await host.dossier('ORD-1'))?.connections.find(({ state }) => state === 'active')?.route;
    await plan(started, 60, 30);
    await world.clock.run(46 * minuteMs);
    expect(await resourcesOf(host)).toEqual(viaParis);
    expect(await partsOf(host)).toEqual([['moving-away', 'away']]);
    await world.clock.run(20 * minuteMs);
    expect(await partsOf(host)).toEqual([['open', 'away']]);
    // The work begins: nobody is hit.
    world.alpha.setResource('lon-fra', { condition: 'down' });
    await world.clock.run(10 * minuteMs);
    expect(await stateOf(host)).toBe('active');
    expect((await host.impairments()).hits).toEqual([]);
    world.alpha.setResource('lon-fra', { condition: 'up' });
    await world.clock.run(20 * minuteMs);
    expect(await partsOf(host)).toEqual([['closed', 'back']]);
    const now = (await host.dossier('ORD-1'))?.connections.find(({ state }) => state === 'active')?.route;
    expect(now?.hops.map(({ id }) => id)).toEqual(former?.hops.map(({ id }) => id));
    expect((await host.history(1_000)).map(({ event }) => event).filter((event) => /^(window|move\.(done|refused))/.test(event))).toEqual([
      'window.planned',
      'window.moving-away',
      'window.order-moving-away',
      'move.done',
      'window.order-away',
      'window.open',
      'window.moving-back',
      'window.order-moving-back',
      'move.done',
      'window.order-back',
      'window.closed',
    ]);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('not away when it is frozen: it is told; unfrozen, it moves; frozen again, it stays where it is', async () => {
    const started = await served();
    const { world, host } = started;
    await host.freezeOrder('ORD-1', ann);
    await plan(started, 20, 30);
    await world.clock.run(6 * minuteMs);
    expect(await partsOf(host)).toEqual([['moving-away', 'held-back']]);
    expect(await textsOf(host)).toEqual([
      'not moved away: the order is frozen: nothing moves it automatically; unfreeze it, or move it by hand',
    ]);
    expect(await resourcesOf(host)).toEqual(direct);
    await host.unfreezeOrder('ORD-1', ann);
    await world.clock.run(minuteMs);
    expect(await resourcesOf(host)).toEqual(viaParis);
    await host.freezeOrder('ORD-1', ann);
    await world.clock.run(hourMs);
    expect(await partsOf(host)).toEqual([['closed', 'left']]);
    expect(await textsOf(host)).toEqual(['it stays where it is: it is frozen']);
    expect(await resourcesOf(host)).toEqual(viaParis);
  });

  test('not while recovery is paused on its way, and then when it resumes: away and back', async () => {
    const started = await served();
    const { world, host } = started;
    await host.pauseRecovery('beta', ann);
    await plan(started, 20, 30);
    await world.clock.run(6 * minuteMs);
    expect(await textsOf(host)).toEqual(['not moved away: automatic recovery is paused at beta: paused by Ann: splicing']);
    await host.resumeRecovery('beta', ann);
    await world.clock.run(minuteMs);
    expect(await resourcesOf(host)).toEqual(viaParis);
    await host.pauseRecovery(null, ann);
    await world.clock.run(hourMs);
    expect(await partsOf(host)).toEqual([['moving-back', 'away']]);
    await host.resumeRecovery(null, ann);
    await world.clock.run(minuteMs);
    expect(await partsOf(host)).toEqual([['closed', 'back']]);
    expect(await resourcesOf(host)).toEqual(direct);
  });

  test('not when it cannot be moved within its limit: it is told before, stays, and is impaired when the work begins, as any', async () => {
    const started = await served({ limit: { oneWayNs: 7_500_000, enteredAs: 'one-way' } });
    const { world, host } = started;
    await plan(started, 20, 30);
    await world.clock.run(6 * minuteMs);
    expect(await partsOf(host)).toEqual([['moving-away', 'stays']]);
    expect((await textsOf(host))[0]).toMatch(/best achievable 8\.0\d ms, limit 7\.50 ms/);
    expect(await stateOf(host)).toBe('active');
    await world.clock.run(20 * minuteMs);
    world.alpha.setResource('lon-fra', { condition: 'down' });
    await world.clock.run(minuteMs);
    expect(await stateOf(host)).toBe('impaired');
    world.alpha.setResource('lon-fra', { condition: 'up' });
    await world.clock.run(hourMs);
    expect(await stateOf(host)).toBe('active');
    expect(await partsOf(host)).toEqual([['closed', 'back']]);
  });

  test('back too when it could only leave once the work had begun: it was restored elsewhere', async () => {
    const started = await served();
    const { world, host } = started;
    world.alpha.setResource('lon-par', { condition: 'down' });
    await plan(started, 20, 30);
    await world.clock.run(6 * minuteMs);
    expect(await partsOf(host)).toEqual([['moving-away', 'stays']]);
    await world.clock.run(20 * minuteMs);
    world.alpha.setResource('lon-fra', { condition: 'down' });
    await world.clock.run(minuteMs);
    expect(await stateOf(host)).toBe('impaired');
    world.alpha.setResource('lon-par', { condition: 'up' });
    await world.clock.run(4 * minuteMs);
    expect(await resourcesOf(host)).toEqual(viaParis);
    expect(await partsOf(host)).toEqual([['open', 'away']]);
    world.alpha.setResource('lon-fra', { condition: 'up' });
    await world.clock.run(hourMs);
    expect(await resourcesOf(host)).toEqual(direct);
    expect(await partsOf(host)).toEqual([['closed', 'back']]);
  });

  test('away as soon as there is another way, where there was none at first', async () => {
    const started = await served();
    const { world, host } = started;
    world.alpha.setResource('lon-par', { condition: 'down' });
    await plan(started, 20, 30);
    await world.clock.run(6 * minuteMs);
    expect(await partsOf(host)).toEqual([['moving-away', 'stays']]);
    world.alpha.setResource('lon-par', { condition: 'up' });
    await world.clock.run(minuteMs);
    expect(await partsOf(host)).toEqual([['moving-away', 'away']]);
    expect(await resourcesOf(host)).toEqual(viaParis);
    await world.clock.run(60 * minuteMs);
    expect(await partsOf(host)).toEqual([['closed', 'back']]);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('not back when the route that it had is not whole: it stays, and is told why', async () => {
    const started = await served();
    const { world, host } = started;
    await plan(started, 20, 30);
    await world.clock.run(30 * minuteMs);
    world.alpha.setResource('lon-fra', { condition: 'down' });
    await world.clock.run(hourMs);
    expect(await partsOf(host)).toEqual([['closed', 'left']]);
    expect(await textsOf(host)).toEqual(['it stays where it is: on the route that it had, lon-fra is down']);
    expect(await resourcesOf(host)).toEqual(viaParis);
  });

  test('not back when it is locked out, or when the operator forced the order elsewhere meanwhile', async () => {
    const started = await startedWorld(({ alpha }) => {
      alpha.resources.set('lon-fra-2', resource('lon-fra-2', 'a1', 'a2', 4_100_000));
    });
    const { world, host } = started;
    await host.submitOrder(orderRequest());
    await host.submitOrder(orderRequest({ id: 'ORD-2' }));
    await world.clock.run(2_000);
    await plan(started, 20, 30);
    await world.clock.run(10 * minuteMs);
    expect(await partsOf(host)).toEqual([['moving-away', 'away', 'away']]);
    await host.lockOut({ kind: 'resource', id: 'alpha/lon-fra-2' }, ann);
    expect((await host.forceMove('ORD-1', null, ann)).kind).toBe('received');
    await world.clock.run(minuteMs);
    expect(await resourcesOf(host, 'ORD-1')).toEqual(viaParis);
    await host.lockOut(lonFra, ann);
    await world.clock.run(hourMs);
    expect(await partsOf(host)).toEqual([['closed', 'left', 'left']]);
    expect(await textsOf(host)).toEqual([
      'forced by Ann: splicing',
      'it stays where it is: on the route that it had, resource alpha/lon-fra is kept from new routes: locked out by Ann: splicing',
    ]);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('back at once when it is called off while open', async () => {
    const started = await served();
    const { world, host } = started;
    const { id } = await plan(started, 20, 300);
    await world.clock.run(30 * minuteMs);
    expect(await resourcesOf(host)).toEqual(viaParis);
    await host.cancelWindow(id, ann);
    await world.clock.run(minuteMs);
    expect(await resourcesOf(host)).toEqual(direct);
    expect(await partsOf(host)).toEqual([['cancelled', 'back']]);
  });

  test('back only after the later of two that overlap on the same thing', async () => {
    const started = await served();
    const { world, host } = started;
    await plan(started, 20, 60);
    await plan(started, 50, 90);
    await world.clock.run(85 * minuteMs);
    expect(await partsOf(host)).toEqual([
      ['closed', 'left'],
      ['open', 'away'],
    ]);
    expect(await resourcesOf(host)).toEqual(viaParis);
    await world.clock.run(60 * minuteMs);
    expect(await resourcesOf(host)).toEqual(direct);
    expect((await partsOf(host))[1]).toEqual(['closed', 'back']);
    expect(await movesOf(host)).toBe(2);
  });

  test('back to where it was before the first of two that drove it on', async () => {
    const started = await startedWorld(({ alpha, beta }) => {
      alpha.resources.set('lon-fra-2', resource('lon-fra-2', 'a1', 'a2', 4_500_000));
      beta.resources.set('par-vie', resource('par-vie', 'b3', 'b2', 6_000_000));
    });
    const { world, host } = started;
    await host.submitOrder(orderRequest());
    await world.clock.run(2_000);
    await plan(started, 20, 60);
    await plan(started, 50, 90, [{ kind: 'resource', id: 'alpha/lon-fra-2' }]);
    await world.clock.run(30 * minuteMs);
    expect(await resourcesOf(host)).toEqual(['alpha/lon-fra-2', 'beta/fra-vie']);
    await world.clock.run(20 * minuteMs);
    expect(await resourcesOf(host)).toEqual(viaParis);
    await world.clock.run(40 * minuteMs);
    expect(await resourcesOf(host)).toEqual(direct);
    await world.clock.run(hourMs);
    expect(await resourcesOf(host)).toEqual(direct);
    expect((await partsOf(host)).map(([state]) => state)).toEqual(['closed', 'closed']);
    expect(await movesOf(host)).toBe(3);
  });

  test('once and right through a restart in its lead, one in its middle and one after its end', async () => {
    const started = await served();
    const { world } = started;
    await plan(started, 20, 60);
    await world.clock.run(5 * minuteMs);
    await started.restart();
    await world.clock.run(minuteMs);
    expect(await resourcesOf(started.host)).toEqual(viaParis);
    await world.clock.run(20 * minuteMs);
    await started.restart();
    expect(await partsOf(started.host)).toEqual([['open', 'away']]);
    await started.restart(() => world.clock.run(2 * hourMs));
    await world.clock.run(minuteMs);
    expect(await resourcesOf(started.host)).toEqual(direct);
    expect(await partsOf(started.host)).toEqual([['closed', 'back']]);
    expect(await movesOf(started.host)).toBe(2);
    expect(await faultsBetween(started.host, world.carriers)).toEqual([]);
  });

  test('back when the clock jumps over its end, and not away when it jumps over the whole', async () => {
    const started = await served();
    const { world, host } = started;
    await plan(started, 20, 60);
    await world.clock.run(10 * minuteMs);
    expect(await resourcesOf(host)).toEqual(viaParis);
    world.clock.jump(24 * hourMs);
    await world.clock.run(2 * minuteMs);
    expect(await resourcesOf(host)).toEqual(direct);
    await plan(started, 60, 60);
    world.clock.jump(24 * hourMs);
    await world.clock.run(2 * minuteMs);
    expect(await partsOf(host)).toEqual([['closed', 'back'], ['closed']]);
    expect(await movesOf(host)).toBe(2);
  });

  test('that becomes active on its subject while orders are moved away, too', async () => {
    const started = await startedWorld();
    const { world, host } = started;
    world.beta.behaviour.provisionMs = 10_000;
    await plan(started, 16, 30);
    await world.clock.run(minuteMs - 5_000);
    await host.submitOrder(orderRequest());
    await world.clock.run(10_000);
    expect([await stateOf(host), (await partsOf(host))[0]]).toEqual(['provisioning', ['moving-away']]);
    await world.clock.run(minuteMs);
    expect(await resourcesOf(host)).toEqual(viaParis);
    expect(await partsOf(host)).toEqual([['moving-away', 'away']]);
  });

  test('that ends while it is away is nobody’s to move back', async () => {
    const started = await served();
    const { world, host } = started;
    await plan(started, 20, 30);
    await world.clock.run(20 * minuteMs);
    await host.cancelOrder('ORD-1');
    await world.clock.run(hourMs);
    expect(await partsOf(host)).toEqual([['closed', 'left']]);
    expect(await textsOf(host)).toEqual(['the order has ended']);
  });

  test('away in its turn when many are: what there is room for', async () => {
    const started = await startedWorld(({ alpha }) => {
      alpha.resources.set('lon-par', resource('lon-par', 'a1', 'a3', 2_000_000, 8));
    });
    const { world, host } = started;
    for (const id of ['ORD-1', 'ORD-2']) await host.submitOrder(orderRequest({ id }));
    await world.clock.run(2_000);
    const preview = await host.previewWindow([lonFra]);
    expect(preview.kind === 'previewed' && preview.orders.map(({ route, how }) => [route !== null, how !== null])).toEqual([
      [true, true],
      [false, false],
    ]);
    await plan(started, 20, 30);
    await world.clock.run(10 * minuteMs);
    expect((await partsOf(host))[0]?.slice(1).sort()).toEqual(['away', 'stays']);
    await world.clock.run(hourMs);
    expect((await partsOf(host))[0]).toEqual(['closed', 'back', 'back']);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('only from what it works on: another one is left alone', async () => {
    const started = await served();
    const { world, host } = started;
    await plan(started, 20, 30, [lonPar]);
    await world.clock.run(2 * hourMs);
    expect(await partsOf(host)).toEqual([['closed']]);
    expect(await movesOf(host)).toBe(0);
  });
});
