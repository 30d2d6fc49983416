import { edge, vertex } from './examples';
import type { TestNetwork } from './random-network';
import type { SeededRandom } from './seeded-random';

/** Everything usable, many ways, and groups that cross them: what makes diverse routes hard to find. */
export function wovenNetwork(random: SeededRandom): TestNetwork {
  const vertexCount = 5 + random.below(3);
  const riskCount = 3 + random.below(8);
  const maximumPrice = random.pick([2, 20]);
  const isSymmetric = random.chance(0.6);
  const [leastNs, maximumNs] = random.pick([
    [0, 2],
    [1, 3],
    [1, 10],
    [1, 40],
  ]);
  return {
    vertices: Array.from({ length: vertexCount }, () => vertex({ transitNs: random.below(1 + leastNs * 2), site: random.below(8) - 1 })),
    edges: Array.from({ length: 10 + random.below(6) }, () => {
      const azNs = leastNs + random.below(maximumNs);
      return edge(random.below(vertexCount), random.below(vertexCount), azNs, {
        zaNs: isSymmetric ? azNs : leastNs + random.below(maximumNs),
        pricePerSlot: random.below(maximumPrice),
        sharedRisks: Array.from({ length: random.pick([0, 1, 1, 2]) }, () => random.below(riskCount)),
      });
    }),
  };
}

/** A few spans one behind another, each with circuits side by side, and groups that cross the spans: the ways are many, the choices entangled. */
export function spannedNetwork(random: SeededRandom): TestNetwork {
  const spanCount = 3 + random.below(2);
  const riskCount = 4 + random.below(8);
  const maximumNs = random.pick([3, 12, 40]);
  const isSymmetric = random.chance(0.7);
  const circuits = Array.from({ length: spanCount }, (_, span) =>
    Array.from({ length: 2 + random.below(3) }, () => {
      const azNs = 1 + random.below(maximumNs);
      return edge(span === spanCount - 1 ? 1 : span + 2, span === 0 ? 0 : span + 1, azNs, {
        zaNs: isSymmetric ? azNs : 1 + random.below(maximumNs),
        pricePerSlot: random.below(20),
        sharedRisks: Array.from({ length: random.pick([0, 1, 1, 2]) }, () => random.below(riskCount)),
      });
    }),
  );
  return { vertices: Array.from({ length: spanCount + 1 }, () => vertex({ transitNs: random.below(3) })), edges: circuits.flat() };
}
