import type { Store } from '../../store/store';

const notOpen = () => Promise.reject(new Error('not open'));

/** A store before there is one. */
export const nowhere: Store = {
  transaction: notOpen,
  backup: notOpen,
  verifyHistory: notOpen,
  checkFile: notOpen,
  pause: notOpen,
  exportHead: notOpen,
  close: () => Promise.resolve(),
};

/** Where a process dies: before its n-th transaction has begun, or just after it has become durable. */
export interface CrashPoint {
  readonly transaction: number;
  readonly when: 'before' | 'after';
}

/**
 * A store whose process dies at a point: from there on nothing that was awaited ever comes back, as if by `kill -9`.
 * `count` tells how many transactions there were.
 */
export function crashingStore(
  store: Store,
  point: CrashPoint | null,
): { readonly store: Store; readonly hasCrashed: () => boolean; readonly count: () => number; readonly disarm: () => void } {
  let count = 0;
  let hasCrashed = false;
  let isArmed = true;
  const never = () => new Promise<never>(() => undefined);
  return {
    hasCrashed: () => hasCrashed,
    count: () => count,
    disarm: () => {
      isArmed = false;
    },
    store: {
      ...store,
      async transaction(work) {
        if (hasCrashed) return never();
        count++;
        const isHere = isArmed && count === point?.transaction;
        if (isHere) hasCrashed = true;
        if (isHere && point.when === 'before') return never();
        const result = await store.transaction(work);
        return isHere ? never() : result;
      },
    },
  };
}
