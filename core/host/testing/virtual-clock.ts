import type { Clock } from '../../model/clock';

/** Time that moves only when a test lets it: timers run in order, and what they set off is done before the next. */
export class VirtualClock implements Clock {
  private nowMs = 1_700_000_000_000;
  private jumpedMs = 0;
  private seq = 0;
  private timers: { readonly atMs: number; readonly seq: number; readonly work: () => void }[] = [];

  now(): number {
    return this.nowMs + this.jumpedMs;
  }

  /** Timers that are to run. */
  get waiting(): number {
    return this.timers.length;
  }

  /** Somebody sets the clock forward or back: timers run by the time that passes all the same. */
  jump(byMs: number): void {
    this.jumpedMs += byMs;
  }

  after(delayMs: number, work: () => void): () => void {
    const timer = { atMs: this.nowMs + delayMs, seq: this.seq++, work };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  /** Lets `durationMs` pass, doing everything that falls due. */
  async run(durationMs: number): Promise<void> {
    const endMs = this.nowMs + durationMs;
    for (;;) {
      // Everything in the engine hangs on promises alone: one turn of the loop and they have all run.
      await new Promise((resolve) => setImmediate(resolve));
      const next = this.timers.reduce<(typeof this.timers)[number] | null>(
        (first, timer) =>
          first === null || timer.atMs < first.atMs || (timer.atMs === first.atMs && timer.seq < first.seq) ? timer : first,
        null,
      );
      if (next === null || next.atMs > endMs) break;
      this.timers = this.timers.filter((timer) => timer !== next);
      this.nowMs = next.atMs;
      next.work();
    }
    this.nowMs = endMs;
  }
}
