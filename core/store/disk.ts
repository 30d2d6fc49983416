import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { dirname } from 'node:path';

/**
 * The few file functions that a store needs, all synchronous, as a port: a test passes a disk that is full, broken or loses power.
 * They throw Node's system errors (`code` is `ENOSPC`, `EIO`, `EACCES`, …).
 */
export interface Disk {
  open(path: string, mode: OpenMode): OpenFile;
  stat(path: string): FileStat | undefined;
  unlink(path: string): void;
  /** In one step; takes the place of a file that is there. Durable once the folder is synced. */
  rename(from: string, to: string): void;
  /** Makes the creation and deletion of files in the folder durable. */
  syncFolder(folder: string): void;
  /** With the folders above it, for the owner only. */
  makeFolder(folder: string): void;
  /** Symbolic links resolved; undefined: there is none. */
  realPath(path: string): string | undefined;
  /** Throws unless the file or folder may be read and written. */
  assertWritable(path: string): void;
}

/** `create`: open or create, `create-new`: fails with EEXIST when it is there; both for the owner only. */
export type OpenMode = 'read' | 'read-write' | 'create' | 'create-new';

export interface OpenFile {
  /** Bytes read: fewer than asked for at the end of the file. */
  read(into: Uint8Array, position: number): number;
  /** Bytes written. */
  write(bytes: Uint8Array, position: number): number;
  truncate(length: number): void;
  /** Returns when everything written is on the medium. */
  sync(): void;
  stat(): FileStat;
  close(): void;
}

export interface FileStat {
  readonly size: number;
  readonly isFolder: boolean;
  /** Together they tell whether a path still leads to the same file. */
  readonly device: bigint;
  readonly inode: bigint;
}

const openFlags = {
  read: constants.O_RDONLY,
  'read-write': constants.O_RDWR,
  create: constants.O_RDWR | constants.O_CREAT,
  'create-new': constants.O_RDWR | constants.O_CREAT | constants.O_EXCL,
} satisfies Record<OpenMode, number>;

export const systemDisk: Disk = {
  open: (path, mode) => systemFile(openSync(path, openFlags[mode], 0o600)),
  stat: (path) => {
    const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
    return stat && fileStat(stat);
  },
  unlink: unlinkSync,
  rename: renameSync,
  syncFolder: (folder) => {
    // Windows has no such call, and journals its folders itself.
    if (process.platform === 'win32') return;
    const handle = openSync(folder, constants.O_RDONLY);
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  },
  makeFolder: (folder) => {
    const first = mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (first !== undefined) systemDisk.syncFolder(dirname(first));
  },
  realPath: (path) => {
    try {
      return realpathSync(path);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
  },
  assertWritable: (path) => {
    accessSync(path, constants.R_OK | constants.W_OK);
  },
};

function systemFile(handle: number): OpenFile {
  return {
    read: (into, position) => readSync(handle, into, 0, into.length, position),
    write: (bytes, position) => writeSync(handle, bytes, 0, bytes.length, position),
    truncate: (length) => {
      ftruncateSync(handle, length);
    },
    sync: () => {
      fsyncSync(handle);
    },
    stat: () => fileStat(fstatSync(handle, { bigint: true })),
    close: () => {
      closeSync(handle);
    },
  };
}

function fileStat(stat: BigIntStats): FileStat {
  return { size: Number(stat.size), isFolder: stat.isDirectory(), device: stat.dev, inode: stat.ino };
}
