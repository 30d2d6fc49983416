import type { Clock } from '../../../model/clock';

/** The machine's time, for tests over real sockets. */
export const realClock: Clock = {
  now: () => Date.now(),
  after(delayMs, work) {
    const timer = setTimeout(work, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
};
