import type { Disk } from './disk';
import { StoreError } from './store-error';

/** Notices what others do to the file of an open store: no lock keeps them away. */
export interface FileWatch {
  /** Throws a StoreError `io` when the file is not in its place any more, or another program wrote to it. */
  assertUntouched(): void;
  /** What is in the file now, we wrote. */
  noteOurs(): void;
  /** Nobody can tell now who wrote last: after a transaction that failed. */
  forget(): void;
  close(): void;
}

// The file change counter, which every SQLite raises when it writes (sqlite.org/fileformat2.html#file_change_counter).
const counterAt = 24;

/** Throws where there is no file: a path that SQLite did not take for ours would be a file in memory. */
export function watchFile(disk: Disk, path: string): FileWatch {
  const opened = disk.stat(path);
  if (opened === undefined || opened.size === 0) throw new Error(`the store ${path} did not reach the disk`);
  const file = disk.open(path, 'read');
  const bytes = new Uint8Array(4);
  const asking = <T>(question: () => T): T => {
    try {
      return question();
    } catch (cause) {
      throw new StoreError('io', `the disk of the store ${path} fails (${String(cause)}): check the disk, then start Longlines again`, {
        cause,
      });
    }
  };
  const counter = (): number =>
    asking(() => {
      file.read(bytes, counterAt);
      return new DataView(bytes.buffer).getUint32(0);
    });
  let ours: number | undefined = counter();
  return {
    assertUntouched: () => {
      const now = asking(() => disk.stat(path));
      if (now?.inode !== opened.inode || now.device !== opened.device) {
        throw new StoreError('io', `the store ${path} was moved, deleted or replaced while open: put it back, then start Longlines again`);
      }
      if (ours !== undefined && counter() !== ours) {
        throw new StoreError(
          'io',
          `another program wrote to the store ${path} while it was open: end that program, then start Longlines again`,
        );
      }
    },
    noteOurs: () => {
      ours = counter();
    },
    forget: () => {
      ours = undefined;
    },
    close: () => {
      file.close();
    },
  };
}
