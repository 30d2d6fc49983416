import { systemClock, systemPause } from '../../core/host/system-clock';
import { openStore } from '../../core/store/sqlite-store';
import { fillLargeStore, type StoreSize } from './large-store';

/** Fills the store whose file and size are given: a process of its own, so that what measures it begins small. */
const [file = '', size = ''] = process.argv.slice(2);
const store = await openStore(file, { clock: systemClock, pause: systemPause });
const began = performance.now();
await fillLargeStore(store, JSON.parse(size) as StoreSize, systemClock.now(), (words) => {
  console.error(`  ${((performance.now() - began) / 1_000).toFixed(0).padStart(4)} s  ${words}`);
});
await store.close();
