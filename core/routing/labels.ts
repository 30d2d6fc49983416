import { grown } from './heap';
import type { Sharing } from './sharing';

/** Labels kept from one search to the next; a larger search gives its memory back. */
const lastingCapacity = 1 << 16;

/**
 * The partial routes of one search, in arrays: label l ends at `vertex[l]`, reached by `edge[l]` from label `parent[l]` (-1: it begins
 * there), with totals that include the transit of all its vertices, and a set of what it shares with other routes (0: nothing). Each
 * vertex keeps a front: the labels there that no other is as good as in both directions.
 */
export class Labels {
  count = 0;
  /** How often labels were compared since they were forgotten. */
  comparisons = 0;
  vertex = new Int32Array(0);
  parent = new Int32Array(0);
  edge = new Int32Array(0);
  forwardNs = new Float64Array(0);
  backwardNs = new Float64Array(0);
  pricePerSlot = new Float64Array(0);
  shared = new Int32Array(0);
  #nextInFront = new Int32Array(0);
  readonly #front: Int32Array;
  /** The search in which a vertex's front was last written: an older one counts as empty. */
  readonly #frontSearch: Int32Array;
  #search = 0;
  #sharing: Sharing | null = null;
  #comparesPrice = false;

  constructor(vertexCount: number) {
    this.#front = new Int32Array(vertexCount);
    this.#frontSearch = new Int32Array(vertexCount);
    this.#allocate(1024);
  }

  /**
   * Forgets all labels. Where no latency depends on the direction both totals are the same array, and fronts hold one label. Where it
   * matters what is shared, one label is as good as another only if it shares no more and, by price, costs no more.
   */
  clear(isSymmetric: boolean, sharing: Sharing | null, isByPrice: boolean): void {
    this.count = 0;
    this.comparisons = 0;
    this.#sharing = sharing;
    this.#comparesPrice = isByPrice;
    if (this.vertex.length > lastingCapacity) this.#allocate(lastingCapacity);
    if (isSymmetric) this.backwardNs = this.forwardNs;
    else if (this.backwardNs === this.forwardNs) this.backwardNs = new Float64Array(this.forwardNs.length);
    if (++this.#search === 0x7fffffff) {
      this.#frontSearch.fill(0);
      this.#search = 1;
    }
  }

  add(vertex: number, parent: number, edge: number, forwardNs: number, backwardNs: number, pricePerSlot: number, shared: number): number {
    if (this.count === this.vertex.length) this.#grow();
    const label = this.count++;
    this.vertex[label] = vertex;
    this.parent[label] = parent;
    this.edge[label] = edge;
    this.forwardNs[label] = forwardNs;
    this.backwardNs[label] = backwardNs;
    this.pricePerSlot[label] = pricePerSlot;
    this.shared[label] = shared;
    return label;
  }

  /** Whether a label in the vertex's front is as good in both directions. */
  isDominated(vertex: number, forwardNs: number, backwardNs: number, pricePerSlot: number, shared: number): boolean {
    if (this.#frontSearch[vertex] !== this.#search) return false;
    for (let label = this.#front[vertex] as number; label >= 0; label = this.#nextInFront[label] as number) {
      this.comparisons++;
      if ((this.forwardNs[label] as number) > forwardNs || (this.backwardNs[label] as number) > backwardNs) continue;
      if (this.#sharing === null || this.#sharesNoMore(this.#sharing, label, pricePerSlot, shared)) return true;
    }
    return false;
  }

  #sharesNoMore(sharing: Sharing, label: number, pricePerSlot: number, shared: number): boolean {
    if (this.#comparesPrice && (this.pricePerSlot[label] as number) > pricePerSlot) return false;
    return sharing.isSubset(this.shared[label] as number, shared);
  }

  /** Puts the label into its vertex's front in place of those that it dominates; false: it is dominated itself. */
  settle(label: number): boolean {
    const vertex = this.vertex[label] as number;
    const forwardNs = this.forwardNs[label] as number;
    const backwardNs = this.backwardNs[label] as number;
    const pricePerSlot = this.pricePerSlot[label] as number;
    const shared = this.shared[label] as number;
    if (this.isDominated(vertex, forwardNs, backwardNs, pricePerSlot, shared)) return false;
    let kept = -1;
    if (this.#frontSearch[vertex] === this.#search) {
      let other = this.#front[vertex] as number;
      while (other >= 0) {
        const next = this.#nextInFront[other] as number;
        const isFaster = (this.forwardNs[other] as number) < forwardNs || (this.backwardNs[other] as number) < backwardNs;
        if (isFaster || this.#sharing !== null) {
          this.#nextInFront[other] = kept;
          kept = other;
        }
        other = next;
      }
    }
    this.#nextInFront[label] = kept;
    this.#front[vertex] = label;
    this.#frontSearch[vertex] = this.#search;
    return true;
  }

  #allocate(capacity: number): void {
    this.vertex = new Int32Array(capacity);
    this.parent = new Int32Array(capacity);
    this.edge = new Int32Array(capacity);
    this.forwardNs = new Float64Array(capacity);
    this.backwardNs = new Float64Array(capacity);
    this.pricePerSlot = new Float64Array(capacity);
    this.shared = new Int32Array(capacity);
    this.#nextInFront = new Int32Array(capacity);
  }

  #grow(): void {
    const capacity = this.vertex.length * 2;
    const isSymmetric = this.backwardNs === this.forwardNs;
    this.vertex = grown(this.vertex, new Int32Array(capacity));
    this.parent = grown(this.parent, new Int32Array(capacity));
    this.edge = grown(this.edge, new Int32Array(capacity));
    this.forwardNs = grown(this.forwardNs, new Float64Array(capacity));
    this.backwardNs = isSymmetric ? this.forwardNs : grown(this.backwardNs, new Float64Array(capacity));
    this.pricePerSlot = grown(this.pricePerSlot, new Float64Array(capacity));
    this.shared = grown(this.shared, new Int32Array(capacity));
    this.#nextInFront = grown(this.#nextInFront, new Int32Array(capacity));
  }
}
