import { describe, expect, test } from 'vitest';
import { avoidanceOf } from './avoidance';
import { findRoute } from './find-route';
import type { GraphEdge, RoutingGraph } from './graph';
import { worseTotalNs, type RouteAnswer, type RoutingQuery } from './query';
import { nextBestRoutes } from './routes-in-order';
import { searchOf } from './search';
import { edge, network, query } from './testing/examples';
import { graphOf } from './testing/random-network';
import { seededRandom } from './testing/seeded-random';

const found = (answer: RouteAnswer) => (answer.kind === 'route' ? answer.path : answer.kind);
const byPrice = (source: number, target: number, limitNs: number): RoutingQuery => query(source, target, { objective: 'price', limitNs });

describe('a million resources between two sites', () => {
  const random = seededRandom(1);
  const parallel = Array.from({ length: 1_000_000 }, () =>
    edge(1, 2, 1 + random.below(1_000_000), { pricePerSlot: random.below(1_000_000) }),
  );
  const edges = [edge(0, 1, 5, { pricePerSlot: 5 }), parallel, edge(2, 3, 5, { pricePerSlot: 5 })].flat();
  const graph = graphOf({ ...network(4), edges });
  const least = (count: number, of: (one: GraphEdge) => number, among: readonly GraphEdge[] = parallel): number[] =>
    among
      .map(of)
      .toSorted((a, b) => a - b)
      .slice(0, count);

  test('leave few labels to look at, and the best ones are found', () => {
    const cheap = parallel.filter(({ azNs }) => azNs <= 4990);
    expect(found(findRoute(graph, query(0, 3)))).toMatchObject({ forwardNs: 10 + (least(1, ({ azNs }) => azNs)[0] ?? 0) });
    expect(found(findRoute(graph, byPrice(0, 3, 5000)))).toMatchObject({
      price: 10 + (least(1, ({ pricePerSlot }) => pricePerSlot, cheap)[0] ?? 0),
    });
    expect(searchOf(graph).spent).toBeLessThan(100_000);
    expect(findRoute(graph, byPrice(0, 3, 10))).toEqual({ kind: 'none' });
    const { routes } = nextBestRoutes(graph, byPrice(0, 3, 5000), 8);
    expect(routes.map(({ price }) => price)).toEqual(least(8, ({ pricePerSlot }) => 10 + pricePerSlot, cheap));
    expect(nextBestRoutes(graph, query(0, 3), 8).routes.map(worseTotalNs)).toEqual(least(8, ({ azNs }) => 10 + azNs));
  }, 60_000);

  test('are no more trouble when one of them is slower one way', () => {
    graph.setLatency(7, 3, 4, 3);
    parallel[6] = edge(1, 2, 4, { pricePerSlot: parallel[6]?.pricePerSlot ?? 0 });
    const cheap = parallel.filter(({ azNs }) => azNs <= 4990);
    const fastest = findRoute(graph, query(0, 3));
    expect(fastest.kind === 'route' && worseTotalNs(fastest.path)).toBe(10 + (least(1, ({ azNs }) => azNs)[0] ?? 0));
    expect(found(findRoute(graph, byPrice(0, 3, 5000)))).toMatchObject({
      price: 10 + (least(1, ({ pricePerSlot }) => pricePerSlot, cheap)[0] ?? 0),
    });
  }, 60_000);
});

/** A square of so many sites a side, each joined to its neighbours. */
function grid(side: number, of: (a: number, z: number) => GraphEdge): RoutingGraph {
  const edges: GraphEdge[] = [];
  for (let at = 0; at < side * side; at++) {
    if (at % side < side - 1) edges.push(of(at, at + 1));
    if (at < side * (side - 1)) edges.push(of(at, at + side));
  }
  return graphOf({ ...network(side * side), edges });
}

describe.each([0, 7])('all latencies are %d', (ns) => {
  const side = 60;
  const graph = grid(side, (a, z) => edge(a, z, ns, { pricePerSlot: 3 }));
  const far = side * side - 1;
  const hops = 2 * (side - 1);

  test('the fastest, the cheapest and those behind them are found', () => {
    expect(found(findRoute(graph, query(0, far)))).toMatchObject({ forwardNs: hops * ns });
    expect(found(findRoute(graph, byPrice(0, far, hops * ns)))).toMatchObject({ forwardNs: hops * ns, price: hops * 3 });
    const { routes, end } = nextBestRoutes(graph, query(0, far), 12);
    expect(end).toBe('count-reached');
    expect(new Set(routes.map(({ edges }) => edges.join())).size).toBe(12);
    expect(routes.map(worseTotalNs)).toEqual(Array.from({ length: 12 }, () => hops * ns));
    for (const { vertices } of routes) expect(new Set(vertices).size).toBe(vertices.length);
  });

  test('nothing free anywhere is proved, whatever is asked for', () => {
    const none = query(0, far, { slots: 81 });
    expect(findRoute(graph, none)).toEqual({ kind: 'none' });
    expect(findRoute(graph, { ...none, objective: 'price' })).toEqual({ kind: 'none' });
    expect(nextBestRoutes(graph, none, 3)).toEqual({ routes: [], end: 'exhausted' });
  });
});

test('a star of 10,000 sites', () => {
  const count = 10_000;
  const graph = graphOf(network(count + 1, ...Array.from({ length: count }, (_, at) => edge(at, count, at, { pricePerSlot: at }))));
  expect(found(findRoute(graph, query(1, count - 1)))).toMatchObject({ vertices: [1, count, count - 1], forwardNs: count });
  expect(found(findRoute(graph, byPrice(1, count - 1, count)))).toMatchObject({ price: count });
  expect(nextBestRoutes(graph, query(1, count - 1), 4)).toMatchObject({ routes: [{}], end: 'exhausted' });
  graph.setEdgeUsable(1, false);
  for (const objective of ['latency', 'price'] as const) expect(findRoute(graph, query(1, 2, { objective }))).toEqual({ kind: 'none' });
});

test('islands: nothing leads from one to another, whatever changes on either, until something does', () => {
  const graph = graphOf(network(6, edge(0, 1, 4), edge(1, 2, 4), edge(0, 2, 9), edge(3, 4, 4), edge(4, 5, 4), edge(2, 3, -1)));
  for (const objective of ['latency', 'price'] as const) {
    expect(findRoute(graph, query(0, 5, { objective, limitNs: Infinity }))).toEqual({ kind: 'none' });
    expect(nextBestRoutes(graph, query(0, 5, { objective, limitNs: Infinity }), 3).end).toBe('exhausted');
  }
  graph.setLatency(0, 1, 1, 3);
  expect(findRoute(graph, query(0, 5))).toEqual({ kind: 'none' });
  graph.setLatency(5, 2, 2, 3);
  expect(found(findRoute(graph, query(0, 5)))).toMatchObject({ forwardNs: 15 });
  expect(found(findRoute(graph, { ...query(0, 5), objective: 'price' }))).toMatchObject({ price: 4 });
});

test('one shared-risk group that contains everything leaves nothing beside a route', () => {
  const graph = grid(20, (a, z) => edge(a, z, 5, { sharedRisks: [0] }));
  const asked = query(0, 399);
  const first = findRoute(graph, asked);
  if (first.kind !== 'route') throw new Error(first.kind);
  for (const objective of ['latency', 'price'] as const) {
    const apart = { ...asked, objective, avoid: avoidanceOf(graph, asked, [first.path], 'shared-risk') };
    expect(findRoute(graph, apart)).toEqual({ kind: 'none' });
  }
});

describe('what a spent budget tells', () => {
  test('no route is better than its bound, and what it hands out is no better than the best', () => {
    let told = 0;
    for (let seed = 0; seed < 60; seed++) {
      const random = seededRandom(seed);
      const graph = grid(12, (a, z) => edge(a, z, 1 + random.below(40), { pricePerSlot: random.below(40) }));
      const fastest = findRoute(graph, query(0, 143));
      if (fastest.kind !== 'route') throw new Error(fastest.kind);
      if (seed % 2 === 1) graph.setLatency(0, graph.edgeNs(0, 0), graph.edgeNs(0, 0) + 1, 3);
      const asked = { ...byPrice(0, 143, worseTotalNs(fastest.path) + 20 + random.below(60)), slots: 3 };
      const best = findRoute(graph, asked);
      if (best.kind !== 'route') throw new Error(best.kind);
      for (const budget of [20, 60, 200, 600]) {
        const answer = findRoute(graph, asked, budget);
        if (answer.kind !== 'budget-spent' || answer.best === null) continue;
        told++;
        expect(answer.bound, `seed ${seed}`).toBeLessThanOrEqual(best.path.price);
        expect(answer.best.price, `seed ${seed}`).toBeGreaterThanOrEqual(best.path.price);
      }
    }
    expect(told).toBeGreaterThan(20);
  });
});
