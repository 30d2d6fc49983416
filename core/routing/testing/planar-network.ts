import type { GraphEdge } from '../graph';
import type { RoutingQuery } from '../query';
import { edge, query, vertex } from './examples';
import type { TestNetwork } from './random-network';
import type { SeededRandom } from './seeded-random';

/**
 * Nodes on a jittered grid, joined to their neighbours and here and there across a square: about 2.5 edges per node, as long as they are
 * apart (5 ns per metre of a field of 1,000 km), detours added; the price knows little of the length.
 */
export function planarNetwork(random: SeededRandom, nodes: number): { network: TestNetwork; cornerToCorner: RoutingQuery } {
  const width = Math.ceil(Math.sqrt(nodes));
  const pitch = 1_000_000 / width;
  const places = Array.from({ length: nodes }, (_, index) => ({
    x: ((index % width) + random.below(800) / 1000) * pitch,
    y: (Math.floor(index / width) + random.below(800) / 1000) * pitch,
  }));
  const edges: GraphEdge[] = [];
  const join = (a: number, z: number): void => {
    const from = places[a];
    const to = places[z];
    if (from === undefined || to === undefined) return;
    const metres = Math.hypot(from.x - to.x, from.y - to.y) * (1.1 + random.below(500) / 1000);
    edges.push(
      edge(a, z, Math.round(metres * 5), {
        pricePerSlot: 100 + random.below(900) + Math.round(metres / 1000),
        freeSlots: random.below(80) + 4,
      }),
    );
  };
  for (let index = 0; index < nodes; index++) {
    const isRowEnd = index % width === width - 1;
    if (!isRowEnd) join(index, index + 1);
    join(index, index + width);
    if (!isRowEnd && random.chance(0.5)) join(index, index + width + 1);
  }
  const vertices = Array.from({ length: nodes }, () => vertex({ transitNs: 1000 + random.below(20_000) }));
  return { network: { vertices, edges }, cornerToCorner: query(0, nodes - 1, { limitNs: Infinity }) };
}

/** Least latency over symmetric edges with room enough, as the textbook has it. */
export function plainDijkstra(network: TestNetwork, asked: RoutingQuery): number {
  const source = asked.sources[0] ?? -1;
  const target = asked.targets[0] ?? -1;
  const transitNs = (at: number): number => network.vertices[at]?.transitNs ?? Infinity;
  const reachedNs = new Map([[source, transitNs(source)]]);
  const settled = new Set<number>();
  for (;;) {
    let nearest = -1;
    for (const [at, ns] of reachedNs) if (!settled.has(at) && ns < (reachedNs.get(nearest) ?? Infinity)) nearest = at;
    const ns = reachedNs.get(nearest);
    if (ns === undefined) return Infinity;
    if (nearest === target) return ns;
    settled.add(nearest);
    for (const { a, z, azNs, freeSlots } of network.edges) {
      if (freeSlots < asked.slots || (a !== nearest && z !== nearest)) continue;
      const next = a === nearest ? z : a;
      const nextNs = ns + azNs + transitNs(next);
      if (nextNs < (reachedNs.get(next) ?? Infinity)) reachedNs.set(next, nextNs);
    }
  }
}
