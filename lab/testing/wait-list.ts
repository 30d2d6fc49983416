/** What came so far, and who waits for what is to come. */
export interface WaitList<T> {
  add(item: T): void;
  /** The first that fits, of those that came and those that will come; throws when there will be no more. */
  readonly find: (fits: (item: T) => boolean) => Promise<T>;
  end(why: string): void;
}

export function waitList<T>(seen: T[], describe: (item: T) => string): WaitList<T> {
  const waiting = new Set<() => void>();
  let ended: string | null = null;
  const wake = () => {
    for (const look of [...waiting]) look();
  };
  return {
    add(item) {
      seen.push(item);
      wake();
    },
    end(why) {
      ended = why;
      wake();
    },
    find: (fits) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = seen.find(fits);
          if (found === undefined && ended === null) return;
          waiting.delete(look);
          if (found !== undefined) resolve(found);
          else reject(new Error(`${ended ?? ''}; it brought ${seen.map(describe).join(', ')}`));
        };
        waiting.add(look);
        look();
      }),
  };
}
