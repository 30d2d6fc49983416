import type { Random } from './clock';

/** Exponential backoff with full jitter: uniform between zero and a bound that doubles with each attempt (from 0) up to `maxMs`. */
export function backoffMs(attempt: number, minMs: number, maxMs: number, random: Random): number {
  return Math.ceil(random() * Math.min(maxMs, minMs * 2 ** Math.min(attempt, 30)));
}
