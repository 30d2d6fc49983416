import { describe, expect, test } from 'vitest';
import { diversityKinds, type DiversityKind } from '../model/diversity';
import { avoidanceOf } from './avoidance';
import { findRoute } from './find-route';
import { worseTotalNs } from './query';
import { nextBestRoutes } from './routes-in-order';
import { allowedRoutes } from './testing/brute-force';
import { areDiverse } from './testing/disjoint';
import { edge, network, query, vertex } from './testing/examples';
import { graphOf, randomNetwork, randomQuery, type TestNetwork } from './testing/random-network';
import { seededRandom } from './testing/seeded-random';

describe('a route that is to be diverse from another', () => {
  // Two circuits in one duct, a third beside them, and a way over another node.
  const net: TestNetwork = {
    vertices: [vertex(), vertex({ site: 0 }), vertex(), vertex({ site: 0 })],
    edges: [
      ...[edge(0, 1, 1, { sharedRisks: [7] }), edge(0, 1, 2, { sharedRisks: [2, 7] }), edge(0, 1, 3)],
      ...[edge(1, 2, 1), edge(1, 2, 2), edge(0, 3, 10), edge(3, 2, 10), edge(0, 2, 50)],
    ],
  };
  const graph = graphOf(net);
  const primary = { vertices: [0, 1, 2], edges: [0, 3] };

  test.each<[DiversityKind, readonly number[]]>([
    ['link', [1, 4]],
    ['shared-risk', [2, 4]],
    ['node', [5, 6]],
    ['site', [7]],
  ])('by %s takes the best that shares none', (by, edges) => {
    const asked = query(0, 2);
    expect(findRoute(graph, { ...asked, avoid: avoidanceOf(graph, asked, [primary], by) })).toMatchObject({
      kind: 'route',
      path: { edges },
    });
  });

  test('avoids what several others use, and what was to be avoided before', () => {
    const asked = query(0, 2);
    const avoid = avoidanceOf(graph, asked, [primary, { vertices: [0, 1, 2], edges: [1, 4] }], 'link');
    expect(findRoute(graph, { ...asked, avoid })).toMatchObject({ path: { edges: [5, 6] } });
    const both = avoidanceOf(graph, { ...asked, avoid }, [{ vertices: [0, 3, 2], edges: [5, 6] }], 'node');
    expect(findRoute(graph, { ...asked, avoid: both })).toMatchObject({ path: { edges: [7] } });
    expect(avoid.edges[5]).toBe(0);
  });

  test('may begin and end where the other does, but not pass through there', () => {
    const line = network(4, edge(0, 1, 1), edge(1, 2, 1), edge(0, 3, 9), edge(3, 2, 9));
    const ends = { sources: [0, 1], targets: [2] };
    const asked = query(0, 2, ends);
    const over = (vertices: readonly number[], edges: readonly number[]) =>
      findRoute(graphOf(line), { ...asked, avoid: avoidanceOf(graphOf(line), asked, [{ vertices, edges }], 'node') });
    // Node 1 is the other's end: the route from 0 must not pass it.
    expect(over([1, 2], [1])).toMatchObject({ path: { vertices: [0, 3, 2] } });
    // Node 1 is passed by the other: the route must not begin there either.
    expect(over([0, 1, 2], [0, 1])).toMatchObject({ path: { vertices: [0, 3, 2] } });
  });

  test('keeps an end that it cannot do without, even where the other passes through', () => {
    const line = network(3, edge(0, 1, 1), edge(1, 2, 1), edge(1, 2, 5));
    const asked = query(1, 2);
    const avoid = avoidanceOf(graphOf(line), asked, [{ vertices: [0, 1, 2], edges: [0, 1] }], 'node');
    expect(findRoute(graphOf(line), { ...asked, avoid })).toMatchObject({ path: { edges: [2] } });
  });

  test('marks made for another graph are refused', () => {
    const asked = query(0, 2);
    const avoid = avoidanceOf(graph, asked, [primary], 'link');
    expect(() => findRoute(graphOf(network(3)), { ...asked, avoid })).toThrow('marked for another graph');
  });
});

test('against every route there is: of those that are diverse from another the best is found, and all in order', () => {
  const seen = { route: 0, none: 0 };
  for (let seed = 0; seed < 2500; seed++) {
    const random = seededRandom(seed);
    const net = randomNetwork(random);
    const asked = { ...randomQuery(random, net), avoid: null };
    const all = allowedRoutes(net, asked);
    const other = all[random.below(all.length)];
    if (other === undefined) continue;
    const by = diversityKinds[seed % diversityKinds.length] ?? 'link';
    const graph = graphOf(net);
    const diverse = all.filter((route) => areDiverse(net, asked, route, other, by));
    const narrowed = { ...asked, avoid: avoidanceOf(graph, asked, [other], by) };
    const note = `seed ${seed}, ${by}`;
    const answer = findRoute(graph, narrowed);
    expect(answer.kind === 'route' ? worseTotalNs(answer.path) : null, note).toBe(diverse[0]?.worseNs ?? null);
    const { routes } = nextBestRoutes(graph, narrowed, 1000);
    expect(new Set(routes.map(({ edges, vertices }) => `${vertices.join()} ${edges.join()}`)), note).toEqual(
      new Set(diverse.map(({ edges, vertices }) => `${vertices.join()} ${edges.join()}`)),
    );
    seen[answer.kind === 'route' ? 'route' : 'none']++;
  }
  expect(Math.min(seen.route, seen.none)).toBeGreaterThan(200);
});
