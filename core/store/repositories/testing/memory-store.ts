import { onTestFinished } from 'vitest';
import { systemClock } from '../../../host/system-clock';
import { systemDisk } from '../../disk';
import { overlayDisk } from '../../overlay-disk';
import { openUnsigned } from '../../testing/empty-store';
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

async function openEphemeral(): Promise<Store> {
  const file = `/nowhere/longlines-memory-${process.pid}-${stores++}.db`;
  const disk = overlayDisk(systemDisk);
  return openUnsigned(disk, file, systemClock);
}
