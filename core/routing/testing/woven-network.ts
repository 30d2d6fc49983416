import { edge, vertex } from './examples';
import type { TestNetwork } from './random-network';
import type { SeededRandom } from './seeded-random';

/** Everything usable, many ways, and groups that cross them: what makes diverse routes hard to find. */
export function wovenNetwork(random: SeededRandom): TestNetwork {
  const vertexCount = 5 + random.below(3);
  const riskCount = 3 + random.below(8);
  const isSymmetric = random.chance(0.6);
  const maximumNs = random.pick([3, 10, 40]);
  return {
    vertices: Array.from({ length: vertexCount }, () => vertex({ transitNs: random.below(3), site: random.below(8) - 1 })),
    edges: Array.from({ length: 10 + random.below(6) }, () => {
      const azNs = 1 + random.below(maximumNs);
      return edge(random.below(vertexCount), random.below(vertexCount), azNs, {
        zaNs: isSymmetric ? azNs : 1 + random.below(maximumNs),
        pricePerSlot: random.below(20),
        sharedRisks: Array.from({ length: random.pick([0, 1, 1, 2]) }, () => random.below(riskCount)),
      });
    }),
  };
}
