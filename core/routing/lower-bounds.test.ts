import { expect, test } from 'vitest';
import { bestAchievable, findRoute } from './find-route';
import { LowerBounds } from './lower-bounds';
import { worseTotalNs } from './query';
import { allowedRoutes } from './testing/brute-force';
import { edge, network, vertex } from './testing/examples';
import { changeSomething, graphOf, randomNetwork, randomQuery } from './testing/random-network';
import { seededRandom } from './testing/seeded-random';

test('bounds leave out the vertex itself and count everything behind it', () => {
  const graph = graphOf({
    vertices: [1, 10, 100, 1000].map((transitNs) => vertex({ transitNs })),
    edges: [edge(0, 1, 0, { azNs: 2, zaNs: 3, pricePerSlot: 7 }), edge(2, 1, 0, { azNs: 4, zaNs: 5, pricePerSlot: 6 })],
  });
  const bounds = new LowerBounds(graph).toward([2]);
  expect([...bounds.forwardNs]).toEqual([2 + 10 + 5 + 100, 5 + 100, 0, Infinity]);
  expect([...bounds.backwardNs]).toEqual([3 + 10 + 4 + 100, 4 + 100, 0, Infinity]);
  expect([...bounds.pricePerSlot]).toEqual([13, 6, 0, Infinity]);
  expect([...bounds.isTarget]).toEqual([0, 0, 1, 0]);
});

test('failures, repairs, bookings and rising values keep the tables; what falls below them does not', () => {
  const graph = graphOf(network(2, edge(0, 1, 10, { pricePerSlot: 5 })));
  const lowerBounds = new LowerBounds(graph);
  const first = lowerBounds.toward([1]);
  graph.setEdgeUsable(0, false);
  graph.setEdgeUsable(0, true);
  graph.setEdgeStale(0, true);
  graph.setFreeSlots(0, 0);
  graph.setLatency(0, 14, 15, 1);
  graph.setLatency(0, -1, -1, 1);
  graph.setLatency(0, 11, 10, 1);
  graph.setPrice(0, 9);
  graph.setTransit(0, 3, 1);
  graph.setTransit(0, -1, 1);
  expect(lowerBounds.toward([1])).toBe(first);

  const falls: readonly (() => void)[] = [
    () => {
      graph.setLatency(0, 11, 9, 1);
    },
    () => {
      graph.setPrice(0, 8);
    },
    () => {
      graph.setTransit(0, 2, 1);
    },
    () => {
      graph.setTransit(0, 1, 1);
    },
    () => {
      graph.setLatency(0, 8, 9, 1);
    },
  ];
  for (const fall of falls) {
    const before = lowerBounds.toward([1]);
    fall();
    expect(lowerBounds.toward([1])).not.toBe(before);
  }
});

test('a latency that becomes known opens the way', () => {
  const graph = graphOf(network(2, edge(0, 1, -1)));
  const lowerBounds = new LowerBounds(graph);
  expect(lowerBounds.toward([1]).forwardNs[0]).toBe(Infinity);
  graph.setLatency(0, 6, 6, 1);
  expect(lowerBounds.toward([1]).forwardNs[0]).toBe(6);
});

test('targets in another order have the same table', () => {
  const lowerBounds = new LowerBounds(graphOf(network(3, edge(0, 1, 1), edge(1, 2, 1))));
  expect(lowerBounds.toward([2, 0])).toBe(lowerBounds.toward([0, 2]));
});

test('the oldest tables make room for new ones', () => {
  const lowerBounds = new LowerBounds(graphOf(network(4)), 2 * 25 * 4);
  const [first, second] = [lowerBounds.toward([0]), lowerBounds.toward([1])];
  expect(lowerBounds.toward([0])).toBe(first);
  lowerBounds.toward([2]);
  expect(lowerBounds.toward([1])).toBe(second);
  expect(lowerBounds.toward([0])).not.toBe(first);
});

test('after any sequence of changes in place the answers are those of every route there is', () => {
  let routes = 0;
  for (let seed = 0; seed < 400; seed++) {
    const random = seededRandom(seed);
    const net = randomNetwork(random);
    const graph = graphOf(net);
    const queries = Array.from({ length: 3 }, () => randomQuery(random, net));
    for (let round = 0; round < 25; round++) {
      changeSomething(random, net, graph);
      const asked = queries[round % queries.length] ?? randomQuery(random, net);
      const note = `seed ${seed}, round ${round}`;
      const best = allowedRoutes(net, asked)[0];
      const answer = findRoute(graph, asked);
      expect(answer.kind, note).toBe(best === undefined ? 'none' : 'route');
      if (answer.kind === 'route') {
        routes++;
        expect([worseTotalNs(answer.path), asked.objective === 'price' && answer.path.price], note).toEqual([
          best?.worseNs,
          asked.objective === 'price' && best?.price,
        ]);
      }
      const achievable = bestAchievable(graph, asked);
      const fastest = allowedRoutes(net, { ...asked, objective: 'latency', limitNs: Infinity })[0];
      expect(achievable.kind === 'route' ? worseTotalNs(achievable.path) : undefined, note).toBe(fastest?.worseNs);
    }
  }
  expect(routes).toBeGreaterThan(2000);
});
