import type { Clock } from '../model/clock';

/** What comes in storms, told within bounds: so many one by one within the window, of more how many there were once it is over. */
export class Ration {
  private readonly clock: Clock;
  private readonly most: number;
  private readonly windowMs: number;
  private readonly tellMore: (count: number) => void;
  private told = 0;
  private untold = 0;
  private cancelEnd: (() => void) | null = null;

  constructor(clock: Clock, { most, windowMs }: { readonly most: number; readonly windowMs: number }, tellMore: (count: number) => void) {
    this.clock = clock;
    this.most = most;
    this.windowMs = windowMs;
    this.tellMore = tellMore;
  }

  /** Whether one more is told for itself; else it is counted. The window begins with the first. */
  take(): boolean {
    this.cancelEnd ??= this.clock.after(this.windowMs, () => {
      this.close();
    });
    const isTold = this.told < this.most;
    if (isTold) this.told += 1;
    else this.untold += 1;
    return isTold;
  }

  /** Ends the window before its time; the next one begins it anew. */
  close(): void {
    this.cancelEnd?.();
    const count = this.untold;
    [this.cancelEnd, this.told, this.untold] = [null, 0, 0];
    if (count > 0) this.tellMore(count);
  }
}
