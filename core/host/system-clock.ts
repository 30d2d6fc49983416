import { randomUUID } from 'node:crypto';
import type { Clock, NewId, Pause, Random } from '../model/clock';

/** The machine's own time and randomness. A waiting timer does not keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, work) {
    const timer = setTimeout(work, delayMs);
    timer.unref();
    return () => {
      clearTimeout(timer);
    };
  },
};

export const systemPause: Pause = () => new Promise((resolve) => void setImmediate(resolve));
export const systemNewId: NewId = () => randomUUID();
export const systemRandom: Random = () => Math.random();
