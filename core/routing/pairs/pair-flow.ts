import type { Ground } from '../ground';
import { grown } from '../heap';
import type { RoutePath, RoutingQuery } from '../query';
import type { Part } from './blocks';
import { Residual } from './residual';

/**
 * `flow`: two routes that share no edge and, if it is asked, pass no vertex both; none such cost less together. Prices are per slot. `none`: there
 * are no two such routes, or they cost more than they may. `budget-spent`: any two cost at least the bound.
 */
export type FlowOutcome =
  | { readonly kind: 'flow'; readonly routes: readonly [RoutePath, RoutePath]; readonly least: number; readonly cost: number }
  | { readonly kind: 'none' }
  | { readonly kind: 'budget-spent'; readonly bound: number };

/**
 * The two cheapest routes together by price, or by latency where that is the same both ways, whatever each of them takes alone. Sources and targets
 * have no vertex in common.
 */
export class PairFlow {
  readonly #ground: Ground;
  readonly #residual: Residual;
  /** By vertex, as far as `#stamp` is the flow's: edges by which units leave it, and where to; of a second one too. */
  readonly #stamp: Int32Array;
  readonly #edge: Int32Array;
  readonly #head: Int32Array;
  readonly #otherEdge: Int32Array;
  readonly #otherHead: Int32Array;
  #flow = 0;
  /** Holds the last edge that was taken back. */
  #way = new Int32Array(64);

  constructor(ground: Ground) {
    const { vertexCount } = ground.graph;
    this.#ground = ground;
    this.#residual = new Residual(ground);
    this.#stamp = new Int32Array(vertexCount);
    this.#edge = new Int32Array(vertexCount);
    this.#head = new Int32Array(vertexCount);
    this.#otherEdge = new Int32Array(vertexCount);
    this.#otherHead = new Int32Array(vertexCount);
  }

  /** Labels that the last question took. */
  get spent(): number {
    return this.#residual.spent;
  }

  /** All that two routes of the last question can lie in; null: it is not known. */
  get part(): Part | null {
    return this.#residual.part;
  }

  /** All that two routes can lie in, whatever they cost; null: it is not known. `none`: there is no such part. */
  partFor(query: RoutingQuery, isSplit: boolean): Part | null | 'none' {
    return this.#residual.findPart(query, isSplit) ? this.#residual.part : 'none';
  }

  /** `mostEach`, `most`: what one route and both may cost. */
  best(query: RoutingQuery, isSplit: boolean, mostEach: number, most: number, budget: number): FlowOutcome {
    const residual = this.#residual;
    const first = residual.findFirst(query, isSplit, mostEach, budget);
    if (first === 'none') return { kind: 'none' };
    if (first === 'cut-short') return { kind: 'budget-spent', bound: 2 * residual.firstCost };
    const firstTarget = residual.target;
    const second = residual.findSecond(query, isSplit, most, budget);
    if (second === 'none') return { kind: 'none' };
    const cost = residual.firstCost + residual.secondCost;
    if (second === 'cut-short') return { kind: 'budget-spent', bound: cost };
    const [source, otherSource] = this.#merge(firstTarget);
    return { kind: 'flow', routes: [this.#route(query, source), this.#route(query, otherSource)], least: residual.firstCost, cost };
  }

  /** Lays the ways over one another: where the second goes back along the first, neither goes. Tells where they begin. */
  #merge(firstTarget: number): readonly [number, number] {
    const { target, from, edge, edgeIn, edgeOut, before } = this.#residual;
    const { vertexCount } = this.#ground.graph;
    if (++this.#flow === 0x7fffffff) {
      this.#stamp.fill(0);
      this.#flow = 1;
    }
    let count = 0;
    let state = target;
    for (; (from[state] as number) >= 0; state = from[state] as number) {
      if (count + 2 > this.#way.length) this.#way = grown(this.#way, new Int32Array(2 * this.#way.length));
      this.#way[count++] = state;
    }
    const otherSource = state;
    // Forward steps leave a vertex; steps back take from the first way the edge that leaves the vertex which they come to.
    for (let at = 0; at < count; at++) {
      const to = this.#way[at] as number;
      const by = edge[to] as number;
      if (to < vertexCount && this.#isOfFirst(to) && edgeOut[to] === by) edgeOut[to] = -1;
    }
    let source = firstTarget;
    for (let vertex = firstTarget; (before[vertex] as number) >= 0; vertex = source) {
      source = before[vertex] as number;
      if (edgeOut[source] === edgeIn[vertex]) this.#leave(source, edgeIn[vertex] as number, vertex);
    }
    for (let at = 0; at < count; at++) {
      const to = this.#way[at] as number;
      const head = to < vertexCount ? to : to - vertexCount;
      const by = edge[to] as number;
      const tail = (from[to] as number) % vertexCount;
      if (this.#isOfFirst(tail) && edgeIn[tail] === by) continue;
      this.#leave(tail, by, head);
    }
    return [source, otherSource];
  }

  #isOfFirst(vertex: number): boolean {
    return this.#residual.wayMark[vertex] === this.#residual.way;
  }

  #leave(vertex: number, edge: number, head: number): void {
    if (this.#stamp[vertex] === this.#flow) {
      this.#otherEdge[vertex] = edge;
      this.#otherHead[vertex] = head;
      return;
    }
    this.#stamp[vertex] = this.#flow;
    this.#edge[vertex] = edge;
    this.#head[vertex] = head;
    this.#otherEdge[vertex] = -1;
  }

  /** Takes one unit out of the flow. Where it comes to a vertex again, it went round for nothing. */
  #route({ slots }: RoutingQuery, source: number): RoutePath {
    const { graph, targetMark, mark } = this.#ground;
    const vertices: number[] = [source];
    const edges: number[] = [];
    for (let vertex = source; targetMark[vertex] !== mark;) {
      const edge = this.#edge[vertex] as number;
      const head = this.#head[vertex] as number;
      this.#edge[vertex] = this.#otherEdge[vertex] as number;
      this.#head[vertex] = this.#otherHead[vertex] as number;
      vertex = head;
      const position = graph.pricePerSlot[edge] === 0 || graph.edgeNs(edge, head) === 0 ? vertices.indexOf(head) : -1;
      if (position >= 0) vertices.length = edges.length = position;
      else edges.push(edge);
      vertices.push(head);
    }
    let forwardNs = graph.transitNs[source] as number;
    let backwardNs = forwardNs;
    let pricePerSlot = 0;
    for (let at = 0; at < edges.length; at++) {
      const edge = edges[at] as number;
      const [tail, head] = [vertices[at] as number, vertices[at + 1] as number];
      forwardNs += graph.edgeNs(edge, tail) + (graph.transitNs[head] as number);
      backwardNs += graph.edgeNs(edge, head) + (graph.transitNs[head] as number);
      pricePerSlot += graph.pricePerSlot[edge] as number;
    }
    return { vertices, edges, forwardNs, backwardNs, price: pricePerSlot * slots };
  }
}
