import type { Disk, FileStat, OpenFile } from '../disk';

interface MemoryFile {
  readonly inode: bigint;
  /** What a reader sees now is its first `size` bytes; behind them are zeros. */
  bytes: Uint8Array;
  size: number;
  /** Changes since it was last synced, in order, of which a power cut keeps any. */
  pending: Change[];
}

/** With what it takes to undo it. */
type Change =
  | { readonly kind: 'write'; readonly at: number; readonly bytes: Uint8Array; readonly covered: Uint8Array; readonly sizeBefore: number }
  | { readonly kind: 'truncate'; readonly length: number; readonly cutOff: Uint8Array; readonly sizeBefore: number };

const sectorBytes = 512;

/** Of all such disks: SQLite takes two files with one number for one. */
let inodes = 2n ** 40n;

const newFile = (bytes: Uint8Array = new Uint8Array()): MemoryFile => ({
  inode: ++inodes,
  bytes: bytes.slice(),
  size: bytes.length,
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

  /** What a reader sees now, by path. */
  contents(): ReadonlyMap<string, Uint8Array> {
    return new Map([...this.#files].map(([path, { bytes, size }]) => [path, bytes.slice(0, size)]));
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

const statOf = (file: MemoryFile): FileStat => ({ size: file.size, isFolder: false, device: 1n, inode: file.inode });

function openMemoryFile(file: MemoryFile): OpenFile {
  return {
    read: (into, position) => {
      const bytes = file.bytes.subarray(position, Math.max(position, Math.min(file.size, position + into.length)));
      into.set(bytes);
      return bytes.length;
    },
    write: (bytes, at) => {
      const covered = file.bytes.slice(at, Math.min(file.size, at + bytes.length));
      const change: Change = { kind: 'write', at, bytes: bytes.slice(), covered, sizeBefore: file.size };
      apply(file, change);
      file.pending.push(change);
      return bytes.length;
    },
    truncate: (length) => {
      const change: Change = { kind: 'truncate', length, cutOff: file.bytes.slice(length, file.size), sizeBefore: file.size };
      apply(file, change);
      file.pending.push(change);
    },
    sync: () => {
      file.pending = [];
    },
    stat: () => statOf(file),
    close: () => undefined,
  };
}

type Bytes = Pick<MemoryFile, 'bytes' | 'size'>;

function apply(file: Bytes, change: { readonly at: number; readonly bytes: Uint8Array } | { readonly length: number }): void {
  if ('length' in change) {
    makeRoom(file, change.length);
    if (change.length < file.size) file.bytes.fill(0, change.length, file.size);
    file.size = change.length;
    return;
  }
  makeRoom(file, change.at + change.bytes.length);
  file.bytes.set(change.bytes, change.at);
  file.size = Math.max(file.size, change.at + change.bytes.length);
}

function undo(file: Bytes, change: Change): void {
  apply(file, { length: change.sizeBefore });
  if (change.kind === 'write') file.bytes.set(change.covered, change.at);
  else file.bytes.set(change.cutOff, change.length);
}

function makeRoom(file: Bytes, length: number): void {
  if (length <= file.bytes.length) return;
  const bytes = new Uint8Array(Math.max(length, 2 * file.bytes.length));
  bytes.set(file.bytes);
  file.bytes = bytes;
}

function afterPowerCut({ bytes, size, pending }: MemoryFile, keeps: () => boolean): Uint8Array {
  const file = { bytes: bytes.slice(), size };
  for (const change of [...pending].reverse()) undo(file, change);
  for (const change of pending) {
    if (change.kind === 'truncate') {
      if (keeps()) apply(file, { length: change.length });
      continue;
    }
    for (let from = 0; from < change.bytes.length;) {
      const at = change.at + from;
      const to = Math.min(change.bytes.length, from + sectorBytes - (at % sectorBytes));
      if (keeps()) apply(file, { at, bytes: change.bytes.subarray(from, to) });
      from = to;
    }
  }
  return file.bytes.slice(0, file.size);
}
