/** Time as a port of the host: the system's, or a simulation's. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `work` once after `delayMs`; the result cancels it. */
  after(delayMs: number, work: () => void): () => void;
}

export const sleep = (clock: Clock, delayMs: number): Promise<void> => new Promise((resolve) => void clock.after(delayMs, resolve));

/** Identifiers as a port of the host: UUIDs (RFC 9562), unique for ever. */
export type NewId = () => string;

/** Uniform in [0, 1): a port of the host, for jitter. */
export type Random = () => number;
