import { describe, expect, test } from 'vitest';
import { handOverText } from '../interventions/hand-over-text';
import type { Route } from '../model/route';
import { faultsBetween } from './testing/faults-between';
import { resource } from './testing/simulated-carrier';
import { resourcesOf, startedWorld, stateOf, type StartedWorld } from './testing/started-world';
import { orderRequest } from './testing/world';

const ann = { by: 'Ann', reason: 'the customer asks' };
const refusedWith = (words: RegExp) => ({ kind: 'refused', message: expect.stringMatching(words) as string });
const direct = ['alpha/lon-fra', 'beta/fra-vie'];
const viaParis = ['alpha/lon-par', 'beta/par-vie'];

/** ORD-1 on the direct way, and another one of its routes: as it runs while that is locked out. */
async function served(
  change: Parameters<typeof orderRequest>[0] = {},
): Promise<StartedWorld & { readonly other: Route; readonly direct: Route }> {
  const started = await startedWorld(({ alpha }) => {
    alpha.resources.set('lon-fra-2', resource('lon-fra-2', 'a1', 'a2', 4_100_000));
  });
  const { world, host } = started;
  await host.submitOrder(orderRequest(change));
  await world.clock.run(2_000);
  const routeNow = async (): Promise<Route> => {
    const route = (await host.dossier('ORD-1'))?.connections.find(({ state }) => state === 'active')?.route;
    if (!route) throw new Error('ORD-1 is not in service');
    return route;
  };
  const first = await routeNow();
  await host.lockOut({ kind: 'site', id: 'FRA' }, ann);
  await host.forceMove('ORD-1', null, ann);
  await world.clock.run(2_000);
  const other = await routeNow();
  await host.releaseLockOut({ kind: 'site', id: 'FRA' }, ann);
  await host.forceMove('ORD-1', { kind: 'route', route: first }, ann);
  await world.clock.run(2_000);
  expect(await resourcesOf(host)).toEqual(direct);
  return Object.assign(started, { other, direct: first });
}

const storeAlternative = async (started: StartedWorld, route: Route, fault = '') =>
  started.store.transaction(({ alternatives }) =>
    alternatives.replace('ORD-1', [
      {
        ...{ id: 'ALT-1', orderId: 'ORD-1', rank: 1, route, foundBy: 'before', foundAtMs: 1 },
        ...{ shared: { edges: 0, nodes: 0, risks: 0 }, checkedAtMs: 1, fault },
      },
    ]),
  );

describe('N12: a forced move', () => {
  test('onto a route of the order says beforehand what is kept, made and broken, and does it, frozen or not', async () => {
    const { world, host, other } = await served();
    await host.freezeOrder('ORD-1', ann);
    const answer = await host.forceMove('ORD-1', { kind: 'route', route: other }, ann);
    expect(answer).toMatchObject({ kind: 'received', plan: { route: other } });
    expect(answer.kind === 'received' && answer.text).toMatch(/created|in place|kept/);
    expect(await resourcesOf(host)).toEqual(direct);
    await world.clock.run(2_000);
    expect(await resourcesOf(host)).toEqual(viaParis);
    const told = (await host.history(100))
      .filter(({ subject }) => subject === 'ORD-1')
      .map(({ event, actor, text }) => [event, actor, text]);
    expect(told).toContainEqual(['order.move-requested', 'operator', 'forced by Ann: the customer asks']);
    expect(told.at(-1)).toEqual(['move.done', 'operator', expect.stringMatching(/^forced by Ann: the customer asks: 8\.0\d ms one way/)]);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('onto a stored alternative takes that one', async () => {
    const started = await served();
    await storeAlternative(started, started.other);
    expect((await started.host.forceMove('ORD-1', { kind: 'alternative', id: 'ALT-1' }, ann)).kind).toBe('received');
    await started.world.clock.run(2_000);
    expect(await resourcesOf(started.host)).toEqual(viaParis);
  });

  test('onto an alternative that it does not have, or that holds no longer, is refused', async () => {
    const started = await served();
    const force = (id: string) => started.host.forceMove('ORD-1', { kind: 'alternative', id }, ann);
    expect(await force('ALT-1')).toEqual(refusedWith(/has no alternative ALT-1; none is stored for it/));
    await storeAlternative(started, started.other, 'lon-par is full');
    expect(await force('ALT-2')).toEqual(refusedWith(/has no alternative ALT-2; stored are ALT-1 \(1\)/));
    expect(await force('ALT-1')).toEqual(refusedWith(/ALT-1 of order ORD-1 holds no longer: lon-par is full/));
  });

  test('onto a route that is not the order’s, that it has already, or that is broken or locked out is refused', async () => {
    const { world, host, other, direct: own } = await served();
    const force = (route: Route) => host.forceMove('ORD-1', { kind: 'route', route }, ann);
    expect(await force(own)).toEqual(refusedWith(/runs on that route already/));
    expect(await force({ ...other, zPortId: 'gamma/g2-c4' })).toEqual(
      refusedWith(/Z end is port g2-c4, but order ORD-1 is plugged in at g2-c1/),
    );
    expect(await force({ ...other, hops: other.hops.slice(2) })).toEqual(refusedWith(/does not lead from one end/));
    expect(await force({ ...other, hops: [] })).toEqual(refusedWith(/does not lead from one end/));
    await host.lockOut({ kind: 'node', id: 'beta/b3' }, ann);
    expect(await force(other)).toEqual(
      refusedWith(/on the route is kept from new routes, locked out by Ann.*release it or choose another/),
    );
    await host.releaseLockOut({ kind: 'node', id: 'beta/b3' }, ann);
    world.alpha.setResource('lon-par', { condition: 'down' });
    await world.clock.run(1_000);
    expect(await force(other)).toEqual(refusedWith(/lon-par on the route is down.*choose another/));
    expect(await resourcesOf(host)).toEqual(direct);
  });

  test('of an order that is unknown, not in service or ended, or by nobody, is refused', async () => {
    const { world, host } = await served();
    expect(await host.forceMove('NONE', null, ann)).toEqual(refusedWith(/^order NONE is not known/));
    expect(await host.forceMove('ORD-1', null, { by: '', reason: 'x' })).toEqual(refusedWith(/name the operator/));
    await host.submitOrder(orderRequest({ id: 'LATER', startMs: world.clock.now() + 1_000_000 }));
    await world.clock.run(1_000);
    expect(await host.forceMove('LATER', null, ann)).toEqual(refusedWith(/LATER is planned; only an order that is active or impaired/));
    await host.cancelOrder('ORD-1');
    await world.clock.run(2_000);
    expect(await host.forceMove('ORD-1', null, ann)).toEqual(refusedWith(/ORD-1 is released/));
  });

  test('onto a route that turns out too slow leaves the order where it is, with words', async () => {
    const { world, host, other } = await served({ limit: { oneWayNs: 8_200_000, enteredAs: 'one-way' } });
    world.beta.setResource('par-vie', { latency: { azNs: 7_000_000, zaNs: 7_000_000 } });
    await world.clock.run(1_000);
    await host.forceMove('ORD-1', { kind: 'route', route: other }, ann);
    await world.clock.run(2_000);
    expect([await stateOf(host), await resourcesOf(host)]).toEqual(['active', direct]);
    expect((await host.history(5)).find(({ event }) => event === 'move.refused')).toMatchObject({
      text: expect.stringMatching(/^forced by Ann.*9\.0\d ms one way, 8\d\d\.\d µs over the limit$/) as string,
    });
  });

  test('waits for a link on the way that is down, stands in the hand-over report meanwhile, and is done when it is up', async () => {
    const { world, host, other } = await served();
    world.beta.goDown();
    await world.clock.run(1_000);
    await host.forceMove('ORD-1', { kind: 'route', route: other }, ann);
    await world.clock.run(10_000);
    expect([await stateOf(host), await resourcesOf(host)]).toEqual(['active', direct]);
    const report = await host.handOver(0, world.clock.now());
    expect(report.kind === 'drawn-up' && handOverText(report.handOver)).toMatch(
      /\nMoves not carried out yet: 1\n {2}ORD-1: forced by Ann: the customer asks \(since /,
    );
    world.beta.comeBack();
    await world.clock.run(2_000);
    expect(await resourcesOf(host)).toEqual(viaParis);
  });

  test('lets an impaired order be restored onto the route that was chosen', async () => {
    const started = await served();
    const { world, host, other } = started;
    await host.lockOut({ kind: 'resource', id: 'alpha/lon-par' }, ann);
    await host.lockOut({ kind: 'resource', id: 'alpha/lon-fra-2' }, ann);
    world.alpha.setResource('lon-fra', { condition: 'down' });
    await world.clock.run(2_000);
    expect(await stateOf(host)).toBe('impaired');
    await host.pauseRecovery(null, ann);
    await host.releaseLockOut({ kind: 'resource', id: 'alpha/lon-par' }, ann);
    await host.forceMove('ORD-1', { kind: 'route', route: other }, ann);
    await world.clock.run(2_000);
    expect([await stateOf(host), await resourcesOf(host)]).toEqual(['active', viaParis]);
    // It was down until it was moved.
    const done = (await host.history(100)).filter(({ event }) => event === 'move.done').at(-1);
    expect(done?.text).toMatch(/one way/);
    expect(done?.text).not.toContain('not interrupted');
  });

  test('back by hand goes to the home route; without one, on it already, or frozen it is refused', async () => {
    const started = await served();
    const { world, host, other, direct: own } = started;
    expect(await host.revertOrder('ORD-1', ann)).toEqual(
      refusedWith(/has no home route; force it onto a route instead|runs on that route already/),
    );
    await started.store.transaction((tx) => tx.orders.setHomeRoute('ORD-1', own));
    expect(await host.revertOrder('ORD-1', ann)).toEqual(refusedWith(/runs on that route already/));
    await host.forceMove('ORD-1', { kind: 'route', route: other }, ann);
    await world.clock.run(2_000);
    await host.freezeOrder('ORD-1', ann);
    expect(await host.revertOrder('ORD-1', ann)).toEqual(refusedWith(/is frozen; unfreeze it first, or force it/));
    await host.unfreezeOrder('ORD-1', ann);
    expect((await host.revertOrder('ORD-1', ann)).kind).toBe('received');
    await world.clock.run(2_000);
    expect(await resourcesOf(host)).toEqual(direct);
  });

  test('asked for before a crash is done after it, once', async () => {
    const started = await served();
    const { world } = started;
    await started.host.forceMove('ORD-1', { kind: 'route', route: started.other }, ann);
    await started.restart();
    await world.clock.run(2_000);
    expect(await resourcesOf(started.host)).toEqual(viaParis);
    expect((await started.host.history(200)).filter(({ event }) => event === 'move.done')).toHaveLength(3);
    expect(await faultsBetween(started.host, world.carriers)).toEqual([]);
  });
});

test('N12: at whatever moment something is locked out, an order that is not told to run over it does not', async () => {
  for (let turns = 0; turns < 120; turns += 3) {
    const { world, host } = await startedWorld();
    await host.submitOrder(orderRequest());
    // Between the choice of the route and its booking lie but a few turns.
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    const answer = await host.lockOut({ kind: 'resource', id: 'alpha/lon-fra' }, ann);
    const isTold = answer.kind === 'received' && answer.runningOver.length > 0;
    await world.clock.run(2_000);
    expect([turns, await resourcesOf(host)]).toEqual([turns, isTold ? direct : viaParis]);
  }
});
