/** What is done on purpose to what a stream sends; each is counted, and over when it has been done so often. */
export class Mischief {
  #toLose = 0;
  #toDuplicate = 0;
  #toReorder = 0;
  #held: (() => void)[] = [];

  lose(count: number): void {
    this.#toLose = count;
  }

  duplicate(count: number): void {
    this.#toDuplicate = count;
  }

  /** So many are held, and sent last first. */
  reorder(count: number): void {
    this.#flush(this.#held);
    this.#toReorder = count;
  }

  /** Sends one thing by `write`, or not, or twice, or later. */
  send(write: () => void): void {
    if (this.#toLose > 0) {
      this.#toLose -= 1;
      return;
    }
    const times = this.#toDuplicate > 0 ? 2 : 1;
    this.#toDuplicate = Math.max(0, this.#toDuplicate - 1);
    const act = () => {
      for (let time = 0; time < times; time += 1) write();
    };
    if (this.#toReorder === 0) {
      act();
      return;
    }
    this.#held.push(act);
    if (this.#held.length < this.#toReorder) return;
    this.#toReorder = 0;
    this.#flush([...this.#held].reverse());
  }

  /** Over; what was held is sent as it was to be. */
  stop(): void {
    this.#toLose = 0;
    this.#toDuplicate = 0;
    this.#toReorder = 0;
    this.#flush(this.#held);
  }

  #flush(inOrder: readonly (() => void)[]): void {
    this.#held = [];
    for (const act of inOrder) act();
  }
}
