/** What held the event loop longest in one piece, and all that it took; milliseconds. */
export interface Held {
  readonly longestMs: number;
  readonly ms: number;
}

/** The process's own, user and system, in milliseconds. */
const processorMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

/**
 * Does the work, and looks at each turn of the event loop how long the one before was: by the clock or by the processor's time, whichever is less, since a
 * machine that is busy with other things lengthens the one, and collectors of garbage beside the loop the other.
 */
export async function heldBy(work: () => Promise<unknown>): Promise<Held> {
  let isOver = false;
  let longestMs = 0;
  const begun = processorMs();
  let at = { clock: performance.now(), processor: begun };
  const look = (): void => {
    const now = { clock: performance.now(), processor: processorMs() };
    longestMs = Math.max(longestMs, Math.min(now.clock - at.clock, now.processor - at.processor));
    at = now;
  };
  const watch = (): void => {
    look();
    if (!isOver) setImmediate(watch);
  };
  setImmediate(watch);
  try {
    await work();
  } finally {
    look();
    isOver = true;
  }
  return { longestMs, ms: processorMs() - begun };
}
