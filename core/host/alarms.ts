import type { Clock } from '../model/clock';

/** The clock is looked at no later than after this: a clock that jumped over what was due is found so. */
const longestLookMs = 60_000;

/** Work that falls due at a time of the clock, one piece per key: what is set later counts. */
export class Alarms {
  private readonly due = new Map<string, { readonly atMs: number; readonly work: () => void }>();
  private cancelLook: (() => void) | null = null;
  private isClosed = false;
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  set(key: string, atMs: number, work: () => void): void {
    if (this.isClosed) return;
    this.due.set(key, { atMs, work });
    this.lookAgain();
  }

  clear(key: string): void {
    if (this.due.delete(key)) this.lookAgain();
  }

  close(): void {
    this.isClosed = true;
    this.due.clear();
    this.lookAgain();
  }

  private lookAgain(): void {
    this.cancelLook?.();
    this.cancelLook = null;
    if (this.due.size === 0) return;
    const earliestMs = Math.min(...[...this.due.values()].map(({ atMs }) => atMs));
    this.cancelLook = this.clock.after(Math.min(longestLookMs, Math.max(0, earliestMs - this.clock.now())), () => {
      this.runDue();
    });
  }

  private runDue(): void {
    const nowMs = this.clock.now();
    const fallen = [...this.due].filter(([, { atMs }]) => atMs <= nowMs).sort(([, one], [, other]) => one.atMs - other.atMs);
    for (const [key] of fallen) this.due.delete(key);
    for (const [, { work }] of fallen) work();
    this.lookAgain();
  }
}
