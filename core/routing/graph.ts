import { FloorKeeper, noRoom, roomFor, type Floor } from './floor';

/** What a node is to routing. A node without a known transit is never offered. */
export interface GraphVertex {
  /** Integer nanoseconds, the same in both directions; -1: unknown. */
  readonly transitNs: number;
  /** `provenanceRank` of the transit in force; without meaning while it is unknown. */
  readonly transitRank: number;
  /** Index of the accessing carrier whose orders alone may use it; -1: everybody's. */
  readonly owner: number;
  /** Index of the place where it stands, for diversity by site; -1: not known. */
  readonly site: number;
  /** Up, and not locked out. */
  readonly isUsable: boolean;
  /** The link of the carrier that told of it is down. */
  readonly isStale: boolean;
}

/** What a resource or an interconnect is to routing: used in both directions, drawn from vertex `a` to vertex `z`. */
export interface GraphEdge {
  readonly a: number;
  readonly z: number;
  /** Integer nanoseconds from a to z and back; -1: unknown. Unless both are known the edge's latency is unknown. */
  readonly azNs: number;
  readonly zaNs: number;
  /** `provenanceRank` of the latency in force; without meaning while it is unknown. */
  readonly rank: number;
  /** Integer minor currency units per slot and month. */
  readonly pricePerSlot: number;
  readonly freeSlots: number;
  /** `signalMask` of the signals that it accepts. */
  readonly signalMask: number;
  readonly owner: number;
  /** Indexes of the groups whose members fail together (SRLG), such as a duct's; in any order. */
  readonly sharedRisks: readonly number[];
  readonly isUsable: boolean;
  readonly isStale: boolean;
}

const unusable = 1;
const stale = 2;

/**
 * The network as routing sees it: nodes are vertices, resources and interconnects edges, all named by index. Each edge is two arcs,
 * listed by their tail: those of vertex v are `firstArc[v]` to `firstArc[v + 1]`. An edge from a vertex to itself serves no route and has
 * no arcs. Values change in place, by the setters alone; an edge or a vertex that appears or disappears, a site or a shared risk that is
 * another, needs a new graph. The shared risks of edge e are `sharedRisk[firstSharedRisk[e]]` to `sharedRisk[firstSharedRisk[e + 1]]`.
 */
export class RoutingGraph {
  readonly vertexCount: number;
  readonly edgeCount: number;
  readonly firstArc: Int32Array;
  readonly arcHead: Int32Array;
  readonly arcEdge: Int32Array;
  /** Along the arc and against it; -1: unknown. */
  readonly arcForwardNs: Int32Array;
  readonly arcBackwardNs: Int32Array;
  readonly edgeA: Int32Array;
  readonly edgeZ: Int32Array;
  /** -1: the latency is unknown. */
  readonly edgeRank: Int8Array;
  readonly edgeOwner: Int32Array;
  readonly edgeState: Uint8Array;
  /** The rank of what everybody may use: nobody's own, usable, not stale; -1: of anything else. */
  readonly edgeOpenRank: Int8Array;
  readonly pricePerSlot: Float64Array;
  readonly freeSlots: Int32Array;
  readonly signalMask: Int32Array;
  readonly firstSharedRisk: Int32Array;
  readonly sharedRisk: Int32Array;
  /** Indexes of shared risks, and of sites, are below these. */
  readonly sharedRiskCount: number;
  readonly siteCount: number;
  readonly transitNs: Int32Array;
  /** -1: the transit is unknown. */
  readonly transitRank: Int8Array;
  readonly vertexOwner: Int32Array;
  readonly vertexSite: Int32Array;
  readonly vertexState: Uint8Array;
  /** As of an edge. */
  readonly vertexOpenRank: Int8Array;
  /** Changes with every setter. */
  version = 0;
  #azArc: Int32Array;
  #zaArc: Int32Array;
  #asymmetricEdges = 0;
  readonly #floor = new FloorKeeper(this);

  /** `leastSharedRisks`: so many indexes are kept for shared risks at least, even if no edge has them. */
  constructor(vertices: readonly GraphVertex[], edges: readonly GraphEdge[], leastSharedRisks = 0) {
    this.vertexCount = vertices.length;
    this.edgeCount = edges.length;
    for (const [index, { a, z }] of edges.entries()) for (const end of [a, z]) this.checkVertex(end, `an end of edge ${index}`);

    this.transitNs = new Int32Array(vertices.length);
    this.transitRank = new Int8Array(vertices.length);
    this.vertexOpenRank = new Int8Array(vertices.length);
    this.vertexOwner = Int32Array.from(vertices, (vertex) => vertex.owner);
    this.vertexSite = Int32Array.from(vertices, ({ site }, index) => requireIndex(site, -1, `site of vertex ${index}`));
    this.siteCount = this.vertexSite.reduce((count, site) => Math.max(count, site + 1), 0);
    this.vertexState = Uint8Array.from(vertices, stateOf);
    for (const [index, vertex] of vertices.entries()) this.setTransit(index, vertex.transitNs, vertex.transitRank);

    this.edgeA = Int32Array.from(edges, (edge) => edge.a);
    this.edgeZ = Int32Array.from(edges, (edge) => edge.z);
    this.edgeRank = new Int8Array(edges.length);
    this.edgeOpenRank = new Int8Array(edges.length);
    this.edgeOwner = Int32Array.from(edges, (edge) => edge.owner);
    this.edgeState = Uint8Array.from(edges, stateOf);
    this.pricePerSlot = new Float64Array(edges.length);
    this.freeSlots = Int32Array.from(edges, (edge) => edge.freeSlots);
    this.signalMask = Int32Array.from(edges, (edge) => edge.signalMask);
    this.firstSharedRisk = new Int32Array(edges.length + 1);
    for (const [index, edge] of edges.entries())
      this.firstSharedRisk[index + 1] = (this.firstSharedRisk[index] as number) + edge.sharedRisks.length;
    this.sharedRisk = new Int32Array(this.firstSharedRisk[edges.length] as number);
    for (const [index, { sharedRisks }] of edges.entries()) {
      for (const risk of sharedRisks) requireIndex(risk, 0, `a shared risk of edge ${index}`);
      this.sharedRisk.set(sharedRisks, this.firstSharedRisk[index]);
    }
    this.sharedRiskCount = this.sharedRisk.reduce((count, risk) => Math.max(count, risk + 1), leastSharedRisks);

    const drawn = edges.filter((edge) => edge.a !== edge.z).length;
    this.firstArc = firstArcs(vertices.length, edges);
    this.arcHead = new Int32Array(2 * drawn);
    this.arcEdge = new Int32Array(2 * drawn);
    this.arcForwardNs = new Int32Array(2 * drawn).fill(-1);
    this.arcBackwardNs = new Int32Array(2 * drawn).fill(-1);
    this.#azArc = new Int32Array(edges.length).fill(-1);
    this.#zaArc = new Int32Array(edges.length).fill(-1);
    const nextArc = this.firstArc.slice();
    for (const [index, edge] of edges.entries()) {
      if (edge.a !== edge.z) {
        this.#azArc[index] = this.#drawArc(nextArc, edge.a, edge.z, index);
        this.#zaArc[index] = this.#drawArc(nextArc, edge.z, edge.a, index);
      }
      this.setLatency(index, edge.azNs, edge.zaNs, edge.rank);
      this.setPrice(index, edge.pricePerSlot);
    }
  }

  /** Whether every known latency is the same in both directions. */
  get isSymmetric(): boolean {
    return this.#asymmetricEdges === 0;
  }

  /** Latency of an edge, begun at one of its ends. */
  edgeNs(edge: number, from: number): number {
    const arcs = from === this.edgeA[edge] ? this.#azArc : this.#zaArc;
    return this.arcForwardNs[arcs[edge] as number] as number;
  }

  sharedRisksOf(edge: number): readonly number[] {
    return [...this.sharedRisk.subarray(this.firstSharedRisk[edge], this.firstSharedRisk[edge + 1])];
  }

  setLatency(edge: number, azNs: number, zaNs: number, rank: number): void {
    requireNs(azNs, `latency of edge ${edge}`);
    requireNs(zaNs, `latency of edge ${edge}`);
    this.version++;
    const az = this.#azArc[edge] as number;
    const za = this.#zaArc[edge] as number;
    const isKnown = azNs >= 0 && zaNs >= 0;
    this.edgeRank[edge] = isKnown ? rank : -1;
    this.#gradeEdge(edge);
    if (az < 0) return;
    if (isKnown) this.#floor.latency(az, za, azNs, zaNs);
    else this.#floor.latency(az, za, -1, -1);
    const wasAsymmetric = this.arcForwardNs[az] !== this.arcBackwardNs[az];
    this.#asymmetricEdges += Number(isKnown && azNs !== zaNs) - Number(wasAsymmetric);
    this.arcForwardNs[az] = this.arcBackwardNs[za] = isKnown ? azNs : -1;
    this.arcForwardNs[za] = this.arcBackwardNs[az] = isKnown ? zaNs : -1;
  }

  setTransit(vertex: number, transitNs: number, rank: number): void {
    requireNs(transitNs, `transit of vertex ${vertex}`);
    this.version++;
    this.#floor.transit(vertex, transitNs);
    this.transitNs[vertex] = transitNs;
    this.transitRank[vertex] = transitNs >= 0 ? rank : -1;
    this.#gradeVertex(vertex);
  }

  setPrice(edge: number, pricePerSlot: number): void {
    if (!Number.isSafeInteger(pricePerSlot) || pricePerSlot < 0) {
      throw new RangeError(`price ${pricePerSlot} of edge ${edge}: give whole minor currency units, zero or more`);
    }
    this.version++;
    const az = this.#azArc[edge] as number;
    if (az >= 0) this.#floor.price(edge, az, this.#zaArc[edge] as number, pricePerSlot);
    this.pricePerSlot[edge] = pricePerSlot;
  }

  setFreeSlots(edge: number, freeSlots: number): void {
    this.version++;
    const isMore = freeSlots > (this.freeSlots[edge] as number);
    this.freeSlots[edge] = freeSlots;
    if (isMore) this.#tellRoom(edge);
  }

  setSignalMask(edge: number, signalMask: number): void {
    this.version++;
    this.signalMask[edge] = signalMask;
  }

  setEdgeOwner(edge: number, owner: number): void {
    this.version++;
    this.edgeOwner[edge] = owner;
    this.#gradeEdge(edge);
  }

  setVertexOwner(vertex: number, owner: number): void {
    this.version++;
    this.vertexOwner[vertex] = owner;
    this.#gradeVertex(vertex);
  }

  setEdgeUsable(edge: number, isUsable: boolean): void {
    this.version++;
    setFlag(this.edgeState, edge, unusable, !isUsable);
    this.#gradeEdge(edge);
    if (isUsable) this.#tellRoom(edge);
  }

  setEdgeStale(edge: number, isStale: boolean): void {
    this.version++;
    setFlag(this.edgeState, edge, stale, isStale);
    this.#gradeEdge(edge);
  }

  setVertexUsable(vertex: number, isUsable: boolean): void {
    this.version++;
    setFlag(this.vertexState, vertex, unusable, !isUsable);
    this.#gradeVertex(vertex);
  }

  setVertexStale(vertex: number, isStale: boolean): void {
    this.version++;
    setFlag(this.vertexState, vertex, stale, isStale);
    this.#gradeVertex(vertex);
  }

  /** What it has room for now, as `roomFor`. */
  roomOf(edge: number): number {
    return isUsable(this.edgeState[edge] as number) ? roomFor(this.freeSlots[edge] as number) : noRoom;
  }

  /** Throws unless there is such a vertex. */
  checkVertex(vertex: number, what: string): void {
    if (Number.isInteger(vertex) && vertex >= 0 && vertex < this.vertexCount) return;
    throw new RangeError(`${what} is ${vertex}: the graph has vertices 0 to ${this.vertexCount - 1}`);
  }

  /** A floor below all current values: the last one, lowered where they fell, until that is loose. */
  floor(): Floor {
    return this.#floor.current();
  }

  #tellRoom(edge: number): void {
    const az = this.#azArc[edge] as number;
    if (az >= 0) this.#floor.room(az, this.#zaArc[edge] as number, this.roomOf(edge));
  }

  #gradeEdge(edge: number): void {
    const isOpen = this.edgeState[edge] === 0 && (this.edgeOwner[edge] as number) < 0;
    this.edgeOpenRank[edge] = isOpen ? (this.edgeRank[edge] as number) : -1;
  }

  #gradeVertex(vertex: number): void {
    const isOpen = this.vertexState[vertex] === 0 && (this.vertexOwner[vertex] as number) < 0;
    this.vertexOpenRank[vertex] = isOpen ? (this.transitRank[vertex] as number) : -1;
  }

  #drawArc(nextArc: Int32Array, tail: number, head: number, edge: number): number {
    const arc = nextArc[tail] as number;
    nextArc[tail] = arc + 1;
    this.arcHead[arc] = head;
    this.arcEdge[arc] = edge;
    return arc;
  }
}

export const isUsable = (state: number): boolean => (state & unusable) === 0;
export const isStale = (state: number): boolean => (state & stale) !== 0;

function firstArcs(vertexCount: number, edges: readonly GraphEdge[]): Int32Array {
  const first = new Int32Array(vertexCount + 1);
  for (const { a, z } of edges) {
    if (a === z) continue;
    first[a + 1] = (first[a + 1] as number) + 1;
    first[z + 1] = (first[z + 1] as number) + 1;
  }
  for (let vertex = 0; vertex < vertexCount; vertex++) first[vertex + 1] = (first[vertex + 1] as number) + (first[vertex] as number);
  return first;
}

const stateOf = (part: GraphVertex | GraphEdge): number => (part.isUsable ? 0 : unusable) | (part.isStale ? stale : 0);

function setFlag(states: Uint8Array, index: number, flag: number, isSet: boolean): void {
  const state = states[index] as number;
  states[index] = isSet ? state | flag : state & ~flag;
}

function requireNs(ns: number, what: string): void {
  if (!Number.isInteger(ns) || ns < -1 || ns > 0x7fffffff)
    throw new RangeError(`${what} is ${ns}: give whole nanoseconds, or -1 for unknown`);
}

/** Above it no array of marks could be made. */
const maxIndex = 1 << 24;

function requireIndex(index: number, least: number, what: string): number {
  if (Number.isInteger(index) && index >= least && index < maxIndex) return index;
  throw new RangeError(`${what} is ${index}: give a whole number from ${least} to ${maxIndex - 1}`);
}
