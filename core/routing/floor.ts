/**
 * Least values that everything has had since they were taken: bounds computed on them stay true while values only rise and things only
 * fail. In the order of the graph's arcs, but for the transit. What falls below lowers it in place.
 */
export interface Floor {
  /** -1: unknown ever since. */
  readonly forwardNs: Int32Array;
  readonly backwardNs: Int32Array;
  readonly pricePerSlot: Float64Array;
  readonly transitNs: Int32Array;
  /** The most room that the arc's edge has had, as `roomFor`; `noRoom`: it was down or full ever since. */
  readonly room: Uint8Array;
  /** Arcs by their room. */
  readonly arcsWithRoom: Int32Array;
  /** Whether it is the same in both directions, and always was. */
  readonly isSymmetric: boolean;
  /** Vertices at which it fell, in their order; one that was taken anew has another list. */
  readonly lowered: readonly number[];
}

/** The values of a graph, by arc, edge and vertex as it has them; -1: unknown. */
export interface FloorValues {
  readonly vertexCount: number;
  readonly edgeCount: number;
  readonly isSymmetric: boolean;
  readonly arcHead: Int32Array;
  readonly arcEdge: Int32Array;
  roomOf(edge: number): number;
  readonly arcForwardNs: Int32Array;
  readonly arcBackwardNs: Int32Array;
  readonly pricePerSlot: Float64Array;
  readonly transitNs: Int32Array;
}

/** Of what is down or full. */
export const noRoom = 0;

/** Slots by their order of magnitude, eight times as many to the next: what has room for an order has at least the order's. */
export const roomFor = (slots: number): number => (slots > 0 ? Math.ceil((32 - Math.clz32(slots)) / 3) : noRoom);

/** Of all arcs, those that must be left out by a distinction to make it: each that is made has rows of its own. */
const leastLeftOut = 0.05;

/** The room without which arcs may be left out for an order of so many slots; `noRoom`: it is not worth it. */
export function roomDistinguished({ arcsWithRoom, room }: Floor, slots: number): number {
  let distinguished = roomFor(slots);
  for (let left = leastLeftOut * room.length; distinguished > noRoom; distinguished--) {
    left -= arcsWithRoom[distinguished - 1] as number;
    if (left < 0) break;
  }
  return distinguished;
}

/** When so many things fell for each vertex, it is taken anew. */
const mostLoweredPerVertex = 16;
const leastLowered = 4096;
/** When values are above it by this part of it, or room is gone, bounds are loose: it is taken anew, if so much was told since as there are edges, and something fell or much was told. */
const mostAbove = 0.05;
const muchTold = 64;

/** Keeps the floor under the values of a graph. It is told of each value before that is set, and falls with it at once. */
export class FloorKeeper {
  readonly #graph: FloorValues;
  #floor: (Floor & { isSymmetric: boolean }) | null = null;
  #lowered: number[] = [];
  #hasFallen = false;
  #told = 0;
  /** By then, when it was last looked at how much room is gone. */
  #toldAtLook = 0;
  /** In all, the floor and what is above it. */
  #ns = 0;
  #nsAbove = 0;
  #price = 0;
  #priceAbove = 0;

  constructor(graph: FloorValues) {
    this.#graph = graph;
  }

  /** The same object until it is taken anew. */
  current(): Floor {
    if (this.#floor === null || this.#isWornOut()) this.#floor = this.#take();
    this.#hasFallen = false;
    return this.#floor;
  }

  latency(arc: number, opposite: number, ns: number, oppositeNs: number): void {
    const floor = this.#floor;
    if (floor === null) return;
    this.#told++;
    const { arcForwardNs, arcHead } = this.#graph;
    const fell = this.#arc(floor, arc, opposite, arcForwardNs[arc] as number, ns);
    if (!this.#arc(floor, opposite, arc, arcForwardNs[opposite] as number, oppositeNs) && !fell) return;
    if (floor.forwardNs[arc] !== floor.forwardNs[opposite]) floor.isSymmetric = false;
    this.#fall(arcHead[arc] as number);
    this.#fall(arcHead[opposite] as number);
  }

  transit(vertex: number, ns: number): void {
    const floor = this.#floor;
    if (floor === null) return;
    const least = floor.transitNs[vertex] as number;
    const before = this.#graph.transitNs[vertex] as number;
    if (before >= 0) this.#nsAbove -= before - least;
    if (ns < 0) return;
    if (least < 0 || ns < least) {
      floor.transitNs[vertex] = ns;
      this.#fall(vertex);
    } else this.#nsAbove += ns - least;
  }

  price(edge: number, arc: number, opposite: number, pricePerSlot: number): void {
    const floor = this.#floor;
    if (floor === null) return;
    const least = floor.pricePerSlot[arc] as number;
    this.#priceAbove -= (this.#graph.pricePerSlot[edge] as number) - least;
    if (pricePerSlot < least) {
      floor.pricePerSlot[arc] = floor.pricePerSlot[opposite] = pricePerSlot;
      this.#fall(this.#graph.arcHead[arc] as number);
      this.#fall(this.#graph.arcHead[opposite] as number);
    } else this.#priceAbove += pricePerSlot - least;
  }

  room(arc: number, opposite: number, room: number): void {
    const floor = this.#floor;
    if (floor === null) return;
    const before = floor.room[arc] as number;
    if (room <= before) return;
    floor.room[arc] = floor.room[opposite] = room;
    const { arcsWithRoom } = floor;
    arcsWithRoom[before] = (arcsWithRoom[before] as number) - 2;
    arcsWithRoom[room] = (arcsWithRoom[room] as number) + 2;
    this.#fall(this.#graph.arcHead[arc] as number);
    this.#fall(this.#graph.arcHead[opposite] as number);
  }

  #arc(floor: Floor, arc: number, opposite: number, before: number, ns: number): boolean {
    const least = floor.forwardNs[arc] as number;
    if (before >= 0) this.#nsAbove -= before - least;
    if (ns < 0) return false;
    if (least >= 0 && ns >= least) {
      this.#nsAbove += ns - least;
      return false;
    }
    floor.forwardNs[arc] = floor.backwardNs[opposite] = ns;
    return true;
  }

  #fall(vertex: number): void {
    this.#lowered.push(vertex);
    this.#hasFallen = true;
  }

  #isWornOut(): boolean {
    if (this.#lowered.length > Math.max(leastLowered, mostLoweredPerVertex * this.#graph.vertexCount)) return true;
    if (this.#told < this.#graph.edgeCount || (!this.#hasFallen && this.#told < muchTold)) return false;
    return this.#nsAbove > mostAbove * this.#ns || this.#priceAbove > mostAbove * this.#price || this.#isRoomGone();
  }

  /** Whether as many arcs have lost room as rows of their own are made for. Looked at seldom: it goes through all of them. */
  #isRoomGone(): boolean {
    const { arcEdge, edgeCount } = this.#graph;
    const room = this.#floor?.room ?? [];
    if (this.#told - this.#toldAtLook < edgeCount) return false;
    this.#toldAtLook = this.#told;
    let gone = 0;
    for (let arc = 0; arc < room.length; arc++) if (this.#graph.roomOf(arcEdge[arc] as number) < (room[arc] as number)) gone++;
    return gone > leastLeftOut * room.length;
  }

  #take(): Floor {
    const { arcForwardNs, arcBackwardNs, arcEdge, pricePerSlot, transitNs, isSymmetric } = this.#graph;
    this.#lowered = [];
    this.#told = this.#toldAtLook = 0;
    const room = Uint8Array.from(arcEdge, (edge) => this.#graph.roomOf(edge));
    const arcsWithRoom = new Int32Array(roomFor(0x7fffffff) + 1);
    for (const each of room) arcsWithRoom[each] = (arcsWithRoom[each] as number) + 1;
    const floor: Floor = {
      forwardNs: arcForwardNs.slice(),
      backwardNs: arcBackwardNs.slice(),
      pricePerSlot: Float64Array.from(arcEdge, (edge) => pricePerSlot[edge] as number),
      transitNs: transitNs.slice(),
      room,
      arcsWithRoom,
      isSymmetric,
      lowered: this.#lowered,
    };
    this.#ns = sumOfKnown(floor.forwardNs) + sumOfKnown(floor.transitNs);
    this.#price = floor.pricePerSlot.reduce((sum, price) => sum + price, 0) / 2;
    this.#nsAbove = this.#priceAbove = 0;
    return floor;
  }
}

const sumOfKnown = (values: Int32Array): number => values.reduce((sum, ns) => sum + Math.max(0, ns), 0);
