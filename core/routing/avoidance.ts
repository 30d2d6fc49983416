import type { DiversityKind } from '../model/diversity';
import type { RoutingGraph } from './graph';
import type { Avoidance, RoutePath, RoutingQuery } from './query';

/** How a vertex is avoided. */
export const endOnly = 1;
export const never = 2;

/**
 * What a route of the query must avoid to be diverse from all of the routes given, and from what it avoids already. What it cannot do
 * without does not count: a vertex that is its only source or target, and the sites of its ends.
 */
export function avoidanceOf(
  graph: RoutingGraph,
  query: Pick<RoutingQuery, 'sources' | 'targets' | 'avoid'>,
  routes: readonly Pick<RoutePath, 'vertices' | 'edges'>[],
  by: DiversityKind,
): Avoidance {
  const avoid: Avoidance = {
    edges: query.avoid?.edges.slice() ?? new Uint8Array(graph.edgeCount),
    sharedRisks: query.avoid?.sharedRisks.slice() ?? new Uint8Array(graph.sharedRiskCount),
    vertices: query.avoid?.vertices.slice() ?? new Uint8Array(graph.vertexCount),
    sites: query.avoid?.sites.slice() ?? new Uint8Array(graph.siteCount),
  };
  for (const { edges } of routes) for (const edge of edges) avoid.edges[edge] = 1;
  switch (by) {
    case 'link':
      break;
    case 'shared-risk':
      for (const { edges } of routes) for (const edge of edges) markRisks(graph, avoid, edge);
      break;
    case 'site':
      markSites(graph, query, routes, avoid);
      markVertices(query, routes, avoid);
      break;
    case 'node':
      markVertices(query, routes, avoid);
  }
  return avoid;
}

function markRisks(graph: RoutingGraph, avoid: Avoidance, edge: number): void {
  for (let at = graph.firstSharedRisk[edge] as number, end = graph.firstSharedRisk[edge + 1] as number; at < end; at++)
    avoid.sharedRisks[graph.sharedRisk[at] as number] = 1;
}

function markVertices(
  { sources, targets }: Pick<RoutingQuery, 'sources' | 'targets'>,
  routes: readonly Pick<RoutePath, 'vertices'>[],
  avoid: Avoidance,
): void {
  const indispensable = new Set([sources, targets].flatMap((ends) => (new Set(ends).size === 1 ? ends : [])));
  for (const { vertices } of routes) {
    for (const [position, vertex] of vertices.entries()) {
      if (indispensable.has(vertex)) continue;
      const mark = position === 0 || position === vertices.length - 1 ? endOnly : never;
      avoid.vertices[vertex] = Math.max(mark, avoid.vertices[vertex] as number);
    }
  }
}

function markSites(
  graph: RoutingGraph,
  { sources, targets }: Pick<RoutingQuery, 'sources' | 'targets'>,
  routes: readonly Pick<RoutePath, 'vertices'>[],
  avoid: Avoidance,
): void {
  const own = new Set([...sources, ...targets].map((end) => graph.vertexSite[end]));
  for (const { vertices } of routes) {
    for (const vertex of vertices) {
      const site = graph.vertexSite[vertex] as number;
      if (site >= 0 && !own.has(site)) avoid.sites[site] = 1;
    }
  }
}

export function sharesAvoidedEdge(graph: RoutingGraph, avoid: Avoidance, edge: number): boolean {
  if (avoid.edges[edge] === 1) return true;
  const { firstSharedRisk, sharedRisk } = graph;
  for (let at = firstSharedRisk[edge] as number, end = firstSharedRisk[edge + 1] as number; at < end; at++)
    if (avoid.sharedRisks[sharedRisk[at] as number] === 1) return true;
  return false;
}

export function sharesAvoidedVertex(graph: RoutingGraph, avoid: Avoidance, vertex: number, isEnd: boolean): boolean {
  const site = graph.vertexSite[vertex] as number;
  if (site >= 0 && avoid.sites[site] === 1) return true;
  const mark = avoid.vertices[vertex] as number;
  return mark === never || (mark === endOnly && !isEnd);
}

/** Throws unless the marks were made for a graph of this shape: indexes of another mean other things. */
export function checkAvoidance(graph: RoutingGraph, { edges, sharedRisks, vertices, sites }: Avoidance): void {
  const isOfGraph =
    edges.length === graph.edgeCount &&
    sharedRisks.length === graph.sharedRiskCount &&
    vertices.length === graph.vertexCount &&
    sites.length === graph.siteCount;
  if (!isOfGraph) throw new RangeError('what the query avoids was marked for another graph: mark it again for this one');
}
