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

/** A UUID of version 7 (RFC 9562 §5.7): what is made together lies together in the store's indexes, and few of their pages are written. */
export const systemNewId: NewId = () => {
  const ms = Date.now().toString(16).padStart(12, '0');
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7${randomUUID().slice(15)}`;
};

export const systemRandom: Random = () => Math.random();
