import { edgeBlocks, reasonsOf, vertexBlocks } from './eligibility';
import { RoutingGraph, type GraphEdge, type GraphVertex } from './graph';
import type { RoutePath, RoutingQuery } from './query';

/** A graph in which a query may use everything, and pays for each blocker on its way. */
export interface Relaxed {
  readonly graph: RoutingGraph;
  /** The query there: the fewest blockers within the limit, among equals the fastest. */
  readonly fewestBlockers: RoutingQuery;
  /** A route of it as one of the original graph, its price that of the order's slots. */
  readonly restore: (path: RoutePath) => RoutePath;
}

/** Unknown latencies count as zero. The price of a route is twice the number of its blockers, and two. */
export function relax(graph: RoutingGraph, query: RoutingQuery): Relaxed {
  const origin = graph.vertexCount;
  const destination = origin + 1;
  const blockersAt = countsOf(origin, (vertex) => reasonsOf(vertexBlocks(graph, query, vertex, false)).length);
  const blockersAtEnd = countsOf(origin, (vertex) => reasonsOf(vertexBlocks(graph, query, vertex, true)).length);
  const vertices = [
    ...Array.from({ length: origin }, (_, vertex) => openVertex(Math.max(0, graph.transitNs[vertex] as number))),
    openVertex(0),
    openVertex(0),
  ];
  const edges = Array.from({ length: graph.edgeCount }, (_, edge): GraphEdge => {
    const a = graph.edgeA[edge] as number;
    const z = graph.edgeZ[edge] as number;
    // Half of what a vertex costs is paid on the way in and half on the way out.
    const price = 2 * reasonsOf(edgeBlocks(graph, query, edge)).length + (blockersAt[a] as number) + (blockersAt[z] as number);
    return a === z
      ? openEdge(a, z, 0, 0, price)
      : openEdge(a, z, Math.max(0, graph.edgeNs(edge, a)), Math.max(0, graph.edgeNs(edge, z)), price);
  });
  // The first way in and the last way out: an edge from one origin to each source, and from each target to one destination. An end may
  // cost one less than a vertex that is passed through, and the halves are paid: so each of the two costs one more than it should.
  const priceAtEnd = (end: number): number => 1 + 2 * (blockersAtEnd[end] as number) - (blockersAt[end] as number);
  for (const source of new Set(query.sources)) edges.push(openEdge(origin, source, 0, 0, priceAtEnd(source)));
  for (const target of new Set(query.targets)) edges.push(openEdge(target, destination, 0, 0, priceAtEnd(target)));
  return {
    graph: new RoutingGraph(vertices, edges),
    fewestBlockers: {
      sources: [origin],
      targets: [destination],
      slots: 1,
      signalMask: 1,
      accessing: 0,
      limitNs: query.limitNs,
      minRank: 0,
      objective: 'price',
      allowStale: false,
      ownSlots: new Map(),
      excludedEdges: new Set(),
      excludedVertices: new Set(),
      avoid: null,
      shareLeast: null,
    },
    restore: (path) => {
      const own = path.edges.slice(1, -1);
      const pricePerSlot = own.reduce((sum, edge) => sum + (graph.pricePerSlot[edge] as number), 0);
      return { ...path, vertices: path.vertices.slice(1, -1), edges: own, price: pricePerSlot * query.slots };
    },
  };
}

const countsOf = (length: number, count: (vertex: number) => number): readonly number[] =>
  Array.from({ length }, (_, vertex) => count(vertex));

const openVertex = (transitNs: number): GraphVertex => ({
  transitNs,
  transitRank: 0,
  owner: -1,
  site: -1,
  isUsable: true,
  isStale: false,
});

const openEdge = (a: number, z: number, azNs: number, zaNs: number, pricePerSlot: number): GraphEdge => ({
  a,
  z,
  azNs,
  zaNs,
  rank: 0,
  pricePerSlot,
  freeSlots: 1,
  signalMask: 1,
  owner: -1,
  sharedRisks: [],
  isUsable: true,
  isStale: false,
});
