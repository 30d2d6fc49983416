import type { Clock } from '../model/clock';

/** What the work comes to, or `otherwise` where it takes longer than that; the work goes on all the same. */
export function within<T>(clock: Clock, longestMs: number, work: Promise<T>, otherwise: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(longestMs, () => {
      resolve(otherwise());
    });
    work.then(resolve, reject).finally(cancel);
  });
}
