import type { Clock } from '../../core/model/clock';

/** How long each part of the demo takes, milliseconds by the wall. */
export class Phases {
  private readonly clock: Clock;
  private readonly beganAtMs: number;
  private readonly taken: Record<string, number> = {};

  constructor(clock: Clock) {
    this.clock = clock;
    this.beganAtMs = clock.now();
  }

  async time<T>(name: string, work: () => Promise<T>): Promise<T> {
    const beganAtMs = this.clock.now();
    try {
      return await work();
    } finally {
      this.taken[name] = this.clock.now() - beganAtMs;
    }
  }

  /** Of the parts that have ended. */
  byName(): Readonly<Record<string, number>> {
    return { ...this.taken };
  }

  elapsedMs(): number {
    return this.clock.now() - this.beganAtMs;
  }
}
