import { expect, test } from 'vitest';
import { diversityKinds, type DiversityKind } from '../../model/diversity';
import type { RoutingQuery } from '../query';
import { allowedRoutes, type TriedRoute } from '../testing/brute-force';
import { areDiverse } from '../testing/disjoint';
import { edge, network, query } from '../testing/examples';
import { graphOf, randomNetwork, randomQuery, type TestNetwork } from '../testing/random-network';
import { seededRandom } from '../testing/seeded-random';
import { wovenNetwork } from '../testing/woven-network';
import { corridorOf } from './corridor';
import { stakesOf } from './stakes';
import { twoFlow, type TwoFlow } from './two-flow';
import { weightsOf } from './weights';

const anything = { limitNs: Infinity, pricePerSlot: Infinity };

const flowOf = (net: TestNetwork, asked: RoutingQuery, by: DiversityKind): TwoFlow | null => {
  const graph = graphOf(net);
  const corridor = corridorOf(graph, asked, anything);
  return corridor && twoFlow(corridor, stakesOf(graph, asked, corridor, by), weightsOf(corridor, asked.objective));
};

test('the second way pushes the first aside where that is cheaper', () => {
  const net = network(4, edge(0, 1, 1), edge(1, 2, 1), edge(2, 3, 1), edge(0, 2, 5), edge(1, 3, 5));
  expect(flowOf(net, query(0, 3), 'node')).toMatchObject({ bound: 12 });
});

test('of a group whose edges meet at a node one is taken', () => {
  const net = network(
    4,
    edge(0, 1, 1, { sharedRisks: [0] }),
    edge(1, 3, 1),
    edge(0, 2, 2, { sharedRisks: [0] }),
    edge(2, 3, 2),
    edge(0, 3, 9),
  );
  expect(flowOf(net, query(0, 3), 'link')).toMatchObject({ bound: 6 });
  expect(flowOf(net, query(0, 3), 'shared-risk')).toMatchObject({ bound: 11 });
});

test('one way only is no pair', () => {
  expect(flowOf(network(3, edge(0, 1, 1), edge(1, 2, 1), edge(0, 1, 1)), query(0, 2), 'link')).toBeNull();
});

test('against every pair there is: none is below the bound, nor null where there is one; without limits the bound is the best', () => {
  let [tight, pairs] = [0, 0];
  for (let seed = 0; seed < 1500; seed++) {
    const random = seededRandom(seed);
    const net = random.chance(0.5) ? randomNetwork(random) : wovenNetwork(random);
    const isPlain = random.chance(0.3);
    const asked = isPlain ? query(0, 1, { limitNs: Infinity, objective: random.pick(['latency', 'price']) }) : randomQuery(random, net);
    const by = random.pick(diversityKinds);
    const routes = allowedRoutes(net, asked);
    if (routes.length === 0 || routes.length > 120) continue;
    const weight = (route: TriedRoute): number =>
      asked.objective === 'price' ? route.price / asked.slots : (route.forwardNs + route.backwardNs) / 2;
    let least = Infinity;
    for (const [at, one] of routes.entries()) {
      for (const other of routes.slice(one.edges.length === 0 ? at : at + 1))
        if (weight(one) + weight(other) < least && areDiverse(net, asked, one, other, by)) least = weight(one) + weight(other);
    }
    const flow = flowOf(net, asked, by);
    const note = `seed ${seed}, ${by} by ${asked.objective}`;
    expect(flow?.bound ?? Infinity, note).toBeLessThanOrEqual(least);
    if (least < Infinity) pairs++;
    if (isPlain && (by === 'link' || by === 'node')) {
      expect(flow?.bound ?? Infinity, note).toBe(least);
      tight++;
    }
  }
  expect(Math.min(tight, pairs)).toBeGreaterThan(60);
});
