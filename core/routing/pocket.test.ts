import { expect, test } from 'vitest';
import { findRoute } from './find-route';
import { Ground } from './ground';
import { isCutOff } from './pocket';
import { searchOf } from './search';
import { allRoutes } from './subspace';
import { allowedRoutes } from './testing/brute-force';
import { query } from './testing/examples';
import { planarNetwork } from './testing/planar-network';
import { graphOf, randomNetwork, randomQuery } from './testing/random-network';
import { seededRandom } from './testing/seeded-random';

test('what is cut off has no route, and where it is small it is seen', () => {
  const seen = { cutOff: 0, routes: 0 };
  for (let seed = 0; seed < 3000; seed++) {
    const random = seededRandom(seed);
    const net = randomNetwork(random);
    const asked = { ...randomQuery(random, net), limitNs: Infinity };
    const ground = new Ground(graphOf(net));
    ground.open(asked);
    const routes = allowedRoutes(net, asked);
    const isSeen = isCutOff(ground, asked, allRoutes);
    if (isSeen) expect(routes, `seed ${seed}`).toEqual([]);
    if (isSeen) seen.cutOff++;
    else if (routes.length > 0) seen.routes++;
    // Marks of avoidance apart, which may let a vertex be an end and no more, what has no route is seen.
    else if (asked.avoid === null) throw new Error(`seed ${seed}: it has no route`);
  }
  expect(Math.min(seen.cutOff, seen.routes)).toBeGreaterThan(500);
});

test('what the kept part of a route cuts off has no route that goes on from there, and where it is small it is seen', () => {
  const seen = { cutOff: 0, routes: 0 };
  for (let seed = 0; seed < 2000; seed++) {
    const random = seededRandom(seed);
    const net = randomNetwork(random);
    const asked = { ...randomQuery(random, net), limitNs: Infinity };
    const ground = new Ground(graphOf(net));
    const routes = allowedRoutes(net, asked);
    const [base] = routes;
    if (base === undefined) continue;
    for (const [at, edge] of base.edges.entries()) {
      const subspace = { base, at, barredSources: [], barredEdges: [edge], mayEnd: true };
      ground.open(asked);
      expect(ground.keep(subspace)).toBe(true);
      if (ground.endsAtSpur) continue;
      const goesOn = routes.filter(({ vertices, edges }) => {
        const keepsPart = base.edges.slice(0, at).every((kept, index) => edges[index] === kept);
        return vertices[0] === base.vertices[0] && keepsPart && edges.length > at && edges[at] !== edge;
      });
      if (isCutOff(ground, asked, subspace)) {
        seen.cutOff++;
        expect(goesOn, `seed ${seed}`).toEqual([]);
      } else if (goesOn.length > 0) seen.routes++;
      else if (asked.avoid === null) throw new Error(`seed ${seed}: nothing goes on from vertex ${ground.spur}`);
    }
  }
  expect(Math.min(seen.cutOff, seen.routes)).toBeGreaterThan(300);
});

test.each(['latency', 'price'] as const)('a full edge at the far end does not have a search by %s try every way to it', (objective) => {
  const { network: net, cornerToCorner } = planarNetwork(seededRandom(4), 1000);
  for (const isSymmetric of [true, false]) {
    const graph = graphOf(net);
    const [target = 0] = cornerToCorner.targets;
    const asked = query(cornerToCorner.sources[0] ?? 0, target, { objective, limitNs: Infinity });
    if (!isSymmetric) graph.setLatency(0, 5, 6, 3);
    expect(findRoute(graph, asked).kind).toBe('route');
    for (let arc = graph.firstArc[target] ?? 0; arc < (graph.firstArc[target + 1] ?? 0); arc++)
      graph.setFreeSlots(graph.arcEdge[arc] ?? 0, 0);
    expect(findRoute(graph, asked)).toEqual({ kind: 'none' });
    expect(searchOf(graph).spent).toBeLessThan(200);
  }
});
