interface Timer {
  readonly atMs: number;
  readonly seq: number;
  readonly work: () => void;
  isCancelled: boolean;
}

const startMs = 1_700_000_000_000;

/** Time that passes only when the simulation lets it: timers run in order, and what one sets off is done before the next. */
export class SimulatedTime {
  private nowMs = startMs;
  private seq = 0;
  private pausing = 0;
  /** A binary heap, the earliest first; of two at the same time the one that was set first. */
  private readonly timers: Timer[] = [];

  now(): number {
    return this.nowMs;
  }

  elapsedMs(): number {
    return this.nowMs - startMs;
  }

  after(delayMs: number, work: () => void): () => void {
    const timer: Timer = { atMs: this.nowMs + Math.max(0, delayMs), seq: this.seq++, work, isCancelled: false };
    this.push(timer);
    return () => {
      timer.isCancelled = true;
    };
  }

  /** Lets `durationMs` pass, doing everything that falls due; no further than to the moment at which `isOver`. */
  async run(durationMs: number, isOver: () => boolean = () => false): Promise<void> {
    const endMs = this.nowMs + durationMs;
    for (;;) {
      do await allPromises();
      while (this.pausing > 0);
      if (isOver()) return;
      const next = this.timers[0];
      if (next === undefined || next.atMs > endMs) break;
      this.pop();
      if (next.isCancelled) continue;
      this.nowMs = next.atMs;
      next.work();
    }
    this.nowMs = endMs;
  }

  /** Lets everything else have its turn; no time passes until whoever paused has gone on. */
  async pause(): Promise<void> {
    this.pausing++;
    await allPromises();
    this.pausing--;
  }

  private push(timer: Timer): void {
    const { timers } = this;
    let at = timers.length;
    timers.push(timer);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = timers[parent];
      if (above === undefined || isBefore(above, timer)) break;
      timers[at] = above;
      at = parent;
    }
    timers[at] = timer;
  }

  private pop(): void {
    const { timers } = this;
    const last = timers.pop();
    if (last === undefined || timers.length === 0) return;
    let at = 0;
    for (;;) {
      const [left, right] = [timers[2 * at + 1], timers[2 * at + 2]];
      if (left === undefined) break;
      const isRight = right !== undefined && isBefore(right, left);
      const child = isRight ? right : left;
      if (isBefore(last, child)) break;
      timers[at] = child;
      at = 2 * at + (isRight ? 2 : 1);
    }
    timers[at] = last;
  }
}

const isBefore = (one: Timer, other: Timer): boolean => one.atMs < other.atMs || (one.atMs === other.atMs && one.seq < other.seq);

/**
 * Everything in the engine hangs on promises alone. Node runs what was asked for with nextTick only once no promise is left to be
 * followed: no turn of the event loop, and so nothing from outside, can come in between.
 */
export const allPromises = (): Promise<void> =>
  new Promise((resolve) => {
    process.nextTick(resolve);
  });
