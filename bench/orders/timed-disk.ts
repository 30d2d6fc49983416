import type { Disk, OpenFile } from '../../core/store/disk';

export interface DiskTimes {
  syncs: number;
  syncMs: number;
  writes: number;
  writeMs: number;
}

/** The disk, with what its calls took. */
export function timedDisk(below: Disk): { readonly disk: Disk; readonly times: DiskTimes } {
  const times: DiskTimes = { syncs: 0, syncMs: 0, writes: 0, writeMs: 0 };
  const timed = (file: OpenFile): OpenFile => ({
    ...file,
    write: (bytes, position) => {
      const began = performance.now();
      const written = file.write(bytes, position);
      times.writeMs += performance.now() - began;
      times.writes += 1;
      return written;
    },
    sync: () => {
      const began = performance.now();
      file.sync();
      times.syncMs += performance.now() - began;
      times.syncs += 1;
    },
  });
  return { disk: { ...below, open: (path, mode) => timed(below.open(path, mode)) }, times };
}
