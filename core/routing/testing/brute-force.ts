import { endOnly, never } from '../avoidance';
import type { Blocker } from '../eligibility';
import type { RoutePath, RoutingQuery } from '../query';
import type { TestNetwork } from './random-network';

/** A route as the rules themselves describe it, found by trying everything; unknown latencies count as zero. */
export interface TriedRoute extends RoutePath {
  readonly worseNs: number;
  readonly blockers: readonly Blocker[];
}

/** Every loopless way from a source to a target, whatever blocks it. */
export function everyRoute(network: TestNetwork, query: RoutingQuery): TriedRoute[] {
  const found: TriedRoute[] = [];
  const follow = (vertices: readonly number[], edges: readonly number[]): void => {
    const last = vertices.at(-1) ?? -1;
    if (query.targets.includes(last)) found.push(judge(network, query, vertices, edges));
    for (const [index, { a, z }] of network.edges.entries()) {
      const next = a === last ? z : z === last ? a : -1;
      if (next >= 0 && !vertices.includes(next)) follow([...vertices, next], [...edges, index]);
    }
  };
  for (const source of new Set(query.sources)) follow([source], []);
  return found;
}

/** What the query may use within its limit, in the order of its objective. */
export const allowedRoutes = (network: TestNetwork, query: RoutingQuery): TriedRoute[] =>
  everyRoute(network, query)
    .filter((route) => route.blockers.length === 0 && route.worseNs <= query.limitNs)
    .sort((a, b) => (query.objective === 'price' && a.price - b.price) || a.worseNs - b.worseNs);

/** Totals, price and blockers of one way through the network. */
export function judge(network: TestNetwork, query: RoutingQuery, vertices: readonly number[], edges: readonly number[]): TriedRoute {
  let forwardNs = 0;
  let backwardNs = 0;
  let price = 0;
  const blockers: Blocker[] = [];
  for (const [position, index] of vertices.entries()) {
    const vertex = network.vertices[index];
    if (vertex === undefined) throw new Error(`no vertex ${index}`);
    forwardNs += Math.max(0, vertex.transitNs);
    backwardNs += Math.max(0, vertex.transitNs);
    const block = (reason: Blocker['reason']): number => blockers.push({ at: { kind: 'vertex', index }, reason });
    if (!vertex.isUsable) block('state');
    if (vertex.owner !== -1 && vertex.owner !== query.accessing) block('owner');
    if (vertex.transitNs === -1) block('unknown-latency');
    else if (vertex.transitRank < query.minRank) block('provenance');
    if (vertex.isStale && !query.allowStale) block('stale');
    if (query.excludedVertices.has(index)) block('excluded');
    const isEnd = position === 0 || position === vertices.length - 1;
    const isSiteAvoided = vertex.site >= 0 && query.avoid?.sites[vertex.site] === 1;
    if (isSiteAvoided || query.avoid?.vertices[index] === never || (!isEnd && query.avoid?.vertices[index] === endOnly)) block('diversity');

    const edgeIndex = edges[position];
    if (edgeIndex === undefined) continue;
    const edge = network.edges[edgeIndex];
    if (edge === undefined) throw new Error(`no edge ${edgeIndex}`);
    const next = vertices[position + 1];
    const isDrawnThisWay = edge.a === index && edge.z === next;
    if (!isDrawnThisWay && !(edge.z === index && edge.a === next)) throw new Error(`edge ${edgeIndex} does not lead from ${index}`);
    const isKnown = edge.azNs !== -1 && edge.zaNs !== -1;
    forwardNs += isKnown ? (isDrawnThisWay ? edge.azNs : edge.zaNs) : 0;
    backwardNs += isKnown ? (isDrawnThisWay ? edge.zaNs : edge.azNs) : 0;
    price += edge.pricePerSlot * query.slots;
    const blockEdge = (reason: Blocker['reason']): number => blockers.push({ at: { kind: 'edge', index: edgeIndex }, reason });
    if (edge.freeSlots + (query.ownSlots.get(edgeIndex) ?? 0) < query.slots) blockEdge('capacity');
    if ((edge.signalMask & query.signalMask) === 0) blockEdge('signal');
    if (!edge.isUsable) blockEdge('state');
    if (edge.owner !== -1 && edge.owner !== query.accessing) blockEdge('owner');
    if (!isKnown) blockEdge('unknown-latency');
    else if (edge.rank < query.minRank) blockEdge('provenance');
    if (edge.isStale && !query.allowStale) blockEdge('stale');
    if (query.excludedEdges.has(edgeIndex)) blockEdge('excluded');
    if (query.avoid?.edges[edgeIndex] === 1 || edge.sharedRisks.some((risk) => query.avoid?.sharedRisks[risk] === 1))
      blockEdge('diversity');
  }
  return { vertices, edges, forwardNs, backwardNs, price, worseNs: Math.max(forwardNs, backwardNs), blockers };
}
