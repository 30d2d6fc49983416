import type { Disk, OpenFile } from '../disk';

/** What a store asks of its disk, as a fault may see it. */
export interface DiskCall {
  readonly kind: 'open' | 'read' | 'write' | 'truncate' | 'sync' | 'unlink' | 'rename' | 'sync-folder' | 'make-folder' | 'assert-writable';
  readonly path: string;
}

/** A disk that fails when `fault` answers with an error; a write that fails has torn: its first half is there. */
export function faultyDisk(below: Disk, fault: (call: DiskCall) => Error | undefined): Disk {
  const check = (kind: DiskCall['kind'], path: string): void => {
    const error = fault({ kind, path });
    if (error !== undefined) throw error;
  };
  const faultyFile = (file: OpenFile, path: string): OpenFile => ({
    ...file,
    read: (into, position) => {
      check('read', path);
      return file.read(into, position);
    },
    write: (bytes, position) => {
      const error = fault({ kind: 'write', path });
      if (error === undefined) return file.write(bytes, position);
      file.write(bytes.subarray(0, bytes.length >> 1), position);
      throw error;
    },
    truncate: (length) => {
      check('truncate', path);
      file.truncate(length);
    },
    sync: () => {
      check('sync', path);
      file.sync();
    },
  });
  return {
    ...below,
    open: (path, mode) => {
      check('open', path);
      return faultyFile(below.open(path, mode), path);
    },
    unlink: (path) => {
      check('unlink', path);
      below.unlink(path);
    },
    rename: (from, to) => {
      check('rename', to);
      below.rename(from, to);
    },
    syncFolder: (folder) => {
      check('sync-folder', folder);
      below.syncFolder(folder);
    },
    makeFolder: (folder) => {
      check('make-folder', folder);
      below.makeFolder(folder);
    },
    assertWritable: (path) => {
      check('assert-writable', path);
      below.assertWritable(path);
    },
  };
}

/** As Node throws it. */
export const systemError = (code: string): Error => Object.assign(new Error(`${code}: injected`), { code });

/** What changes the medium. */
export const isChange = (call: DiskCall): boolean => ['write', 'truncate', 'sync', 'unlink', 'rename', 'sync-folder'].includes(call.kind);
