import type { Corridor } from './corridor';
import { itemsOf, listed } from './lists';
import { isOfVertices, type Stakes } from './stakes';
import type { Weights } from './weights';

/**
 * The corridor as a network for two units of flow. Each vertex is two nodes, so that passing it is an arc; a group of edges that meet at a
 * vertex has a node of its own between the vertex and their arcs, once for those that leave it and once for those that come to it.
 */
export interface FlowNetwork {
  readonly nodeCount: number;
  /** The arcs from node n are `firstArc[n]` to `firstArc[n + 1]`. */
  readonly firstArc: Int32Array;
  readonly tail: Int32Array;
  readonly head: Int32Array;
  readonly cost: Float64Array;
  /** The corridor's arc that it is; -1: none. */
  readonly road: Int32Array;
  /** What it stands for, of which one unit only can have a part; -1: it takes two. */
  readonly stake: Int32Array;
  /** The vertex that a unit begins at, passes, or leaves or reaches in a group; of a road it says nothing. */
  readonly vertex: Int32Array;
  /** At least so much from each node on to the sink. */
  readonly toGo: Float64Array;
  /** Nodes from which and to which each of the corridor's arcs leads. */
  readonly roadTail: Int32Array;
  readonly roadHead: Int32Array;
}

export const source = 0;
export const sink = 1;
export const inOf = (vertex: number): number => 2 + 2 * vertex;
export const outOf = (vertex: number): number => 3 + 2 * vertex;

export function flowNetwork(corridor: Corridor, stakes: Stakes, weights: Weights): FlowNetwork {
  const { isSource, isTarget, firstArc, arcsTo, arcEdge } = corridor;
  const vertexCount = corridor.vertices.length;
  const toGo: number[] = [Infinity, 0];
  const arcs = new ArcList();
  for (let vertex = 0; vertex < vertexCount; vertex++) {
    const left = weights.toGo[vertex] as number;
    const atStart = weights.atStart[vertex] as number;
    toGo.push(left, left);
    if (isSource[vertex] === 1) {
      toGo[source] = Math.min(toGo[source] as number, left + atStart);
      arcs.add(source, outOf(vertex), atStart, -1, -1, vertex);
      // A route that ends where it begins has no arc, and shares nothing: both routes may be it.
      if (isTarget[vertex] === 1) arcs.add(source, sink, atStart, -1, -1, vertex);
    } else if (isTarget[vertex] === 1) arcs.add(inOf(vertex), sink, 0, -1, -1, vertex);
    else arcs.add(inOf(vertex), outOf(vertex), 0, isOfVertices(stakes) ? stakes.firstVertex + vertex : -1, -1, vertex);
  }

  const roadTail = Int32Array.from(corridor.arcTail, outOf);
  const roadHead = Int32Array.from(corridor.arcHead, inOf);
  if (stakes.groupsOfEdge.items.length > 0) {
    const meets = groupsThatMeet(corridor, stakes);
    for (let vertex = 0; vertex < vertexCount; vertex++) {
      const left = weights.toGo[vertex] as number;
      if (meets(firstArc[vertex] as number, firstArc[vertex + 1] as number, null)) {
        const away = Array.from(arcEdge.subarray(firstArc[vertex], firstArc[vertex + 1]), (_, at) => (firstArc[vertex] as number) + at);
        for (const [group, members] of largestGroups(corridor, stakes, away)) {
          const node = toGo.push(left) - 1;
          arcs.add(outOf(vertex), node, 0, stakes.firstGroup + group, -1, vertex);
          for (const arc of members) roadTail[arc] = node;
        }
      }
      if (meets(arcsTo.first[vertex] as number, arcsTo.first[vertex + 1] as number, arcsTo.items)) {
        for (const [group, members] of largestGroups(corridor, stakes, itemsOf(arcsTo, vertex))) {
          const node = toGo.push(left) - 1;
          arcs.add(node, inOf(vertex), 0, stakes.firstGroup + group, -1, vertex);
          for (const arc of members) roadHead[arc] = node;
        }
      }
    }
  }
  for (let arc = 0; arc < arcEdge.length; arc++)
    arcs.add(roadTail[arc] as number, roadHead[arc] as number, weights.perArc[arc] as number, arcEdge[arc] as number, arc, -1);
  return { ...arcs.byTail(toGo.length), toGo: Float64Array.from(toGo), roadTail, roadHead };
}

/** The corridor's arcs of all units that take the arc: itself, or those of a group at a vertex. */
export function roadsThrough(net: FlowNetwork, { firstArc, arcsTo }: Corridor, arc: number): readonly number[] {
  const road = net.road[arc] as number;
  if (road >= 0) return [road];
  const vertex = net.vertex[arc] as number;
  const [tail, head] = [net.tail[arc] as number, net.head[arc] as number];
  if (tail === inOf(vertex)) return [];
  if (tail !== outOf(vertex)) return [...itemsOf(arcsTo, vertex)].filter((in_) => net.roadHead[in_] === tail);
  const away = Array.from(
    { length: (firstArc[vertex + 1] as number) - (firstArc[vertex] as number) },
    (_, at) => (firstArc[vertex] as number) + at,
  );
  return away.filter((out) => net.roadTail[out] === head);
}

/** Whether any group holds two of the arcs from one index to another, or of those that stand there in a list. Most vertices have none. */
function groupsThatMeet(
  { arcEdge }: Corridor,
  { groupsOfEdge: { first, items }, edgesOfGroup }: Stakes,
): (start: number, end: number, list: Int32Array | null) => boolean {
  const seen = new Int32Array(edgesOfGroup.first.length);
  let round = 0;
  return (start, end, list) => {
    round++;
    for (let at = start; at < end; at++) {
      const edge = arcEdge[list === null ? at : (list[at] as number)] as number;
      for (let place = first[edge] as number, last = first[edge + 1] as number; place < last; place++) {
        const group = items[place] as number;
        if (seen[group] === round) return true;
        seen[group] = round;
      }
    }
    return false;
  };
}

/** Of some arcs at a vertex the groups that hold two or more, the largest first; an arc counts for one group only. */
function largestGroups(
  { arcEdge }: Corridor,
  { groupsOfEdge }: Stakes,
  arcs: Iterable<number>,
): readonly (readonly [number, readonly number[]])[] {
  const members = new Map<number, number[]>();
  for (const arc of arcs) {
    for (const group of itemsOf(groupsOfEdge, arcEdge[arc] as number)) {
      const known = members.get(group);
      if (known === undefined) members.set(group, [arc]);
      else known.push(arc);
    }
  }
  const large = [...members].filter(([, all]) => all.length > 1).sort(([, one], [, other]) => other.length - one.length);
  const taken = new Set<number>();
  return large.flatMap(([group, all]) => {
    const left = all.filter((arc) => !taken.has(arc));
    if (left.length < 2) return [];
    for (const arc of left) taken.add(arc);
    return [[group, left] as const];
  });
}

/** Arcs in the order in which they come, then by their tail. */
class ArcList {
  readonly #tail: number[] = [];
  readonly #head: number[] = [];
  readonly #cost: number[] = [];
  readonly #stake: number[] = [];
  readonly #road: number[] = [];
  readonly #vertex: number[] = [];

  add(tail: number, head: number, cost: number, stake: number, road: number, vertex: number): void {
    this.#tail.push(tail);
    this.#head.push(head);
    this.#cost.push(cost);
    this.#stake.push(stake);
    this.#road.push(road);
    this.#vertex.push(vertex);
  }

  byTail(nodeCount: number): Pick<FlowNetwork, 'nodeCount' | 'firstArc' | 'tail' | 'head' | 'cost' | 'stake' | 'road' | 'vertex'> {
    const { first: firstArc, items: order } = listed(nodeCount, this.#tail, (arc) => arc);
    const sorted = <T extends Int32Array | Float64Array>(values: readonly number[], into: T): T => {
      for (let at = 0; at < order.length; at++) into[at] = values[order[at] as number] as number;
      return into;
    };
    const integers = (values: readonly number[]): Int32Array => sorted(values, new Int32Array(order.length));
    return {
      ...{ nodeCount, firstArc, tail: integers(this.#tail), head: integers(this.#head), stake: integers(this.#stake) },
      ...{ road: integers(this.#road), vertex: integers(this.#vertex), cost: sorted(this.#cost, new Float64Array(order.length)) },
    };
  }
}
