import { sharesAvoidedEdge, sharesAvoidedVertex } from './avoidance';
import { isStale, isUsable, type RoutingGraph } from './graph';
import type { RoutePath, RoutingQuery } from './query';

/** Why an edge or a vertex is not offered to an order, in the order of the bits that stand for them. */
export const blockReasons = [
  'capacity',
  'signal',
  'state',
  'owner',
  'unknown-latency',
  'provenance',
  'stale',
  'excluded',
  'diversity',
] as const;
export type BlockReason = (typeof blockReasons)[number];

export interface Blocker {
  readonly at: { readonly kind: 'edge' | 'vertex'; readonly index: number };
  readonly reason: BlockReason;
}

const bit = Object.fromEntries(blockReasons.map((reason, index) => [reason, 1 << index])) as Record<BlockReason, number>;
const { capacity, signal, state, owner, provenance, stale, excluded, diversity } = bit;
const unknownLatency = bit['unknown-latency'];

/** Everything that keeps the query from using the edge, whatever its ends, as bits; 0: nothing does. */
export function edgeBlocks(graph: RoutingGraph, query: RoutingQuery, edge: number): number {
  let blocks = partBlocks(query, graph.edgeState[edge] as number, graph.edgeOwner[edge] as number);
  const own = query.ownSlots.size === 0 ? 0 : (query.ownSlots.get(edge) ?? 0);
  if ((graph.freeSlots[edge] as number) + own < query.slots) blocks |= capacity;
  if (((graph.signalMask[edge] as number) & query.signalMask) === 0) blocks |= signal;
  blocks |= rankBlocks(query, graph.edgeRank[edge] as number);
  if (query.excludedEdges.size > 0 && query.excludedEdges.has(edge)) blocks |= excluded;
  if (query.avoid !== null && sharesAvoidedEdge(graph, query.avoid, edge)) blocks |= diversity;
  return blocks;
}

/** The same of a vertex, where the route begins or ends, or where it passes through. */
export function vertexBlocks(graph: RoutingGraph, query: RoutingQuery, vertex: number, isEnd: boolean): number {
  let blocks = partBlocks(query, graph.vertexState[vertex] as number, graph.vertexOwner[vertex] as number);
  blocks |= rankBlocks(query, graph.transitRank[vertex] as number);
  if (query.excludedVertices.size > 0 && query.excludedVertices.has(vertex)) blocks |= excluded;
  if (query.avoid !== null && sharesAvoidedVertex(graph, query.avoid, vertex, isEnd)) blocks |= diversity;
  return blocks;
}

/** Everything that keeps the query from using these vertices and edges, in the order in which the route meets them. */
export function blockersOf(graph: RoutingGraph, query: RoutingQuery, path: Pick<RoutePath, 'vertices' | 'edges'>): Blocker[] {
  return path.vertices.flatMap((vertex, position) => {
    const isEnd = position === 0 || position === path.vertices.length - 1;
    const atVertex = reasonsOf(vertexBlocks(graph, query, vertex, isEnd)).map((reason): Blocker => ({
      at: { kind: 'vertex', index: vertex },
      reason,
    }));
    const edge = path.edges[position];
    if (edge === undefined) return atVertex;
    return [
      ...atVertex,
      ...reasonsOf(edgeBlocks(graph, query, edge)).map((reason): Blocker => ({ at: { kind: 'edge', index: edge }, reason })),
    ];
  });
}

export const reasonsOf = (blocks: number): BlockReason[] => blockReasons.filter((reason) => (blocks & bit[reason]) !== 0);

function partBlocks(query: RoutingQuery, partState: number, partOwner: number): number {
  let blocks = 0;
  if (!isUsable(partState)) blocks |= state;
  if (isStale(partState) && !query.allowStale) blocks |= stale;
  if (partOwner >= 0 && partOwner !== query.accessing) blocks |= owner;
  return blocks;
}

const rankBlocks = (query: RoutingQuery, rank: number): number => (rank < 0 ? unknownLatency : rank < query.minRank ? provenance : 0);
