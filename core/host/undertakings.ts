import { HostEndingError, type Engine } from '../engine';
import { tellFailure } from './announcements';

/** Work that goes on beside what began it. What fails is told in the history, unless the host is ending. */
export class Undertakings {
  private readonly running = new Set<Promise<void>>();
  private readonly engine: Engine;
  private readonly what: string;

  constructor(engine: Engine, what: string) {
    this.engine = engine;
    this.what = what;
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

  /** Resolves when nothing is under way any more. */
  async settled(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }
}
