import { endOnly, never } from '../avoidance';
import { RoutingGraph, type GraphEdge, type GraphVertex } from '../graph';
import type { Avoidance, RoutingQuery } from '../query';
import type { SeededRandom } from './seeded-random';

/** A network as plain records, which a test changes together with the graph made of it. */
export interface TestNetwork {
  readonly vertices: GraphVertex[];
  readonly edges: GraphEdge[];
}

export const graphOf = (network: TestNetwork): RoutingGraph => new RoutingGraph(network.vertices, network.edges);

/** Small and nasty: parallel edges, self-loops, islands, ties, zeros, unknown latencies, both kinds of owner, stale and broken parts. */
export function randomNetwork(random: SeededRandom): TestNetwork {
  const vertexCount = 3 + random.below(6);
  const isTame = random.chance(0.5);
  const isSymmetric = random.chance(0.4);
  const maximumNs = random.pick([2, 6, 40]);
  const riskCount = random.pick([1, 4, 12]);
  const vertices = Array.from({ length: vertexCount }, () => randomVertex(random, isTame));
  const edges = Array.from({ length: 4 + random.below(2 * vertexCount) }, (): GraphEdge => {
    const azNs = random.below(maximumNs + 1);
    return {
      ...randomPart(random, isTame),
      a: random.below(vertexCount),
      z: random.below(vertexCount),
      ...(random.chance(isTame ? 0 : 0.06)
        ? { azNs: -1, zaNs: random.pick([-1, 3]) }
        : { azNs, zaNs: isSymmetric ? azNs : random.below(maximumNs + 1) }),
      rank: isTame ? 3 : random.pick([3, 3, 3, 2, 1, 0]),
      pricePerSlot: random.below(random.pick([2, 8, 50])),
      freeSlots: isTame ? 9 : random.pick([9, 9, 9, 2, 1, 0]),
      signalMask: isTame ? 7 : random.pick([7, 7, 7, 5, 2]),
      sharedRisks: Array.from({ length: random.pick([0, 0, 1, 1, 2]) }, () => random.below(riskCount)),
    };
  });
  return { vertices, edges };
}

export function randomQuery(random: SeededRandom, network: TestNetwork): RoutingQuery {
  const vertices = (atMost: number): number[] =>
    Array.from({ length: 1 + random.below(atMost) }, () => random.below(network.vertices.length));
  const some = (end: number, probability: number): number[] =>
    Array.from({ length: end }, (_, index) => index).filter(() => random.chance(probability));
  return {
    sources: vertices(random.pick([1, 3])),
    targets: vertices(random.pick([1, 3])),
    slots: 1 + random.below(3),
    signalMask: random.pick([1, 2, 4]),
    accessing: random.below(2),
    limitNs: random.pick([5, 15, 40, 100, 1000]),
    minRank: random.pick([0, 0, 0, 1, 2]),
    objective: random.pick(['latency', 'price']),
    allowStale: random.chance(0.3),
    ownSlots: new Map(some(network.edges.length, 0.1).map((edge) => [edge, 1 + random.below(3)])),
    excludedEdges: new Set(some(network.edges.length, random.pick([0, 0.08]))),
    excludedVertices: new Set(some(network.vertices.length, random.pick([0, 0.08]))),
    avoid: random.chance(0.15) ? randomAvoidance(random, network) : null,
    shareLeast: null,
  };
}

function randomAvoidance(random: SeededRandom, network: TestNetwork): Avoidance {
  const { edgeCount, sharedRiskCount, vertexCount, siteCount } = graphOf(network);
  const marks = (length: number, probability: number): Uint8Array => Uint8Array.from({ length }, () => Number(random.chance(probability)));
  return {
    edges: marks(edgeCount, 0.05),
    sharedRisks: marks(sharedRiskCount, random.pick([0, 0.2])),
    vertices: Uint8Array.from({ length: vertexCount }, () => random.pick([0, 0, 0, 0, endOnly, never])),
    sites: marks(siteCount, 0.1),
  };
}

/** Makes one change of the kinds that happen in operation, to the records and to the graph alike. */
export function changeSomething(random: SeededRandom, network: TestNetwork, graph: RoutingGraph): void {
  const index = random.below(network.edges.length);
  const at = random.below(network.vertices.length);
  const changeEdge = (change: Partial<GraphEdge>): GraphEdge => {
    const edge = { ...(network.edges[index] as GraphEdge), ...change };
    network.edges[index] = edge;
    return edge;
  };
  const changeVertex = (change: Partial<GraphVertex>): GraphVertex => {
    const vertex = { ...(network.vertices[at] as GraphVertex), ...change };
    network.vertices[at] = vertex;
    return vertex;
  };
  switch (random.below(8)) {
    case 0:
    case 1: {
      const azNs = random.below(20) - 1;
      const edge = changeEdge({ azNs, zaNs: random.chance(0.5) ? azNs : random.below(20), rank: random.below(4) });
      graph.setLatency(index, edge.azNs, edge.zaNs, edge.rank);
      return;
    }
    case 2:
      graph.setFreeSlots(index, changeEdge({ freeSlots: random.below(9) - 1 }).freeSlots);
      return;
    case 3:
      graph.setEdgeUsable(index, changeEdge({ isUsable: random.chance(0.6) }).isUsable);
      return;
    case 4:
      graph.setEdgeStale(index, changeEdge({ isStale: random.chance(0.4) }).isStale);
      return;
    case 5:
      graph.setPrice(index, changeEdge({ pricePerSlot: random.below(12) }).pricePerSlot);
      return;
    case 6: {
      const vertex = changeVertex({ transitNs: random.below(6) - 1, transitRank: random.below(4) });
      graph.setTransit(at, vertex.transitNs, vertex.transitRank);
      return;
    }
    default: {
      const vertex = changeVertex({ isUsable: random.chance(0.7), isStale: random.chance(0.3) });
      graph.setVertexUsable(at, vertex.isUsable);
      graph.setVertexStale(at, vertex.isStale);
    }
  }
}

function randomVertex(random: SeededRandom, isTame: boolean): GraphVertex {
  const isKnown = isTame || !random.chance(0.05);
  return {
    ...randomPart(random, isTame),
    transitNs: isKnown ? random.below(4) : -1,
    site: random.below(6) - 1,
    transitRank: isTame ? 3 : random.pick([3, 3, 3, 2, 1, 0]),
  };
}

function randomPart(random: SeededRandom, isTame: boolean): Pick<GraphVertex, 'owner' | 'isUsable' | 'isStale'> {
  const probability = isTame ? 0 : 0.05;
  return {
    owner: random.chance(probability) ? random.below(2) : -1,
    isUsable: !random.chance(probability),
    isStale: random.chance(probability),
  };
}
