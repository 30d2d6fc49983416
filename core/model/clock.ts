/** Time as a port of the host: the system's, or a simulation's. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `work` once after `delayMs`; the result cancels it. */
  after(delayMs: number, work: () => void): () => void;
}

export const sleep = (clock: Clock, delayMs: number): Promise<void> => new Promise((resolve) => void clock.after(delayMs, resolve));

/** Tells whether `delayMs` have passed since, whatever the clock shows: one that jumps neither ends nor prolongs them. Cancel it once it is not asked any more. */
export function span(clock: Clock, delayMs: number): { readonly isOver: () => boolean; readonly cancel: () => void } {
  let isOver = false;
  const cancel = clock.after(delayMs, () => {
    isOver = true;
  });
  return { isOver: () => isOver, cancel };
}

/** Lets whatever else waits have its turn: long work calls it between its slices. A port of the host, since the event loop is the shell's. */
export type Pause = () => Promise<void>;

/** Identifiers as a port of the host: UUIDs (RFC 9562), unique for ever. */
export type NewId = () => string;

/** Uniform in [0, 1): a port of the host, for jitter. */
export type Random = () => number;

/** For people: "2026-12-01 08:00 UTC", with the seconds where there are any. */
export function formatTime(atMs: number): string {
  const date = new Date(atMs);
  if (Number.isNaN(date.getTime())) return `${atMs} (no date)`;
  const text = date.toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, atMs % 60_000 === 0 ? 16 : 19)} UTC`;
}
