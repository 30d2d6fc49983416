import { expect, test } from 'vitest';
import { CheapestSearch } from './cheapest-search';
import { Ground } from './ground';
import { allRoutes, type Later, type SearchOutcome, type Subspace } from './subspace';
import { graphOf, randomNetwork, randomQuery } from './testing/random-network';
import { planarNetwork } from './testing/planar-network';
import { seededRandom, type SeededRandom } from './testing/seeded-random';
import type { RoutingGraph } from './graph';
import type { RoutePath, RoutingQuery } from './query';

test('with bounds of its own it finds what it finds without, in any subspace', () => {
  let routes = 0;
  for (let seed = 0; seed < 3_000; seed++) {
    const random = seededRandom(seed);
    const net = randomNetwork(random);
    const graph = graphOf({ ...net, edges: net.edges.map((edge) => ({ ...edge, zaNs: edge.azNs })) });
    const query: RoutingQuery = { ...randomQuery(random, net), objective: 'price' };
    const kept = new CheapestSearch(new Ground(graph), Infinity);
    const own = new CheapestSearch(new Ground(graph), 0);
    let subspace: Subspace = allRoutes;
    for (let depth = 0; depth < 3; depth++) {
      const expected = kept.best(query, subspace, 1e6, Infinity);
      expect(worthOf(own.best(query, subspace, 1e6, Infinity)), `seed ${seed}, depth ${depth}`).toEqual(worthOf(expected));
      if (expected.kind !== 'route') break;
      routes++;
      subspace = anySubspace(random, graph, expected.path, query);
    }
  }
  expect(routes).toBeGreaterThan(2_000);
});

test('where what is full stands in the way, bounds of its own spare labels', () => {
  const random = seededRandom(7);
  const { network, cornerToCorner } = planarNetwork(random, 2_000);
  const graph = graphOf(network);
  for (let edge = 0; edge < graph.edgeCount; edge++) {
    graph.setLatency(edge, 1_000, 1_000, 3);
    graph.setPrice(edge, 20 + random.below(981));
  }
  const query: RoutingQuery = { ...cornerToCorner, objective: 'price', limitNs: Infinity };
  const ground = new Ground(graph);
  const kept = new CheapestSearch(ground, Infinity);
  const own = new CheapestSearch(ground, 500);
  const route = worthOf(kept.best(query, allRoutes, 1e6, Infinity));
  expect(kept.spent).toBeLessThan(500);
  // The kept bounds know nothing of it.
  for (let edge = 0; edge < graph.edgeCount; edge++) if (random.chance(0.2)) graph.setFreeSlots(edge, 0);
  const other = worthOf(kept.best({ ...query }, allRoutes, 1e6, Infinity));
  expect(other).not.toEqual(route);
  expect(worthOf(own.best({ ...query }, allRoutes, 1e6, Infinity))).toEqual(other);
  expect(own.spent).toBeLessThan(0.7 * kept.spent);
});

const worthOf = (outcome: SearchOutcome | Later): readonly (string | number)[] =>
  outcome.kind === 'route' ? ['route', outcome.path.price, outcome.path.forwardNs] : [outcome.kind];

/** Other routes that leave this one somewhere. */
function anySubspace(random: SeededRandom, graph: RoutingGraph, path: RoutePath, { targets }: RoutingQuery): Subspace {
  const at = random.below(path.vertices.length);
  const edge = path.edges[at];
  const isEnd = targets.includes(path.vertices[at] ?? -1);
  const { firstArc, arcEdge } = graph;
  const leaving = [...arcEdge.subarray(firstArc[path.vertices[at] ?? 0], firstArc[(path.vertices[at] ?? 0) + 1])];
  const barredEdges = [...(edge === undefined ? [] : [edge]), ...leaving.filter(() => random.chance(0.2))];
  return { base: path, at, barredSources: [], barredEdges, mayEnd: isEnd && edge !== undefined };
}
