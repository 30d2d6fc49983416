import type { Engine } from '../engine';

/** Does so many at a time, in their order; others have their turn between the slices. `onProgress`: so many are done. */
export async function inSlices<Item, Result>(
  { store, settings }: Pick<Engine, 'store' | 'settings'>,
  items: readonly Item[],
  doSlice: (slice: readonly Item[]) => Promise<readonly Result[]>,
  onProgress: (done: number) => void = () => undefined,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < items.length; from += settings.circuitOrdersPerTransaction) {
    results.push(...(await doSlice(items.slice(from, from + settings.circuitOrdersPerTransaction))));
    onProgress(results.length);
    await store.pause();
  }
  return results;
}

/** One after the other, as within a transaction. */
export async function inTurn<Item, Result>(items: readonly Item[], one: (item: Item) => Promise<Result>): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await one(item));
  return results;
}
