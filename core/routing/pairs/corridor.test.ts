import { expect, test } from 'vitest';
import { allowedRoutes } from '../testing/brute-force';
import { edge, network, query } from '../testing/examples';
import { graphOf, randomNetwork, randomQuery } from '../testing/random-network';
import { seededRandom } from '../testing/seeded-random';
import { corridorOf, type Corridor } from './corridor';

const anything = { limitNs: Infinity, pricePerSlot: Infinity };

const arcsOf = ({ vertices, edges, arcTail, arcHead, arcEdge }: Corridor): string[] =>
  Array.from(arcHead, (head, arc) => {
    const tail = vertices[arcTail[arc] ?? -1] ?? -1;
    return `${tail} to ${vertices[head] ?? -1} by ${edges[arcEdge[arc] ?? -1] ?? -1}`;
  }).sort();

test('it holds what can be on a route within the limit, in the direction in which a route takes it', () => {
  const net = network(5, edge(0, 1, 2), edge(1, 2, 2), edge(0, 2, 9), edge(1, 3, 1), edge(3, 2, 9, { azNs: 2, zaNs: 3 }), edge(3, 4, 1));
  const corridor = corridorOf(graphOf(net), query(0, 2), { ...anything, limitNs: 6 });
  if (corridor === null) throw new Error('no corridor');
  expect([...corridor.vertices]).toEqual([0, 1, 2, 3]);
  expect(arcsOf(corridor)).toEqual(['0 to 1 by 0', '1 to 2 by 1', '1 to 3 by 3', '3 to 1 by 3', '3 to 2 by 4']);
  expect([...corridor.forwardNs]).toEqual([4, 2, 0, 2]);
  expect([...corridor.backwardNs]).toEqual([4, 2, 0, 3]);
});

test('no limit but the query’s own is needed; where that is not met there is none', () => {
  const graph = graphOf(network(2, edge(0, 1, 5)));
  expect(corridorOf(graph, query(0, 1, { limitNs: 5 }), anything)?.edges).toHaveLength(1);
  expect(corridorOf(graph, query(0, 1, { limitNs: 4 }), anything)).toBeNull();
});

test('every route that passes through none of its possible ends lies in it, and no arc to a source or from a target', () => {
  let routes = 0;
  for (let seed = 0; seed < 1000; seed++) {
    const random = seededRandom(seed);
    const net = randomNetwork(random);
    const asked = randomQuery(random, net);
    const corridor = corridorOf(graphOf(net), asked, anything);
    const arcs = new Set(corridor === null ? [] : arcsOf(corridor));
    for (const { vertices, edges } of allowedRoutes(net, asked)) {
      if (vertices.slice(1).some((vertex) => asked.sources.includes(vertex))) continue;
      if (vertices.slice(0, -1).some((vertex) => asked.targets.includes(vertex))) continue;
      routes++;
      for (const [at, used] of edges.entries())
        expect(arcs, `seed ${seed}`).toContain(`${vertices[at] ?? -1} to ${vertices[at + 1] ?? -1} by ${used}`);
      for (const vertex of vertices) expect(corridor?.vertices, `seed ${seed}`).toContain(vertex);
    }
    for (const arc of arcs) {
      const [tail, head] = arc.split(/ to | by /).map(Number);
      expect(asked.targets, `seed ${seed}`).not.toContain(tail);
      expect(asked.sources, `seed ${seed}`).not.toContain(head);
    }
  }
  expect(routes).toBeGreaterThan(1000);
});
