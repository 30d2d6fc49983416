import { dirname } from 'node:path';
import type { Disk, OpenFile } from './disk';
import { codeOf, errorNumber, errorNumbers, isFull, openFlag, openMode, textAt, writeStat } from './wasm-abi';
import type { Pointer } from './wasm-abi';

/** A database file as SQLite inside WebAssembly knows it: paths below `sqlitePath` lead to a file on a disk. */
export interface Mount {
  readonly sqlitePath: string;
  /** The disk's last refusal since the question was last asked. */
  takeDiskError(): Error | null;
  /** Runs a COMMIT: where the disk fails at its very end, it is not known whether the commit stands. */
  commit(work: () => void): void;
  unmount(): void;
}

export interface DiskSyscalls {
  /** `file` is a real path: no symbolic links. */
  mount(disk: Disk, file: string): Mount;
  readonly calls: SyscallTable;
}

/** By their names in musl and WASI; a call answers undefined when it is not about a mounted file. */
export interface SyscallTable {
  readonly faccessat: (folder: number, path: Pointer) => number | undefined;
  readonly fchmod: (fd: number) => number | undefined;
  readonly fchown32: (fd: number) => number | undefined;
  readonly fcntl64: (fd: number, command: number, argument: Pointer) => number | undefined;
  readonly fd_close: (fd: number) => number | undefined;
  readonly fd_fdstat_get: (fd: number, buffer: Pointer) => number | undefined;
  readonly fd_read: (fd: number, vectors: Pointer, count: number, result: Pointer) => number | undefined;
  readonly fd_seek: (fd: number, offset: bigint, whence: number, result: Pointer) => number | undefined;
  readonly fd_sync: (fd: number) => number | undefined;
  readonly fd_write: (fd: number, vectors: Pointer, count: number, result: Pointer) => number | undefined;
  readonly fstat64: (fd: number, buffer: Pointer) => number | undefined;
  readonly ftruncate64: (fd: number, length: bigint) => number | undefined;
  readonly lstat64: (path: Pointer, buffer: Pointer) => number | undefined;
  readonly newfstatat: (folder: number, path: Pointer, buffer: Pointer) => number | undefined;
  readonly openat: (folder: number, path: Pointer, flags: number) => number | undefined;
  readonly stat64: (path: Pointer, buffer: Pointer) => number | undefined;
  readonly unlinkat: (folder: number, path: Pointer) => number | undefined;
}

/**
 * SQLite's rollback journal has a name of our own. Under its usual one another SQLite that opens the live file, only to read it, in the
 * middle of a commit would take it for one left by a crash, since it finds no lock of ours (Node cannot set any), and roll the commit back.
 */
export const undoSuffix = '-undo';

interface MountState {
  readonly disk: Disk;
  readonly file: string;
  diskError: Error | null;
  isCommitting: boolean;
  /** After a write that failed for another reason than a full disk nothing more is written: what is on the medium is not known any more. */
  frozenBy: Error | null;
}

/** A file that SQLite has open, or a folder that it is about to fsync. */
interface Descriptor {
  readonly mount: MountState;
  readonly open: OpenFile | { readonly folder: string };
  readonly isUndo: boolean;
  position: number;
}

/** What SQLite writes over the head of the undo file to make it void, and nothing else of that length there. */
const voidHeadBytes = 28;

/** With this write the commit stands. Where something failed before, it is the end of a rollback, which may be made again. */
const isEndOfCommit = ({ isUndo, mount }: Descriptor, bytes: Uint8Array, at: number): boolean =>
  isUndo && at === 0 && bytes.length === voidHeadBytes && mount.isCommitting && mount.diskError === null;

/** A full disk may have taken a part of it: whether the commit stands shows when the file is opened again. */
function endCommit(file: OpenFile, bytes: Uint8Array): number {
  try {
    return file.write(bytes, 0);
  } catch (cause) {
    if (!(cause instanceof Error) || !isFull(cause)) throw cause;
    throw Object.assign(new Error(`at the very end of a commit: ${cause.message}`, { cause }), { code: 'EIO' });
  }
}

// Above all descriptors of Emscripten's own memory file system.
const firstDescriptor = 1_000_000;

/** The system calls that SQLite makes for its files, over the disks of the mounted databases. */
export function createDiskSyscalls(memory: () => DataView): DiskSyscalls {
  const mounts = new Map<string, MountState>();
  const descriptors = new Map<number, Descriptor>();
  let mountCount = 0;
  let nextDescriptor = firstDescriptor;

  /** `/longlines-7/store-journal` leads to the undo file of the seventh mount; its folder stands for the file's folder. */
  const resolve = (pathPointer: number): { mount: MountState; path: string; isFolder: boolean } | undefined => {
    const match = /^(\/longlines-\d+)(?:\/store(.*))?$/.exec(textAt(memory(), pathPointer));
    const mount = mounts.get(match?.[1] ?? '');
    if (mount === undefined) return undefined;
    const suffix = match?.[2];
    return suffix === undefined
      ? { mount, path: dirname(mount.file), isFolder: true }
      : { mount, path: mount.file + (suffix === '-journal' ? undoSuffix : suffix), isFolder: false };
  };

  /** Runs a call on the disk; what it throws becomes SQLite's error number, and is kept to explain it. */
  const ask = (mount: MountState, kind: 'look' | 'change' | 'sync', work: () => number): number => {
    try {
      if (kind !== 'look' && mount.frozenBy !== null) throw mount.frozenBy;
      return work();
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      // A missing file is an answer, not a failure.
      if (codeOf(error) !== 'ENOENT') mount.diskError = error;
      if (kind === 'sync' || (kind === 'change' && !isFull(error))) mount.frozenBy ??= error;
      return -errorNumber(error);
    }
  };

  const statInto = (pathPointer: number, buffer: number): number | undefined => {
    const found = resolve(pathPointer);
    return (
      found &&
      ask(found.mount, 'look', () => {
        const stat = found.mount.disk.stat(found.path);
        return stat === undefined ? -errorNumbers.ENOENT : writeStat(memory(), buffer, stat);
      })
    );
  };

  const onFile = (
    fd: number,
    kind: 'look' | 'change' | 'sync',
    work: (file: OpenFile, descriptor: Descriptor) => number,
  ): number | undefined => {
    const descriptor = descriptors.get(fd);
    return (
      descriptor &&
      ask(descriptor.mount, kind, () => {
        if ('folder' in descriptor.open) throw Object.assign(new Error('is a folder'), { code: 'EISDIR' });
        return work(descriptor.open, descriptor);
      })
    );
  };

  const calls: SyscallTable = {
    openat: (...[, pathPointer, flags]) => {
      const found = resolve(pathPointer);
      if (found === undefined) return undefined;
      const { mount, path, isFolder } = found;
      return ask(mount, (flags & openFlag.create) === 0 ? 'look' : 'change', () => {
        const open = isFolder ? { folder: path } : mount.disk.open(path, openMode(flags));
        if (!isFolder && (flags & openFlag.truncate) !== 0) (open as OpenFile).truncate(0);
        descriptors.set(++nextDescriptor, { mount, open, isUndo: path.endsWith(undoSuffix), position: 0 });
        return nextDescriptor;
      });
    },
    fd_close: (fd) => {
      const descriptor = descriptors.get(fd);
      descriptors.delete(fd);
      return (
        descriptor &&
        -ask(descriptor.mount, 'look', () => {
          if ('close' in descriptor.open) descriptor.open.close();
          return 0;
        })
      );
    },
    fd_read: (fd, vectors, count, result) =>
      negated(
        onFile(fd, 'look', (file, descriptor) =>
          transfer(memory(), descriptor, vectors, count, result, (bytes, at) => file.read(bytes, at)),
        ),
      ),
    fd_write: (fd, vectors, count, result) =>
      negated(
        onFile(fd, 'change', (file, descriptor) =>
          transfer(memory(), descriptor, vectors, count, result, (bytes, at) =>
            isEndOfCommit(descriptor, bytes, at) ? endCommit(file, bytes) : file.write(bytes, at),
          ),
        ),
      ),
    fd_seek: (fd, offset, whence, result) =>
      negated(
        onFile(fd, 'look', (file, descriptor) => {
          const base = whence === 0 ? 0 : whence === 1 ? descriptor.position : file.stat().size;
          descriptor.position = base + Number(offset);
          memory().setBigInt64(result, BigInt(descriptor.position), true);
          return 0;
        }),
      ),
    fd_sync: (fd) => {
      const descriptor = descriptors.get(fd);
      return (
        descriptor &&
        -ask(descriptor.mount, 'sync', () => {
          if ('folder' in descriptor.open) descriptor.mount.disk.syncFolder(descriptor.open.folder);
          else descriptor.open.sync();
          return 0;
        })
      );
    },
    ftruncate64: (fd, length) =>
      onFile(fd, 'change', (file) => {
        file.truncate(Number(length));
        return 0;
      }),
    fstat64: (fd, buffer) => onFile(fd, 'look', (file) => writeStat(memory(), buffer, file.stat())),
    stat64: (pathPointer, buffer) => statInto(pathPointer, buffer),
    lstat64: (pathPointer, buffer) => statInto(pathPointer, buffer),
    newfstatat: (...[, pathPointer, buffer]) => statInto(pathPointer, buffer),
    faccessat: (...[, pathPointer]) => {
      const found = resolve(pathPointer);
      return found && ask(found.mount, 'look', () => (found.mount.disk.stat(found.path) === undefined ? -errorNumbers.ENOENT : 0));
    },
    unlinkat: (...[, pathPointer]) => {
      const found = resolve(pathPointer);
      return (
        found &&
        ask(found.mount, 'change', () => {
          found.mount.disk.unlink(found.path);
          return 0;
        })
      );
    },
    // Locks between processes are the store lock's business; F_GETLK must say that nobody holds one.
    fcntl64: (fd, command, argument) => {
      if (!descriptors.has(fd)) return undefined;
      if (command === 5 || command === 12) memory().setInt16(memory().getUint32(argument, true), 2, true);
      return 0;
    },
    fchmod: (fd) => (descriptors.has(fd) ? 0 : undefined),
    fchown32: (fd) => (descriptors.has(fd) ? 0 : undefined),
    fd_fdstat_get: (fd, buffer) => {
      if (!descriptors.has(fd)) return undefined;
      for (let at = 0; at < 24; at++) memory().setUint8(buffer + at, at === 0 ? 4 : 0);
      return 0;
    },
  };

  return {
    calls,
    mount: (disk, file) => {
      const folder = `/longlines-${++mountCount}`;
      const state: MountState = { disk, file, diskError: null, isCommitting: false, frozenBy: null };
      mounts.set(folder, state);
      return {
        sqlitePath: `${folder}/store`,
        takeDiskError: () => {
          const error = state.diskError;
          state.diskError = null;
          return error;
        },
        commit: (work) => {
          state.isCommitting = true;
          try {
            work();
          } finally {
            state.isCommitting = false;
          }
        },
        unmount: () => {
          mounts.delete(folder);
        },
      };
    },
  };
}

/** WASI returns error numbers as they are, musl's calls negated. */
const negated = (result: number | undefined): number | undefined => (result === undefined ? undefined : -result);

/** Reads or writes the buffers of an I/O vector at the descriptor's position, as far as the file goes. */
function transfer(
  view: DataView,
  descriptor: Descriptor,
  vectors: number,
  count: number,
  result: number,
  move: (bytes: Uint8Array, position: number) => number,
): number {
  let total = 0;
  for (let index = 0; index < count; index++) {
    const start = view.getUint32(vectors + index * 8, true);
    const length = view.getUint32(vectors + index * 8 + 4, true);
    const moved = move(new Uint8Array(view.buffer, start, length), descriptor.position);
    descriptor.position += moved;
    total += moved;
    if (moved < length) break;
  }
  view.setUint32(result, total, true);
  return 0;
}
