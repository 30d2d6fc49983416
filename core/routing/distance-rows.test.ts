import { expect, test } from 'vitest';
import { DistanceTable, unreached, type Measure } from './distance-rows';
import { bestAchievable, findRoute } from './find-route';
import { worseTotalNs } from './query';
import { allowedRoutes } from './testing/brute-force';
import { edge, network, query, vertex } from './testing/examples';
import { plainDistances } from './testing/plain-distances';
import { planarNetwork } from './testing/planar-network';
import { changeSomething, graphOf, randomNetwork, randomQuery } from './testing/random-network';
import { seededRandom } from './testing/seeded-random';

const measures: readonly [Measure, ...Measure[]] = ['forwardNs', 'backwardNs', 'pricePerSlot'];

test('a row leaves out the vertex itself and counts everything behind it, in either direction', () => {
  const graph = graphOf({
    vertices: [1, 10, 100, 1000].map((transitNs) => vertex({ transitNs })),
    edges: [edge(0, 1, 0, { azNs: 2, zaNs: 3, pricePerSlot: 7 }), edge(2, 1, 0, { azNs: 4, zaNs: 5, pricePerSlot: 6 })],
  });
  const table = new DistanceTable(graph);
  const rows = table.toward([2]);
  expect([...table.row(rows, 'forwardNs')]).toEqual([2 + 10 + 5 + 100, 5 + 100, 0, unreached]);
  expect([...table.row(rows, 'backwardNs')]).toEqual([3 + 10 + 4 + 100, 4 + 100, 0, unreached]);
  expect([...table.row(rows, 'pricePerSlot')]).toEqual([13, 6, 0, unreached]);
});

test('what is more than fits is told as less, never as more', () => {
  const graph = graphOf(network(4, ...[0, 1, 2].map((at) => edge(at, at + 1, 2_000_000_000, { pricePerSlot: 3_000_000_001 }))));
  const table = new DistanceTable(graph);
  const rows = table.toward([3]);
  expect([...table.row(rows, 'forwardNs')]).toEqual([unreached - 1, unreached - 1, 2_000_000_000, 0]);
  expect([...table.row(rows, 'pricePerSlot')]).toEqual([unreached - 1, unreached - 1, unreached - 1, 0]);
});

test('what rises or fails leaves a row as it is, what falls mends it where it lies', () => {
  const graph = graphOf(network(3, edge(0, 1, 10), edge(1, 2, 10), edge(0, 2, 50), edge(0, 1, 1000)));
  const table = new DistanceTable(graph);
  const row = table.row(table.toward([2]), 'forwardNs');
  graph.setEdgeUsable(0, false);
  graph.setLatency(1, 14, 14, 3);
  expect(table.row(table.toward([2]), 'forwardNs')).toBe(row);
  expect([...row]).toEqual([20, 10, 0]);
  graph.setLatency(2, 15, 15, 3);
  expect(table.row(table.toward([2]), 'forwardNs')).toBe(row);
  expect([...row]).toEqual([15, 10, 0]);
  graph.setLatency(2, 15, 12, 3);
  expect([...table.row(table.toward([2]), 'forwardNs')]).toEqual([15, 10, 0]);
  expect([...table.row(table.toward([2]), 'backwardNs')]).toEqual([12, 10, 0]);
});

test('after any changes each row is that of a new table, over the same floor', () => {
  let mended = 0;
  const seen = new Map<Int32Array, string>();
  for (let seed = 0; seed < 600; seed++) {
    const random = seededRandom(seed);
    const net = randomNetwork(random);
    const graph = graphOf(net);
    const table = new DistanceTable(graph, random.chance(0.3) ? 0 : undefined);
    const kept: readonly [number[], ...number[][]] = [[0], [1], [2, 0]];
    for (let round = 0; round < 20; round++) {
      for (let change = random.below(4); change > 0; change--) changeSomething(random, net, graph);
      const targets = random.pick(kept);
      const measure = random.pick(measures);
      const slots = random.pick([0, 1, 3, 8]);
      const row = table.row(table.toward(targets, slots), measure);
      const plain = plainDistances(graph, targets, measure, slots);
      expect([...row], `seed ${seed}`).toEqual(plain.map((value) => Math.min(value, unreached)));
      if (seen.has(row) && seen.get(row) !== row.join()) mended++;
      seen.set(row, row.join());
    }
  }
  expect(mended).toBeGreaterThan(500);
});

test('where one step is a thousand times as long as another, and where most take nothing, the rows are right too', () => {
  for (let seed = 0; seed < 20; seed++) {
    const random = seededRandom(seed);
    const { network: net, cornerToCorner } = planarNetwork(random, 300);
    const graph = graphOf(net);
    for (let at = 0; at < graph.edgeCount; at++) {
      graph.setPrice(at, random.chance(0.2) ? 2 ** random.below(30) : 0);
      graph.setLatency(at, 2 ** random.below(20), 2 ** random.below(20), 3);
    }
    const table = new DistanceTable(graph);
    for (let round = 0; round < 4; round++) {
      const rows = table.toward(cornerToCorner.targets);
      for (const measure of measures) {
        const plain = plainDistances(graph, cornerToCorner.targets, measure);
        expect([...table.row(rows, measure)], `seed ${seed}`).toEqual(plain.map((value) => Math.min(value, unreached - 1)));
      }
      // Near and far from the targets at once.
      for (let change = 0; change < 30; change++) graph.setPrice(random.below(graph.edgeCount), 2 ** random.below(8));
    }
  }
});

test('failures, repairs, bookings and rising values keep the rows; what falls below them does not', () => {
  const graph = graphOf(network(3, edge(0, 1, 10, { pricePerSlot: 5 }), edge(2, 0, 10)));
  const table = new DistanceTable(graph);
  const told = (): string => measures.map((measure) => [...table.row(table.toward([1]), measure)].join()).join(' ');
  const first = told();
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
  expect(told()).toBe(first);

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
    const before = told();
    fall();
    expect(told()).not.toBe(before);
  }
});

test('what has had no room is left out of the rows for orders that need it, until it has', () => {
  const graph = graphOf(network(3, edge(0, 1, 10, { freeSlots: 7 }), edge(1, 2, 10), edge(0, 2, 50), edge(1, 2, 4, { isUsable: false })));
  const table = new DistanceTable(graph);
  const told = (slots?: number): number => table.row(table.toward([2], slots), 'forwardNs')[0] as number;
  expect([told(), told(1), told(7), told(8), told(80)]).toEqual([14, 20, 20, 50, 50]);
  graph.setEdgeUsable(3, true);
  expect([told(), told(1), told(7), told(8), told(80)]).toEqual([14, 14, 14, 50, 50]);
  graph.setFreeSlots(0, 9);
  expect([told(), told(1), told(7), told(8), told(80)]).toEqual([14, 14, 14, 14, 50]);
  graph.setFreeSlots(0, 0);
  graph.setEdgeUsable(3, false);
  expect([told(), told(1), told(7), told(8), told(80)]).toEqual([14, 14, 14, 14, 50]);
});

test('rows of their own are for orders that leave out at least one arc of twenty', () => {
  const many = (full: number): DistanceTable =>
    new DistanceTable(graphOf(network(2, ...Array.from({ length: 100 }, (_, at) => edge(0, 1, 10, { freeSlots: at < full ? 7 : 9 })))));
  const few = many(5);
  expect(few.toward([1], 8)).toBe(few.toward([1]));
  const more = many(6);
  expect(more.toward([1], 8)).not.toBe(more.toward([1]));
  expect(more.toward([1], 7)).toBe(more.toward([1]));
});

test('an order finds the way over what it holds itself, though nothing is free there', () => {
  const graph = graphOf(network(2, edge(0, 1, 10, { freeSlots: 0 }), edge(0, 1, 20)));
  expect(findRoute(graph, query(0, 1))).toMatchObject({ kind: 'route', path: { edges: [1] } });
  expect(findRoute(graph, query(0, 1, { ownSlots: new Map([[0, 1]]) }))).toMatchObject({ kind: 'route', path: { edges: [0] } });
});

test('a latency that becomes known opens the way', () => {
  const graph = graphOf(network(2, edge(0, 1, -1)));
  const table = new DistanceTable(graph);
  expect(table.row(table.toward([1]), 'forwardNs')[0]).toBe(unreached);
  graph.setLatency(0, 6, 6, 1);
  expect(table.row(table.toward([1]), 'forwardNs')[0]).toBe(6);
});

test('targets in another order have the same row', () => {
  const table = new DistanceTable(graphOf(network(3, edge(0, 1, 1), edge(1, 2, 1))));
  expect(table.row(table.toward([2, 0]), 'forwardNs')).toBe(table.row(table.toward([0, 2]), 'forwardNs'));
});

test('when most of what there is has risen the floor is taken anew, and the rows with it', () => {
  const graph = graphOf(network(3, edge(0, 1, 10), edge(1, 2, 10)));
  const table = new DistanceTable(graph);
  table.row(table.toward([2]), 'forwardNs');
  for (let told = 0; told < 64; told++) graph.setLatency(told % 2, 30, 30, 3);
  expect([...table.row(table.toward([2]), 'forwardNs')]).toEqual([60, 30, 0]);
});

test('when many arcs have filled up the floor is taken anew, once as much was told of latencies as there are edges', () => {
  const graph = graphOf(network(3, edge(0, 1, 10), edge(1, 2, 10), edge(0, 2, 50)));
  const table = new DistanceTable(graph);
  const told = (): number => table.row(table.toward([2], 1), 'forwardNs')[0] as number;
  expect(told()).toBe(20);
  graph.setFreeSlots(0, 0);
  expect(told()).toBe(20);
  for (let round = 0; round < 64; round++) graph.setLatency(2, 50, 50, 3);
  expect(told()).toBe(50);
  graph.setFreeSlots(0, 1);
  expect(told()).toBe(20);
});

test('no more is kept than there is room for, and what was given up is reckoned again', () => {
  const table = new DistanceTable(graphOf(network(9, ...Array.from({ length: 8 }, (_, at) => edge(at, at + 1, 1)))), 6 * 9 * 4);
  const kept = new Set<Int32Array>();
  for (let round = 0; round < 90; round++) {
    const target = round % 9;
    const row = table.row(table.toward([target]), 'forwardNs');
    expect([...row]).toEqual(Array.from({ length: 9 }, (_, vertex) => Math.abs(vertex - target)));
    kept.add(row);
  }
  // Nine come in turn where there is room for six: some of them are still there, as many are not.
  expect(kept.size).toBeLessThan(80);
  expect(kept.size).toBeGreaterThan(40);
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
