import { checkAvoidance } from './avoidance';
import { DistanceTable, type DistanceRows, type Measure } from './distance-rows';
import { Gate } from './gate';
import type { RoutingGraph } from './graph';
import { Heap } from './heap';
import { PathBuilder } from './path-builder';
import type { RoutingQuery } from './query';
import type { Subspace } from './subspace';

/** Where searches in one symmetric graph stand: what the query may use, where its ends are and how far, what its subspace keeps. */
export class Ground {
  readonly graph: RoutingGraph;
  readonly gate: Gate;
  readonly heap = new Heap();
  readonly builder = new PathBuilder();
  /** Holds `mark` where the query's targets are, and `keptAs` where the kept part of its subspace is. */
  readonly targetMark: Int32Array;
  readonly keptMark: Int32Array;
  mark = 0;
  keptAs = 0;
  limitNs = 0;
  /** At the end of what the subspace keeps: where, what it took so far with the transit there, and whether the route may end there. */
  spur = -1;
  spurNs = 0;
  spurBackwardNs = 0;
  spurPricePerSlot = 0;
  endsAtSpur = false;
  /** Means nothing: were it not kept, nothing need be read for it. */
  fetched = 0;
  readonly #table: DistanceTable;
  #rows: DistanceRows;
  /** Opened last, and the graph's version then. */
  #query: RoutingQuery | null = null;
  #version = -1;
  /** The route of which the last subspace keeps a part, and how far that was followed; null: nothing is kept. */
  #base: Subspace['base'] = null;
  #position = -1;

  constructor(graph: RoutingGraph) {
    this.graph = graph;
    this.gate = new Gate(graph);
    this.targetMark = new Int32Array(graph.vertexCount);
    this.keptMark = new Int32Array(graph.vertexCount);
    this.#table = new DistanceTable(graph);
    this.#rows = this.#table.toward([]);
  }

  /** A query that is opened again in the graph as it was then needs nothing: it is not changed once it was asked. */
  open(query: RoutingQuery): void {
    if (query === this.#query && this.graph.version === this.#version) return;
    this.#query = query;
    this.#version = this.graph.version;
    this.#forgetKept();
    const { targets, slots, ownSlots, objective } = query;
    this.mark = nextMark(this.mark, this.targetMark);
    for (let at = 0; at < targets.length; at++) this.targetMark[targets[at] as number] = this.mark;
    this.gate.open(query);
    this.limitNs = query.limitNs;
    // What the order holds itself has room for it, whatever is free there.
    this.#rows = this.#table.toward(targets, ownSlots.size === 0 ? slots : 0);
    if (this.graph.vertexCount > mostFetched) return;
    this.fetched = fetchedRow(this.bounds('forwardNs'));
    if (objective === 'price') this.fetched ^= fetchedRow(this.bounds('pricePerSlot'));
  }

  /** How far it is from each vertex to the query's targets: none is more than it takes. */
  bounds(measure: Measure): Int32Array {
    return this.#table.row(this.#rows, measure);
  }

  /** For buckets of what routes have taken or take from there on. */
  bucketShift(measure: Measure): number {
    return this.#table.shiftOf(measure);
  }

  isTarget(vertex: number): boolean {
    return this.targetMark[vertex] === this.mark;
  }

  /**
   * Follows what the subspace keeps as the graph is now; false: something blocks it. Who asks for the subspaces of one route in the order of
   * where they leave it has it followed only once.
   */
  keep({ base, at, mayEnd }: Subspace): boolean {
    if (base !== this.#base || at < this.#position) this.#forgetKept();
    if (base === null) return true;
    const { graph, gate, keptMark, keptAs } = this;
    this.#base = base;
    for (; this.#position < at; this.#position++) {
      const position = this.#position;
      const next = base.vertices[position + 1] as number;
      if (position >= 0) {
        const vertex = base.vertices[position] as number;
        const edge = base.edges[position] as number;
        if (!gate.vertex(vertex, position === 0) || !gate.edge(edge)) return false;
        this.spurNs += graph.edgeNs(edge, vertex);
        this.spurBackwardNs += graph.edgeNs(edge, next);
        this.spurPricePerSlot += graph.pricePerSlot[edge] as number;
      }
      this.spurNs += graph.transitNs[next] as number;
      this.spurBackwardNs += graph.transitNs[next] as number;
      keptMark[next] = keptAs;
    }
    this.spur = base.vertices[at] as number;
    this.endsAtSpur = mayEnd && this.isTarget(this.spur);
    return gate.vertex(this.spur, at === 0 || this.endsAtSpur);
  }

  #forgetKept(): void {
    this.#base = null;
    this.#position = -1;
    this.keptAs = nextMark(this.keptAs, this.keptMark);
    this.spurNs = this.spurBackwardNs = this.spurPricePerSlot = 0;
    this.endsAtSpur = false;
  }
}

/** A number that no mark has. */
function nextMark(mark: number, marks: Int32Array): number {
  if (mark < 0x7fffffff) return mark + 1;
  marks.fill(0);
  return 1;
}

/** Above so many vertices a search sees but a small part of a row. */
const mostFetched = 4096;
/** Numbers in what memory moves at a time. */
const perCacheLine = 16;

/**
 * Reads something of each line of a row. One engine keeps rows for all its targets, so those of the next question are seldom near the processor: a search
 * would wait for each line as it meets it, while read one after another they come nearly at once.
 */
function fetchedRow(row: Int32Array): number {
  let all = 0;
  for (let at = 0, end = row.length; at < end; at += perCacheLine) all ^= row[at] as number;
  return all;
}

export function checkQuery(graph: RoutingGraph, { sources, targets, slots, avoid }: RoutingQuery): void {
  for (let at = 0; at < sources.length; at++) graph.checkVertex(sources[at] as number, 'an end of the query');
  for (let at = 0; at < targets.length; at++) graph.checkVertex(targets[at] as number, 'an end of the query');
  if (!Number.isInteger(slots) || slots < 1) throw new RangeError(`the query asks for ${slots} slots: give a whole number, one or more`);
  if (avoid !== null) checkAvoidance(graph, avoid);
}
