import { describe, expect, test } from 'vitest';
import { worseTotalNs, type RoutePath, type RoutingQuery } from './query';
import { nextBestRoutes, routesInOrder } from './routes-in-order';
import { allowedRoutes, judge, type TriedRoute } from './testing/brute-force';
import { edge, network, query } from './testing/examples';
import { planarNetwork } from './testing/planar-network';
import { changeSomething, graphOf, randomNetwork, randomQuery, type TestNetwork } from './testing/random-network';
import { seededRandom } from './testing/seeded-random';

describe('which routes differ', () => {
  test('parallel edges make routes of their own', () => {
    const net = network(2, edge(0, 1, 5), edge(0, 1, 4), edge(1, 0, 6));
    expect(edgesOf(nextBestRoutes(graphOf(net), query(0, 1), 9).routes)).toEqual([[1], [0], [2]]);
  });

  test('a route may pass one of its possible ends on the way to another', () => {
    const net = network(3, edge(0, 1, 5), edge(1, 2, 5));
    const asked = query(0, 1, { sources: [0, 1], targets: [1, 2] });
    const { routes, end } = nextBestRoutes(graphOf(net), asked, 9);
    expect(end).toBe('exhausted');
    expect(routes.map((route) => route.vertices).toSorted()).toEqual([[0, 1], [0, 1, 2], [1], [1, 2]]);
  });

  test('only as many as were asked for are given', () => {
    const net = network(2, edge(0, 1, 5), edge(0, 1, 4));
    expect(nextBestRoutes(graphOf(net), query(0, 1), 1)).toMatchObject({ routes: [{ edges: [1] }], end: 'count-reached' });
    expect(nextBestRoutes(graphOf(net), query(0, 1, { limitNs: 4 }), 2)).toMatchObject({ routes: [{ edges: [1] }], end: 'exhausted' });
  });
});

describe('against every route there is', () => {
  test('the routes come in the order of the objective, each once, until there are no more', () => {
    let routeCount = 0;
    for (let seed = 0; seed < 3000; seed++) {
      const { net, asked } = randomCase(seed);
      const all = allowedRoutes(net, asked);
      const count = seed % 3 === 0 ? 5 : 1000;
      const { routes, end } = nextBestRoutes(graphOf(net), asked, count);
      routeCount += routes.length;
      expectAllowed(routes, net, asked, `seed ${seed}`);
      expect(routes.map(figures(asked)), `seed ${seed}`).toEqual(all.slice(0, count).map(figures(asked)));
      expect(end, `seed ${seed}`).toBe(all.length < count ? 'exhausted' : 'count-reached');
    }
    expect(routeCount).toBeGreaterThan(6000);
  });

  test('after a change the next is the best in the graph as it is then, of those not given yet', () => {
    let [given, changes] = [0, 0];
    for (let seed = 0; seed < 1700; seed++) {
      const { net, asked, random } = randomCase(seed);
      const graph = graphOf(net);
      const sequence = routesInOrder(graph, asked);
      const seen = new Set<string>();
      for (let round = 0; round < 12; round++) {
        while (random.chance(0.5)) {
          changeSomething(random, net, graph);
          changes++;
        }
        const best = allowedRoutes(net, asked).find((route) => !seen.has(name(route)));
        const answer = sequence.next();
        expect(answer.kind, `seed ${seed}`).toBe(best === undefined ? 'none' : 'route');
        if (answer.kind !== 'route' || best === undefined) continue;
        expectAllowed([answer.path], net, asked, `seed ${seed}`);
        expect(figures(asked)(answer.path), `seed ${seed}`).toEqual(figures(asked)(best));
        expect(seen, `seed ${seed}`).not.toContain(name(answer.path));
        seen.add(name(answer.path));
        given++;
      }
    }
    expect(Math.min(given, changes)).toBeGreaterThan(2000);
  });
});

describe('the budget', () => {
  const { network: net, cornerToCorner } = planarNetwork(seededRandom(8), 200);

  test('is for all routes together, and says that there may be more', () => {
    const graph = graphOf(net);
    const { routes, end } = nextBestRoutes(graph, cornerToCorner, 50, 400);
    expect(end).toBe('budget-spent');
    expect(routes.length).toBeGreaterThan(0);
    expect(routes.map(figures(cornerToCorner))).toEqual(
      nextBestRoutes(graph, cornerToCorner, routes.length).routes.map(figures(cornerToCorner)),
    );
  });

  test('a spent budget loses no route: the next call goes on', () => {
    const graph = graphOf(net);
    const sequence = routesInOrder(graph, cornerToCorner);
    const routes: RoutePath[] = [];
    let spent = 0;
    for (let budget = 1; routes.length < 20; budget++) {
      const answer = sequence.next(budget);
      if (answer.kind === 'none') break;
      if (answer.kind === 'budget-spent') spent++;
      else {
        routes.push(answer.path);
        budget = 1;
      }
    }
    expect(spent).toBeGreaterThan(20);
    expect(routes.map(figures(cornerToCorner))).toEqual(nextBestRoutes(graph, cornerToCorner, 20).routes.map(figures(cornerToCorner)));
  });

  test('what was seen when it was spent is a route that was not given yet', () => {
    const { network: large, cornerToCorner: far } = planarNetwork(seededRandom(9), 300);
    const graph = graphOf(large);
    const fastest = nextBestRoutes(graph, far, 1).routes.map(worseTotalNs)[0] ?? 0;
    const byPrice = { ...far, objective: 'price', limitNs: fastest * 1.1 } as const;
    const sequence = routesInOrder(graph, byPrice);
    const given = new Set<string>();
    let seen = 0;
    for (let round = 0; round < 200; round++) {
      const before = sequence.spent;
      const budget = 40 + (round % 8) * 40;
      const answer = sequence.next(budget);
      // The last step is finished, and those behind it look at their first: a node has at most six neighbours here.
      expect(sequence.spent - before).toBeLessThan(budget + 30);
      if (answer.kind === 'route') given.add(name(answer.path));
      if (answer.kind !== 'budget-spent' || answer.best === null) continue;
      seen++;
      expect(given).not.toContain(name(answer.best));
      expectAllowed([answer.best], large, byPrice, `round ${round}`);
    }
    expect(Math.min(seen, given.size)).toBeGreaterThan(5);
  });
});

const name = (route: Pick<RoutePath, 'vertices' | 'edges'>): string => `${route.vertices.join(' ')} by ${route.edges.join(' ')}`;

const edgesOf = (routes: readonly RoutePath[]): (readonly number[])[] => routes.map((route) => route.edges);

const figures =
  (asked: RoutingQuery) =>
  (route: RoutePath | TriedRoute): readonly number[] =>
    asked.objective === 'price' ? [route.price, worseTotalNs(route)] : [worseTotalNs(route)];

function randomCase(seed: number) {
  const random = seededRandom(seed);
  const net = randomNetwork(random);
  return { random, net, asked: randomQuery(random, net) };
}

function expectAllowed(routes: readonly RoutePath[], net: TestNetwork, asked: RoutingQuery, note: string): void {
  expect(new Set(routes.map(name)).size, note).toBe(routes.length);
  for (const route of routes) {
    const { forwardNs, backwardNs, price, blockers } = judge(net, asked, route.vertices, route.edges);
    expect({ ...route, blockers }, note).toEqual({ ...route, forwardNs, backwardNs, price, blockers: [] });
    expect(worseTotalNs(route), note).toBeLessThanOrEqual(asked.limitNs);
    expect(new Set(route.vertices).size, note).toBe(route.vertices.length);
    expect(asked.sources, note).toContain(route.vertices[0]);
    expect(asked.targets, note).toContain(route.vertices.at(-1));
  }
}
