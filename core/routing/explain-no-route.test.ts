import { describe, expect, test } from 'vitest';
import { explainNoRoute } from './explain-no-route';
import { allowedRoutes, everyRoute, judge, type TriedRoute } from './testing/brute-force';
import { edge, network, query } from './testing/examples';
import { planarNetwork } from './testing/planar-network';
import { graphOf, randomNetwork, randomQuery } from './testing/random-network';
import { seededRandom } from './testing/seeded-random';
import { worseTotalNs } from './query';

describe('a refusal explains itself', () => {
  test('too slow, full, broken: each candidate with why it was not taken', () => {
    const net = network(
      3,
      edge(0, 1, 50),
      edge(0, 1, 10, { freeSlots: 7 }),
      edge(0, 2, 4, { isUsable: false }),
      edge(2, 1, 4, { azNs: -1, zaNs: -1 }),
    );
    const explanation = explainNoRoute(graphOf(net), query(0, 1, { slots: 8, limitNs: 30 }), 10);
    expect(explanation).toMatchObject({
      isDisconnected: false,
      isCutShort: false,
      bestAchievable: { kind: 'route', path: { forwardNs: 50 } },
    });
    expect(explanation.considered).toMatchObject([
      { path: { edges: [0] }, exceedsLimit: true, blockers: [] },
      { path: { edges: [1], price: 8 }, exceedsLimit: false, blockers: [{ at: { kind: 'edge', index: 1 }, reason: 'capacity' }] },
      {
        path: { edges: [2, 3], forwardNs: 4 },
        exceedsLimit: false,
        blockers: [
          { at: { kind: 'edge', index: 2 }, reason: 'state' },
          { at: { kind: 'edge', index: 3 }, reason: 'unknown-latency' },
        ],
      },
    ]);
  });

  test('a blocked end is named even where the route is that node alone', () => {
    const explanation = explainNoRoute(graphOf(network(1)), query(0, 0, { excludedVertices: new Set([0]) }), 3);
    expect(explanation.bestAchievable).toEqual({ kind: 'none' });
    expect(explanation.considered).toMatchObject([
      { path: { vertices: [0] }, blockers: [{ at: { kind: 'vertex', index: 0 }, reason: 'excluded' }] },
    ]);
  });

  test('if even what is blocked is too slow, the fastest of it is told', () => {
    const net = network(2, edge(0, 1, 50, { isStale: true }), edge(0, 1, 40, { isStale: true }));
    expect(explainNoRoute(graphOf(net), query(0, 1, { limitNs: 30 }), 1).considered).toMatchObject([
      { path: { edges: [1] }, exceedsLimit: true, blockers: [{ at: { kind: 'edge', index: 1 }, reason: 'stale' }] },
    ]);
  });

  test('ends that nothing connects are told as such', () => {
    const explanation = explainNoRoute(graphOf(network(3, edge(0, 1, 5))), query(0, 2), 3);
    expect(explanation).toEqual({ isDisconnected: true, bestAchievable: { kind: 'none' }, considered: [], isCutShort: false });
  });

  test('a search that was cut off is not taken for proof', () => {
    const { network: net, cornerToCorner } = planarNetwork(seededRandom(2), 200);
    expect(explainNoRoute(graphOf(net), { ...cornerToCorner, slots: 79 }, 3, 2)).toMatchObject({ isDisconnected: false, isCutShort: true });
  });
});

test('against every route there is: the candidates are the nearest ones, with all that blocks them', () => {
  const seen = { slow: 0, blocked: 0, tooSlowAndBlocked: 0, disconnected: 0 };
  for (let seed = 0; seed < 3000; seed++) {
    const random = seededRandom(seed);
    const net = randomNetwork(random);
    const asked = randomQuery(random, net);
    if (allowedRoutes(net, asked).length > 0) continue;
    const count = 1 + random.below(6);
    const explanation = explainNoRoute(graphOf(net), asked, count);
    const every = everyRoute(net, asked);
    const unlimited = allowedRoutes(net, { ...asked, objective: 'latency', limitNs: Infinity });
    const note = `seed ${seed}`;

    expect(explanation.isCutShort, note).toBe(false);
    expect(explanation.isDisconnected, note).toBe(every.length === 0);
    expect(explanation.bestAchievable.kind, note).toBe(unlimited.length === 0 ? 'none' : 'route');
    if (explanation.bestAchievable.kind === 'route')
      expect(worseTotalNs(explanation.bestAchievable.path), note).toBe(unlimited[0]?.worseNs);

    for (const { path, exceedsLimit, blockers } of explanation.considered) {
      const tried = judge(net, asked, path.vertices, path.edges);
      expect({ ...path, blockers }, note).toEqual({
        ...path,
        forwardNs: tried.forwardNs,
        backwardNs: tried.backwardNs,
        price: tried.price,
        blockers: tried.blockers,
      });
      expect(exceedsLimit, note).toBe(tried.worseNs > asked.limitNs);
    }

    const blocked = every.filter((route) => route.blockers.length > 0);
    const fast = blocked
      .filter((route) => route.worseNs <= asked.limitNs)
      .sort((a, b) => a.blockers.length - b.blockers.length || a.worseNs - b.worseNs);
    const leastNs = unlimited[0]?.worseNs ?? Infinity;
    const fastest = blocked.filter((route) => route.worseNs < leastNs).sort((a, b) => a.worseNs - b.worseNs);
    const candidates = (fast.length > 0 ? fast : fastest).slice(0, count);
    const slowCount = Math.min(unlimited.length, Math.max(Math.ceil(count / 2), count - candidates.length));
    const figures = (route: Pick<TriedRoute, 'forwardNs' | 'backwardNs' | 'blockers'>): string =>
      fast.length > 0
        ? `${route.blockers.length} blockers, ${worseTotalNs(route as TriedRoute)} ns`
        : `${worseTotalNs(route as TriedRoute)} ns`;
    expect(
      explanation.considered.map(({ path, blockers }) => figures({ ...path, blockers })),
      note,
    ).toEqual([...unlimited.slice(0, slowCount), ...candidates].slice(0, count).map(figures));
    seen.slow += Number(unlimited.length > 0);
    seen.blocked += Number(fast.length > 0);
    seen.tooSlowAndBlocked += Number(fast.length === 0 && fastest.length > 0);
    seen.disconnected += Number(every.length === 0);
  }
  expect(Math.min(seen.slow, seen.blocked, seen.tooSlowAndBlocked, seen.disconnected)).toBeGreaterThan(50);
});
