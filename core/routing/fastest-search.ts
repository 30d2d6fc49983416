import { unreached } from './distance-rows';
import type { Ground } from './ground';
import { askAfter, isCutOff } from './pocket';
import type { RoutePath, RoutingQuery } from './query';
import type { Later, SearchKey, SearchOutcome, Subspace } from './subspace';

const none: SearchOutcome = { kind: 'none' };

/**
 * The fastest route of a subspace in a symmetric graph: where nothing stands in the way a walk along the arcs that are as short as the
 * bounds say, which needs no queue; else A* with one label at each vertex. Its memory is kept from one search to the next.
 */
export class FastestSearch {
  /** Labels that the last search made, and arcs that it looked at on a walk. */
  spent = 0;
  readonly #ground: Ground;
  /** By vertex, as far as `#stamp` is the search's: the least that it takes to get there, by which edge and from where. */
  readonly #ns: Float64Array;
  readonly #edge: Int32Array;
  readonly #parent: Int32Array;
  readonly #stamp: Int32Array;
  #search = 0;
  #bounds: Int32Array = new Int32Array(0);
  /** The first vertex behind what is kept, or the source, of a route that takes as little as the bounds say; -1: no route is within the limit. */
  #first = -1;
  #firstEdge = -1;
  #firstNs = 0;
  #bestTarget = -1;

  constructor(ground: Ground) {
    const { vertexCount } = ground.graph;
    this.#ground = ground;
    this.#ns = new Float64Array(vertexCount);
    this.#edge = new Int32Array(vertexCount);
    this.#parent = new Int32Array(vertexCount);
    this.#stamp = new Int32Array(vertexCount);
  }

  best(query: RoutingQuery, subspace: Subspace, budget: number, until: number): SearchOutcome | Later {
    this.spent = 0;
    const ground = this.#ground;
    if (!this.#begin(query, subspace)) return none;
    const leastNs = this.#leastNs();
    if (ground.endsAtSpur) {
      ground.builder.clear();
      return this.#route(query, subspace, leastNs, false);
    }
    if (this.#walk(budget)) return this.#route(query, subspace, leastNs, false);
    return this.#byQueue(query, subspace, budget, until);
  }

  /** No route of the subspace comes before this key; null: it has none within the limit. Looks one step ahead only. */
  bound(query: RoutingQuery, subspace: Subspace): SearchKey | null {
    if (!this.#begin(query, subspace)) return null;
    return { shared: 0, first: this.#leastNs(), second: this.#ground.endsAtSpur ? 0 : (this.#bounds[this.#first] as number) };
  }

  /** Finds where to begin; false: nothing is left within the limit. */
  #begin(query: RoutingQuery, subspace: Subspace): boolean {
    const ground = this.#ground;
    ground.open(query);
    this.#bounds = ground.bounds('forwardNs');
    if (!ground.keep(subspace)) return false;
    if (subspace.base === null) this.#nearestSource(query.sources, subspace.barredSources);
    else if (ground.endsAtSpur) {
      this.#first = ground.spur;
      this.#firstNs = ground.spurNs;
    } else this.#nearestStep(subspace.barredEdges);
    return this.#first >= 0 && this.#leastNs() <= ground.limitNs;
  }

  #leastNs(): number {
    return this.#firstNs + (this.#bounds[this.#first] as number);
  }

  #nearestSource(sources: readonly number[], barred: readonly number[]): void {
    const { gate, graph } = this.#ground;
    let least = Infinity;
    this.#first = this.#firstEdge = -1;
    for (let at = 0; at < sources.length; at++) {
      const source = sources[at] as number;
      const bound = this.#bounds[source] as number;
      if (bound === unreached || barred.includes(source) || !gate.vertex(source, true)) continue;
      const ns = graph.transitNs[source] as number;
      if (ns + bound >= least) continue;
      least = ns + bound;
      this.#first = source;
      this.#firstNs = ns;
    }
  }

  #nearestStep(barred: readonly number[]): void {
    const ground = this.#ground;
    const { gate, graph, spur, keptMark, keptAs } = ground;
    const { firstArc, arcHead, arcEdge, arcForwardNs, transitNs } = graph;
    let least = Infinity;
    this.#first = this.#firstEdge = -1;
    for (let arc = firstArc[spur] as number, end = firstArc[spur + 1] as number; arc < end; arc++) {
      const head = arcHead[arc] as number;
      const bound = this.#bounds[head] as number;
      if (bound === unreached || keptMark[head] === keptAs) continue;
      const ns = ground.spurNs + (arcForwardNs[arc] as number) + (transitNs[head] as number);
      if (ns + bound >= least) continue;
      const edge = arcEdge[arc] as number;
      if (barred.includes(edge) || !gate.edge(edge) || !gate.vertex(head, ground.isTarget(head))) continue;
      least = ns + bound;
      this.#first = head;
      this.#firstEdge = edge;
      this.#firstNs = ns;
    }
  }

  /** Each step takes just what the bounds differ by, and they fall: no vertex comes twice, and what comes to a target is the best. */
  #walk(budget: number): boolean {
    const { graph, gate, builder, keptMark, keptAs, targetMark, mark } = this.#ground;
    const { firstArc, arcHead, arcEdge, arcForwardNs, transitNs } = graph;
    const bounds = this.#bounds;
    let vertex = this.#first;
    let left = bounds[vertex] as number;
    let spent = 1;
    builder.clear();
    builder.put(vertex, this.#firstEdge);
    while (targetMark[vertex] !== mark) {
      let arc = firstArc[vertex] as number;
      const end = firstArc[vertex + 1] as number;
      for (; arc < end; arc++) {
        spent++;
        const head = arcHead[arc] as number;
        const bound = bounds[head] as number;
        if (bound >= left || bound + (arcForwardNs[arc] as number) + (transitNs[head] as number) !== left) continue;
        if (keptMark[head] === keptAs || !gate.edge(arcEdge[arc] as number) || !gate.vertex(head, targetMark[head] === mark)) continue;
        break;
      }
      if (arc === end || spent >= budget) return false;
      vertex = arcHead[arc] as number;
      left = bounds[vertex] as number;
      builder.put(vertex, arcEdge[arc] as number);
    }
    this.spent = spent;
    return true;
  }

  #byQueue(query: RoutingQuery, subspace: Subspace, budget: number, until: number): SearchOutcome | Later {
    const ground = this.#ground;
    const { heap } = ground;
    this.#clear();
    if (subspace.base === null) this.#offerSources(query.sources, subspace.barredSources);
    else this.#expand(ground.spur, ground.spurNs, -1, subspace.barredEdges);
    let isAsked = false;
    while (heap.size > 0) {
      if (!isAsked && this.spent > askAfter) {
        isAsked = true;
        if (isCutOff(ground, query, subspace)) break;
      }
      const first = heap.first[0] as number;
      const second = heap.second[0] as number;
      const vertex = heap.pop();
      const ns = this.#ns[vertex] as number;
      if (first > ns + (this.#bounds[vertex] as number)) continue;
      if (first > until) return { kind: 'later', key: { shared: 0, first, second } };
      if (ground.isTarget(vertex)) return this.#reached(query, subspace, vertex);
      if (this.spent >= budget) {
        const best = this.#bestTarget < 0 ? null : this.#pathTo(query, subspace, this.#bestTarget);
        return { kind: 'budget-spent', best, bound: { shared: 0, first, second } };
      }
      this.#expand(vertex, ns, vertex, nothingBarred);
    }
    return none;
  }

  #clear(): void {
    this.#ground.heap.clear();
    this.#bestTarget = -1;
    if (++this.#search === 0x7fffffff) {
      this.#stamp.fill(0);
      this.#search = 1;
    }
  }

  #offerSources(sources: readonly number[], barred: readonly number[]): void {
    const { gate, graph } = this.#ground;
    for (let at = 0; at < sources.length; at++) {
      const source = sources[at] as number;
      if (barred.includes(source) || !gate.vertex(source, true)) continue;
      this.#offer(source, graph.transitNs[source] as number, -1, -1);
    }
  }

  #expand(vertex: number, vertexNs: number, parent: number, barred: readonly number[]): void {
    const { graph, gate, keptMark, keptAs, targetMark, mark } = this.#ground;
    const { firstArc, arcHead, arcEdge, arcForwardNs, transitNs } = graph;
    const search = this.#search;
    for (let arc = firstArc[vertex] as number, end = firstArc[vertex + 1] as number; arc < end; arc++) {
      const head = arcHead[arc] as number;
      const ns = vertexNs + (arcForwardNs[arc] as number) + (transitNs[head] as number);
      if ((this.#stamp[head] === search && ns >= (this.#ns[head] as number)) || keptMark[head] === keptAs) continue;
      const edge = arcEdge[arc] as number;
      if (!gate.edge(edge) || !gate.vertex(head, targetMark[head] === mark) || barred.includes(edge)) continue;
      this.#offer(head, ns, edge, parent);
    }
  }

  #offer(vertex: number, ns: number, edge: number, parent: number): void {
    const ground = this.#ground;
    const bound = this.#bounds[vertex] as number;
    if (bound === unreached || ns + bound > ground.limitNs) return;
    if (this.#stamp[vertex] === this.#search && ns >= (this.#ns[vertex] as number)) return;
    this.#stamp[vertex] = this.#search;
    this.#ns[vertex] = ns;
    this.#edge[vertex] = edge;
    this.#parent[vertex] = parent;
    this.spent++;
    if (ground.isTarget(vertex) && (this.#bestTarget < 0 || ns < (this.#ns[this.#bestTarget] as number))) this.#bestTarget = vertex;
    // Among equals the one that is nearest to a target goes first: it is done soonest.
    ground.heap.push(ns + bound, bound, vertex);
  }

  #reached(query: RoutingQuery, subspace: Subspace, target: number): SearchOutcome {
    const path = this.#pathTo(query, subspace, target);
    return { kind: 'route', path, key: { shared: 0, first: path.forwardNs, second: 0 } };
  }

  #pathTo({ slots }: RoutingQuery, subspace: Subspace, target: number): RoutePath {
    const { builder, graph } = this.#ground;
    builder.clear();
    for (let vertex = target; vertex >= 0; vertex = this.#parent[vertex] as number) builder.put(vertex, this.#edge[vertex] as number);
    return builder.path(graph, subspace, this.#ns[target] as number, slots, true);
  }

  #route({ slots }: RoutingQuery, subspace: Subspace, ns: number, isFromBack: boolean): SearchOutcome {
    const path = this.#ground.builder.path(this.#ground.graph, subspace, ns, slots, isFromBack);
    return { kind: 'route', path, key: { shared: 0, first: ns, second: 0 } };
  }
}

const nothingBarred: readonly number[] = [];
