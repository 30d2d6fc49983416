/** Runs pieces of work one after another, in the order in which they were given. */
export class TurnTaking {
  private last: Promise<unknown> = Promise.resolve();

  /** Resolves or rejects as the work does; a failure does not stop those behind it. */
  take<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work, work);
    this.last = turn.catch(() => undefined);
    return turn;
  }

  async settled(): Promise<void> {
    let seen: unknown;
    do {
      seen = this.last;
      await seen;
    } while (seen !== this.last);
  }
}
