import { unreached } from '../distance-rows';
import type { RoutingGraph } from '../graph';
import type { Ground } from '../ground';
import type { RoutingQuery } from '../query';
import { blocksOf, commonPart, type Blocks, type Part } from './blocks';

/** `none`: there is no such way, or none for so little. `cut-short`: more labels would have been needed. */
export type Augmented = 'way' | 'none' | 'cut-short';

/**
 * Two searches one after another: the best way, and the best that may push it aside (Suurballe 1974, Bhandari 1999), by price, or by
 * latency where that is the same both ways. Both are A* under the ground's exact bounds. Where the first way takes just what those say they
 * hold for the second search too; else what the first search learnt is taken off them, so that no step goes below its bound. A vertex v of the
 * first way that only one way may pass is two states: it is left at v, and come to at v + vertexCount, whence one can only go back along
 * the first way. Memory is kept from one question to the next.
 */
export class Residual {
  /** Labels made, and arcs looked at on a walk. */
  spent = 0;
  firstCost = 0;
  /** What the second way adds; of one that was cut short, what it would add at least. */
  secondCost = 0;
  /** Where the last way ends. */
  target = -1;
  /** By state, of the last search: from which state it is reached and by which edge; -1: a way begins there. */
  readonly from: Int32Array;
  readonly edge: Int32Array;
  /** Holds `way` on the first way; there its edges to and from each vertex, -1: none, what the step to it costs, and whence that comes. */
  readonly wayMark: Int32Array;
  readonly edgeIn: Int32Array;
  readonly edgeOut: Int32Array;
  readonly before: Int32Array;
  way = 0;
  readonly #stepCost: Float64Array;
  readonly #ground: Ground;
  readonly #graph: RoutingGraph;
  readonly #sourceMark: Int32Array;
  readonly #firstTotal: Float64Array;
  readonly #firstStamp: Int32Array;
  readonly #secondTotal: Float64Array;
  readonly #secondStamp: Int32Array;
  readonly #partSeen: Int32Array;
  #blocks: Blocks | null = null;
  #stamp = 0;
  #bounds: Int32Array = new Int32Array(0);
  #isByPrice = false;
  #leastCost = 0;
  /** The only part that two ways can lie in; null: it is not known. */
  part: Part | null = null;
  /** Of the search at hand. */
  #total: Float64Array;
  #stamps: Int32Array;
  #mostKey = 0;
  /** Least of the labels that are not in the queue: -1: none is. */
  #nextState = -1;
  #nextKey = 0;
  /** By so much the first way is above the bounds. */
  #above = 0;

  constructor(ground: Ground) {
    const { vertexCount } = ground.graph;
    this.#ground = ground;
    this.#graph = ground.graph;
    this.from = new Int32Array(2 * vertexCount);
    this.edge = new Int32Array(2 * vertexCount);
    this.wayMark = new Int32Array(vertexCount);
    this.edgeIn = new Int32Array(vertexCount);
    this.edgeOut = new Int32Array(vertexCount);
    this.before = new Int32Array(vertexCount);
    this.#stepCost = new Float64Array(vertexCount);
    this.#sourceMark = new Int32Array(vertexCount);
    this.#firstTotal = new Float64Array(vertexCount);
    this.#firstStamp = new Int32Array(vertexCount);
    this.#secondTotal = new Float64Array(2 * vertexCount);
    this.#secondStamp = new Int32Array(2 * vertexCount);
    this.#total = this.#firstTotal;
    this.#stamps = this.#firstStamp;
    this.#partSeen = new Int32Array(ground.graph.edgeCount);
  }

  /** Begins a question with what both ways can lie in; false: nothing holds both ends. */
  findPart({ sources, targets }: RoutingQuery, isSplit: boolean): boolean {
    this.spent = 0;
    if (++this.#stamp === 0x7fffffff) {
      for (const stamps of [this.wayMark, this.#partSeen, this.#sourceMark, this.#firstStamp, this.#secondStamp]) stamps.fill(0);
      this.#stamp = 1;
    }
    this.part = null;
    if (sources.length !== 1 || targets.length !== 1) return true;
    const blocks = (this.#blocks ??= blocksOf(this.#graph));
    const partOf = isSplit ? blocks.blockOf : blocks.partOf;
    const part = commonPart(this.#graph, partOf, sources[0] as number, targets[0] as number, this.#partSeen, this.#stamp);
    this.part = { partOf, part };
    return part >= 0;
  }

  /** The best way, unless it costs more than `most`. `isSplit`: of the two a vertex is passed by one only. */
  findFirst(query: RoutingQuery, isSplit: boolean, most: number, budget: number): Augmented {
    const ground = this.#ground;
    if (!this.findPart(query, isSplit)) return 'none';
    ground.open(query);
    this.#begin(query);
    const source = this.#nearestSource(query.sources);
    if (source < 0 || this.#leastCost > most) return 'none';
    this.firstCost = this.#leastCost;
    const isTight = this.#walk(source, budget);
    if (!isTight) {
      const outcome = this.#search(query.sources, false, false, most, budget);
      if (outcome !== 'way') return outcome;
    }
    this.#above = this.firstCost - this.#leastCost;
    this.#keepWay(isTight);
    return 'way';
  }

  /** What goes beside it, unless both cost more than `most`. */
  findSecond(query: RoutingQuery, isSplit: boolean, most: number, budget: number): Augmented {
    return this.#search(query.sources, true, isSplit, most - this.firstCost, budget);
  }

  #begin({ sources, objective }: RoutingQuery): void {
    this.firstCost = this.secondCost = this.#above = 0;
    this.#isByPrice = objective === 'price';
    this.#bounds = this.#ground.bounds(this.#isByPrice ? 'pricePerSlot' : 'forwardNs');
    for (let at = 0; at < sources.length; at++) this.#sourceMark[sources[at] as number] = this.#stamp;
  }

  #nearestSource(sources: readonly number[]): number {
    const { gate, graph } = this.#ground;
    let nearest = -1;
    this.#leastCost = Infinity;
    for (let at = 0; at < sources.length; at++) {
      const source = sources[at] as number;
      const bound = this.#bounds[source] as number;
      if (bound === unreached || !gate.vertex(source, true)) continue;
      const cost = bound + (this.#isByPrice ? 0 : (graph.transitNs[source] as number));
      if (cost >= this.#leastCost) continue;
      this.#leastCost = cost;
      nearest = source;
    }
    return nearest;
  }

  /** Each step costs just what the bounds differ by, and they fall: what comes to a target is the best. */
  #walk(source: number, budget: number): boolean {
    const { gate, targetMark, mark } = this.#ground;
    const { firstArc, arcHead, arcEdge, arcForwardNs, transitNs, pricePerSlot } = this.#graph;
    const sourceMark = this.#sourceMark;
    const stamp = this.#stamp;
    const bounds = this.#bounds;
    const isByPrice = this.#isByPrice;
    let vertex = source;
    let left = bounds[vertex] as number;
    this.from[source] = this.edge[source] = -1;
    while (targetMark[vertex] !== mark) {
      let arc = firstArc[vertex] as number;
      const end = firstArc[vertex + 1] as number;
      for (; arc < end; arc++) {
        this.spent++;
        const head = arcHead[arc] as number;
        const bound = bounds[head] as number;
        if (bound >= left || sourceMark[head] === stamp) continue;
        const edge = arcEdge[arc] as number;
        const cost = isByPrice ? (pricePerSlot[edge] as number) : (arcForwardNs[arc] as number) + (transitNs[head] as number);
        if (bound + cost === left && gate.edge(edge) && gate.vertex(head, targetMark[head] === mark)) break;
      }
      if (arc === end || this.spent >= budget) return false;
      const head = arcHead[arc] as number;
      this.from[head] = vertex;
      this.edge[head] = arcEdge[arc] as number;
      vertex = head;
      left = bounds[vertex] as number;
    }
    this.target = vertex;
    return true;
  }

  #keepWay(isTight: boolean): void {
    const total = this.#firstTotal;
    const bounds = this.#bounds;
    this.way = this.#stamp;
    this.edgeOut[this.target] = -1;
    for (let vertex = this.target; vertex >= 0; vertex = this.from[vertex] as number) {
      const before = this.from[vertex] as number;
      const edge = this.edge[vertex] as number;
      this.wayMark[vertex] = this.way;
      this.before[vertex] = before;
      this.edgeIn[vertex] = edge;
      if (before < 0) continue;
      this.edgeOut[before] = edge;
      this.#stepCost[vertex] = isTight
        ? (bounds[before] as number) - (bounds[vertex] as number)
        : (total[vertex] as number) - (total[before] as number);
    }
  }

  #search(sources: readonly number[], isSecond: boolean, isSplit: boolean, most: number, budget: number): Augmented {
    const { heap, gate, targetMark, mark } = this.#ground;
    const { vertexCount, firstArc, arcHead, arcEdge, arcForwardNs, transitNs, pricePerSlot } = this.#graph;
    const { wayMark, edgeIn, edgeOut } = this;
    const bounds = this.#bounds;
    const sourceMark = this.#sourceMark;
    const stamp = this.#stamp;
    const isByPrice = this.#isByPrice;
    const { partOf, part } = this.part ?? { partOf: null, part: -1 };
    const total = isSecond ? this.#secondTotal : this.#firstTotal;
    const stamps = isSecond ? this.#secondStamp : this.#firstStamp;
    // What a way costs at least is its key and what the first one is above the bounds.
    const above = isSecond ? this.#above : 0;
    const way = isSecond ? this.way : -1;
    this.#total = total;
    this.#stamps = stamps;
    this.#mostKey = most - above;

    heap.clear();
    this.#nextState = -1;
    for (let at = 0; at < sources.length; at++) {
      const source = sources[at] as number;
      if (bounds[source] !== unreached && gate.vertex(source, true))
        this.#offer(source, source, isByPrice ? 0 : (transitNs[source] as number), -1, -1);
    }
    while (this.#nextState >= 0 || heap.size > 0) {
      const isNext = this.#nextState >= 0 && (heap.size === 0 || this.#nextKey <= (heap.first[0] as number));
      if (!isNext) this.#putOff();
      const key = isNext ? this.#nextKey : (heap.first[0] as number);
      const state = isNext ? this.#nextState : heap.pop();
      this.#nextState = -1;
      const vertex = state < vertexCount ? state : state - vertexCount;
      const reached = total[state] as number;
      if (key > reached + (above === 0 ? (bounds[vertex] as number) : this.#potential(vertex))) continue;
      if (targetMark[vertex] === mark) {
        this.target = vertex;
        if (isSecond) this.secondCost = reached;
        else this.firstCost = reached;
        return 'way';
      }
      if (this.spent >= budget) {
        if (isSecond) this.secondCost = key + above;
        else this.firstCost = key;
        return 'cut-short';
      }
      const isOnWay = wayMark[vertex] === way;
      if (isOnWay) {
        const before = this.before[vertex] as number;
        // Nothing is nearer to a source than its beginning.
        if (before >= 0 && sourceMark[before] !== stamp) {
          const cost = reached - (this.#stepCost[vertex] as number);
          if (stamps[before] !== stamp || cost < (total[before] as number))
            this.#offer(before, before, cost, state, edgeIn[vertex] as number);
        }
        if (state !== vertex) continue;
      }
      for (let arc = firstArc[vertex] as number, end = firstArc[vertex + 1] as number; arc < end; arc++) {
        const edge = arcEdge[arc] as number;
        if (partOf !== null && partOf[edge] !== part) continue;
        const head = arcHead[arc] as number;
        const cost = reached + (isByPrice ? (pricePerSlot[edge] as number) : (arcForwardNs[arc] as number) + (transitNs[head] as number));
        const isTarget = targetMark[head] === mark;
        const to = isSplit && wayMark[head] === way && !isTarget ? head + vertexCount : head;
        if ((stamps[to] === stamp && cost >= (total[to] as number)) || bounds[head] === unreached || sourceMark[head] === stamp) continue;
        if (isOnWay && (edge === edgeIn[vertex] || edge === edgeOut[vertex])) continue;
        if (gate.edge(edge) && gate.vertex(head, isTarget)) this.#offer(to, head, cost, state, edge);
      }
    }
    return 'none';
  }

  #offer(state: number, vertex: number, cost: number, from: number, edge: number): void {
    const bound = this.#bounds[vertex] as number;
    const key = cost + (this.#above === 0 ? bound : this.#potential(vertex));
    if (key > this.#mostKey) return;
    this.#stamps[state] = this.#stamp;
    this.#total[state] = cost;
    this.from[state] = from;
    this.edge[state] = edge;
    this.spent++;
    // What comes next mostly comes from what came last: so long as it does the queue has nothing to do.
    if (this.#nextState < 0 || key < this.#nextKey) {
      this.#putOff();
      this.#nextState = state;
      this.#nextKey = key;
    } else this.#ground.heap.push(key, bound, state);
  }

  #putOff(): void {
    if (this.#nextState < 0) return;
    // Among equals the one that is nearest to a target goes first: it is done soonest.
    const { vertexCount } = this.#graph;
    const vertex = this.#nextState < vertexCount ? this.#nextState : this.#nextState - vertexCount;
    this.#ground.heap.push(this.#nextKey, this.#bounds[vertex] as number, this.#nextState);
  }

  /** At least so much to a target, up to what the first way is above the bounds; no step's cost is less than what it makes it fall by. */
  #potential(vertex: number): number {
    const bound = this.#bounds[vertex] as number;
    const above = this.#above;
    if (this.#firstStamp[vertex] !== this.#stamp) return bound - above;
    return bound - Math.min(above, (this.#firstTotal[vertex] as number) + bound - this.#leastCost);
  }
}
