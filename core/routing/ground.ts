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
  /** Holds `mark` where the query's targets are, and where the kept part of its subspace is. */
  readonly targetMark: Int32Array;
  readonly keptMark: Int32Array;
  mark = 0;
  limitNs = 0;
  /** At the end of what the subspace keeps: where, what it took so far with the transit there, and whether the route may end there. */
  spur = -1;
  spurNs = 0;
  spurPricePerSlot = 0;
  endsAtSpur = false;
  readonly #table: DistanceTable;
  #rows: DistanceRows;

  constructor(graph: RoutingGraph) {
    this.graph = graph;
    this.gate = new Gate(graph);
    this.targetMark = new Int32Array(graph.vertexCount);
    this.keptMark = new Int32Array(graph.vertexCount);
    this.#table = new DistanceTable(graph);
    this.#rows = this.#table.toward([]);
  }

  open(query: RoutingQuery): void {
    const { targets } = query;
    if (++this.mark === 0x7fffffff) {
      this.targetMark.fill(0);
      this.keptMark.fill(0);
      this.mark = 1;
    }
    for (let at = 0; at < targets.length; at++) this.targetMark[targets[at] as number] = this.mark;
    this.gate.open(query);
    this.limitNs = query.limitNs;
    this.#rows = this.#table.toward(targets);
  }

  /** How far it is from each vertex to the query's targets: none is more than it takes. */
  bounds(measure: Measure): Int32Array {
    return this.#table.row(this.#rows, measure);
  }

  isTarget(vertex: number): boolean {
    return this.targetMark[vertex] === this.mark;
  }

  /** Follows what the subspace keeps as the graph is now; false: something blocks it. */
  keep({ base, at, mayEnd }: Subspace): boolean {
    if (base === null) return true;
    const { graph, gate } = this;
    this.spurNs = this.spurPricePerSlot = 0;
    for (let position = 0; ; position++) {
      const vertex = base.vertices[position] as number;
      const endsHere = position === at && mayEnd && this.isTarget(vertex);
      if (!gate.vertex(vertex, position === 0 || endsHere)) return false;
      this.keptMark[vertex] = this.mark;
      this.spurNs += graph.transitNs[vertex] as number;
      if (position === at) {
        this.spur = vertex;
        this.endsAtSpur = endsHere;
        return true;
      }
      const edge = base.edges[position] as number;
      if (!gate.edge(edge)) return false;
      this.spurNs += graph.edgeNs(edge, vertex);
      this.spurPricePerSlot += graph.pricePerSlot[edge] as number;
    }
  }
}

export function checkQuery(graph: RoutingGraph, { sources, targets, slots, avoid }: RoutingQuery): void {
  for (let at = 0; at < sources.length; at++) graph.checkVertex(sources[at] as number, 'an end of the query');
  for (let at = 0; at < targets.length; at++) graph.checkVertex(targets[at] as number, 'an end of the query');
  if (!Number.isInteger(slots) || slots < 1) throw new RangeError(`the query asks for ${slots} slots: give a whole number, one or more`);
  if (avoid !== null) checkAvoidance(graph, avoid);
}
