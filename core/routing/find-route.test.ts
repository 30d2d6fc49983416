import { describe, expect, test } from 'vitest';
import { bestAchievable, cheapestAsFast, findRoute } from './find-route';
import { worseTotalNs, type RouteAnswer, type RoutingQuery } from './query';
import { allowedRoutes, judge, type TriedRoute } from './testing/brute-force';
import { edge, network, query, vertex } from './testing/examples';
import { graphOf, randomNetwork, randomQuery, type TestNetwork } from './testing/random-network';
import { plainDijkstra, planarNetwork } from './testing/planar-network';
import { seededRandom } from './testing/seeded-random';

const route = (answer: RouteAnswer) => {
  if (answer.kind !== 'route') throw new Error(`no route but ${answer.kind}`);
  return answer.path;
};

describe('what a route is', () => {
  test('its latency counts the transit of every node, first and last too', () => {
    const net: TestNetwork = {
      vertices: [1, 20, 300].map((transitNs) => vertex({ transitNs })),
      edges: [edge(0, 1, 4000), edge(1, 2, 50_000)],
    };
    expect(route(findRoute(graphOf(net), query(0, 2)))).toEqual({
      vertices: [0, 1, 2],
      edges: [0, 1],
      forwardNs: 54_321,
      backwardNs: 54_321,
      price: 2,
    });
  });

  test('of two directions the worse total counts, not the sum of the worse hops', () => {
    const net = network(3, edge(0, 1, 0, { azNs: 10, zaNs: 2 }), edge(1, 2, 0, { azNs: 2, zaNs: 10 }));
    const graph = graphOf(net);
    expect(route(findRoute(graph, query(0, 2, { limitNs: 12 })))).toMatchObject({ forwardNs: 12, backwardNs: 12 });
    expect(findRoute(graph, query(0, 2, { limitNs: 11 }))).toEqual({ kind: 'none' });
  });

  test('a part that is slower one way may belong to the best route', () => {
    const net = network(3, edge(0, 1, 6), edge(0, 1, 0, { azNs: 1, zaNs: 9 }), edge(1, 2, 0, { azNs: 9, zaNs: 1 }));
    expect(route(findRoute(graphOf(net), query(0, 2)))).toMatchObject({ edges: [1, 2], forwardNs: 10, backwardNs: 10 });
  });

  test('an edge drawn against the route counts from its own z to its a', () => {
    const net = network(2, edge(1, 0, 0, { azNs: 3, zaNs: 8 }));
    expect(route(findRoute(graphOf(net), query(0, 1)))).toMatchObject({ forwardNs: 8, backwardNs: 3 });
  });

  test('a node that is both ends is a route of its own', () => {
    const net: TestNetwork = { vertices: [vertex({ transitNs: 7 })], edges: [edge(0, 0, 1)] };
    expect(route(findRoute(graphOf(net), query(0, 0)))).toEqual({ vertices: [0], edges: [], forwardNs: 7, backwardNs: 7, price: 0 });
    expect(findRoute(graphOf(net), query(0, 0, { limitNs: 6 }))).toEqual({ kind: 'none' });
  });

  test('sums beyond 32 bits are exact', () => {
    const net = network(4, ...[0, 1, 2].map((at) => edge(at, at + 1, 2_000_000_000, { pricePerSlot: 3_000_000_001 })));
    expect(route(findRoute(graphOf(net), query(0, 3, { limitNs: 6_000_000_000, slots: 80 })))).toMatchObject({
      forwardNs: 6_000_000_000,
      price: 720_000_000_240,
    });
  });
});

test.each([
  ['a source that is not there', query(2, 0), /an end of the query is 2/],
  ['a target that is not there', query(0, -1), /an end of the query is -1/],
  ['no slots', query(0, 1, { slots: 0 }), /asks for 0 slots/],
])('%s is refused', (_, asked, message) => {
  expect(() => findRoute(graphOf(network(2)), asked)).toThrow(message);
});

describe('by price', () => {
  const net = network(3, edge(0, 2, 5, { pricePerSlot: 100 }), edge(0, 1, 10), edge(1, 2, 10), edge(1, 2, 9));

  test('the cheapest within the limit is taken, among equals the faster', () => {
    expect(route(findRoute(graphOf(net), query(0, 2, { objective: 'price', limitNs: 20 })))).toMatchObject({ edges: [1, 3], price: 2 });
    expect(route(findRoute(graphOf(net), query(0, 2, { objective: 'price', limitNs: 18 })))).toMatchObject({ edges: [0], price: 100 });
  });
});

describe('among those that are equally fast', () => {
  const net = network(3, edge(0, 2, 20, { pricePerSlot: 100 }), edge(0, 1, 10), edge(1, 2, 10, { pricePerSlot: 5 }), edge(1, 2, 10));

  test('the cheapest is taken, whatever the search came upon first', () => {
    const graph = graphOf(net);
    for (const edges of [[0], [1, 2]]) {
      const given = { vertices: edges.length === 1 ? [0, 2] : [0, 1, 2], edges, forwardNs: 20, backwardNs: 20, price: 100 };
      expect(cheapestAsFast(graph, query(0, 2), given)).toMatchObject({ edges: [1, 3], price: 2 });
    }
  });

  test('no slower one is, however cheap, and by price nothing is changed', () => {
    const slower = network(2, edge(0, 1, 20, { pricePerSlot: 100 }), edge(0, 1, 21));
    const best = route(findRoute(graphOf(slower), query(0, 1)));
    expect(cheapestAsFast(graphOf(slower), query(0, 1), best)).toBe(best);
    const byPrice = query(0, 2, { objective: 'price' });
    const dearest = { ...best, vertices: [0, 2], edges: [0] };
    expect(cheapestAsFast(graphOf(net), byPrice, dearest)).toBe(dearest);
  });
});

describe('the budget', () => {
  const { network: net, cornerToCorner } = planarNetwork(seededRandom(9), 300);
  const graph = graphOf(net);
  const byPrice = { ...cornerToCorner, objective: 'price', limitNs: worseTotalNs(route(findRoute(graph, cornerToCorner))) * 1.05 } as const;

  test('a search that is cut off says so, and hands out the route that it saw', () => {
    const answer = findRoute(graph, byPrice, 60);
    expect(answer.kind).toBe('budget-spent');
    if (answer.kind !== 'budget-spent' || answer.best === null) throw new Error('it saw none');
    expect(judge(net, byPrice, answer.best.vertices, answer.best.edges)).toMatchObject({ blockers: [], forwardNs: answer.best.forwardNs });
    expect(worseTotalNs(answer.best)).toBeLessThanOrEqual(byPrice.limitNs);
    expect(route(findRoute(graph, byPrice)).price).toBeLessThan(answer.best.price);
  });

  test('of the routes that were seen the best by the objective is handed out', () => {
    const edges = [
      edge(0, 1, 1, { pricePerSlot: 9 }),
      edge(0, 1, 2, { pricePerSlot: 8 }),
      edge(0, 2, 0, { pricePerSlot: 0 }),
      edge(2, 1, 9),
    ];
    const asked = query(0, 1, { objective: 'price' });
    expect(findRoute(graphOf(network(3, ...edges)), asked, 3)).toMatchObject({ kind: 'budget-spent', best: { edges: [1], price: 8 } });
  });

  test('one too small for anything is spent without a route, not proof that there is none', () => {
    expect(findRoute(graph, byPrice, 1)).toEqual({ kind: 'budget-spent', best: null });
    expect(findRoute(graph, cornerToCorner, 1)).toEqual({ kind: 'budget-spent', best: null });
  });

  test('what is proved to have no route is none, however small the budget', () => {
    expect(findRoute(graph, { ...cornerToCorner, limitNs: 1 }, 1)).toEqual({ kind: 'none' });
  });
});

describe('against every route there is', () => {
  const cases = 6000;

  test('the best within the limit is found, and none only where there is none', () => {
    const seen = { route: 0, none: 0 };
    for (let seed = 0; seed < cases; seed++) {
      const { net, asked } = randomCase(seed);
      const answer = findRoute(graphOf(net), asked);
      expectBest(answer, net, asked, allowedRoutes(net, asked)[0], `seed ${seed}`);
      if (answer.kind !== 'budget-spent') seen[answer.kind]++;
    }
    expect(Math.min(seen.route, seen.none)).toBeGreaterThan(cases / 5);
  });

  test('of the fastest none is cheaper', () => {
    let cheaper = 0;
    for (let seed = 0; seed < cases / 3; seed++) {
      const { net, asked: any } = randomCase(seed);
      const asked: RoutingQuery = { ...any, objective: 'latency' };
      const graph = graphOf(net);
      const answer = findRoute(graph, asked);
      if (answer.kind !== 'route') continue;
      const taken = cheapestAsFast(graph, asked, answer.path);
      const fastest = allowedRoutes(net, asked).filter(({ worseNs }) => worseNs === worseTotalNs(answer.path));
      expect([worseTotalNs(taken), taken.price], `seed ${seed}`).toEqual([
        worseTotalNs(answer.path),
        Math.min(...fastest.map(({ price }) => price)),
      ]);
      expect(judge(net, asked, taken.vertices, taken.edges).blockers).toEqual([]);
      if (taken.price < answer.path.price) cheaper++;
    }
    expect(cheaper).toBeGreaterThan(0);
  });

  test('the best achievable ignores the limit and nothing else', () => {
    for (let seed = 0; seed < cases / 3; seed++) {
      const { net, asked } = randomCase(seed);
      const unlimited: RoutingQuery = { ...asked, objective: 'latency', limitNs: Infinity };
      expectBest(bestAchievable(graphOf(net), asked), net, unlimited, allowedRoutes(net, unlimited)[0], `seed ${seed}`);
    }
  });

  test('a spent budget never hides a route, and what it hands out is one', () => {
    let spent = 0;
    for (let seed = 0; seed < cases / 3; seed++) {
      const { net, asked } = randomCase(seed);
      const answer = findRoute(graphOf(net), asked, 1 + (seed % 7));
      const best = allowedRoutes(net, asked)[0];
      if (answer.kind === 'budget-spent') {
        spent++;
        if (answer.best !== null) expectAllowed(answer.best, net, asked, `seed ${seed}`);
      } else expectBest(answer, net, asked, best, `seed ${seed}`);
    }
    expect(spent).toBeGreaterThan(100);
  });
});

test.each([300, 1000])('on %d nodes the latency is that of a plain Dijkstra', (nodes) => {
  const random = seededRandom(nodes);
  const { network: net } = planarNetwork(random, nodes);
  const graph = graphOf(net);
  for (let round = 0; round < 40; round++) {
    const asked = query(random.below(nodes), random.below(nodes), { slots: 1 + random.below(60), limitNs: Infinity });
    const answer = findRoute(graph, asked);
    const leastNs = plainDijkstra(net, asked);
    expect(answer.kind === 'route' ? answer.path.forwardNs : Infinity, `round ${round}`).toBe(leastNs);
    if (answer.kind === 'route') expectAllowed(answer.path, net, asked, `round ${round}`);
  }
});

function randomCase(seed: number): { net: TestNetwork; asked: RoutingQuery } {
  const random = seededRandom(seed);
  const net = randomNetwork(random);
  return { net, asked: randomQuery(random, net) };
}

function expectBest(answer: RouteAnswer, net: TestNetwork, asked: RoutingQuery, best: TriedRoute | undefined, note: string): void {
  expect(answer.kind, note).toBe(best === undefined ? 'none' : 'route');
  if (answer.kind !== 'route' || best === undefined) return;
  expectAllowed(answer.path, net, asked, note);
  expect(worseTotalNs(answer.path), note).toBe(best.worseNs);
  if (asked.objective === 'price') expect(answer.path.price, note).toBe(best.price);
}

function expectAllowed(
  path: { vertices: readonly number[]; edges: readonly number[] },
  net: TestNetwork,
  asked: RoutingQuery,
  note: string,
): void {
  const tried = judge(net, asked, path.vertices, path.edges);
  expect(tried, note).toMatchObject({ ...path, blockers: [] });
  expect(tried.worseNs, note).toBeLessThanOrEqual(asked.limitNs);
  expect(new Set(path.vertices).size, note).toBe(path.vertices.length);
  expect(asked.sources, note).toContain(path.vertices[0]);
  expect(asked.targets, note).toContain(path.vertices.at(-1));
}
