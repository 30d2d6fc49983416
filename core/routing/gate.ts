import { sharesAvoidedEdge, sharesAvoidedVertex } from './avoidance';
import { isStale, isUsable, type RoutingGraph } from './graph';
import type { RoutingQuery } from './query';

/**
 * Whether a query may use an edge or a vertex: what `edgeBlocks` and `vertexBlocks` say, told as yes or no, for the inner loops. What is
 * the same throughout a query is taken out of it once.
 */
export class Gate {
  readonly #graph: RoutingGraph;
  #slots = 1;
  #signalMask = 0;
  #accessing = -1;
  #minRank = 0;
  #allowStale = false;
  #ownSlots: ReadonlyMap<number, number> | null = null;
  #excludedEdges: ReadonlySet<number> | null = null;
  #excludedVertices: ReadonlySet<number> | null = null;
  #avoid: RoutingQuery['avoid'] = null;

  constructor(graph: RoutingGraph) {
    this.#graph = graph;
  }

  open(query: RoutingQuery): void {
    this.#slots = query.slots;
    this.#signalMask = query.signalMask;
    this.#accessing = query.accessing;
    // What is not known has no rank, and is offered to nobody.
    this.#minRank = Math.max(0, query.minRank);
    this.#allowStale = query.allowStale;
    this.#ownSlots = query.ownSlots.size === 0 ? null : query.ownSlots;
    this.#excludedEdges = query.excludedEdges.size === 0 ? null : query.excludedEdges;
    this.#excludedVertices = query.excludedVertices.size === 0 ? null : query.excludedVertices;
    this.#avoid = query.avoid;
  }

  edge(edge: number): boolean {
    const graph = this.#graph;
    if ((graph.edgeOpenRank[edge] as number) < this.#minRank && !this.#isOpenEdge(edge)) return false;
    if (((graph.signalMask[edge] as number) & this.#signalMask) === 0) return false;
    const free = graph.freeSlots[edge] as number;
    if (free < this.#slots && (this.#ownSlots === null || free + (this.#ownSlots.get(edge) ?? 0) < this.#slots)) return false;
    if (this.#excludedEdges?.has(edge) === true) return false;
    return this.#avoid === null || !sharesAvoidedEdge(graph, this.#avoid, edge);
  }

  vertex(vertex: number, isEnd: boolean): boolean {
    const graph = this.#graph;
    if ((graph.vertexOpenRank[vertex] as number) < this.#minRank && !this.#isOpenVertex(vertex)) return false;
    if (this.#excludedVertices?.has(vertex) === true) return false;
    return this.#avoid === null || !sharesAvoidedVertex(graph, this.#avoid, vertex, isEnd);
  }

  #isOpenEdge(edge: number): boolean {
    const { edgeRank, edgeState, edgeOwner } = this.#graph;
    return (edgeRank[edge] as number) >= this.#minRank && this.#isOpen(edgeState[edge] as number, edgeOwner[edge] as number);
  }

  #isOpenVertex(vertex: number): boolean {
    const { transitRank, vertexState, vertexOwner } = this.#graph;
    return (transitRank[vertex] as number) >= this.#minRank && this.#isOpen(vertexState[vertex] as number, vertexOwner[vertex] as number);
  }

  #isOpen(state: number, owner: number): boolean {
    if (state !== 0 && (!isUsable(state) || (isStale(state) && !this.#allowStale))) return false;
    return owner < 0 || owner === this.#accessing;
  }
}
