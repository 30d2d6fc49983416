import { expect, test } from 'vitest';
import { diversityKinds } from '../../model/diversity';
import { allowedRoutes } from '../testing/brute-force';
import { graphOf, randomQuery, type TestNetwork } from '../testing/random-network';
import { seededRandom, type SeededRandom } from '../testing/seeded-random';
import { spannedNetwork, wovenNetwork } from '../testing/woven-network';
import { corridorOf } from './corridor';
import { SideSearch } from './side-search';
import { edgesOf, stakesOf, verticesOf } from './stakes';
import { twoFlow, type Toll } from './two-flow';
import { weightsOf } from './weights';

const anything = { limitNs: Infinity, pricePerSlot: Infinity };

test('against every route there is: the cheapest that does without what is banned, with the tolls that are asked for', () => {
  const seen = { route: 0, none: 0, tolls: 0 };
  for (let seed = 0; seed < 1000; seed++) {
    const random = seededRandom(seed);
    const net: TestNetwork = random.pick([wovenNetwork, spannedNetwork])(random);
    const asked = randomQuery(random, net);
    const graph = graphOf(net);
    const corridor = corridorOf(graph, asked, anything);
    const by = random.pick(diversityKinds);
    const stakes = corridor && stakesOf(graph, asked, corridor, by);
    const weights = corridor && weightsOf(corridor, asked.objective);
    const flow = corridor && stakes && weights && twoFlow(corridor, stakes, weights);
    if (!flow) continue;
    const search = new SideSearch({ corridor, stakes, weights, flow, objective: asked.objective });
    for (let round = 0; round < 3; round++) {
      // The ends are no stakes of the two routes.
      const isEnd = (local: number) => corridor.isSource[local] === 1 || corridor.isTarget[local] === 1;
      const bans = some(random, stakes.count, 0.1).filter((stake) => ![...verticesOf(stakes, stake)].some(isEnd));
      const tolls = flow.tolls.filter(() => random.chance(0.7));
      const used = new Set(bans.flatMap((stake) => [...edgesOf(stakes, stake)]).map((local) => corridor.edges[local]));
      const passed = new Set(bans.flatMap((stake) => [...verticesOf(stakes, stake)]).map((local) => corridor.vertices[local]));
      let least = Infinity;
      for (const route of allowedRoutes(net, asked)) {
        if (route.edges.some((each) => used.has(each)) || route.vertices.slice(1, -1).some((each) => passed.has(each))) continue;
        const cost = asked.objective === 'price' ? route.price / asked.slots : route.worseNs;
        const steps = route.edges.map((each, at) => `${route.vertices[at] ?? -1} ${each}`);
        const paid = tolls.filter((toll) => isPaid(toll, steps, route.vertices.slice(1, -1)));
        least = Math.min(
          least,
          paid.reduce((sum, { amount }) => sum + amount, cost),
        );
      }
      const below = random.chance(0.3) ? least + random.below(3) - 1 : Infinity;
      const outcome = search.best({ bans, tolls, below, limitNs: asked.limitNs, budget: 100_000 });
      const note = `seed ${seed}, round ${round}`;
      expect(outcome.kind === 'route' ? outcome.route.costWithTolls : Infinity, note).toBe(least < below ? least : Infinity);
      if (outcome.kind !== 'budget-spent') seen[outcome.kind]++;
      seen.tolls += tolls.length;
    }

    function isPaid({ arcs, vertex }: Toll, steps: readonly string[], between: readonly number[]): boolean {
      if (corridor === null) return false;
      const step = (arc: number) =>
        `${corridor.vertices[corridor.arcTail[arc] ?? -1] ?? -1} ${corridor.edges[corridor.arcEdge[arc] ?? -1] ?? -1}`;
      return arcs.some((arc) => steps.includes(step(arc))) || (vertex >= 0 && between.includes(corridor.vertices[vertex] ?? -1));
    }
  }
  expect(Math.min(seen.route, seen.none, seen.tolls)).toBeGreaterThan(200);
});

const some = (random: SeededRandom, end: number, probability: number): number[] =>
  Array.from({ length: end }, (_, index) => index).filter(() => random.chance(probability));
