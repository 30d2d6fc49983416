import { onTestFinished } from 'vitest';
import { systemClock, systemPause } from '../../../host/system-clock';
import { systemDisk } from '../../disk';
import { overlayDisk } from '../../overlay-disk';
import { openStore } from '../../sqlite-store';
import { unsigned } from '../../testing/unsigned';
import type { Store } from '../../store';

let stores = 0;

/** A real store on a disk in memory: closed when the test that opened it is over. */
export async function memoryStore(): Promise<Store> {
  const store = await openEphemeral();
  onTestFinished(() => store.close());
  return store;
}

/** The same for one run of a property, of which a test has many. */
export async function withMemoryStore(work: (store: Store) => Promise<void>): Promise<void> {
  const store = await openEphemeral();
  try {
    await work(store);
  } finally {
    await store.close();
  }
}

const openEphemeral = (): Promise<Store> =>
  openStore(`/nowhere/longlines-memory-${process.pid}-${stores++}.db`, {
    clock: systemClock,
    pause: systemPause,
    disk: overlayDisk(systemDisk),
    signer: unsigned,
  });
