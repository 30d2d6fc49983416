import { expect, test } from 'vitest';
import { edgeBlocks, vertexBlocks } from './eligibility';
import { Gate } from './gate';
import { changeSomething, graphOf, randomNetwork, randomQuery } from './testing/random-network';
import { seededRandom } from './testing/seeded-random';

test('after any changes the gate lets pass what nothing keeps from the query, and nothing else', () => {
  let open = 0;
  let shut = 0;
  for (let seed = 0; seed < 200; seed++) {
    const random = seededRandom(seed);
    const net = randomNetwork(random);
    const graph = graphOf(net);
    const gate = new Gate(graph);
    for (let round = 0; round < 10; round++) {
      changeSomething(random, net, graph);
      const query = randomQuery(random, net);
      gate.open(query);
      const edges = Array.from({ length: graph.edgeCount }, (_, edge) => edge);
      const vertices = Array.from({ length: graph.vertexCount }, (_, vertex) => vertex);
      const passed = [
        ...edges.map((edge) => gate.edge(edge)),
        ...vertices.flatMap((vertex) => [gate.vertex(vertex, true), gate.vertex(vertex, false)]),
      ];
      expect(passed, `seed ${seed}, round ${round}`).toEqual([
        ...edges.map((edge) => edgeBlocks(graph, query, edge) === 0),
        ...vertices.flatMap((vertex) => [true, false].map((isEnd) => vertexBlocks(graph, query, vertex, isEnd) === 0)),
      ]);
      open += passed.filter((isOpen) => isOpen).length;
      shut += passed.filter((isOpen) => !isOpen).length;
    }
  }
  expect(Math.min(open, shut)).toBeGreaterThan(2_000);
});
