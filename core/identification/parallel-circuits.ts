import { edgeBlocks, reasonsOf } from '../routing/eligibility';
import { isStale, isUsable, RoutingGraph, type GraphEdge, type GraphVertex } from '../routing/graph';
import type { RoutePath, RoutingQuery } from '../routing/query';

/** A graph with one circuit between two nodes, for explanations: candidates there differ in their way, not in parallel circuits alone. */
export interface ThinnedGraph {
  readonly graph: RoutingGraph;
  readonly query: RoutingQuery;
  /** An edge of it as one of the whole graph. */
  readonly original: (edge: number) => number;
}

/** Of parallel circuits the one that stands least in the query's way stays, among equals the fastest. */
export function thin(graph: RoutingGraph, query: RoutingQuery): ThinnedGraph {
  const kept = new Map<number, { readonly edge: number; readonly rank: number }>();
  for (let edge = 0; edge < graph.edgeCount; edge++) {
    const [a, z] = endsOf(graph, edge);
    const pair = Math.min(a, z) * graph.vertexCount + Math.max(a, z);
    const rank = rankOf(graph, query, edge);
    if (a !== z && rank < (kept.get(pair)?.rank ?? Infinity)) kept.set(pair, { edge, rank });
  }
  const originals = [...kept.values()].map(({ edge }) => edge);
  const newIndex = new Map(originals.map((edge, index) => [edge, index]));
  return {
    graph: new RoutingGraph(
      Array.from({ length: graph.vertexCount }, (_, vertex) => vertexOf(graph, vertex)),
      originals.map((edge) => edgeOf(graph, edge)),
      graph.sharedRiskCount,
    ),
    query: {
      ...query,
      ownSlots: new Map([...query.ownSlots].flatMap(([edge, slots]) => (newIndex.has(edge) ? [[newIndex.get(edge) ?? 0, slots]] : []))),
      excludedEdges: new Set([...query.excludedEdges].flatMap((edge) => newIndex.get(edge) ?? [])),
      avoid: query.avoid && { ...query.avoid, edges: Uint8Array.from(originals, (edge) => query.avoid?.edges[edge] ?? 0) },
      shareLeast: null,
    },
    original: (edge) => originals[edge] ?? edge,
  };
}

/** The same query with, of the circuits between two nodes that it may use, only the fastest: its routes differ in their way. Quick enough while somebody types. */
export function oneCircuitEach(graph: RoutingGraph, query: RoutingQuery): RoutingQuery {
  const best = new Map<number, number>();
  const excludedEdges = new Set(query.excludedEdges);
  const worseNs = (edge: number): number =>
    Math.max(graph.edgeNs(edge, graph.edgeA[edge] ?? 0), graph.edgeNs(edge, graph.edgeZ[edge] ?? 0));
  for (let edge = 0; edge < graph.edgeCount; edge++) {
    const [a, z] = endsOf(graph, edge);
    const pair = Math.min(a, z) * graph.vertexCount + Math.max(a, z);
    const other = best.get(pair);
    if (other === undefined) best.set(pair, edge);
    else if (isBlocked(graph, query, other) || (!isBlocked(graph, query, edge) && worseNs(edge) < worseNs(other))) {
      best.set(pair, edge);
      excludedEdges.add(other);
    } else excludedEdges.add(edge);
  }
  return { ...query, excludedEdges };
}

const isBlocked = (graph: RoutingGraph, query: RoutingQuery, edge: number): boolean => edgeBlocks(graph, query, edge) !== 0;

export const restorePath = ({ original }: ThinnedGraph, path: RoutePath): RoutePath => ({ ...path, edges: path.edges.map(original) });

const endsOf = (graph: RoutingGraph, edge: number): readonly [number, number] => [graph.edgeA[edge] ?? 0, graph.edgeZ[edge] ?? 0];

/** Blockers first, then the worse direction. */
function rankOf(graph: RoutingGraph, query: RoutingQuery, edge: number): number {
  const [a, z] = endsOf(graph, edge);
  if (a === z) return Infinity;
  return reasonsOf(edgeBlocks(graph, query, edge)).length * 2 ** 32 + Math.max(graph.edgeNs(edge, a), graph.edgeNs(edge, z));
}

const vertexOf = (graph: RoutingGraph, vertex: number): GraphVertex => ({
  transitNs: graph.transitNs[vertex] ?? -1,
  transitRank: Math.max(0, graph.transitRank[vertex] ?? 0),
  owner: graph.vertexOwner[vertex] ?? -1,
  site: graph.vertexSite[vertex] ?? -1,
  isUsable: isUsable(graph.vertexState[vertex] ?? 0),
  isStale: isStale(graph.vertexState[vertex] ?? 0),
});

function edgeOf(graph: RoutingGraph, edge: number): GraphEdge {
  const [a, z] = endsOf(graph, edge);
  return {
    a,
    z,
    azNs: graph.edgeNs(edge, a),
    zaNs: graph.edgeNs(edge, z),
    rank: Math.max(0, graph.edgeRank[edge] ?? 0),
    pricePerSlot: graph.pricePerSlot[edge] ?? 0,
    freeSlots: graph.freeSlots[edge] ?? 0,
    signalMask: graph.signalMask[edge] ?? 0,
    owner: graph.edgeOwner[edge] ?? -1,
    sharedRisks: graph.sharedRisksOf(edge),
    isUsable: isUsable(graph.edgeState[edge] ?? 0),
    isStale: isStale(graph.edgeState[edge] ?? 0),
  };
}
