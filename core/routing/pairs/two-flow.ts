import { Heap } from '../heap';
import type { Corridor } from './corridor';
import { flowNetwork, inOf, outOf, roadsThrough, sink, source, type FlowNetwork } from './flow-network';
import type { Stakes, Way } from './stakes';
import type { Weights } from './weights';

/** What one of two routes may have, and the other not: what it costs to have it too. A route pays for each arc, and for passing the vertex. */
export interface Toll {
  readonly stake: number;
  readonly arcs: readonly number[];
  /** -1: none. */
  readonly vertex: number;
  readonly amount: number;
}

/** The two cheapest ways together that share none of the stakes that a flow can tell apart. */
export interface TwoFlow {
  readonly ways: readonly [Way, Way];
  /** No two diverse routes weigh less together. */
  readonly bound: number;
  /** With them each route can be weighed for itself: two diverse routes weigh together, tolls added, at least `bound` and all tolls. */
  readonly tolls: readonly Toll[];
  /** At least so much, tolls included, from each vertex on to a target. */
  readonly toGo: Float64Array;
}

/**
 * Two units of flow at least cost, each edge taken once and, for diversity of vertices, each vertex passed once: the shortest way, and the
 * shortest that may push it aside (Suurballe 1974, Bhandari 1999). Of shared risks it sees those whose edges meet at a vertex: of a group's
 * arcs from a vertex, and of those to it, one is taken. The rest of the rules it leaves out, so it bounds the pair and need not be one.
 * null: there are no two such ways.
 */
export function twoFlow(corridor: Corridor, stakes: Stakes, weights: Weights): TwoFlow | null {
  const net = flowNetwork(corridor, stakes, weights);
  const nodeCount = net.nodeCount;
  const potential = net.toGo;
  const flow = new Uint8Array(net.tail.length);
  /** The arc by which the flow comes to each node; -1: none does. */
  const cameBy = new Int32Array(nodeCount).fill(-1);
  const heldEdge = new Uint8Array(corridor.edges.length);
  const heap = new Heap();

  /** Dijkstra on costs that the potentials reduce, to the sink; then the potentials make all that is left cost zero or more again. */
  const augment = (): Int32Array | null => {
    const distance = new Float64Array(nodeCount).fill(Infinity);
    const parent = new Int32Array(nodeCount).fill(-1);
    const offer = (node: number, from: number, total: number, arc: number): void => {
      const reduced = total + (potential[node] as number) - (potential[from] as number);
      if (reduced >= (distance[node] as number)) return;
      distance[node] = reduced;
      parent[node] = arc;
      heap.push(reduced, potential[node] as number, node);
    };
    heap.clear();
    distance[source] = 0;
    heap.push(0, 0, source);
    while (heap.size > 0) {
      const reached = heap.first[0] as number;
      const node = heap.pop();
      if (reached > (distance[node] as number)) continue;
      if (node === sink) break;
      for (let arc = net.firstArc[node] as number, end = net.firstArc[node + 1] as number; arc < end; arc++) {
        const road = net.road[arc] as number;
        // An edge that is held is given back, if at all, against the flow.
        if (
          (flow[arc] as number) >= ((net.stake[arc] as number) < 0 ? 2 : 1) ||
          (road >= 0 && heldEdge[corridor.arcEdge[road] as number] === 1)
        )
          continue;
        offer(net.head[arc] as number, node, reached + (net.cost[arc] as number), arc);
      }
      const back = cameBy[node] as number;
      if (back >= 0) offer(net.tail[back] as number, node, reached - (net.cost[back] as number), back);
    }
    const least = distance[sink] as number;
    if (least === Infinity) return null;
    for (let node = 0; node < nodeCount; node++)
      potential[node] = (potential[node] as number) - Math.min(least, distance[node] as number) + least;
    return parent;
  };

  for (let unit = 0; unit < 2; unit++) {
    const parent = augment();
    if (parent === null) return null;
    for (let node = sink; node !== source;) {
      const arc = parent[node] as number;
      const isForward = net.head[arc] === node;
      flow[arc] = (flow[arc] as number) + (isForward ? 1 : -1);
      node = (isForward ? net.tail[arc] : net.head[arc]) as number;
    }
    if (unit > 0) continue;
    for (const [arc, units] of flow.entries()) {
      if (units === 0) continue;
      cameBy[net.head[arc] as number] = arc;
      const road = net.road[arc] as number;
      if (road >= 0) heldEdge[corridor.arcEdge[road] as number] = 1;
    }
  }
  const tolls = tollsOf(corridor, stakes, net, flow, potential);
  let bound = 0;
  for (const [arc, units] of flow.entries()) bound += units * (net.cost[arc] as number);
  return {
    ways: [takeWay(net, flow), takeWay(net, flow)],
    bound,
    tolls,
    toGo: Float64Array.from(
      corridor.vertices,
      (_, vertex) => potential[corridor.isSource[vertex] === 1 ? outOf(vertex) : inOf(vertex)] as number,
    ),
  };
}

/** One unit of the flow, taken out of it; where it comes back to a node it goes on from there the first time. */
function takeWay(net: FlowNetwork, flow: Uint8Array): Way {
  const way: number[] = [];
  const position = new Map<number, number>([[source, 0]]);
  for (let node = source; node !== sink;) {
    let arc = net.firstArc[node] as number;
    while (flow[arc] === 0) arc++;
    flow[arc] = (flow[arc] as number) - 1;
    node = net.head[arc] as number;
    const before = position.get(node);
    if (before === undefined) position.set(node, way.push(arc));
    else for (const dropped of way.splice(before)) position.delete(net.head[dropped] as number);
  }
  return {
    start: net.vertex[way[0] as number] as number,
    arcs: way.flatMap((arc) => ((net.road[arc] as number) < 0 ? [] : [net.road[arc] as number])),
  };
}

/** Of what is full: what it would save if there were room for more. */
function tollsOf(
  corridor: Corridor,
  { firstVertex, firstGroup }: Stakes,
  net: FlowNetwork,
  flow: Uint8Array,
  potential: Float64Array,
): readonly Toll[] {
  const tolls: Toll[] = [];
  for (let arc = 0; arc < flow.length; arc++) {
    const stake = net.stake[arc] as number;
    if (flow[arc] === 0 || stake < 0) continue;
    const [tail, head] = [net.tail[arc] as number, net.head[arc] as number];
    const amount = (potential[tail] as number) - (potential[head] as number) - (net.cost[arc] as number);
    if (amount <= 0) continue;
    const isPassing = stake >= firstVertex && stake < firstGroup;
    tolls.push({ stake, arcs: roadsThrough(net, corridor, arc), vertex: isPassing ? (net.vertex[arc] as number) : -1, amount });
  }
  return tolls;
}
