import { expect, test } from 'vitest';
import { diversityKinds } from '../../model/diversity';
import { worseTotalNs, type RoutePath, type RoutingQuery } from '../query';
import { allowedRoutes } from '../testing/brute-force';
import { areDiverse } from '../testing/disjoint';
import { changeSomething, graphOf, randomNetwork, randomQuery, type TestNetwork } from '../testing/random-network';
import { seededRandom, type SeededRandom } from '../testing/seeded-random';
import { wovenNetwork } from '../testing/woven-network';
import { findDisjointPair, type PairAim } from './find-disjoint-pair';

test('one graph that is asked again and again while it changes remembers nothing that is not so any more', () => {
  const seen = { pair: 0, none: 0 };
  for (let seed = 0; seed < 250; seed++) {
    const random = seededRandom(seed);
    const made = random.chance(0.5) ? randomNetwork(random) : wovenNetwork(random);
    const net = random.chance(0.7) ? alikeBothWays(made) : made;
    const graph = graphOf(net);
    for (let round = 0; round < 8; round++) {
      if (round > 0) for (let changes = random.below(3); changes >= 0; changes--) changeSomething(random, net, graph);
      const asked = someQuery(random, net);
      const aim: PairAim = { by: random.pick(diversityKinds), measure: random.pick(['sum', 'sum', 'worst']) };
      const routes = allowedRoutes(net, asked).filter(({ worseNs }) => worseNs <= asked.limitNs);
      if (routes.length > 150) continue;
      const note = `seed ${seed}, round ${round}, ${aim.by}, ${aim.measure} of ${asked.objective}`;
      const answer = findDisjointPair(graph, asked, aim);
      const best = leastValue(net, asked, aim, routes);
      expect(answer.kind === 'pair' ? answer.pair.value : answer.kind, note).toBe(best === Infinity ? 'none' : best);
      if (answer.kind === 'budget-spent') continue;
      seen[answer.kind]++;
      if (answer.kind === 'pair') expect(areDiverse(net, asked, ...answer.pair.routes, aim.by), note).toBe(true);
    }
  }
  expect(Math.min(seen.pair, seen.none)).toBeGreaterThan(200);
});

function someQuery(random: SeededRandom, net: TestNetwork): RoutingQuery {
  const asked = randomQuery(random, net);
  if (random.chance(0.3)) return asked;
  const source = random.below(net.vertices.length);
  const target = random.below(net.vertices.length);
  return { ...asked, sources: [source], targets: [target], slots: 1, limitNs: random.chance(0.5) ? Infinity : asked.limitNs };
}

const alikeBothWays = ({ vertices, edges }: TestNetwork): TestNetwork => ({
  vertices,
  edges: edges.map((each) => ({ ...each, zaNs: each.azNs })),
});

function leastValue(net: TestNetwork, asked: RoutingQuery, { by, measure }: PairAim, routes: readonly RoutePath[]): number {
  const cost = (route: RoutePath): number => (asked.objective === 'price' ? route.price : worseTotalNs(route));
  let least = Infinity;
  for (const [at, one] of routes.entries()) {
    for (const other of routes.slice(one.edges.length === 0 ? at : at + 1)) {
      const value = measure === 'sum' ? cost(one) + cost(other) : Math.max(cost(one), cost(other));
      if (value < least && areDiverse(net, asked, one, other, by)) least = value;
    }
  }
  return least;
}
