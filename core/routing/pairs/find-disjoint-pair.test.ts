import { describe, expect, test } from 'vitest';
import { diversityKinds, type DiversityKind } from '../../model/diversity';
import { worseTotalNs, type RoutePath, type RoutingQuery } from '../query';
import { allowedRoutes, judge } from '../testing/brute-force';
import { areDiverse } from '../testing/disjoint';
import { edge, network, query, vertex } from '../testing/examples';
import { planarNetwork } from '../testing/planar-network';
import { graphOf, randomNetwork, randomQuery, type TestNetwork } from '../testing/random-network';
import { seededRandom } from '../testing/seeded-random';
import { spannedNetwork, wovenNetwork } from '../testing/woven-network';
import { findDisjointPair, type DisjointPair, type PairAim, type PairAnswer } from './find-disjoint-pair';

const bySum = (by: DiversityKind): PairAim => ({ by, measure: 'sum' });

const edgesOf = (answer: PairAnswer): readonly (readonly number[])[] =>
  answer.kind === 'pair' ? answer.pair.routes.map((route) => route.edges) : [];

describe('what a pair is', () => {
  test('the best route is given up where it stands in the way of any other', () => {
    // The way 0-1-2-3 is the fastest, and cuts both of the others.
    const net = network(4, edge(0, 1, 1), edge(1, 2, 1), edge(2, 3, 1), edge(0, 2, 5), edge(1, 3, 5));
    expect(findDisjointPair(graphOf(net), query(0, 3), bySum('node'))).toMatchObject({ kind: 'pair', pair: { value: 12 } });
    expect(edgesOf(findDisjointPair(graphOf(net), query(0, 3), bySum('link')))).toEqual([
      [0, 4],
      [3, 2],
    ]);
  });

  test('both routes are within the limit, even if a pair with less in all is not', () => {
    const net = network(6, ...[edge(0, 5, 1), edge(0, 5, 20)], ...[edge(0, 1, 6), edge(1, 5, 6)], ...[edge(0, 2, 7), edge(2, 5, 7)]);
    expect(findDisjointPair(graphOf(net), query(0, 5), bySum('node'))).toMatchObject({ pair: { value: 13 } });
    const without = { ...query(0, 5, { excludedEdges: new Set([0]) }) };
    expect(findDisjointPair(graphOf(net), { ...without, limitNs: 19 }, bySum('node'))).toMatchObject({ pair: { value: 26 } });
    expect(findDisjointPair(graphOf(net), { ...without, limitNs: 13 }, bySum('node'))).toEqual({ kind: 'none' });
  });

  test('of two directions the worse total counts for each of the routes', () => {
    const net = network(
      3,
      ...[edge(0, 1, 0, { azNs: 9, zaNs: 1 }), edge(0, 1, 4)],
      ...[edge(1, 2, 0, { azNs: 1, zaNs: 9 }), edge(1, 2, 4)],
    );
    expect(findDisjointPair(graphOf(net), query(0, 2, { limitNs: 10 }), bySum('link'))).toMatchObject({ pair: { value: 18 } });
    expect(findDisjointPair(graphOf(net), query(0, 2, { limitNs: 9 }), bySum('link'))).toEqual({ kind: 'none' });
  });

  test('the sum and the worse of the two are different aims', () => {
    const net = network(5, edge(0, 1, 1), edge(0, 1, 12), ...[edge(0, 2, 3), edge(2, 1, 4)], ...[edge(0, 3, 4), edge(3, 1, 4)]);
    const graph = graphOf({ ...net, edges: net.edges.map((each, at) => (at === 0 || at > 3 ? { ...each, sharedRisks: [0] } : each)) });
    expect(findDisjointPair(graph, query(0, 1), bySum('shared-risk'))).toMatchObject({ pair: { value: 8, routes: [{ edges: [0] }, {}] } });
    expect(findDisjointPair(graph, query(0, 1, { excludedEdges: new Set([0]) }), { by: 'link', measure: 'worst' })).toMatchObject({
      pair: { value: 8 },
    });
  });

  test.each<[DiversityKind, PairAnswer['kind']]>([
    ['link', 'pair'],
    ['node', 'pair'],
    ['site', 'pair'],
    ['shared-risk', 'none'],
  ])('two circuits side by side in one duct, by %s: %s', (by, kind) => {
    const net = network(2, edge(0, 1, 1, { sharedRisks: [3] }), edge(0, 1, 1, { sharedRisks: [3] }));
    expect(findDisjointPair(graphOf(net), query(0, 1), bySum(by)).kind).toBe(kind);
  });

  test.each<[DiversityKind, number]>([
    ['link', 4],
    ['node', 12],
    ['site', 22],
  ])('by %s two routes may meet at what they cannot fail together by', (by, value) => {
    const net: TestNetwork = {
      // Nodes 1 and 2 stand at one site.
      vertices: [vertex(), vertex({ site: 0 }), vertex({ site: 0 }), vertex(), vertex()],
      edges: [
        ...[edge(0, 1, 1), edge(0, 1, 1), edge(1, 4, 1), edge(1, 4, 1)],
        ...[edge(0, 2, 5), edge(2, 4, 5), edge(0, 3, 10), edge(3, 4, 10)],
      ],
    };
    expect(findDisjointPair(graphOf(net), query(0, 4), bySum(by))).toMatchObject({ kind: 'pair', pair: { value } });
  });

  test('the routes may have different ends; one may not pass through an end of the other', () => {
    const net = network(4, edge(0, 1, 1), edge(1, 2, 1), edge(0, 3, 20), edge(3, 2, 20), edge(1, 2, 5));
    const asked = query(0, 2, { sources: [0, 1] });
    expect(edgesOf(findDisjointPair(graphOf(net), asked, bySum('node')))).toEqual([[1], [4]]);
    const oneWay = { ...asked, excludedEdges: new Set([4]) };
    expect(edgesOf(findDisjointPair(graphOf(net), oneWay, bySum('node')))).toEqual([[1], [2, 3]]);
  });

  test('a node that is both ends is both routes: nothing between the ends can fail', () => {
    const answer = findDisjointPair(graphOf({ vertices: [vertex({ transitNs: 7 })], edges: [edge(0, 0, 1)] }), query(0, 0), bySum('node'));
    expect(answer).toMatchObject({ pair: { value: 14, routes: [{ vertices: [0] }, { vertices: [0] }] } });
  });

  test('what other orders’ diversity rules out is out for both', () => {
    const graph = graphOf(network(2, edge(0, 1, 1), edge(0, 1, 2), edge(0, 1, 3)));
    const avoid = { edges: Uint8Array.of(1, 0, 0), sharedRisks: new Uint8Array(0), vertices: new Uint8Array(2), sites: new Uint8Array(0) };
    expect(edgesOf(findDisjointPair(graph, query(0, 1, { avoid }), bySum('link')))).toEqual([[1], [2]]);
  });

  test('the price is for the order’s slots, and each route’s own', () => {
    const net = network(2, ...[30, 10, 20].map((pricePerSlot) => edge(0, 1, 1, { pricePerSlot })));
    expect(findDisjointPair(graphOf(net), query(0, 1, { objective: 'price', slots: 8 }), bySum('link'))).toMatchObject({
      pair: { value: 240, routes: [{ price: 80 }, { price: 160 }] },
    });
  });
});

describe('against every pair there is', () => {
  const cases = 1500;
  test.each([
    ['small and nasty networks', randomNetwork],
    ['woven networks', wovenNetwork],
    ['spans one behind another', spannedNetwork],
  ])('in %s the best is found, and none only where there is none', (_, make) => {
    const seen = { pair: 0, none: 0 };
    for (let seed = 0; seed < cases; seed++) {
      const tried = randomCase(seed, make);
      if (tried === null) continue;
      const { net, asked, aim, best, note } = tried;
      const answer = findDisjointPair(graphOf(net), asked, aim);
      expect(answer.kind, note).toBe(best === Infinity ? 'none' : 'pair');
      if (answer.kind !== 'budget-spent') seen[answer.kind]++;
      if (answer.kind !== 'pair') continue;
      expect(answer.pair.value, note).toBe(best);
      expectAllowed(answer.pair, net, asked, aim, note);
    }
    expect(Math.min(seen.pair, seen.none)).toBeGreaterThan(50);
  });

  test('a spent budget hands out a pair that is one, and a bound that holds; it is never taken for proof', () => {
    let [spent, withPair] = [0, 0];
    for (let seed = 0; seed < 3 * cases; seed++) {
      const tried = randomCase(seed, wovenNetwork);
      if (tried === null) continue;
      const { net, asked, aim, best, note } = tried;
      const answer = findDisjointPair(graphOf(net), asked, aim, 1 + (seed % 30));
      if (answer.kind !== 'budget-spent') {
        expect(answer.kind === 'pair' ? answer.pair.value : Infinity, note).toBe(best);
        continue;
      }
      spent++;
      expect(answer.bound, note).toBeLessThanOrEqual(best);
      if (answer.best === null) continue;
      withPair++;
      expect(answer.best.value, note).toBeGreaterThanOrEqual(best);
      expectAllowed(answer.best, net, asked, aim, note);
    }
    expect(Math.min(spent - withPair, withPair)).toBeGreaterThan(20);
  });
});

describe('hard cases end', () => {
  /** Two carriers side by side over `stages` spans, each with a short duct and a long one that both use. */
  function ladder(stages: number): TestNetwork {
    const across = Array.from({ length: stages + 1 }, (_, at) => edge(2 * at, 2 * at + 1, 0, { pricePerSlot: 0 }));
    const along = Array.from({ length: stages }, (_, at) =>
      [0, 1].flatMap((carrier) =>
        [10, 11].map((ns, duct) => edge(2 * at + carrier, 2 * at + 2 + carrier, ns, { sharedRisks: [2 * at + duct] })),
      ),
    ).flat();
    return network(2 * stages + 2, ...across, ...along);
  }

  test('spans that can be shared out in very many ways are settled while they are few', () => {
    expect(findDisjointPair(graphOf(ladder(8)), query(0, 16, { limitNs: 84 }), bySum('shared-risk'))).toMatchObject({
      pair: { value: 168 },
    });
    expect(findDisjointPair(graphOf(ladder(8)), query(0, 16, { limitNs: 83 }), bySum('shared-risk'))).toEqual({ kind: 'none' });
  });

  test('and cut short, with what is known, while they are many', () => {
    const answer = findDisjointPair(graphOf(ladder(40)), query(0, 80), { by: 'shared-risk', measure: 'sum' });
    if (answer.kind !== 'budget-spent' || answer.best === null) throw new Error(answer.kind);
    expect(answer.best.value).toBeGreaterThanOrEqual(840);
    expect(answer.bound).toBeLessThanOrEqual(840);
    expect(answer.bound).toBeGreaterThanOrEqual(800);
  });

  const everywhere = (net: TestNetwork): TestNetwork => ({ ...net, edges: net.edges.map((each) => ({ ...each, sharedRisks: [0] })) });
  const planar = planarNetwork(seededRandom(5), 1000);
  const flat = (net: TestNetwork): TestNetwork => ({
    vertices: net.vertices.map((each) => ({ ...each, transitNs: 0 })),
    edges: net.edges.map((each) => ({ ...each, azNs: 0, zaNs: 0, pricePerSlot: 0 })),
  });
  const corners = planar.cornerToCorner;
  const star = network(500, ...Array.from({ length: 499 }, (_, at) => edge(0, at + 1, 1 + at)));
  const bundle = network(
    3,
    ...Array.from({ length: 2000 }, (_, at) => edge(at % 2, 1 + (at % 2), 1 + (at % 7), { sharedRisks: [at % 3] })),
  );

  test.each<[string, TestNetwork, RoutingQuery, DiversityKind, PairAnswer['kind']]>([
    ['one group that contains everything', everywhere(planar.network), corners, 'shared-risk', 'none'],
    ['the same by node', everywhere(planar.network), corners, 'node', 'pair'],
    ['cycles that take no time', flat(planar.network), corners, 'node', 'pair'],
    ['cycles that take no time, by shared risk', flat(planar.network), corners, 'shared-risk', 'pair'],
    ['cycles that cost nothing', flat(planar.network), { ...corners, objective: 'price' }, 'link', 'pair'],
    ['a star', star, query(1, 2), 'link', 'none'],
    ['islands', network(4, edge(0, 1, 1), edge(2, 3, 1)), query(0, 3), 'link', 'none'],
    ['a great many parallel edges, by link', bundle, query(0, 2), 'link', 'pair'],
    ['a great many parallel edges in a few ducts', bundle, query(0, 2), 'shared-risk', 'pair'],
  ])('%s', (_, net, asked, by, kind) => {
    for (const measure of ['sum', 'worst'] as const) expect(findDisjointPair(graphOf(net), asked, { by, measure }).kind).toBe(kind);
  });
});

interface Case {
  readonly net: TestNetwork;
  readonly asked: RoutingQuery;
  readonly aim: PairAim;
  /** Least value of any two of the query's routes that are diverse. */
  readonly best: number;
  readonly note: string;
}

/** null: the query has no route, or more than it is worth to try in pairs. */
function randomCase(seed: number, make: (random: ReturnType<typeof seededRandom>) => TestNetwork): Case | null {
  const random = seededRandom(seed);
  const net = make(random);
  const loose = make === spannedNetwork ? query(0, 1, { objective: random.pick(['latency', 'price']) }) : randomQuery(random, net);
  const every = allowedRoutes(net, loose);
  // Half of the limits are just what one of the routes takes, so that they bind.
  const asked = random.chance(0.5) ? loose : { ...loose, limitNs: every[random.below(every.length)]?.worseNs ?? loose.limitNs };
  const aim: PairAim = {
    by: make === spannedNetwork ? random.pick(['link', 'shared-risk']) : random.pick(diversityKinds),
    measure: random.pick(['sum', 'worst']),
  };
  const routes = every.filter(({ worseNs }) => worseNs <= asked.limitNs);
  if (routes.length === 0 || routes.length > 250) return null;
  let best = Infinity;
  for (const [at, one] of routes.entries()) {
    for (const other of routes.slice(one.edges.length === 0 ? at : at + 1)) {
      const value = valueOf(asked, aim, one, other);
      if (value < best && areDiverse(net, asked, one, other, aim.by)) best = value;
    }
  }
  return { net, asked, aim, best, note: `seed ${seed}, ${aim.by}, ${aim.measure} of ${asked.objective}` };
}

function valueOf(asked: RoutingQuery, { measure }: PairAim, one: RoutePath, other: RoutePath): number {
  const cost = (route: RoutePath): number => (asked.objective === 'price' ? route.price : worseTotalNs(route));
  return measure === 'sum' ? cost(one) + cost(other) : Math.max(cost(one), cost(other));
}

function expectAllowed({ routes, value }: DisjointPair, net: TestNetwork, asked: RoutingQuery, aim: PairAim, note: string): void {
  for (const route of routes) {
    const { forwardNs, backwardNs, price, blockers, worseNs } = judge(net, asked, route.vertices, route.edges);
    expect({ ...route, blockers }, note).toEqual({ ...route, forwardNs, backwardNs, price, blockers: [] });
    expect(worseNs, note).toBeLessThanOrEqual(asked.limitNs);
    expect(new Set(route.vertices).size, note).toBe(route.vertices.length);
    expect(asked.sources, note).toContain(route.vertices[0]);
    expect(asked.targets, note).toContain(route.vertices.at(-1));
  }
  expect(areDiverse(net, asked, ...routes, aim.by), note).toBe(true);
  expect(value, note).toBe(valueOf(asked, aim, ...routes));
}
