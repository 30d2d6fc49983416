import { describe, expect, test } from 'vitest';
import { diversities, type Diversity } from '../model/diversity';
import { alternativesTo, type Alternatives } from './alternatives';
import { findRoute } from './find-route';
import { worseTotalNs, type RoutePath, type RoutingQuery } from './query';
import { allowedRoutes } from './testing/brute-force';
import { areDiverse } from './testing/disjoint';
import { edge, network, query } from './testing/examples';
import { planarNetwork } from './testing/planar-network';
import { graphOf, randomNetwork, randomQuery, type TestNetwork } from './testing/random-network';
import { seededRandom } from './testing/seeded-random';
import { wovenNetwork } from './testing/woven-network';

const edgesOf = ({ alternatives }: Alternatives): readonly (readonly number[])[] => alternatives.map(({ path }) => path.edges);

const primaryOf = (net: TestNetwork, asked: RoutingQuery): RoutePath => {
  const answer = findRoute(graphOf(net), asked);
  if (answer.kind !== 'route') throw new Error(answer.kind);
  return answer.path;
};

describe('alternatives to a primary', () => {
  // Two circuits in one duct, one beside it in another, a way round, and a bridge that all have to take.
  const net = network(
    4,
    ...[edge(0, 1, 1, { sharedRisks: [0] }), edge(0, 1, 2, { sharedRisks: [0] }), edge(0, 1, 5, { sharedRisks: [1] })],
    ...[edge(0, 2, 4), edge(2, 1, 4)],
    edge(1, 3, 1, { sharedRisks: [2] }),
  );

  test('what shares no risk comes first, then what shares no edge, then what shares least; each says what it shares', () => {
    const asked = query(0, 1);
    const { alternatives, end } = alternativesTo(graphOf(net), asked, primaryOf(net, asked), 9);
    expect(alternatives.map(({ path: { edges }, shared: { sharedRisks } }) => [edges, sharedRisks])).toEqual([
      [[2], []],
      [[3, 4], []],
      [[1], [0]],
    ]);
    expect(end).toBe('exhausted');
  });

  test('a bridge that all have to take keeps none of them away', () => {
    const asked = query(0, 3);
    const { alternatives } = alternativesTo(graphOf(net), asked, primaryOf(net, asked), 2);
    expect(alternatives).toMatchObject([
      { path: { edges: [2, 5] }, shared: { edges: [5], sharedRisks: [2], vertices: [1] } },
      { path: { edges: [3, 4, 5] }, shared: { edges: [5], sharedRisks: [2], vertices: [1] } },
    ]);
  });

  test('none is over the limit, however diverse it would be', () => {
    const asked = query(0, 1, { limitNs: 4 });
    expect(edgesOf(alternativesTo(graphOf(net), asked, primaryOf(net, asked), 9))).toEqual([[1]]);
  });

  test.each<[Diversity, readonly (readonly number[])[]]>([
    ['link', [[2], [3, 4], [1]]],
    ['shared-risk', [[2], [3, 4]]],
    ['node', [[2], [3, 4], [1]]],
  ])('what is required by %s is kept to', (required, edges) => {
    const asked = query(0, 1);
    const found = alternativesTo(graphOf(net), asked, primaryOf(net, asked), 9, required);
    expect(edgesOf(found)).toEqual(edges);
    expect(alternativesTo(graphOf(net), query(0, 3), primaryOf(net, query(0, 3)), 9, required)).toEqual({
      alternatives: [],
      end: 'exhausted',
    });
  });

  test('of those that are alike one that is apart from those before goes first', () => {
    const ways = [edge(0, 1, 1), edge(0, 1, 2, { sharedRisks: [0] }), edge(0, 1, 3, { sharedRisks: [0] }), edge(0, 1, 9)];
    const asked = query(0, 1);
    expect(edgesOf(alternativesTo(graphOf(network(2, ...ways)), asked, primaryOf(network(2, ...ways), asked), 3))).toEqual([[1], [3], [2]]);
  });

  test('no more are given than were asked for', () => {
    const asked = query(0, 1);
    expect(alternativesTo(graphOf(net), asked, primaryOf(net, asked), 1)).toMatchObject({
      alternatives: [{ path: { edges: [2] } }],
      end: 'count-reached',
    });
    expect(alternativesTo(graphOf(net), asked, primaryOf(net, asked), 0)).toEqual({ alternatives: [], end: 'count-reached' });
  });

  test('a spent budget is told, with what was found until then', () => {
    const { network: large, cornerToCorner } = planarNetwork(seededRandom(3), 300);
    const asked = { ...cornerToCorner, objective: 'price', limitNs: worseTotalNs(primaryOf(large, cornerToCorner)) * 1.2 } as const;
    const primary = primaryOf(large, asked);
    for (const budget of [0, 300, 3000, 20_000]) {
      const { alternatives, end } = alternativesTo(graphOf(large), asked, primary, 500, null, budget);
      expect(end).toBe('budget-spent');
      expect(new Set(alternatives.map(({ path }) => path.edges.join())).size).toBe(alternatives.length);
    }
  });
});

test('against every route there is: one after another the alternatives are the best by the rule', () => {
  let [given, sharing] = [0, 0];
  for (let seed = 0; seed < 1200; seed++) {
    const random = seededRandom(seed);
    const net = random.chance(0.6) ? randomNetwork(random) : wovenNetwork(random);
    const asked = randomQuery(random, net);
    const all = allowedRoutes(net, asked);
    const primary = random.chance(0.5) ? all[0] : all[random.below(all.length)];
    if (primary === undefined || all.length > 200) continue;
    const required = random.chance(0.6) ? null : random.pick(diversities);
    const { alternatives, end } = alternativesTo(graphOf(net), asked, primary, 4, required);
    const note = `seed ${seed}`;
    const left = all.filter((route) => !isSame(route, primary) && (required === null || areDiverse(net, asked, route, primary, required)));
    const before: RoutePath[] = [];
    for (const { path, shared } of alternatives) {
      const rank = rankOf(net, asked, primary, before);
      const best = left.map(rank).sort(byFigures)[0];
      const at = left.findIndex((route) => isSame(route, path));
      expect(at, note).toBeGreaterThanOrEqual(0);
      expect(rank(path), note).toEqual(best);
      left.splice(at, 1);
      before.push(path);
      expect(shared.edges, note).toEqual(path.edges.filter((index) => primary.edges.includes(index)));
      expect(shared.sharedRisks.length + shared.edges.length, note).toBe(sharedBetween(net, primary, path));
      given++;
      sharing += Number(shared.edges.length > 0);
    }
    expect(end, note).toBe(alternatives.length === 4 ? 'count-reached' : 'exhausted');
    if (end === 'exhausted') expect(left, note).toEqual([]);
  }
  expect(Math.min(given, sharing)).toBeGreaterThan(70);
});

const isSame = (one: RoutePath, other: RoutePath): boolean =>
  one.vertices.join() === other.vertices.join() && one.edges.join() === other.edges.join();

/** By the words of the rule: what is shared with the primary, then with those before, then how much, then the objective. */
function rankOf(
  net: TestNetwork,
  asked: RoutingQuery,
  primary: RoutePath,
  before: readonly RoutePath[],
): (route: RoutePath) => readonly number[] {
  const level = (route: RoutePath, others: readonly RoutePath[]): number => {
    const isApart = (by: Diversity): boolean => others.every((other) => areDiverse(net, asked, route, other, by));
    return isApart('shared-risk') ? 0 : isApart('link') ? 1 : 2;
  };
  return (route) => [
    level(route, [primary]),
    level(route, before),
    sharedBetween(net, primary, route),
    asked.objective === 'price' ? route.price : 0,
    worseTotalNs(route),
  ];
}

function sharedBetween(net: TestNetwork, one: RoutePath, other: RoutePath): number {
  const risks = (route: RoutePath): Set<number> => new Set(route.edges.flatMap((index) => net.edges[index]?.sharedRisks ?? []));
  const theirs = risks(one);
  return other.edges.filter((index) => one.edges.includes(index)).length + [...risks(other)].filter((risk) => theirs.has(risk)).length;
}

const byFigures = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((order, figure, at) => order || figure - (other[at] ?? 0), 0);
