import type { Diversity } from '../../model/diversity';
import type { RoutingGraph } from '../graph';
import type { RoutingQuery } from '../query';
import type { Corridor } from './corridor';

/** A way through the corridor: it begins at a vertex and goes on by arcs. */
export interface Way {
  readonly start: number;
  readonly arcs: readonly number[];
}

/** Lists of whole numbers by index: those of i are `items[first[i]]` to `items[first[i + 1]]`. */
export interface Lists {
  readonly first: Int32Array;
  readonly items: Int32Array;
}

/**
 * Everything of which two diverse routes cannot both have a part, by one index: the corridor's edges, behind them its vertices, behind
 * them groups that fail together, of edges (shared risks) or of vertices (sites). Groups of one are left out: they are the edge or vertex.
 */
export interface Stakes {
  readonly by: Diversity;
  readonly firstVertex: number;
  readonly firstGroup: number;
  readonly count: number;
  /** The groups of each edge and the edges of each group; empty but for diversity by shared risk. */
  readonly groupsOfEdge: Lists;
  readonly edgesOfGroup: Lists;
  /** The same of vertices; empty but for diversity by site. */
  readonly groupsOfVertex: Lists;
  readonly verticesOfGroup: Lists;
}

export function stakesOf(
  graph: RoutingGraph,
  { sources, targets }: Pick<RoutingQuery, 'sources' | 'targets'>,
  corridor: Corridor,
  by: Diversity,
): Stakes {
  const edgeCount = corridor.edges.length;
  const vertexCount = corridor.vertices.length;
  const edges = membership(
    graph.sharedRiskCount,
    Array.from(corridor.edges, (edge) => (by === 'shared-risk' ? graph.sharedRisksOf(edge) : [])),
  );
  const ownSites = new Set([...sources, ...targets].map((end) => graph.vertexSite[end]));
  const vertices = membership(
    graph.siteCount,
    Array.from(corridor.vertices, (vertex) => {
      const site = graph.vertexSite[vertex] as number;
      return by === 'site' && site >= 0 && !ownSites.has(site) ? [site] : [];
    }),
  );
  return {
    by,
    firstVertex: edgeCount,
    firstGroup: edgeCount + vertexCount,
    count: edgeCount + vertexCount + edges.groupCount + vertices.groupCount,
    groupsOfEdge: edges.groupsOfMember,
    edgesOfGroup: edges.membersOfGroup,
    groupsOfVertex: vertices.groupsOfMember,
    verticesOfGroup: vertices.membersOfGroup,
  };
}

/** Whether the diversity is of vertices too. */
export const isOfVertices = ({ by }: Stakes): boolean => by === 'node' || by === 'site';

/** Groups of two or more, by new indexes, from each member's groups by old ones. */
function membership(
  oldCount: number,
  groupsOf: readonly (readonly number[])[],
): { readonly groupCount: number; readonly groupsOfMember: Lists; readonly membersOfGroup: Lists } {
  const distinct = groupsOf.map((groups) => (groups.length > 1 ? [...new Set(groups)] : groups));
  const size = new Int32Array(oldCount);
  for (const groups of distinct) for (const group of groups) size[group] = (size[group] as number) + 1;
  const newIndex = new Int32Array(oldCount).fill(-1);
  let groupCount = 0;
  for (let group = 0; group < oldCount; group++) if ((size[group] as number) > 1) newIndex[group] = groupCount++;
  const kept = distinct.map((groups) => groups.flatMap((group) => ((newIndex[group] as number) < 0 ? [] : [newIndex[group] as number])));
  const members: number[][] = Array.from({ length: groupCount }, () => []);
  for (const [member, groups] of kept.entries()) for (const group of groups) members[group]?.push(member);
  return { groupCount, groupsOfMember: listsOf(kept), membersOfGroup: listsOf(members) };
}

function listsOf(lists: readonly (readonly number[])[]): Lists {
  const first = new Int32Array(lists.length + 1);
  for (const [index, list] of lists.entries()) first[index + 1] = (first[index] as number) + list.length;
  const items = new Int32Array(first[lists.length] as number);
  for (const [index, list] of lists.entries()) items.set(list, first[index]);
  return { first, items };
}

export const itemsOf = ({ first, items }: Lists, index: number): Int32Array => items.subarray(first[index], first[index + 1]);

export function edgesOf({ firstVertex, firstGroup, by, edgesOfGroup }: Stakes, stake: number): Int32Array | readonly number[] {
  if (stake < firstVertex) return [stake];
  return stake >= firstGroup && by === 'shared-risk' ? itemsOf(edgesOfGroup, stake - firstGroup) : [];
}

export function verticesOf({ firstVertex, firstGroup, by, verticesOfGroup }: Stakes, stake: number): Int32Array | readonly number[] {
  if (stake >= firstVertex && stake < firstGroup) return [stake - firstVertex];
  return stake >= firstGroup && by === 'site' ? itemsOf(verticesOfGroup, stake - firstGroup) : [];
}

/** The stakes in which both routes have a part; not the edge or vertex where one of its groups says it already. */
export function sharedStakes(corridor: Corridor, stakes: Stakes, one: Way, other: Way): readonly number[] {
  const shared: number[] = [];
  const groups = new Set<number>();
  const edges = new Set<number>();
  for (const arc of one.arcs) {
    const edge = corridor.arcEdge[arc] as number;
    edges.add(edge);
    for (const group of itemsOf(stakes.groupsOfEdge, edge)) groups.add(group);
  }
  for (const arc of other.arcs) {
    const edge = corridor.arcEdge[arc] as number;
    const own = itemsOf(stakes.groupsOfEdge, edge);
    for (const group of own) if (groups.delete(group)) shared.push(stakes.firstGroup + group);
    if (own.length === 0 && edges.has(edge)) shared.push(edge);
  }
  if (isOfVertices(stakes)) shared.push(...sharedVertices(corridor, stakes, one, other));
  return shared;
}

/** Of the vertices between the ends: that no route passes through a possible end is the corridor's doing. */
function sharedVertices(corridor: Corridor, stakes: Stakes, one: Way, other: Way): readonly number[] {
  const shared: number[] = [];
  const vertices = new Set(verticesAlong(corridor, one).slice(1, -1));
  const groups = new Set([...vertices].flatMap((vertex) => [...itemsOf(stakes.groupsOfVertex, vertex)]));
  for (const vertex of verticesAlong(corridor, other).slice(1, -1)) {
    const own = itemsOf(stakes.groupsOfVertex, vertex);
    for (const group of own) if (groups.delete(group)) shared.push(stakes.firstGroup + group);
    if (own.length === 0 && vertices.has(vertex)) shared.push(stakes.firstVertex + vertex);
  }
  return shared;
}

export const verticesAlong = (corridor: Corridor, { start, arcs }: Way): readonly number[] => [
  start,
  ...arcs.map((arc) => corridor.arcHead[arc] as number),
];

/** The stakes that are decided together with this one: the members of a group with it. */
export function stakesCovered(stakes: Stakes, stake: number): ReadonlySet<number> {
  const vertices = Array.from(verticesOf(stakes, stake), (vertex) => stakes.firstVertex + vertex);
  return new Set([stake, ...edgesOf(stakes, stake), ...vertices]);
}
