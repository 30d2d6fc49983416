import type { DiversityKind } from '../../model/diversity';
import type { RoutingGraph } from '../graph';
import type { RoutingQuery } from '../query';
import type { Corridor } from './corridor';
import { itemsOf, listed, type Lists } from './lists';

/** A way through the corridor: it begins at a vertex and goes on by arcs. */
export interface Way {
  readonly start: number;
  readonly arcs: readonly number[];
}

/**
 * Everything of which two diverse routes cannot both have a part, by one index: the corridor's edges, behind them its vertices, behind
 * them groups that fail together, of edges (shared risks) or of vertices (sites). Groups of one are left out: they are the edge or vertex.
 */
export interface Stakes {
  readonly by: DiversityKind;
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
  by: DiversityKind,
): Stakes {
  const edgeCount = corridor.edges.length;
  const vertexCount = corridor.vertices.length;
  const ownSites = new Set([...sources, ...targets].map((end) => graph.vertexSite[end]));
  const edges = groupsOf(edgeCount, by === 'shared-risk' ? graph.sharedRiskCount : 0, (index, put) => {
    const edge = corridor.edges[index] as number;
    for (let at = graph.firstSharedRisk[edge] as number, end = graph.firstSharedRisk[edge + 1] as number; at < end; at++)
      put(graph.sharedRisk[at] as number);
  });
  const vertices = groupsOf(vertexCount, by === 'site' ? graph.siteCount : 0, (index, put) => {
    const site = graph.vertexSite[corridor.vertices[index] as number] as number;
    if (site >= 0 && !ownSites.has(site)) put(site);
  });
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

/** Groups of two or more, by new indexes, from what each member tells of its groups by old ones. */
function groupsOf(
  memberCount: number,
  oldCount: number,
  tell: (member: number, put: (group: number) => void) => void,
): { readonly groupCount: number; readonly groupsOfMember: Lists; readonly membersOfGroup: Lists } {
  const none: Lists = { first: new Int32Array(memberCount + 1), items: new Int32Array(0) };
  if (oldCount === 0) return { groupCount: 0, groupsOfMember: none, membersOfGroup: { first: new Int32Array(1), items: none.items } };
  const size = new Int32Array(oldCount);
  /** A member that tells a group twice counts once. */
  const lastMember = new Int32Array(oldCount).fill(-1);
  const members: number[] = [];
  const groups: number[] = [];
  for (let member = 0; member < memberCount; member++) {
    tell(member, (group) => {
      if (lastMember[group] === member) return;
      lastMember[group] = member;
      size[group] = (size[group] as number) + 1;
      members.push(member);
      groups.push(group);
    });
  }
  const newIndex = new Int32Array(oldCount).fill(-1);
  let groupCount = 0;
  for (let group = 0; group < oldCount; group++) if ((size[group] as number) > 1) newIndex[group] = groupCount++;
  const isKept = groups.map((group) => (newIndex[group] as number) >= 0);
  const keptMembers = members.filter((_, at) => isKept[at]);
  const keptGroups = groups.filter((_, at) => isKept[at]).map((group) => newIndex[group] as number);
  return {
    groupCount,
    groupsOfMember: listed(memberCount, keptMembers, (at) => keptGroups[at] as number),
    membersOfGroup: listed(groupCount, keptGroups, (at) => keptMembers[at] as number),
  };
}

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
