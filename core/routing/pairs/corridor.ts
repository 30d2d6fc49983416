import { edgeBlocks, vertexBlocks } from '../eligibility';
import type { RoutingGraph } from '../graph';
import { Heap } from '../heap';
import type { RoutingQuery } from '../query';
import { searchOf } from '../search';

/**
 * The part of a graph in which a query's routes within a limit lie, with indexes of its own: its vertices, and as arcs the edges in the
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
  /** What a route needs at least from a vertex on to a target, the vertex's own transit left out. */
  readonly forwardNs: Float64Array;
  readonly backwardNs: Float64Array;
  /** The arcs to vertex v are `arcsIn[firstArcIn[v]]` to `arcsIn[firstArcIn[v + 1]]`. */
  readonly firstArcIn: Int32Array;
  readonly arcsIn: Int32Array;
}

/** null: no route of the query is within the limit. */
export function corridorOf(graph: RoutingGraph, query: RoutingQuery, limitNs: number): Corridor | null {
  const reach = reachOf(graph, query, Math.min(limitNs, query.limitNs, Number.MAX_VALUE));
  const vertices: number[] = [];
  for (let vertex = 0; vertex < graph.vertexCount; vertex++) if (reach.hasVertex(vertex)) vertices.push(vertex);
  return vertices.length === 0 ? null : draw(graph, reach, vertices);
}

/** Which vertices and arcs are on a walk within the limit; loops are left to the search. */
interface Reach {
  readonly isSource: Uint8Array;
  readonly isTarget: Uint8Array;
  readonly toForwardNs: Float64Array;
  readonly toBackwardNs: Float64Array;
  hasVertex(vertex: number): boolean;
  hasArc(tail: number, arc: number): boolean;
}

function reachOf(graph: RoutingGraph, query: RoutingQuery, limitNs: number): Reach {
  const { arcHead, arcEdge, arcForwardNs: along, arcBackwardNs: against, vertexCount, isSymmetric } = graph;
  const isSource = marked(vertexCount, query.sources);
  const isTarget = marked(vertexCount, query.targets);
  const mayUseEdge = remembered(graph.edgeCount, (edge) => edgeBlocks(graph, query, edge) === 0);
  const mayPass = remembered(vertexCount, (vertex) => vertexBlocks(graph, query, vertex, false) === 0);
  const mayEnd = remembered(vertexCount, (vertex) => vertexBlocks(graph, query, vertex, true) === 0);
  const mayLeave = (vertex: number): boolean => isTarget[vertex] === 0 && (isSource[vertex] === 1 ? mayEnd(vertex) : mayPass(vertex));
  const mayEnter = (vertex: number): boolean => isSource[vertex] === 0 && (isTarget[vertex] === 1 ? mayEnd(vertex) : mayPass(vertex));

  const heap = new Heap();
  const distances = (isForward: boolean, perArc: Int32Array, beyondNs: Float64Array): Float64Array => {
    const [ends, mayBegin, mayGoOn] = isForward ? [isSource, mayLeave, mayEnter] : [isTarget, mayEnter, mayLeave];
    const distance = new Float64Array(vertexCount).fill(Infinity);
    const offer = (vertex: number, ns: number): void => {
      if (ns >= (distance[vertex] as number) || ns + (beyondNs[vertex] as number) > limitNs) return;
      distance[vertex] = ns;
      heap.push(ns, 0, vertex);
    };
    heap.clear();
    for (let vertex = 0; vertex < vertexCount; vertex++) {
      if (ends[vertex] === 1 && mayEnd(vertex)) offer(vertex, isForward ? (graph.transitNs[vertex] as number) : 0);
    }
    while (heap.size > 0) {
      const ns = heap.first[0] as number;
      const vertex = heap.pop();
      if (ns > (distance[vertex] as number) || !mayBegin(vertex)) continue;
      for (let arc = graph.firstArc[vertex] as number, end = graph.firstArc[vertex + 1] as number; arc < end; arc++) {
        const head = arcHead[arc] as number;
        if (!mayUseEdge(arcEdge[arc] as number) || !mayGoOn(head)) continue;
        offer(head, ns + (perArc[arc] as number) + (graph.transitNs[isForward ? head : vertex] as number));
      }
    }
    return distance;
  };

  const floor = searchOf(graph).boundsToward(query.targets);
  const fromForwardNs = distances(true, along, floor.forwardNs);
  const fromBackwardNs = isSymmetric ? fromForwardNs : distances(true, against, floor.backwardNs);
  const toForwardNs = distances(false, against, fromForwardNs);
  const toBackwardNs = isSymmetric ? toForwardNs : distances(false, along, fromBackwardNs);
  const isWithin = (tail: number, forwardNs: number, backwardNs: number, head: number): boolean =>
    (fromForwardNs[tail] as number) + forwardNs + (toForwardNs[head] as number) <= limitNs &&
    (fromBackwardNs[tail] as number) + backwardNs + (toBackwardNs[head] as number) <= limitNs;
  return {
    ...{ isSource, isTarget, toForwardNs, toBackwardNs },
    hasVertex: (vertex) => isWithin(vertex, 0, 0, vertex),
    hasArc: (tail, arc) => {
      const head = arcHead[arc] as number;
      const transitNs = graph.transitNs[head] as number;
      return (
        isWithin(tail, (along[arc] as number) + transitNs, (against[arc] as number) + transitNs, head) &&
        mayUseEdge(arcEdge[arc] as number) &&
        mayLeave(tail) &&
        mayEnter(head)
      );
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
  const perArc = (value: (arc: number) => number | undefined): Float64Array => Float64Array.from(arcs, (arc) => value(arc) as number);
  const perVertex = (value: (vertex: number) => number | undefined): Float64Array =>
    Float64Array.from(vertices, (vertex) => value(vertex) as number);
  const headTransitNs = (arc: number): number => graph.transitNs[graph.arcHead[arc] as number] as number;
  const arcForwardNs = perArc((arc) => (graph.arcForwardNs[arc] as number) + headTransitNs(arc));
  const forwardNs = perVertex((vertex) => reach.toForwardNs[vertex]);
  const { isSymmetric } = graph;
  const arcHead = Int32Array.from(arcs, (arc) => localVertex[graph.arcHead[arc] as number] as number);
  return {
    vertices: Int32Array.from(vertices),
    edges: Int32Array.from(edges),
    isSource: Uint8Array.from(vertices, (vertex) => reach.isSource[vertex] as number),
    isTarget: Uint8Array.from(vertices, (vertex) => reach.isTarget[vertex] as number),
    transitNs: perVertex((vertex) => graph.transitNs[vertex]),
    firstArc,
    arcTail: Int32Array.from(tails),
    arcHead,
    arcEdge: Int32Array.from(arcs, (arc) => localEdge[graph.arcEdge[arc] as number] as number),
    arcForwardNs,
    arcBackwardNs: isSymmetric ? arcForwardNs : perArc((arc) => (graph.arcBackwardNs[arc] as number) + headTransitNs(arc)),
    arcPricePerSlot: perArc((arc) => graph.pricePerSlot[graph.arcEdge[arc] as number]),
    forwardNs,
    backwardNs: isSymmetric ? forwardNs : perVertex((vertex) => reach.toBackwardNs[vertex]),
    ...byKey(vertices.length, arcHead),
  };
}

/** The indexes that have each key, one key after another. */
function byKey(keyCount: number, keys: Int32Array): { readonly firstArcIn: Int32Array; readonly arcsIn: Int32Array } {
  const firstArcIn = new Int32Array(keyCount + 1);
  for (const key of keys) firstArcIn[key + 1] = (firstArcIn[key + 1] as number) + 1;
  for (let key = 0; key < keyCount; key++) firstArcIn[key + 1] = (firstArcIn[key + 1] as number) + (firstArcIn[key] as number);
  const next = firstArcIn.slice();
  const arcsIn = new Int32Array(keys.length);
  for (const [index, key] of keys.entries()) {
    const at = next[key] as number;
    arcsIn[at] = index;
    next[key] = at + 1;
  }
  return { firstArcIn, arcsIn };
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
