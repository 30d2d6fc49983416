import type { Corridor } from './corridor';
import { isOfVertices, itemsOf, type Stakes } from './stakes';
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
  /** Units that it takes: 1 or 2. */
  readonly capacity: Uint8Array;
  /** The corridor's arc that it is; -1: none. */
  readonly road: Int32Array;
  /** The stake that is the reason why it takes one unit only; -1: it takes two. */
  readonly stake: Int32Array;
  /** The vertex that a unit passes by it, or begins at; -1: neither. */
  readonly passed: Int32Array;
  readonly begun: Int32Array;
  /** At least so much from each node on to the sink. */
  readonly toGo: Float64Array;
  /** The corridor's arcs of all units that take the arc: itself, or those of a group at a vertex. */
  roadsThrough(arc: number): readonly number[];
}

export const source = 0;
export const sink = 1;
export const inOf = (vertex: number): number => 2 + 2 * vertex;
export const outOf = (vertex: number): number => 3 + 2 * vertex;

interface FlowArc {
  readonly tail: number;
  readonly head: number;
  readonly cost: number;
  readonly stake?: number;
  readonly road?: number;
  readonly passed?: number;
  readonly begun?: number;
}

export function flowNetwork(corridor: Corridor, stakes: Stakes, weights: Weights): FlowNetwork {
  const { arcHead, arcTail, isSource, isTarget, firstArc, firstArcIn, arcsIn, arcEdge } = corridor;
  const vertexCount = corridor.vertices.length;
  const toGo = [
    weights.toGo.reduce(
      (least, value, at) => (isSource[at] === 1 ? Math.min(least, value + (weights.atStart[at] as number)) : least),
      Infinity,
    ),
    0,
  ];
  const arcs: FlowArc[] = [];
  for (let vertex = 0; vertex < vertexCount; vertex++) {
    const atStart = weights.atStart[vertex] as number;
    toGo.push(weights.toGo[vertex] as number, weights.toGo[vertex] as number);
    if (isSource[vertex] === 1) arcs.push({ tail: source, head: outOf(vertex), cost: atStart, begun: vertex });
    if (isTarget[vertex] === 1) arcs.push({ tail: inOf(vertex), head: sink, cost: 0 });
    // A route that ends where it begins is of no arc, and shares nothing: both routes may be it.
    if (isSource[vertex] === 1 && isTarget[vertex] === 1) arcs.push({ tail: source, head: sink, cost: atStart, begun: vertex });
    if (isSource[vertex] === 1 || isTarget[vertex] === 1) continue;
    const stake = isOfVertices(stakes) ? { stake: stakes.firstVertex + vertex } : {};
    arcs.push({ tail: inOf(vertex), head: outOf(vertex), cost: 0, passed: vertex, ...stake });
  }

  const tailNode = Int32Array.from(arcTail, outOf);
  const headNode = Int32Array.from(arcHead, inOf);
  const largestGroup = groupChooser(corridor, stakes);
  for (let vertex = 0; vertex < vertexCount; vertex++) {
    const away = Array.from(
      { length: (firstArc[vertex + 1] as number) - (firstArc[vertex] as number) },
      (_, at) => (firstArc[vertex] as number) + at,
    );
    for (const [stake, members] of largestGroup(away)) {
      const node = toGo.push(weights.toGo[vertex] as number) - 1;
      arcs.push({ tail: outOf(vertex), head: node, cost: 0, stake });
      for (const arc of members) tailNode[arc] = node;
    }
    const inward = [...arcsIn.subarray(firstArcIn[vertex], firstArcIn[vertex + 1])];
    for (const [stake, members] of largestGroup(inward)) {
      const node = toGo.push(weights.toGo[vertex] as number) - 1;
      arcs.push({ tail: node, head: inOf(vertex), cost: 0, stake });
      for (const arc of members) headNode[arc] = node;
    }
  }
  for (let arc = 0; arc < arcHead.length; arc++) {
    arcs.push({
      tail: tailNode[arc] as number,
      head: headNode[arc] as number,
      cost: weights.perArc[arc] as number,
      stake: arcEdge[arc] as number,
      road: arc,
    });
  }
  return inOrder(toGo, arcs);
}

/** By tail; what is not said of an arc is -1. */
function inOrder(toGo: readonly number[], arcs: readonly FlowArc[]): FlowNetwork {
  const nodeCount = toGo.length;
  const firstArc = new Int32Array(nodeCount + 1);
  for (const { tail } of arcs) firstArc[tail + 1] = (firstArc[tail + 1] as number) + 1;
  for (let node = 0; node < nodeCount; node++) firstArc[node + 1] = (firstArc[node + 1] as number) + (firstArc[node] as number);
  const next = firstArc.slice();
  const sorted: FlowArc[] = Array.from(arcs);
  for (const arc of arcs) {
    const at = next[arc.tail] as number;
    sorted[at] = arc;
    next[arc.tail] = at + 1;
  }
  const roadsThrough = (index: number): readonly number[] => {
    const { road, passed, tail, head } = sorted[index] as FlowArc;
    if (road !== undefined) return [road];
    if (passed !== undefined) return [];
    return sorted.flatMap((arc) => (arc.road !== undefined && (arc.tail === head || arc.head === tail) ? [arc.road] : []));
  };
  return {
    nodeCount,
    firstArc,
    tail: Int32Array.from(sorted, ({ tail }) => tail),
    head: Int32Array.from(sorted, ({ head }) => head),
    cost: Float64Array.from(sorted, ({ cost }) => cost),
    capacity: Uint8Array.from(sorted, ({ stake }) => (stake === undefined ? 2 : 1)),
    road: Int32Array.from(sorted, ({ road }) => road ?? -1),
    stake: Int32Array.from(sorted, ({ stake }) => stake ?? -1),
    passed: Int32Array.from(sorted, ({ passed }) => passed ?? -1),
    begun: Int32Array.from(sorted, ({ begun }) => begun ?? -1),
    toGo: Float64Array.from(toGo),
    roadsThrough,
  };
}

/** Of some arcs at a vertex the groups that hold two or more, the largest first; an arc counts for one group only. */
function groupChooser(
  { arcEdge }: Corridor,
  stakes: Stakes,
): (arcs: readonly number[]) => readonly (readonly [number, readonly number[]])[] {
  if (stakes.groupsOfEdge.items.length === 0) return () => [];
  return (arcs) => {
    const members = new Map<number, number[]>();
    for (const arc of arcs) {
      for (const group of itemsOf(stakes.groupsOfEdge, arcEdge[arc] as number)) {
        const known = members.get(group);
        if (known === undefined) members.set(group, [arc]);
        else known.push(arc);
      }
    }
    const taken = new Set<number>();
    return [...members]
      .sort(([, one], [, other]) => other.length - one.length)
      .flatMap(([group, all]) => {
        const left = all.filter((arc) => !taken.has(arc));
        if (left.length < 2) return [];
        for (const arc of left) taken.add(arc);
        return [[stakes.firstGroup + group, left] as const];
      });
  };
}
