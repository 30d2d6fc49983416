import { expect, test } from 'vitest';
import type { Route } from '../model/route';
import type { OrderRequest } from '../model/order';
import type { Host } from './create-host';
import { faultsBetween } from './testing/faults-between';
import { causeOf, resourcesOf, startedWorld, stateOf, type StartedWorld } from './testing/started-world';
import { orderRequest } from './testing/world';

/**
 * gamma and epsilon both access the virtual network that alpha and beta dedicate, at the same two sites. Each has a circuit of its own, which holds one
 * order; joined as they are through London and Vienna, each could physically be reached from the other's ends.
 */
async function twoAccess(): Promise<StartedWorld> {
  return startedWorld((world) => {
    world.addEpsilon();
  });
}

const gammas = (id: string, change: Partial<OrderRequest> = {}) => orderRequest({ id, ...change });
const epsilons = (id: string, change: Partial<OrderRequest> = {}) =>
  orderRequest({
    ...{ id, customer: 'Orrin Labs', accessingCarrierId: 'epsilon' },
    ...{ a: { kind: 'node', id: 'epsilon/e1' }, z: { kind: 'node', id: 'epsilon/e2' } },
    ...change,
  });

const direct = ['alpha/lon-fra', 'beta/fra-vie'];
const ann = { by: 'Ann', reason: 'trying' };

async function submit({ world, host }: StartedWorld, ...requests: readonly OrderRequest[]): Promise<void> {
  for (const request of requests) {
    expect(await host.submitOrder(request)).toEqual({ kind: 'received' });
    await world.clock.run(1_000);
  }
}

async function routeOf(host: Host, id: string): Promise<Route> {
  const route = (await host.dossier(id))?.connections.find(({ state }) => state === 'active')?.route;
  if (!route) throw new Error(`${id} is not in service`);
  return route;
}

/** Everything that is offered to an order as a way to take: what it has, was chosen, was told beside it, is stored, or could be moved to. */
async function offered(host: Host, id: string): Promise<readonly string[]> {
  const dossier = await host.dossier(id);
  if (!dossier) return [];
  const chosen = dossier.decisions.flatMap(({ candidates }) =>
    candidates.filter(({ isChosen, reasons }) => isChosen || reasons.every(({ kind }) => kind === 'not-best')),
  );
  const ways = [...dossier.connections.map(({ route }) => route), ...chosen, ...dossier.alternatives.map(({ route }) => route)];
  return [...ways, ...((await host.otherRoutes(id, 20)) ?? [])].flatMap(({ hops }) => hops.map((hop) => hop.id));
}

test('N10: two accessing carriers use one virtual network: each its own free resources first, and what is dedicated together', async () => {
  const started = await twoAccess();
  const { host, world } = started;
  await submit(started, gammas('G-1'), epsilons('E-1'), gammas('G-2'), epsilons('E-2'));
  expect(await Promise.all(['G-1', 'E-1', 'G-2', 'E-2'].map((id) => resourcesOf(host, id)))).toEqual([
    ['gamma/own'],
    ['epsilon/own'],
    direct,
    direct,
  ]);
  // The dedicated circuits hold two such orders, whosever they are: the next of either goes another way.
  await submit(started, epsilons('E-3'));
  expect(await resourcesOf(host, 'E-3')).toEqual(['alpha/lon-par', 'beta/par-vie']);
  const { slots } = await host.bookings();
  expect(slots.filter(({ resourceId }) => resourceId === 'alpha/lon-fra').map((booking) => booking.slots)).toEqual([8, 8]);
  expect(await faultsBetween(host, world.carriers)).toEqual([]);
});

test('N10: what is left free of the other’s own is taken by nobody else, though it is faster and could be reached', async () => {
  const started = await twoAccess();
  const { host, world } = started;
  // epsilon's own stays free; from gamma's ends it would take 6.1 ms, the dedicated way takes 7.1 ms.
  await submit(started, gammas('G-1', { recovery: 'before' }), gammas('G-2', { recovery: 'together' }));
  expect([await resourcesOf(host, 'G-1'), await resourcesOf(host, 'G-2')]).toEqual([['gamma/own'], direct]);
  world.gamma.setResource('own', { condition: 'down' });
  world.alpha.setResource('lon-fra', { condition: 'down' });
  await world.clock.run(3_000);
  const viaParis = ['alpha/lon-par', 'beta/par-vie'];
  expect([await resourcesOf(host, 'G-1'), await resourcesOf(host, 'G-2')]).toEqual([viaParis, viaParis]);
  for (const id of ['G-1', 'G-2']) expect((await offered(host, id)).filter((part) => part.startsWith('epsilon/'))).toEqual([]);
  // Nobody has anything of epsilon: no port, no slot, and it was asked for nothing.
  const { ports, slots } = await host.bookings();
  expect(
    [...ports.map(({ portId }) => portId), ...slots.map(({ resourceId }) => resourceId)].filter((id) => id.startsWith('epsilon/')),
  ).toEqual([]);
  expect(world.carriers.find(({ id }) => id === 'epsilon')?.asked).toEqual([]);
  expect(await faultsBetween(host, world.carriers)).toEqual([]);
});

test('N10: an order that only the other’s own resources could serve is refused, not served over them', async () => {
  const started = await twoAccess();
  const { host } = started;
  const tight = { oneWayNs: 6_300_000, enteredAs: 'one-way' } as const;
  await submit(started, gammas('G-1', { limit: tight }), epsilons('E-1', { limit: tight }));
  expect(await stateOf(host, 'G-1')).toBe('rejected');
  expect(await causeOf(host, 'G-1')).toMatch(/^best achievable 6\.52 ms, limit 6\.30 ms/);
  expect(await resourcesOf(host, 'E-1')).toEqual(['epsilon/own']);
});

test('N10: an order begins and ends at its own carrier, or at one that dedicates: not at the other’s', async () => {
  const started = await twoAccess();
  const { host } = started;
  await submit(
    started,
    gammas('G-1', { z: { kind: 'node', id: 'epsilon/e2' } }),
    gammas('G-2', { z: { kind: 'port', id: 'epsilon/e2-c1' } }),
  );
  for (const id of ['G-1', 'G-2']) {
    expect(await stateOf(host, id)).toBe('rejected');
    expect(await causeOf(host, id)).toMatch(/belong to carriers that neither dedicate nor are the order's own/);
  }
  // A site has ports of both: those of its own are taken.
  await submit(started, gammas('G-3', { a: { kind: 'site', id: 'LON' }, z: { kind: 'site', id: 'VIE' } }));
  const { aPortId, zPortId } = await routeOf(host, 'G-3');
  expect([aPortId, zPortId]).toEqual([expect.stringMatching(/^gamma\//), expect.stringMatching(/^gamma\//)]);
});

/** From gamma's node to gamma's node, by epsilon's own circuit: nothing but whose it is stands against it. */
function throughEpsilon({ network: { view } }: Host, own: Route): Route {
  const between = (one: string, other: string): Route['hops'][number] => {
    const found = [...view.interconnects.values()].find(({ aPortId, zPortId }) => {
      const ends = [aPortId, zPortId].map((id) => view.ports.get(id)?.nodeId);
      return ends.includes(one) && ends.includes(other) && ![aPortId, zPortId].some((id) => view.portOwners.has(id));
    });
    if (!found) throw new Error(`nothing joins ${one} and ${other}`);
    return { kind: 'interconnect', id: found.id, azNs: 5_000, zaNs: 5_000 };
  };
  const nodes = ['gamma/g1', 'alpha/a1', 'epsilon/e1', 'epsilon/e2', 'beta/b2', 'gamma/g2'];
  const hops = nodes.flatMap((id, index): Route['hops'] => {
    const node = { kind: 'node', id, azNs: 10_000, zaNs: 10_000 } as const;
    const before = nodes[index - 1];
    if (before === undefined) return [node];
    const isOwn = before === 'epsilon/e1' && id === 'epsilon/e2';
    return [isOwn ? { kind: 'resource', id: 'epsilon/own', azNs: 6_000_000, zaNs: 6_000_000 } : between(before, id), node];
  });
  return { ...own, hops, azNs: 6_080_000, zaNs: 6_080_000 };
}

test('N10: even the operator’s hand moves no order onto the other’s own', async () => {
  const started = await twoAccess();
  const { world, host } = started;
  await submit(started, gammas('G-1'));
  const route = throughEpsilon(host, await routeOf(host, 'G-1'));
  await host.forceMove('G-1', { kind: 'route', route }, ann);
  await world.clock.run(2_000);
  const refused = (await host.history(1_000)).filter(({ event }) => event === 'move.refused').map(({ text }) => text);
  expect(refused).toEqual([expect.stringMatching(/e1 is epsilon's own and not dedicated to the virtual network/)]);
  expect(await resourcesOf(host, 'G-1')).toEqual(['gamma/own']);
  expect(await stateOf(host, 'G-1')).toBe('active');
  expect(await faultsBetween(host, world.carriers)).toEqual([]);
});

test('N10: what hits one carrier’s own hits its orders alone; what is dedicated hits both, the more urgent is restored first', async () => {
  const started = await twoAccess();
  const { world, host } = started;
  await submit(started, gammas('G-1'), epsilons('E-1'), gammas('G-2', { priority: 7 }), epsilons('E-2', { priority: 2 }));
  world.gamma.setResource('own', { condition: 'down' });
  await world.clock.run(50);
  expect(await Promise.all(['G-1', 'E-1', 'G-2', 'E-2'].map((id) => stateOf(host, id)))).toEqual([
    'impaired',
    'active',
    'active',
    'active',
  ]);
  await world.clock.run(2_000);
  // One place by Paris is left, for the more urgent of the two.
  world.alpha.setResource('lon-fra', { condition: 'down' });
  await world.clock.run(2_000);
  expect(await resourcesOf(host, 'E-2')).toEqual(['alpha/lon-par', 'beta/par-vie']);
  expect(await stateOf(host, 'G-2')).toBe('impaired');
  expect((await offered(host, 'G-2')).filter((part) => part.startsWith('epsilon/'))).toEqual([]);
  // When epsilon's own is free again that helps only epsilon.
  await host.cancelOrder('E-1');
  await world.clock.run(2_000);
  expect(await stateOf(host, 'G-2')).toBe('impaired');
  expect(await faultsBetween(host, world.carriers)).toEqual([]);
});

test('N10: each accessing carrier’s orders are told apart in the compliance report', async () => {
  const started = await twoAccess();
  const { world, host } = started;
  const fromMs = world.clock.now();
  await submit(started, gammas('G-1'), epsilons('E-1'));
  const answer = await host.complianceReport({ fromMs, toMs: null });
  expect(answer).toMatchObject({
    report: {
      orders: [
        { accessingCarrierId: 'gamma', customer: 'Quay Bank' },
        { accessingCarrierId: 'epsilon', customer: 'Orrin Labs' },
      ],
    },
  });
});
