/** Waiting for something to be there, without a clock: `look` is called whenever anything came. */
export interface Waits {
  readonly until: <T>(find: () => T | undefined) => Promise<T>;
  readonly look: () => void;
}

export function createWaits(): Waits {
  const waiting = new Set<() => boolean>();
  const look = (): void => {
    for (const isThere of waiting) if (isThere()) waiting.delete(isThere);
  };
  return {
    look,
    until: <T>(find: () => T | undefined): Promise<T> =>
      new Promise((resolve) => {
        waiting.add(() => {
          const found = find();
          if (found === undefined) return false;
          resolve(found);
          return true;
        });
        look();
      }),
  };
}
