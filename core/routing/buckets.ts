/** They are used over and over, so one may hold what is due only when they have gone round. */
const bucketCount = 256;

/**
 * Vertices that wait to be taken in the order of their distances, those of one bucket in any order (Dial 1969; Meyer and Sanders 2003): whoever takes
 * a vertex too soon puts it again when it has come nearer. Quicker by far than a heap.
 */
export class Buckets {
  /** Distances are in the same bucket that differ in so many lower bits only. To be changed while nothing waits. */
  shift = 0;
  #count = 0;
  /** Of the bucket whose turn it is, as if they did not go round. */
  #turn = 0;
  /** By bucket, -1: nothing. In between vertices are linked; what came first goes first. */
  readonly #first = new Int32Array(bucketCount).fill(-1);
  readonly #last = new Int32Array(bucketCount).fill(-1);
  readonly #next: Int32Array;
  readonly #before: Int32Array;
  /** -1: the vertex does not wait. */
  readonly #bucketOf: Int32Array;

  constructor(vertexCount: number) {
    this.#next = new Int32Array(vertexCount);
    this.#before = new Int32Array(vertexCount);
    this.#bucketOf = new Int32Array(vertexCount).fill(-1);
  }

  /** Distances are whole numbers from 0 to 2 ** 31 - 1. What waits already may only come nearer. While vertices are taken none is nearer than the last. */
  put(vertex: number, distance: number): void {
    const turn = distance >> this.shift;
    const bucket = turn & (bucketCount - 1);
    const waitsIn = this.#bucketOf[vertex] as number;
    if (this.#count === 0 || turn < this.#turn) this.#turn = turn;
    if (waitsIn === bucket) return;
    if (waitsIn >= 0) this.#remove(vertex, waitsIn);
    this.#count++;
    this.#bucketOf[vertex] = bucket;
    const last = this.#last[bucket] as number;
    this.#before[vertex] = last;
    this.#next[vertex] = -1;
    this.#last[bucket] = vertex;
    if (last < 0) this.#first[bucket] = vertex;
    else this.#next[last] = vertex;
  }

  /** One of the nearest bucket by these distances, which are those that were put; -1: none waits. */
  take(distances: Int32Array): number {
    if (this.#count === 0) return -1;
    for (;;) {
      const bucket = this.#turn & (bucketCount - 1);
      for (let vertex = this.#first[bucket] as number; vertex >= 0; vertex = this.#next[vertex] as number) {
        if ((distances[vertex] as number) >> this.shift !== this.#turn) continue;
        this.#remove(vertex, bucket);
        return vertex;
      }
      this.#turn++;
    }
  }

  #remove(vertex: number, bucket: number): void {
    this.#count--;
    this.#bucketOf[vertex] = -1;
    const before = this.#before[vertex] as number;
    const next = this.#next[vertex] as number;
    if (before < 0) this.#first[bucket] = next;
    else this.#next[before] = next;
    if (next < 0) this.#last[bucket] = before;
    else this.#before[next] = before;
  }
}
