import type { Disk, FileStat, OpenFile } from '../disk';

interface MemoryFile {
  readonly inode: bigint;
  /** What a reader sees now. */
  bytes: Uint8Array;
  /** What is on the medium for sure. */
  durable: Uint8Array;
  /** Changes since, in order, of which a power cut keeps any. */
  pending: ({ readonly at: number; readonly bytes: Uint8Array } | { readonly length: number })[];
}

const sectorBytes = 512;

/** Of all such disks: SQLite takes two files with one number for one. */
let inodes = 2n ** 40n;

const newFile = (bytes: Uint8Array = new Uint8Array()): MemoryFile => ({
  inode: ++inodes,
  bytes: bytes.slice(),
  durable: bytes,
  pending: [],
});

/** A disk in memory that keeps apart what was synced and what was only written, so that its power can be cut. */
export class PowerCutDisk {
  readonly #files: Map<string, MemoryFile>;
  /** The folder's entries on the medium. */
  #entries: Map<string, MemoryFile>;

  constructor(files: ReadonlyMap<string, Uint8Array> = new Map()) {
    this.#files = new Map([...files].map(([path, bytes]) => [path, newFile(bytes)]));
    this.#entries = new Map(this.#files);
  }

  /** The disk when power is back: what was synced, and of each unsynced change, sector by sector, what `keeps` says. */
  cutPower(keeps: () => boolean): PowerCutDisk {
    const survivors = new Map<string, Uint8Array>();
    const paths = new Set([...this.#files.keys(), ...this.#entries.keys()]);
    for (const path of paths) {
      const now = this.#files.get(path);
      const before = this.#entries.get(path);
      const file = now === before || keeps() ? now : before;
      if (file !== undefined) survivors.set(path, afterPowerCut(file, keeps));
    }
    return new PowerCutDisk(survivors);
  }

  readonly disk: Disk = {
    open: (path, mode) => {
      let file = this.#files.get(path);
      if (file === undefined && mode !== 'create' && mode !== 'create-new')
        throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' });
      if (file === undefined) {
        file = newFile();
        this.#files.set(path, file);
      }
      return openMemoryFile(file);
    },
    stat: (path) => {
      const file = this.#files.get(path);
      if (file !== undefined) return statOf(file);
      return [...this.#files.keys()].some((other) => other.startsWith(`${path}/`)) ? folderStat : undefined;
    },
    unlink: (path) => {
      this.#files.delete(path);
    },
    rename: (from, to) => {
      const file = this.#files.get(from);
      if (file === undefined) throw Object.assign(new Error(`ENOENT: ${from}`), { code: 'ENOENT' });
      this.#files.delete(from);
      this.#files.set(to, file);
    },
    syncFolder: () => {
      this.#entries = new Map(this.#files);
    },
    makeFolder: () => undefined,
    realPath: (path) => path,
    assertWritable: () => undefined,
  };
}

const folderStat: FileStat = { size: 0, isFolder: true, device: 1n, inode: 0n };

const statOf = (file: MemoryFile): FileStat => ({ size: file.bytes.length, isFolder: false, device: 1n, inode: file.inode });

function openMemoryFile(file: MemoryFile): OpenFile {
  return {
    read: (into, position) => {
      const bytes = file.bytes.subarray(position, position + into.length);
      into.set(bytes);
      return bytes.length;
    },
    write: (bytes, at) => {
      const change = { at, bytes: bytes.slice() };
      file.bytes = changed(file.bytes, change);
      file.pending.push(change);
      return bytes.length;
    },
    truncate: (length) => {
      file.bytes = changed(file.bytes, { length });
      file.pending.push({ length });
    },
    sync: () => {
      file.durable = file.bytes.slice();
      file.pending = [];
    },
    stat: () => statOf(file),
    close: () => undefined,
  };
}

/** In the same memory where the length stays. */
function changed(before: Uint8Array, change: MemoryFile['pending'][number]): Uint8Array {
  const length = 'length' in change ? change.length : Math.max(before.length, change.at + change.bytes.length);
  const after = length === before.length ? before : new Uint8Array(length);
  if (after !== before) after.set(before.subarray(0, length));
  if (!('length' in change)) after.set(change.bytes, change.at);
  return after;
}

function afterPowerCut(file: MemoryFile, keeps: () => boolean): Uint8Array {
  let bytes: Uint8Array = file.durable.slice();
  for (const change of file.pending) {
    if ('length' in change) {
      if (keeps()) bytes = changed(bytes, change);
      continue;
    }
    for (let from = 0; from < change.bytes.length;) {
      const at = change.at + from;
      const to = Math.min(change.bytes.length, from + sectorBytes - (at % sectorBytes));
      if (keeps()) bytes = changed(bytes, { at, bytes: change.bytes.subarray(from, to) });
      from = to;
    }
  }
  return bytes;
}
