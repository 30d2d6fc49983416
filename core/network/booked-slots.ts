/**
 * Slots that segments have booked on one resource, by segment, and their sum. The sum is there from the start; which segments have it is read later, and stays as
 * it was read until somebody asks for a segment of it: for most resources only the sum is ever asked for.
 */
export class BookedSlots implements Iterable<[segmentId: string, slots: number]> {
  #bySegment: Map<string, number> | null = null;
  #segmentIds: string[] = [];
  #slots: number[] = [];
  #total: number;

  /** `total`: what segments have that are `read` later. */
  constructor(total = 0) {
    this.#total = total;
  }

  /** It follows what is booked and given up, however many there are. */
  get total(): number {
    return this.#total;
  }

  get size(): number {
    return this.#unpacked().size;
  }

  has(segmentId: string): boolean {
    return this.#unpacked().has(segmentId);
  }

  [Symbol.iterator](): IterableIterator<[segmentId: string, slots: number]> {
    return this.#unpacked().entries();
  }

  /** A segment whose slots are in the sum already. */
  read(segmentId: string, slots: number): void {
    this.#segmentIds.push(segmentId);
    this.#slots.push(slots);
  }

  set(segmentId: string, slots: number): void {
    const bySegment = this.#unpacked();
    this.#total += slots - (bySegment.get(segmentId) ?? 0);
    bySegment.set(segmentId, slots);
  }

  delete(segmentId: string): void {
    const bySegment = this.#unpacked();
    this.#total -= bySegment.get(segmentId) ?? 0;
    bySegment.delete(segmentId);
  }

  /** Another record of the same: neither follows the other. */
  copy(): BookedSlots {
    const copy = new BookedSlots(this.#total);
    if (this.#bySegment) copy.#bySegment = new Map(this.#bySegment);
    else {
      this.#assertRead();
      // Nothing is added to them any more.
      [copy.#segmentIds, copy.#slots] = [this.#segmentIds, this.#slots];
    }
    return copy;
  }

  #assertRead(): void {
    const read = this.#slots.reduce((sum, slots) => sum + slots, 0);
    if (read !== this.#total) throw new Error(`${this.#total} slots are booked, and the segments of ${read} are read: wait until all are`);
  }

  #unpacked(): Map<string, number> {
    if (this.#bySegment) return this.#bySegment;
    this.#assertRead();
    this.#bySegment = new Map(this.#segmentIds.map((segmentId, at) => [segmentId, this.#slots[at] ?? 0]));
    [this.#segmentIds, this.#slots] = [[], []];
    return this.#bySegment;
  }
}
