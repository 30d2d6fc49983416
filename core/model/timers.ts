import type { Clock } from './clock';

/** Timers that end together. */
export interface Timers {
  after(delayMs: number, work: () => void): void;
  cancelAll(): void;
}

export function createTimers(clock: Clock): Timers {
  const running = new Set<() => void>();
  return {
    after(delayMs, work) {
      const cancel = clock.after(delayMs, () => {
        running.delete(cancel);
        work();
      });
      running.add(cancel);
    },
    cancelAll() {
      for (const cancel of running) cancel();
      running.clear();
    },
  };
}
