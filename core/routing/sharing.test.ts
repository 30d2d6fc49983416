import { expect, test } from 'vitest';
import { findRoute } from './find-route';
import { worseTotalNs, type RoutePath, type RoutingQuery } from './query';
import { nextBestRoutes } from './routes-in-order';
import { sharedCount, sharingWith } from './sharing';
import { allowedRoutes } from './testing/brute-force';
import { edge, network, query } from './testing/examples';
import { graphOf, randomNetwork, randomQuery, type TestNetwork } from './testing/random-network';
import { seededRandom } from './testing/seeded-random';
import { wovenNetwork } from './testing/woven-network';

test('a group counts once however often a route meets it, and so does an edge', () => {
  const risky = (...sharedRisks: number[]) => edge(0, 1, 1, { sharedRisks });
  const graph = graphOf(network(2, risky(5, 6), risky(6), risky(), risky(5), risky(7)));
  const sharing = sharingWith(graph, [{ edges: [0, 1] }, { edges: [1, 2] }]);
  const shares = (...edges: number[]): number => sharedCount(sharing, { edges });
  expect([shares(), shares(0), shares(1), shares(2), shares(3), shares(4)]).toEqual([0, 3, 2, 1, 1, 0]);
  expect([shares(0, 1), shares(3, 3), shares(0, 1, 2, 3, 4)]).toEqual([4, 1, 5]);
});

test('what is shared comes before the objective, and never before the limit', () => {
  const net = network(2, edge(0, 1, 1, { sharedRisks: [0] }), edge(0, 1, 2, { sharedRisks: [0, 1] }), edge(0, 1, 9), edge(0, 1, 8));
  const graph = graphOf(net);
  const shareLeast = sharingWith(graph, [{ edges: [0] }]);
  const order = (limitNs: number) => nextBestRoutes(graph, query(0, 1, { shareLeast, limitNs }), 9).routes.map(({ edges }) => edges[0]);
  expect(order(10)).toEqual([3, 2, 1, 0]);
  expect(order(7)).toEqual([1, 0]);
});

test('against every route there is: those that share least come first, among equals the best by the objective', () => {
  let [routeCount, sharingRoutes] = [0, 0];
  for (let seed = 0; seed < 1500; seed++) {
    const random = seededRandom(seed);
    const net = random.chance(0.6) ? randomNetwork(random) : wovenNetwork(random);
    const plain = randomQuery(random, net);
    const all = allowedRoutes(net, plain);
    if (all.length === 0 || all.length > 300) continue;
    const graph = graphOf(net);
    const others = [all[random.below(all.length)], all[random.below(all.length)]].flatMap((route) => route ?? []);
    const asked = { ...plain, shareLeast: sharingWith(graph, others) };
    const figures = figuresOf(net, asked, others);
    const expected = all.map(figures).sort(byFigures);
    const note = `seed ${seed}`;
    const first = findRoute(graph, asked);
    expect(first.kind === 'route' && figures(first.path), note).toEqual(expected[0]);
    const { routes } = nextBestRoutes(graph, asked, 12);
    expect(routes.map(figures), note).toEqual(expected.slice(0, 12));
    routeCount += routes.length;
    sharingRoutes += expected.slice(0, 12).filter(([shared]) => shared !== 0).length;
  }
  expect(Math.min(routeCount, sharingRoutes)).toBeGreaterThan(1500);
});

test('a budget that does not suffice hands out a route, and never calls it the one that shares least', () => {
  const graph = graphOf(network(3, edge(0, 1, 1), edge(0, 1, 2), edge(0, 2, 0), edge(2, 1, 9)));
  const asked = query(0, 1, { shareLeast: sharingWith(graph, [{ edges: [0, 2] }]) });
  expect(findRoute(graph, asked, 1)).toEqual({ kind: 'budget-spent', best: null });
  expect(findRoute(graph, asked, 5)).toMatchObject({ kind: 'budget-spent', best: { edges: [0] } });
  expect(findRoute(graph, asked, 50)).toMatchObject({ kind: 'route', path: { edges: [1] } });
});

test('what all ways have in common keeps none of them back, and holds after a change', () => {
  const graph = graphOf(network(3, edge(0, 1, 1), edge(1, 2, 1), edge(1, 2, 2), edge(0, 1, 7)));
  const asked = query(0, 2, { shareLeast: sharingWith(graph, [{ edges: [0, 1] }]) });
  graph.setEdgeUsable(3, false);
  expect(findRoute(graph, asked)).toMatchObject({ path: { edges: [0, 2] } });
  graph.setEdgeUsable(3, true);
  expect(findRoute(graph, asked)).toMatchObject({ path: { edges: [3, 2] } });
});

/** Counted on the plain records. */
function figuresOf(net: TestNetwork, asked: RoutingQuery, others: readonly RoutePath[]): (route: RoutePath) => readonly number[] {
  const risksOf = (routes: readonly RoutePath[]): Set<number> =>
    new Set(routes.flatMap(({ edges }) => edges.flatMap((index) => net.edges[index]?.sharedRisks ?? [])));
  const theirEdges = new Set(others.flatMap(({ edges }) => edges));
  const theirRisks = risksOf(others);
  return (route) => [
    route.edges.filter((index) => theirEdges.has(index)).length + [...risksOf([route])].filter((risk) => theirRisks.has(risk)).length,
    asked.objective === 'price' ? route.price : 0,
    worseTotalNs(route),
  ];
}

const byFigures = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((order, figure, at) => order || figure - (other[at] ?? 0), 0);
