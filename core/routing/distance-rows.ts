import { Buckets } from './buckets';
import { roomDistinguished, type Floor } from './floor';
import type { RoutingGraph } from './graph';

/** No way leads from there. */
export const unreached = 0x7fffffff;
/** More than fits is told as so much: it is still no more than it takes. */
const most = unreached - 1;

/** What a row tells: nanoseconds along the route, nanoseconds against it, or minor currency units per slot. */
const measures = ['forwardNs', 'backwardNs', 'pricePerSlot'] as const;
export type Measure = (typeof measures)[number];

/**
 * What a route needs at least from each vertex on to the nearest of some targets, the vertex's own transit left out: exact on the graph's floor, without
 * the arcs that have less room than this.
 */
export interface DistanceRows {
  readonly targets: readonly number[];
  readonly room: number;
  /** By vertex; null: not asked for yet, or given up. */
  forwardNs: Int32Array | null;
  backwardNs: Int32Array | null;
  pricePerSlot: Int32Array | null;
  /** Of what the floor has lowered so much is in them. */
  repairedTo: number;
  /** The floor was the same in both directions then: what is along the route is what is against it. */
  isSymmetric: boolean;
}

/** What the rows of one graph may take together. */
const defaultBytes = 128 * 1024 * 1024;
/** Sets of targets that are remembered. */
const mostSets = 4096;

/**
 * Exact distances to targets, each measure reckoned when it is first asked for and kept: failures, bookings and rising values leave them true,
 * and where the floor falls they are mended from there on.
 */
export class DistanceTable {
  readonly #graph: RoutingGraph;
  readonly #buckets: Buckets;
  /** By room, then by the only target. */
  #ofVertex: (DistanceRows | undefined)[][] = [];
  readonly #ofSet = new Map<string, DistanceRows>();
  readonly #mostRows: number;
  /** Those that hold any. */
  #filled: DistanceRows[] = [];
  #rows = 0;
  #lot = 1;
  #shifts: Partial<Record<Measure, number>> = {};
  #floor: Floor;

  constructor(graph: RoutingGraph, bytes = defaultBytes) {
    this.#graph = graph;
    this.#buckets = new Buckets(graph.vertexCount);
    this.#floor = graph.floor();
    this.#mostRows = Math.max(measures.length, Math.floor(bytes / (4 * Math.max(1, graph.vertexCount))));
  }

  /** For routes that take so many slots of each edge; without them, for any. */
  toward(targets: readonly number[], slots = 0): DistanceRows {
    const floor = this.#graph.floor();
    if (floor.lowered !== this.#floor.lowered || this.#ofSet.size > mostSets) this.#forgetAll();
    this.#floor = floor;
    const room = roomDistinguished(floor, slots);
    const known = targets.length === 1 ? this.#ofVertex[room]?.[targets[0] as number] : this.#ofSet.get(setKey(targets, room));
    const rows = known ?? this.#add(targets, room);
    if (rows.repairedTo < floor.lowered.length) this.#repair(rows);
    return rows;
  }

  row(rows: DistanceRows, measure: Measure): Int32Array {
    // Where both directions are the same so are their rows.
    const asked = measure === 'backwardNs' && this.#floor.isSymmetric ? 'forwardNs' : measure;
    // Named one by one: to look it up by its name takes longer.
    const known = asked === 'forwardNs' ? rows.forwardNs : asked === 'pricePerSlot' ? rows.pricePerSlot : rows.backwardNs;
    if (known !== null) return known;
    this.#makeRoom(rows);
    const row = new Int32Array(this.#graph.vertexCount).fill(unreached);
    this.#buckets.shift = this.shiftOf(asked);
    for (const target of rows.targets) {
      row[target] = 0;
      this.#buckets.put(target, 0);
    }
    this.#spread(row, asked, rows.room);
    return (rows[asked] = row);
  }

  #forgetAll(): void {
    this.#ofVertex = [];
    this.#ofSet.clear();
    this.#filled = [];
    this.#rows = 0;
    this.#shifts = {};
  }

  #add(targets: readonly number[], room: number): DistanceRows {
    const rows: DistanceRows = {
      targets,
      room,
      forwardNs: null,
      backwardNs: null,
      pricePerSlot: null,
      repairedTo: this.#floor.lowered.length,
      isSymmetric: this.#floor.isSymmetric,
    };
    const { vertexCount } = this.#graph;
    if (targets.length !== 1) this.#ofSet.set(setKey(targets, room), rows);
    else (this.#ofVertex[room] ??= new Array<DistanceRows | undefined>(vertexCount).fill(undefined))[targets[0] as number] = rows;
    return rows;
  }

  /** From where the floor fell it is spread anew, as far as that makes anything nearer. */
  #repair(rows: DistanceRows): void {
    const { lowered } = this.#floor;
    if (rows.isSymmetric && !this.#floor.isSymmetric && rows.forwardNs !== null) {
      this.#makeRoom(rows);
      rows.backwardNs = rows.forwardNs.slice();
    }
    rows.isSymmetric = this.#floor.isSymmetric;
    for (const measure of measures) {
      const row = rows[measure];
      if (row === null) continue;
      this.#buckets.shift = this.shiftOf(measure);
      for (let at = rows.repairedTo; at < lowered.length; at++) {
        const vertex = lowered[at] as number;
        if (row[vertex] !== unreached) this.#buckets.put(vertex, row[vertex] as number);
      }
      this.#spread(row, measure, rows.room);
    }
    rows.repairedTo = lowered.length;
  }

  /** Any rows are given up, as if by lot: were they the oldest, targets that come in turn would never find theirs. */
  #makeRoom(except: DistanceRows): void {
    while (this.#rows >= this.#mostRows) {
      this.#lot = (Math.imul(this.#lot, 1_664_525) + 1_013_904_223) >>> 0;
      const at = Math.floor((this.#lot / 2 ** 32) * this.#filled.length);
      const given = this.#filled[at] as DistanceRows;
      const last = this.#filled.pop() as DistanceRows;
      if (given !== last) this.#filled[at] = last;
      if (given === except) {
        if (this.#filled.length === 0) break;
        this.#filled.push(given);
        continue;
      }
      for (const measure of measures) {
        if (given[measure] !== null) this.#rows--;
        given[measure] = null;
      }
    }
    this.#rows++;
    if (!isFilled(except)) this.#filled.push(except);
  }

  /** From what waits over what the floor knows: each step adds the arc, and the vertex that it leaves. */
  #spread(row: Int32Array, measure: Measure, room: number): void {
    const { firstArc, arcHead } = this.#graph;
    const floor = this.#floor;
    const { perArc, perVertex } = stepsOf(floor, measure);
    const { forwardNs: known, transitNs, room: roomOf } = floor;
    const buckets = this.#buckets;
    for (let vertex = buckets.take(row); vertex >= 0; vertex = buckets.take(row)) {
      if ((transitNs[vertex] as number) < 0) continue;
      const through = (row[vertex] as number) + (perVertex === null ? 0 : (perVertex[vertex] as number));
      for (let arc = firstArc[vertex] as number, end = firstArc[vertex + 1] as number; arc < end; arc++) {
        const head = arcHead[arc] as number;
        const total = Math.min(most, through + (perArc[arc] as number));
        if (total >= (row[head] as number) || (known[arc] as number) < 0 || (roomOf[arc] as number) < room) continue;
        row[head] = total;
        buckets.put(head, total);
      }
    }
  }

  /** How wide buckets are to be. Of the floor as it was taken: it says how much there is to do, and not what comes of it. */
  shiftOf(measure: Measure): number {
    const { perArc, perVertex } = stepsOf(this.#floor, measure);
    return (this.#shifts[measure] ??= shiftFor(meanOf(perArc) + (perVertex === null ? 0 : meanOf(perVertex))));
  }
}

/** What a step takes. It goes from the targets, so what lies along a route lies against its arcs. */
function stepsOf(floor: Floor, measure: Measure): { readonly perArc: Int32Array | Float64Array; readonly perVertex: Int32Array | null } {
  if (measure === 'pricePerSlot') return { perArc: floor.pricePerSlot, perVertex: null };
  return { perArc: measure === 'forwardNs' ? floor.backwardNs : floor.forwardNs, perVertex: floor.transitNs };
}

/** So many buckets are about as wide as one step is long. */
const bucketsPerStep = 8;

const shiftFor = (step: number): number => Math.max(0, Math.min(30, Math.floor(Math.log2(step / bucketsPerStep))));

const meanOf = (values: Int32Array | Float64Array): number => {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at] as number;
  return sum / Math.max(1, values.length);
};

const setKey = (targets: readonly number[], room: number): string => `${room}:${targets.toSorted((a, b) => a - b).join()}`;

const isFilled = (rows: DistanceRows): boolean => measures.some((measure) => rows[measure] !== null);
