/**
 * Works on orders: one piece of work per order at a time, at most `limit` orders at once, the most urgent first.
 * An order that is called again while it is worked on is taken up once more afterwards.
 */
export class OrderWork {
  private readonly waiting = new Map<string, number>();
  private readonly running = new Set<string>();
  private readonly again = new Map<string, number>();
  private idle: (() => void)[] = [];
  private readonly resting = new Map<string, (() => void)[]>();
  private isClosed = false;
  private readonly limit: number;
  private readonly work: (orderId: string) => Promise<void>;

  constructor(limit: number, work: (orderId: string) => Promise<void>) {
    this.limit = limit;
    this.work = work;
  }

  /** `priority`: 1 first. */
  call(orderId: string, priority: number): void {
    if (this.isClosed) return;
    if (this.running.has(orderId)) this.again.set(orderId, Math.min(priority, this.again.get(orderId) ?? priority));
    else this.waiting.set(orderId, Math.min(priority, this.waiting.get(orderId) ?? priority));
    this.start();
  }

  isWorkedOn(orderId: string): boolean {
    return this.running.has(orderId);
  }

  /** Worked on, or waiting for its turn. */
  isUnderWay(orderId: string): boolean {
    return this.running.has(orderId) || this.waiting.has(orderId);
  }

  /** Resolves when the order is neither waiting nor worked on. */
  async atRest(orderId: string): Promise<void> {
    if (!this.running.has(orderId) && !this.waiting.has(orderId)) return;
    await new Promise<void>((resolve) => this.resting.set(orderId, [...(this.resting.get(orderId) ?? []), resolve]));
  }

  /** Resolves when nothing is waiting or worked on. */
  async settled(): Promise<void> {
    if (this.running.size === 0 && this.waiting.size === 0) return;
    await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  /** Takes nothing up any more; resolves when what is under way has ended. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const orderId of this.waiting.keys()) if (!this.running.has(orderId)) this.tellAtRest(orderId);
    this.waiting.clear();
    this.again.clear();
    await this.settled();
  }

  private tellAtRest(orderId: string): void {
    const waiting = this.resting.get(orderId) ?? [];
    this.resting.delete(orderId);
    for (const resolve of waiting) resolve();
  }

  private start(): void {
    while (this.running.size < this.limit && this.waiting.size > 0) {
      const orderId = mostUrgent(this.waiting);
      this.waiting.delete(orderId);
      this.running.add(orderId);
      void this.work(orderId).finally(() => {
        this.running.delete(orderId);
        const priority = this.again.get(orderId);
        this.again.delete(orderId);
        if (priority !== undefined) this.waiting.set(orderId, priority);
        else this.tellAtRest(orderId);
        this.start();
      });
    }
    if (this.running.size === 0 && this.waiting.size === 0) {
      const idle = this.idle;
      this.idle = [];
      for (const resolve of idle) resolve();
    }
  }
}

/** The first called among those with the least priority number. */
function mostUrgent(waiting: ReadonlyMap<string, number>): string {
  let best: string | undefined;
  let bestPriority = Infinity;
  for (const [orderId, priority] of waiting) {
    if (priority < bestPriority) [best, bestPriority] = [orderId, priority];
  }
  if (best === undefined) throw new Error('nothing is waiting');
  return best;
}
