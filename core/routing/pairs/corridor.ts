import { unreached } from '../distance-rows';
import { edgeBlocks, vertexBlocks } from '../eligibility';
import type { RoutingGraph } from '../graph';
import { Heap } from '../heap';
import type { RoutingQuery } from '../query';
import { searchOf } from '../search';
import type { Part } from './blocks';
import { listed, type Lists } from './lists';

/** What a route is worth looking at for. */
export interface Worth {
  /** No direction may take longer. */
  readonly limitNs: number;
  /** By price: no route may cost more per slot. By latency it does not matter. */
  readonly pricePerSlot: number;
}

/**
 * The part of a graph in which a query's worthwhile routes lie, with indexes of its own: its vertices, and as arcs the edges in the
 * directions in which a route can take them. Routes that pass through one of their possible ends are left out, as what is behind or before
 * it is a route too, and a better one: so no arc comes to a source, and none leaves a target. The arcs from vertex v are `firstArc[v]` to
 * `firstArc[v + 1]`.
 */
export interface Corridor {
  /** Indexes in the graph. */
  readonly vertices: Int32Array;
  readonly edges: Int32Array;
  readonly isSource: Uint8Array;
  readonly isTarget: Uint8Array;
  readonly transitNs: Float64Array;
  readonly firstArc: Int32Array;
  readonly arcTail: Int32Array;
  readonly arcHead: Int32Array;
  readonly arcEdge: Int32Array;
  /** Along the arc and against it, the transit of its head included. Where no latency depends on the direction both are one array. */
  readonly arcForwardNs: Float64Array;
  readonly arcBackwardNs: Float64Array;
  readonly arcPricePerSlot: Float64Array;
  /** The arcs to each vertex. */
  readonly arcsTo: Lists;
  /** What a route needs at least from a vertex on to a target, the vertex's own transit left out. By latency the price is left at zero. */
  readonly forwardNs: Float64Array;
  readonly backwardNs: Float64Array;
  readonly pricePerSlot: Float64Array;
}

/** null: there is no such route. `within`: what else is on no route that is worth it. */
export function corridorOf(graph: RoutingGraph, query: RoutingQuery, worth: Worth, within: Part | null = null): Corridor | null {
  const reach = reachOf(graph, query, worth, within);
  const vertices: number[] = [];
  for (let vertex = 0; vertex < graph.vertexCount; vertex++) if (reach.hasVertex(vertex)) vertices.push(vertex);
  return vertices.length === 0 ? null : draw(graph, reach, vertices);
}

/** One of the sums that a route must keep within a limit, and what it is at least on the way to a vertex and from there on. */
interface Measured {
  readonly limit: number;
  readonly along: Int32Array | Float64Array;
  readonly transit: Int32Array;
  readonly from: Float64Array;
  readonly to: Float64Array;
}

/** Which vertices and arcs are on a walk within the limits; loops are left to the search. */
interface Reach {
  readonly isSource: Uint8Array;
  readonly isTarget: Uint8Array;
  readonly forward: Measured;
  readonly backward: Measured;
  /** null: it does not matter. */
  readonly price: Measured | null;
  hasVertex(vertex: number): boolean;
  hasArc(tail: number, arc: number): boolean;
}

function reachOf(graph: RoutingGraph, query: RoutingQuery, worth: Worth, within: Part | null): Reach {
  const { arcHead, arcEdge, firstArc, vertexCount } = graph;
  const isSource = marked(vertexCount, query.sources);
  const isTarget = marked(vertexCount, query.targets);
  const isWithin = (edge: number): boolean => within === null || within.partOf[edge] === within.part;
  const mayUseEdge = remembered(graph.edgeCount, (edge) => isWithin(edge) && edgeBlocks(graph, query, edge) === 0);
  const mayPass = remembered(vertexCount, (vertex) => vertexBlocks(graph, query, vertex, false) === 0);
  const mayEnd = remembered(vertexCount, (vertex) => vertexBlocks(graph, query, vertex, true) === 0);
  const mayLeave = (vertex: number): boolean => isTarget[vertex] === 0 && (isSource[vertex] === 1 ? mayEnd(vertex) : mayPass(vertex));
  const mayEnter = (vertex: number): boolean => isSource[vertex] === 0 && (isTarget[vertex] === 1 ? mayEnd(vertex) : mayPass(vertex));

  const measures: Measured[] = [];
  const isKept = (vertex: number): boolean => {
    for (const { from, to, limit } of measures) if ((from[vertex] as number) + (to[vertex] as number) > limit) return false;
    return true;
  };
  const heap = new Heap();
  const distances = (
    isFromSource: boolean,
    perArc: Int32Array | Float64Array,
    transit: Int32Array,
    isWithin: (vertex: number, total: number) => boolean,
  ) => {
    const [ends, mayGoOn] = isFromSource ? [isSource, mayEnter] : [isTarget, mayLeave];
    const distance = new Float64Array(vertexCount).fill(Infinity);
    const offer = (vertex: number, total: number): void => {
      if (total >= (distance[vertex] as number) || !isWithin(vertex, total) || !isKept(vertex)) return;
      distance[vertex] = total;
      heap.push(total, 0, vertex);
    };
    heap.clear();
    for (const end of isFromSource ? query.sources : query.targets)
      if (mayEnd(end)) offer(end, isFromSource ? (transit[end] as number) : 0);
    while (heap.size > 0) {
      const total = heap.first[0] as number;
      const vertex = heap.pop();
      // An end of the other side is not passed through.
      if (total > (distance[vertex] as number) || (isFromSource ? isTarget : isSource)[vertex] === 1) continue;
      if (ends[vertex] === 0 && !mayPass(vertex)) continue;
      for (let arc = firstArc[vertex] as number, end = firstArc[vertex + 1] as number; arc < end; arc++) {
        const head = arcHead[arc] as number;
        if (!mayUseEdge(arcEdge[arc] as number) || !mayGoOn(head)) continue;
        offer(head, total + (perArc[arc] as number) + (transit[isFromSource ? head : vertex] as number));
      }
    }
    return distance;
  };
  /** Within what was measured before; `left`: what it takes at least from each vertex on. */
  const measure = (
    along: Measured['along'],
    against: Measured['along'],
    transit: Int32Array,
    limit: number,
    left: Int32Array,
  ): Measured => {
    const from = distances(
      true,
      along,
      transit,
      (vertex, total) => left[vertex] !== unreached && total + (left[vertex] as number) <= limit,
    );
    const to = distances(false, against, transit, (vertex, total) => total + (from[vertex] as number) <= limit);
    const measured = { limit, along, transit, from, to };
    measures.push(measured);
    return measured;
  };

  const { arcForwardNs, arcBackwardNs, transitNs } = graph;
  const { ground } = searchOf(graph);
  ground.open(query);
  const limitNs = Math.min(worth.limitNs, query.limitNs, Number.MAX_VALUE);
  const forward = measure(arcForwardNs, arcBackwardNs, transitNs, limitNs, ground.bounds('forwardNs'));
  const backward = graph.isSymmetric ? forward : measure(arcBackwardNs, arcForwardNs, transitNs, limitNs, ground.bounds('backwardNs'));
  const isByPrice = query.objective === 'price';
  const perArc = isByPrice ? Float64Array.from(arcEdge, (edge) => graph.pricePerSlot[edge] as number) : null;
  const most = Math.min(worth.pricePerSlot, Number.MAX_VALUE);
  const price = perArc && measure(perArc, perArc, new Int32Array(vertexCount), most, ground.bounds('pricePerSlot'));
  return {
    ...{ isSource, isTarget, forward, backward, price },
    hasVertex: isKept,
    hasArc: (tail, arc) => {
      const head = arcHead[arc] as number;
      for (const { from, along, transit, to, limit } of measures)
        if ((from[tail] as number) + (along[arc] as number) + (transit[head] as number) + (to[head] as number) > limit) return false;
      return mayUseEdge(arcEdge[arc] as number) && mayLeave(tail) && mayEnter(head);
    },
  };
}

function draw(graph: RoutingGraph, reach: Reach, vertices: readonly number[]): Corridor {
  const localVertex = new Int32Array(graph.vertexCount).fill(-1);
  for (const [index, vertex] of vertices.entries()) localVertex[vertex] = index;
  const localEdge = new Int32Array(graph.edgeCount).fill(-1);
  const edges: number[] = [];
  const arcs: number[] = [];
  const tails: number[] = [];
  const firstArc = new Int32Array(vertices.length + 1);
  for (const [index, tail] of vertices.entries()) {
    for (let arc = graph.firstArc[tail] as number, end = graph.firstArc[tail + 1] as number; arc < end; arc++) {
      if ((localVertex[graph.arcHead[arc] as number] as number) < 0 || !reach.hasArc(tail, arc)) continue;
      const edge = graph.arcEdge[arc] as number;
      if ((localEdge[edge] as number) < 0) localEdge[edge] = edges.push(edge) - 1;
      arcs.push(arc);
      tails.push(index);
    }
    firstArc[index + 1] = arcs.length;
  }
  const mapped = (indexes: readonly number[], value: (index: number) => number): Float64Array => {
    const values = new Float64Array(indexes.length);
    for (let at = 0; at < indexes.length; at++) values[at] = value(indexes[at] as number);
    return values;
  };
  const perArc = (value: (arc: number) => number): Float64Array => mapped(arcs, value);
  const perVertex = (values: Float64Array | Int32Array): Float64Array => mapped(vertices, (vertex) => values[vertex] as number);
  const headTransitNs = (arc: number): number => graph.transitNs[graph.arcHead[arc] as number] as number;
  const arcForwardNs = perArc((arc) => (graph.arcForwardNs[arc] as number) + headTransitNs(arc));
  const forwardNs = perVertex(reach.forward.to);
  const arcHead = Int32Array.from(arcs, (arc) => localVertex[graph.arcHead[arc] as number] as number);
  const { isSymmetric } = graph;
  return {
    vertices: Int32Array.from(vertices),
    edges: Int32Array.from(edges),
    isSource: Uint8Array.from(vertices, (vertex) => reach.isSource[vertex] as number),
    isTarget: Uint8Array.from(vertices, (vertex) => reach.isTarget[vertex] as number),
    transitNs: perVertex(graph.transitNs),
    firstArc,
    arcTail: Int32Array.from(tails),
    arcHead,
    arcEdge: Int32Array.from(arcs, (arc) => localEdge[graph.arcEdge[arc] as number] as number),
    arcForwardNs,
    arcBackwardNs: isSymmetric ? arcForwardNs : perArc((arc) => (graph.arcBackwardNs[arc] as number) + headTransitNs(arc)),
    arcPricePerSlot: perArc((arc) => graph.pricePerSlot[graph.arcEdge[arc] as number] as number),
    arcsTo: listed(vertices.length, arcHead, (arc) => arc),
    forwardNs,
    backwardNs: isSymmetric ? forwardNs : perVertex(reach.backward.to),
    pricePerSlot: reach.price === null ? new Float64Array(vertices.length) : perVertex(reach.price.to),
  };
}

function marked(length: number, indexes: readonly number[]): Uint8Array {
  const marks = new Uint8Array(length);
  for (const index of indexes) marks[index] = 1;
  return marks;
}

/** Asks once for each index. */
function remembered(length: number, ask: (index: number) => boolean): (index: number) => boolean {
  const answers = new Uint8Array(length);
  return (index) => {
    if (answers[index] === 0) answers[index] = ask(index) ? 1 : 2;
    return answers[index] === 1;
  };
}
