import { describe, expect, test } from 'vitest';
import type { Objective, OrderRequest } from '../model/order';
import type { Route } from '../model/route';
import type { Signal } from '../model/signal';
import type { Supposition, WhatIf } from '../recovery/what-if';
import { seededRandom } from '../routing/testing/seeded-random';
import type { Host } from './create-host';
import { orderRequest, World } from './testing/world';

const started = async (requests: readonly Partial<OrderRequest>[]) => {
  const world = new World();
  // One after another, as it is supposed.
  const engine = await world.start(undefined, { concurrentOrders: 1 });
  for (const request of requests) {
    await engine.host.submitOrder(orderRequest(request));
    await world.clock.run(2_000);
  }
  return { world, ...engine };
};

const suppose = async ({ host }: { host: Host }, ...suppositions: readonly Supposition[]) => {
  const outcome = await host.whatIf(suppositions);
  if (outcome.kind === 'refused') throw new Error(outcome.message);
  return outcome;
};

const resourcesOf = (hit: WhatIf['hits'][number] | undefined): readonly string[] =>
  (hit?.route?.hops ?? []).filter(({ kind }) => kind === 'resource').map(({ id }) => id);

/** Without the interconnects: which of several equal ones is taken depends on what the graph saw before. */
const wayOf = (route: Route | null | undefined): readonly string[] =>
  (route?.hops ?? []).filter(({ kind }) => kind !== 'interconnect').map(({ id }) => id);

describe('supposing a failure', () => {
  test('tells who is hit, what by, and where to it would be moved with which margin', async () => {
    const engine = await started([{}]);
    const { hits, unhit } = await suppose(engine, { kind: 'fails', subject: { kind: 'resource', id: 'alpha/lon-fra' } });
    expect(unhit).toBe(0);
    expect(hits.map(({ order, findings }) => [order.id, findings.map(({ text }) => text)])).toEqual([
      ['ORD-1', ['lon-fra is down: in this rehearsal']],
    ]);
    expect(resourcesOf(hits[0])).toEqual(['alpha/lon-par', 'beta/par-vie']);
    expect(hits[0]?.marginNs).toBe(9_000_000 - Math.max(hits[0]?.route?.azNs ?? 0, hits[0]?.route?.zaNs ?? 0));
  });

  test('N9: takes what is stored for an order first, as in earnest', async () => {
    const engine = await started([{ recovery: 'before' }]);
    const { world, host } = engine;
    const [stored] = (await host.dossier('ORD-1'))?.alternatives ?? [];
    // Something better has come since, beside what is stored.
    world.addParallelCircuit();
    world.alpha.goDown();
    await world.clock.run(100);
    world.alpha.comeBack();
    await world.clock.run(5_000);
    const { hits } = await suppose(engine, { kind: 'fails', subject: { kind: 'resource', id: 'alpha/lon-fra' } });
    expect(wayOf(hits[0]?.route)).toEqual(wayOf(stored?.route));
    expect(hits[0]?.decision.summary).toMatch(/^alternative 1 of \d, found before, still holds/);
    world.alpha.setResource('lon-fra', { condition: 'down' });
    await world.clock.run(5_000);
    expect(wayOf((await host.dossier('ORD-1'))?.connections.find(({ state }) => state === 'active')?.route)).toEqual(wayOf(stored?.route));
  });

  test('N12: restores no order that is frozen, or whose recovery is paused, and says so', async () => {
    const engine = await started([{}, { id: 'ORD-2' }]);
    await engine.host.freezeOrder('ORD-2', { by: 'Ann', reason: 'audit' });
    const cut: Supposition = { kind: 'fails', subject: { kind: 'resource', id: 'alpha/lon-fra' } };
    const told = async () =>
      (await suppose(engine, cut)).hits.map(({ order, route, decision }) => [order.id, route !== null, decision.summary]);
    expect(await told()).toEqual([
      ['ORD-1', true, expect.stringMatching(/one way/)],
      ['ORD-2', false, expect.stringMatching(/^the order is frozen/)],
    ]);
    await engine.host.pauseRecovery(null, { by: 'Ann', reason: 'storm' });
    expect((await told())[0]).toEqual(['ORD-1', false, expect.stringMatching(/^automatic recovery is paused everywhere/)]);
  });

  test('leaves the network and what is booked as they are', async () => {
    const engine = await started([{}]);
    const before = JSON.stringify([[...engine.host.network.view.resources.values()], await engine.host.bookings()]);
    const edges = [...engine.host.network.graph.graph.freeSlots];
    await suppose(engine, { kind: 'fails', subject: { kind: 'carrier', id: 'alpha' } });
    expect(JSON.stringify([[...engine.host.network.view.resources.values()], await engine.host.bookings()])).toBe(before);
    expect([...engine.host.network.graph.graph.freeSlots]).toEqual(edges);
  });

  test('explains who could not be restored', async () => {
    const engine = await started([{ limit: { oneWayNs: 8_000_000, enteredAs: 'one-way' } }]);
    const { hits } = await suppose(engine, { kind: 'fails', subject: { kind: 'site', id: 'FRA' } });
    expect(hits[0]?.route).toBeNull();
    expect(hits[0]?.decision).toMatchObject({
      outcome: 'no-route',
      summary: expect.stringMatching(/^best achievable 8\.\d\d ms, limit 8\.00 ms$/) as string,
    });
  });

  test('what hinders every way, the alternatives found before among them, is told once', async () => {
    const engine = await started([{ recovery: 'before' }]);
    const { alternatives = [], connections = [] } = (await engine.host.dossier('ORD-1')) ?? {};
    expect(alternatives).toHaveLength(2);
    const { hits } = await suppose(engine, { kind: 'fails', subject: { kind: 'port', id: connections[0]?.route.aPortId ?? '' } });
    expect(hits[0]?.decision.summary).toMatch(
      /^the order's own end, port \S+, is down: in this rehearsal; for that reason none of the 2 alternatives found before holds$/,
    );
  });

  test('takes a rise of latency over the limit for a failure, and one below it for none', async () => {
    const engine = await started([{}]);
    const rise = (oneWayNs: number) => suppose(engine, { kind: 'slows', subject: { kind: 'resource', id: 'beta/fra-vie' }, oneWayNs });
    expect((await rise(4_500_000)).hits).toEqual([]);
    expect((await rise(9_500_000)).hits.map(({ findings }) => findings[0]?.cause)).toEqual(['slower']);
  });

  test('gives what is left to the most urgent first', async () => {
    // Each way carries two: four orders fill both, so those on the one that fails find nothing.
    const engine = await started([
      { id: 'A', priority: 5 },
      { id: 'B', priority: 1 },
      { id: 'C', limit: { oneWayNs: 9_000_000, enteredAs: 'one-way' } },
    ]);
    const { hits } = await suppose(engine, { kind: 'fails', subject: { kind: 'resource', id: 'beta/fra-vie' } });
    expect(hits.map(({ order, route }) => [order.id, route !== null])).toEqual([
      ['B', true],
      ['A', false],
    ]);
    expect(hits[1]?.decision.candidates.flatMap(({ reasons }) => reasons.map(({ kind }) => kind))).toContain('capacity');
  });

  test.each(['resource', 'node', 'port', 'interconnect', 'site', 'carrier', 'shared-risk'] as const)(
    'of a %s that is not known is refused by name',
    async (kind) => {
      const { host } = await started([]);
      expect(await host.whatIf([{ kind: 'fails', subject: { kind, id: 'nowhere' } }])).toMatchObject({
        kind: 'refused',
        message: `${kind} nowhere is not known, or has nothing in it; check its id`,
      });
    },
  );
});

test.each(Array.from({ length: 60 }, (_, seed) => seed))(
  'what is supposed is what comes: hits, routes and refusals alike (seed %d)',
  async (seed) => {
    const random = seededRandom(seed);
    const requests = Array.from({ length: 1 + random.below(4) }, (_, index) => ({
      id: `ORD-${index}`,
      priority: 1 + index,
      signal: random.pick<Signal>(['1GE', '10GE-LAN']),
      limit: { oneWayNs: random.pick([8_000_000, 9_000_000]), enteredAs: 'one-way' as const },
      objective: random.pick<Objective>(['latency', 'price']),
    }));
    const engine = await started(requests);
    const uuid = random.pick(['lon-fra', 'lon-par', 'fra-vie', 'par-vie']);
    const carrier = uuid.startsWith('lon') ? engine.world.alpha : engine.world.beta;
    const change = random.chance(0.5)
      ? ({ kind: 'fails', subject: { kind: 'resource', id: `${carrier.id}/${uuid}` } } as const)
      : ({ kind: 'slows', subject: { kind: 'resource', id: `${carrier.id}/${uuid}` }, oneWayNs: 9_500_000 } as const);
    const active = (await engine.host.orders()).filter(({ state }) => state === 'active');
    const supposed = await suppose(engine, change);

    if (change.kind === 'fails') carrier.setResource(uuid, { condition: 'down', conditionText: 'in this rehearsal' });
    else carrier.setResource(uuid, { latency: { azNs: change.oneWayNs, zaNs: change.oneWayNs } });
    await engine.world.clock.run(30_000);

    const { hits } = await engine.host.impairments();
    expect([...new Set(hits.map(({ orderId }) => orderId))].sort()).toEqual(supposed.hits.map(({ order }) => order.id).sort());
    expect(supposed.unhit).toBe(active.length - supposed.hits.length);
    for (const hit of supposed.hits) {
      const dossier = await engine.host.dossier(hit.order.id);
      expect(dossier?.order.state).toBe(hit.route ? 'active' : 'impaired');
      const route = dossier?.connections.find(({ state }) => state === 'active')?.route;
      if (hit.route) expect(wayOf(route)).toEqual(wayOf(hit.route));
      else expect(dossier?.decisions[0]?.summary).toBe(hit.decision.summary);
    }
  },
);
