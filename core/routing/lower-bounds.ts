import type { Floor } from './floor';
import type { RoutingGraph } from './graph';
import { Heap } from './heap';

/**
 * What a route needs at least from each vertex on to the nearest of some targets, the vertex's own transit left out; Infinity: none is
 * reached. Each is a bound of its own: no one route need reach them all.
 */
export interface TargetBounds {
  /** 1 at the targets. */
  readonly isTarget: Uint8Array;
  readonly forwardNs: Float64Array;
  readonly backwardNs: Float64Array;
  /** Computed when first asked for. */
  readonly pricePerSlot: Float64Array;
}

/** What the tables of one graph may take together; one is always kept. */
const defaultCacheBytes = 64 * 1024 * 1024;

/**
 * Bounds to sets of targets, kept while the graph's floor holds. They are taken over all that is drawn, whatever its state, owner or free
 * capacity: failures, repairs, bookings and rising values leave them true, and only what falls below the floor asks for new ones.
 */
export class LowerBounds {
  readonly #graph: RoutingGraph;
  readonly #heap = new Heap();
  readonly #tables = new Map<number | string, TargetBounds>();
  readonly #capacity: number;
  #floor: Floor | null = null;

  constructor(graph: RoutingGraph, cacheBytes = defaultCacheBytes) {
    this.#graph = graph;
    this.#capacity = Math.max(1, Math.floor(cacheBytes / (25 * Math.max(1, graph.vertexCount))));
  }

  toward(targets: readonly number[]): TargetBounds {
    const floor = this.#graph.floor();
    if (floor !== this.#floor) {
      this.#tables.clear();
      this.#floor = floor;
    }
    const key = targets.length === 1 ? (targets[0] as number) : targets.toSorted((a, b) => a - b).join();
    const known = this.#tables.get(key);
    if (known !== undefined) return known;
    this.#forgetOldest();
    const table = this.#boundsToward(targets, floor);
    this.#tables.set(key, table);
    return table;
  }

  #boundsToward(targets: readonly number[], floor: Floor): TargetBounds {
    const distances = (perArc: Int32Array | Float64Array, perVertex: Int32Array | null): Float64Array =>
      distancesTo(this.#graph, targets, floor, this.#heap, perArc, perVertex);
    const isTarget = new Uint8Array(this.#graph.vertexCount);
    for (const target of targets) isTarget[target] = 1;
    // The search walks from the targets, so what lies along a route lies against its arcs.
    const forwardNs = distances(floor.backwardNs, floor.transitNs);
    const backwardNs = floor.isSymmetric ? forwardNs : distances(floor.forwardNs, floor.transitNs);
    let pricePerSlot: Float64Array | null = null;
    return {
      isTarget,
      forwardNs,
      backwardNs,
      get pricePerSlot() {
        return (pricePerSlot ??= distances(floor.pricePerSlot, null));
      },
    };
  }

  #forgetOldest(): void {
    if (this.#tables.size < this.#capacity) return;
    for (const oldest of this.#tables.keys()) {
      this.#tables.delete(oldest);
      return;
    }
  }
}

/** Dijkstra from all targets at once over what the floor knows, adding the cost of each arc and of the vertex that it leaves. */
function distancesTo(
  graph: RoutingGraph,
  targets: readonly number[],
  floor: Floor,
  heap: Heap,
  perArc: Int32Array | Float64Array,
  perVertex: Int32Array | null,
): Float64Array {
  const { firstArc, arcHead } = graph;
  const distance = new Float64Array(graph.vertexCount).fill(Infinity);
  heap.clear();
  for (const target of targets) {
    distance[target] = 0;
    heap.push(0, 0, target);
  }
  while (heap.size > 0) {
    const reached = heap.first[0] as number;
    const vertex = heap.pop();
    if (reached > (distance[vertex] as number) || (floor.transitNs[vertex] as number) < 0) continue;
    const through = reached + (perVertex === null ? 0 : (perVertex[vertex] as number));
    for (let arc = firstArc[vertex] as number, end = firstArc[vertex + 1] as number; arc < end; arc++) {
      if ((floor.forwardNs[arc] as number) < 0) continue;
      const head = arcHead[arc] as number;
      const total = through + (perArc[arc] as number);
      if (total < (distance[head] as number)) {
        distance[head] = total;
        heap.push(total, 0, head);
      }
    }
  }
  return distance;
}
