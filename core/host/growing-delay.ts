/** How long to wait before something is tried again, by key: each time twice as long, so that what cannot be done for long does not fill the history. */
export class GrowingDelay {
  private readonly tries = new Map<string, number>();
  private readonly firstMs: number;
  private readonly maxMs: number;

  constructor(firstMs: number, maxMs: number) {
    this.firstMs = firstMs;
    this.maxMs = maxMs;
  }

  next(key: string): number {
    const tried = this.tries.get(key) ?? 0;
    this.tries.set(key, tried + 1);
    return Math.min(this.firstMs * 2 ** tried, this.maxMs);
  }

  /** It went well. */
  reset(key: string): void {
    this.tries.delete(key);
  }
}
