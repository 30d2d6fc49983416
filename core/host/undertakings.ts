import { HostEndingError, type Engine } from '../engine';
import { tellFailure } from './announcements';
import { GrowingDelay } from './growing-delay';

/** Work that goes on beside what began it. What fails is told in the history, unless the host is ending. */
export class Undertakings {
  private readonly running = new Set<Promise<void>>();
  private readonly retries = new Map<string, () => void>();
  /** By key, what is wanted now: what it took the place of is not done again. */
  private readonly latest = new Map<string, () => Promise<void>>();
  private readonly delays: GrowingDelay;
  private readonly engine: Engine;
  private readonly what: string;

  constructor(engine: Engine, what: string) {
    this.engine = engine;
    this.what = what;
    this.delays = new GrowingDelay(engine.settings.retryMs, engine.settings.maxRetryMs);
  }

  run(work: () => Promise<void>): void {
    if (this.engine.isEnding()) return;
    const running: Promise<void> = work()
      .catch(async (error: unknown) => {
        if (!(error instanceof HostEndingError) && !this.engine.isEnding()) await tellFailure(this.engine, this.what, error);
      })
      .finally(() => this.running.delete(running));
    this.running.add(running);
  }

  /** As `run`; what fails is done again after a while, a longer one each time, until it goes well or something else is asked for under its key. */
  persist(key: string, work: () => Promise<void>): void {
    this.retries.get(key)?.();
    this.retries.delete(key);
    this.latest.set(key, work);
    this.run(async () => {
      try {
        await work();
        this.delays.reset(key);
      } catch (error) {
        if (this.latest.get(key) === work && !this.engine.isEnding()) {
          const again = this.engine.clock.after(this.delays.next(key), () => {
            this.persist(key, work);
          });
          this.retries.set(key, again);
        }
        throw error;
      }
    });
  }

  /** Nothing is done again any more. */
  close(): void {
    for (const cancel of this.retries.values()) cancel();
    this.retries.clear();
  }

  /** Resolves when nothing is under way any more. */
  async settled(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }
}
