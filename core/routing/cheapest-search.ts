import { unreached } from './distance-rows';
import type { Ground } from './ground';
import { grown } from './heap';
import { askAfter, isCutOff } from './pocket';
import { OwnBounds } from './own-bounds';
import type { RoutePath, RoutingQuery } from './query';
import type { Later, SearchKey, SearchOutcome, Subspace } from './subspace';

/** Labels kept from one search to the next; a larger search gives its memory back. */
const lastingCapacity = 1 << 16;

/** Bounds of its own cost about as much as so many labels: a search that has made them will mostly make many more. */
const leastBeforeReckoned = 1_000;
const labelsPerVertex = 1 / 4;

/** From so many edges at one vertex on they are many; and so many labels are looked at to keep out others. */
const crowd = 64;
const mostLooks = 64;
/** A label takes about so many looks. */
const perLook = 1 / 32;

/**
 * The cheapest route of a subspace within the limit in a symmetric graph, among equals the fastest: label-setting A* over price and latency. At
 * each vertex labels leave the heap in the order of price, so one is of use only if it is faster than all that left before: one number says
 * that. Its memory is kept from one search to the next.
 */
export class CheapestSearch {
  readonly #ground: Ground;
  /** By label. */
  #vertex = new Int32Array(1024);
  #edge = new Int32Array(1024);
  #parent = new Int32Array(1024);
  #ns = new Float64Array(1024);
  #pricePerSlot = new Float64Array(1024);
  /** By vertex: the fastest that left the heap there; Infinity: none did, and between searches. */
  readonly #fastestNs: Float64Array;
  /** The label that was offered last at a vertex where edges are many, and the one before each. */
  readonly #lastOffered: Int32Array;
  #offeredBefore = new Int32Array(1024);
  #boundsNs: Int32Array = new Int32Array(0);
  #boundsPerSlot: Int32Array = new Int32Array(0);
  #ownBounds: OwnBounds | null = null;
  readonly #reckonAfter: number;
  /** Of the budget, by the time it began with bounds of its own. */
  #spentBefore = 0;
  #labels = 0;
  /** Edges that were looked at where they are many. */
  #looks = 0;
  /** The least of what was offered last is kept out of the heap: mostly it leaves first. -1: none is. */
  #next = -1;
  #nextFirst = 0;
  #nextSecond = 0;
  #bestTarget = -1;
  /** Of the best route that was seen: what cannot be cheaper is not looked at. */
  #bestPerSlot = Infinity;

  /** `reckonAfter`: a search that has made so many labels reckons bounds of its own. */
  constructor(ground: Ground, reckonAfter = Math.max(leastBeforeReckoned, labelsPerVertex * ground.graph.vertexCount)) {
    const { vertexCount } = ground.graph;
    this.#ground = ground;
    this.#fastestNs = new Float64Array(vertexCount).fill(Infinity);
    this.#lastOffered = new Int32Array(vertexCount);
    this.#reckonAfter = reckonAfter;
  }

  /** What a budget counts of the last search: labels that it made, and edges that it looked at where they are many. */
  get spent(): number {
    return this.#spentBefore + this.#labels + Math.floor(this.#looks * perLook);
  }

  best(query: RoutingQuery, subspace: Subspace, budget: number, until: number): SearchOutcome | Later {
    const ground = this.#ground;
    const { heap } = ground;
    this.#begin(query, subspace);
    let isAsked = false;
    let isReckoned = false;
    while (this.#next >= 0 || heap.size > 0) {
      if (!isAsked && this.#labels > askAfter) {
        isAsked = true;
        if (isCutOff(ground, query, subspace)) break;
      }
      if (!isReckoned && this.#labels > this.#reckonAfter) {
        isReckoned = true;
        this.#beginAnew(query, subspace);
        continue;
      }
      this.#putInOrder();
      const first = this.#nextFirst;
      const second = this.#nextSecond;
      const label = this.#next;
      this.#next = -1;
      if (first > until) return { kind: 'later', key: { shared: 0, first, second } };
      const vertex = this.#vertex[label] as number;
      const ns = this.#ns[label] as number;
      if (ns >= (this.#fastestNs[vertex] as number)) continue;
      this.#fastestNs[vertex] = ns;
      if (ground.isTarget(vertex)) {
        return { kind: 'route', path: this.#pathTo(query, subspace, label), key: { shared: 0, first, second } };
      }
      if (this.#spentBefore + this.#labels + this.#looks * perLook >= budget) {
        const best = this.#bestTarget < 0 ? null : this.#pathTo(query, subspace, this.#bestTarget);
        return { kind: 'budget-spent', best, bound: { shared: 0, first, second } };
      }
      this.#expand(vertex, label, ns, this.#pricePerSlot[label] as number, nothingBarred);
    }
    return { kind: 'none' };
  }

  /** No route of the subspace comes before this key; null: it has none within the limit. Looks one step ahead only. */
  bound(query: RoutingQuery, subspace: Subspace): SearchKey | null {
    const { heap } = this.#ground;
    this.#begin(query, subspace);
    if (this.#next < 0 && heap.size === 0) return null;
    this.#putInOrder();
    return { shared: 0, first: this.#nextFirst, second: this.#nextSecond };
  }

  #begin(query: RoutingQuery, subspace: Subspace): void {
    const ground = this.#ground;
    ground.open(query);
    ground.heap.clear();
    this.#forgetLast();
    this.#bestTarget = this.#next = -1;
    this.#bestPerSlot = Infinity;
    if (this.#vertex.length > lastingCapacity) this.#allocate(lastingCapacity);
    this.#boundsNs = ground.bounds('forwardNs');
    this.#boundsPerSlot = ground.bounds('pricePerSlot');
    this.#spentBefore = 0;
    if (ground.keep(subspace)) this.#offerFirst(query, subspace);
  }

  /** With bounds that know what the query may use: what was seen is forgotten but for the price of the best route. */
  #beginAnew(query: RoutingQuery, subspace: Subspace): void {
    const own = (this.#ownBounds ??= new OwnBounds(this.#ground));
    own.reckon(query, subspace);
    this.#spentBefore = this.spent + own.spent;
    this.#boundsPerSlot = own.perSlot;
    this.#ground.heap.clear();
    this.#forgetLast();
    this.#bestTarget = this.#next = -1;
    this.#offerFirst(query, subspace);
  }

  #offerFirst(query: RoutingQuery, subspace: Subspace): void {
    const ground = this.#ground;
    if (subspace.base === null) this.#offerSources(query.sources, subspace.barredSources);
    // A label without an edge is what is kept already.
    else if (ground.endsAtSpur) this.#offer(ground.spur, ground.spurNs, ground.spurPricePerSlot, -1, -1);
    else this.#expand(ground.spur, -1, ground.spurNs, ground.spurPricePerSlot, subspace.barredEdges);
  }

  #forgetLast(): void {
    const fastestNs = this.#fastestNs;
    const vertices = this.#vertex;
    for (let label = 0, end = this.#labels; label < end; label++) fastestNs[vertices[label] as number] = Infinity;
    // Where the kept part of a subspace ends it leaves without a label, but nothing comes back there.
    this.#labels = this.#looks = 0;
  }

  #offerSources(sources: readonly number[], barred: readonly number[]): void {
    const { gate, graph } = this.#ground;
    for (let at = 0; at < sources.length; at++) {
      const source = sources[at] as number;
      if (barred.includes(source) || !gate.vertex(source, true)) continue;
      this.#offer(source, graph.transitNs[source] as number, 0, -1, -1);
    }
  }

  #expand(vertex: number, label: number, labelNs: number, labelPrice: number, barred: readonly number[]): void {
    const { graph, gate, keptMark, keptAs, targetMark, mark, limitNs } = this.#ground;
    const { firstArc, arcHead, arcEdge, arcForwardNs, transitNs, pricePerSlot } = graph;
    const bounds = this.#boundsNs;
    const fastestNs = this.#fastestNs;
    const degree = (firstArc[vertex + 1] as number) - (firstArc[vertex] as number);
    const isCrowded = degree > crowd;
    if (isCrowded) this.#looks += degree;
    const firstLabel = this.#labels;
    for (let arc = firstArc[vertex] as number, end = firstArc[vertex + 1] as number; arc < end; arc++) {
      const head = arcHead[arc] as number;
      const ns = labelNs + (arcForwardNs[arc] as number) + (transitNs[head] as number);
      if (ns + (bounds[head] as number) > limitNs || ns >= (fastestNs[head] as number)) continue;
      const edge = arcEdge[arc] as number;
      if (!gate.edge(edge) || keptMark[head] === keptAs || !gate.vertex(head, targetMark[head] === mark)) continue;
      if (barred.length > 0 && barred.includes(edge)) continue;
      const price = labelPrice + (pricePerSlot[edge] as number);
      if (!isCrowded) this.#offer(head, ns, price, edge, label);
      else if (!this.#isOutdone(head, ns, price, firstLabel)) this.#offerInCrowd(head, ns, price, edge, label);
    }
  }

  #offerInCrowd(vertex: number, ns: number, pricePerSlot: number, edge: number, parent: number): void {
    const label = this.#labels;
    this.#offer(vertex, ns, pricePerSlot, edge, parent);
    if (this.#labels === label) return;
    this.#offeredBefore[label] = this.#lastOffered[vertex] as number;
    this.#lastOffered[vertex] = label;
  }

  /**
   * Where very many edges leave one vertex many may come to the same next one, and few of them are of use: whether one that was offered there
   * since this label is as fast and as cheap. It does not look at all of them, so what it lets pass may not be of use either.
   */
  #isOutdone(head: number, ns: number, pricePerSlot: number, firstLabel: number): boolean {
    let label = this.#lastOffered[head] as number;
    for (let looks = 0; looks < mostLooks && label >= firstLabel && label < this.#labels && this.#vertex[label] === head; looks++) {
      if ((this.#ns[label] as number) <= ns && (this.#pricePerSlot[label] as number) <= pricePerSlot) return true;
      label = this.#offeredBefore[label] as number;
    }
    return false;
  }

  #offer(vertex: number, ns: number, pricePerSlot: number, edge: number, parent: number): void {
    const ground = this.#ground;
    const bound = this.#boundsNs[vertex] as number;
    const boundPerSlot = this.#boundsPerSlot[vertex] as number;
    const first = pricePerSlot + boundPerSlot;
    if (boundPerSlot === unreached || ns + bound > ground.limitNs || first > this.#bestPerSlot) return;
    const label = this.#labels;
    if (label === this.#vertex.length) this.#grow();
    this.#labels++;
    this.#vertex[label] = vertex;
    this.#edge[label] = edge;
    this.#parent[label] = parent;
    this.#ns[label] = ns;
    this.#pricePerSlot[label] = pricePerSlot;
    if (ground.isTarget(vertex) && (this.#bestTarget < 0 || this.#isBefore(label, this.#bestTarget))) {
      this.#bestTarget = label;
      this.#bestPerSlot = pricePerSlot;
    }
    const second = ns + bound;
    const next = this.#next;
    if (next < 0 || first < this.#nextFirst || (first === this.#nextFirst && second < this.#nextSecond)) {
      if (next >= 0) ground.heap.push(this.#nextFirst, this.#nextSecond, next);
      this.#next = label;
      this.#nextFirst = first;
      this.#nextSecond = second;
    } else ground.heap.push(first, second, label);
  }

  /** Makes the next label the least of all; there must be one. */
  #putInOrder(): void {
    const { heap } = this.#ground;
    if (heap.size === 0) return;
    const first = heap.first[0] as number;
    const second = heap.second[0] as number;
    const next = this.#next;
    if (next >= 0 && (this.#nextFirst < first || (this.#nextFirst === first && this.#nextSecond <= second))) return;
    this.#next = heap.pop();
    if (next >= 0) heap.push(this.#nextFirst, this.#nextSecond, next);
    this.#nextFirst = first;
    this.#nextSecond = second;
  }

  #isBefore(label: number, other: number): boolean {
    const byPrice = (this.#pricePerSlot[label] as number) - (this.#pricePerSlot[other] as number);
    return byPrice < 0 || (byPrice === 0 && (this.#ns[label] as number) < (this.#ns[other] as number));
  }

  #pathTo({ slots }: RoutingQuery, subspace: Subspace, target: number): RoutePath {
    const { builder, graph } = this.#ground;
    builder.clear();
    for (let label = target; label >= 0; label = this.#parent[label] as number) {
      const edge = this.#edge[label] as number;
      if (edge >= 0 || subspace.base === null) builder.put(this.#vertex[label] as number, edge);
    }
    return builder.path(graph, subspace, this.#ns[target] as number, slots, true);
  }

  #allocate(capacity: number): void {
    this.#vertex = new Int32Array(capacity);
    this.#edge = new Int32Array(capacity);
    this.#parent = new Int32Array(capacity);
    this.#offeredBefore = new Int32Array(capacity);
    this.#ns = new Float64Array(capacity);
    this.#pricePerSlot = new Float64Array(capacity);
  }

  #grow(): void {
    const capacity = this.#vertex.length * 2;
    this.#vertex = grown(this.#vertex, new Int32Array(capacity));
    this.#edge = grown(this.#edge, new Int32Array(capacity));
    this.#parent = grown(this.#parent, new Int32Array(capacity));
    this.#offeredBefore = grown(this.#offeredBefore, new Int32Array(capacity));
    this.#ns = grown(this.#ns, new Float64Array(capacity));
    this.#pricePerSlot = grown(this.#pricePerSlot, new Float64Array(capacity));
  }
}

const nothingBarred: readonly number[] = [];
