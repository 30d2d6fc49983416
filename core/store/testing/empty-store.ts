import { systemPause } from '../../host/system-clock';
import type { Clock } from '../../model/clock';
import { systemDisk, type Disk } from '../disk';
import { overlayDisk } from '../overlay-disk';
import { openStore } from '../sqlite-store';
import type { Store } from '../store';
import { unsigned } from './unsigned';

/** When tests' own clocks begin. */
const madeAtMs = 1_700_000_000_000;

/** The bytes of a store in which there is nothing yet. */
let empty: Promise<Uint8Array> | undefined;

/**
 * Puts an unsigned store in which there is nothing yet where there is no file. It is made once for each process: to bring a new one up to date costs more than
 * many a test that needs one.
 */
async function putEmptyStore(disk: Disk, file: string): Promise<void> {
  if (disk.stat(file) !== undefined) return;
  const bytes = await (empty ??= makeEmpty());
  const target = disk.open(file, 'create-new');
  target.write(bytes, 0);
  target.close();
}

/**
 * Opens the store on this disk, with nothing in it where there is no file. A clock of a test's own goes on once all promises have run: nothing else is
 * waited for between commits.
 */
export async function openUnsigned(disk: Disk, file: string, clock: Clock): Promise<Store> {
  await putEmptyStore(disk, file);
  return openStore(file, { clock, pause: systemPause, betweenCommits: () => Promise.resolve(), disk, signer: unsigned });
}

async function makeEmpty(): Promise<Uint8Array> {
  const disk = overlayDisk(systemDisk);
  const file = `/nowhere/longlines-empty-${process.pid}.db`;
  const clock = { now: () => madeAtMs, after: () => () => undefined };
  await (await openStore(file, { clock, pause: systemPause, disk, signer: unsigned })).close();
  const source = disk.open(file, 'read');
  const bytes = new Uint8Array(source.stat().size);
  source.read(bytes, 0);
  source.close();
  return bytes;
}
