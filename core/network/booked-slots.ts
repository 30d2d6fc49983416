/** Slots that segments have booked on one resource, by segment, and their sum. */
export class BookedSlots extends Map<string, number> {
  #total = 0;

  /** It follows what is booked and given up, however many there are. */
  get total(): number {
    return this.#total;
  }

  override set(segmentId: string, slots: number): this {
    this.#total += slots - (this.get(segmentId) ?? 0);
    return super.set(segmentId, slots);
  }

  override delete(segmentId: string): boolean {
    this.#total -= this.get(segmentId) ?? 0;
    return super.delete(segmentId);
  }

  override clear(): void {
    this.#total = 0;
    super.clear();
  }
}
