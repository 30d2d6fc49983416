import { HostEndingError } from '../engine';
import { sleep, type Clock } from '../model/clock';
import type { UseReader } from '../network/use-reader';
import type { Store } from '../store/store';
import { StoreError } from '../store/store-error';

interface UseReading {
  readonly store: Store;
  readonly use: UseReader;
  readonly clock: Clock;
  /** After so long what could not be read is read again: for a while the disk was full for those who wrote meanwhile. */
  readonly retryMs: number;
  readonly isEnding: () => boolean;
}

/** Reads all that is left of who uses the network; others have their turn between the slices. Throws HostEndingError once the host ends. */
export async function readUse({ store, use, clock, retryMs, isEnding }: UseReading): Promise<void> {
  while (!use.isDone) {
    if (isEnding()) throw new HostEndingError('the host is ending');
    try {
      (await store.transaction((tx) => use.read(tx)))();
    } catch (error) {
      if (!(error instanceof StoreError) || error.code !== 'disk-full') throw error;
      await sleep(clock, retryMs);
    }
    await store.pause();
  }
}
