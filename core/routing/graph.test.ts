import { expect, test } from 'vitest';
import { RoutingGraph } from './graph';
import { edge, network, vertex } from './testing/examples';
import { graphOf } from './testing/random-network';

test('each edge is two arcs, listed by their tail; a self-loop has none', () => {
  const graph = graphOf(network(3, edge(0, 1, 0, { azNs: 4, zaNs: 5 }), edge(2, 2, 9), edge(1, 0, 6), edge(2, 1, 7)));
  const arcsOf = (tail: number) =>
    Array.from(
      { length: Number(graph.firstArc[tail + 1]) - Number(graph.firstArc[tail]) },
      (_, index) => Number(graph.firstArc[tail]) + index,
    ).map((arc) => [graph.arcEdge[arc], graph.arcHead[arc], graph.arcForwardNs[arc], graph.arcBackwardNs[arc]]);
  expect(arcsOf(0)).toEqual([
    [0, 1, 4, 5],
    [2, 1, 6, 6],
  ]);
  expect(arcsOf(1)).toEqual([
    [0, 0, 5, 4],
    [2, 0, 6, 6],
    [3, 2, 7, 7],
  ]);
  expect(arcsOf(2)).toEqual([[3, 1, 7, 7]]);
});

test('shared risks are kept per edge, and counted to the highest', () => {
  const graph = graphOf(network(2, edge(0, 1, 1, { sharedRisks: [4, 2] }), edge(0, 1, 1), edge(0, 1, 1, { sharedRisks: [2] })));
  expect([0, 1, 2].map((at) => graph.sharedRisksOf(at))).toEqual([[4, 2], [], [2]]);
  expect(graph.sharedRiskCount).toBe(5);
});

test('a latency that is known one way only is unknown', () => {
  const graph = graphOf(network(2, edge(0, 1, 0, { azNs: 4, zaNs: -1 })));
  expect([graph.edgeNs(0, 0), graph.edgeNs(0, 1), graph.edgeRank[0]]).toEqual([-1, -1, -1]);
});

test('whether directions differ is known after each change', () => {
  const graph = graphOf(network(2, edge(0, 1, 3), edge(0, 1, 0, { azNs: 1, zaNs: 2 })));
  const seen = [graph.isSymmetric];
  for (const [azNs, zaNs] of [
    [2, 2],
    [2, 3],
    [4, 5],
    [-1, 5],
    [5, 4],
    [4, 4],
  ] as const) {
    graph.setLatency(1, azNs, zaNs, 0);
    seen.push(graph.isSymmetric);
  }
  expect(seen).toEqual([false, true, false, false, true, false, true]);
});

test.each([
  ['a latency that is no whole number of nanoseconds', () => graphOf(network(2, edge(0, 1, 1.5))), /latency of edge 0 is 1.5/],
  ['a negative latency', () => graphOf(network(2, edge(0, 1, -2))), /-1 for unknown/],
  ['a transit beyond 32 bits', () => new RoutingGraph([vertex({ transitNs: 2 ** 31 })], []), /transit of vertex 0/],
  ['a negative price', () => graphOf(network(2, edge(0, 1, 1, { pricePerSlot: -1 }))), /price -1 of edge 0/],
  ['a broken price', () => graphOf(network(2, edge(0, 1, 1, { pricePerSlot: 0.5 }))), /whole minor currency units/],
  ['a shared risk that is no index', () => graphOf(network(2, edge(0, 1, 1, { sharedRisks: [0, -1] }))), /a shared risk of edge 0 is -1/],
  ['a site that is no index', () => new RoutingGraph([vertex({ site: 2 ** 24 })], []), /site of vertex 0 is 16777216: give a whole number/],
  ['an end that is not there', () => graphOf(network(2, edge(0, 2, 1))), /an end of edge 0 is 2: the graph has vertices 0 to 1/],
])('%s is refused', (_, make, message) => {
  expect(make).toThrow(message);
});
