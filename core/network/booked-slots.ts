import type { SlotsOfResource } from '../store/store';

/**
 * Slots that segments have booked on one resource, by segment, and their sum. What was read at the start stays as it was read until somebody asks for a segment
 * of it: for most resources only the sum is ever asked for.
 */
export class BookedSlots implements Iterable<[segmentId: string, slots: number]> {
  #bySegment: Map<string, number> | SlotsOfResource;
  #total: number;

  constructor(read: SlotsOfResource = { segmentIds: [], slots: [] }) {
    this.#bySegment = read;
    this.#total = read.slots.reduce((sum, slots) => sum + slots, 0);
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
    const copy = new BookedSlots();
    copy.#bySegment = this.#bySegment instanceof Map ? new Map(this.#bySegment) : this.#bySegment;
    copy.#total = this.#total;
    return copy;
  }

  #unpacked(): Map<string, number> {
    if (this.#bySegment instanceof Map) return this.#bySegment;
    const { segmentIds, slots } = this.#bySegment;
    return (this.#bySegment = new Map(segmentIds.map((segmentId, at) => [segmentId, slots[at] ?? 0])));
  }
}
