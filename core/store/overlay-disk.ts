import type { Disk, FileStat, OpenFile } from './disk';

const blockBytes = 4096;

/** What an overlay holds of a file: changed blocks, and how much of the file below is still to be seen. */
interface Layer {
  readonly blocks: Map<number, Uint8Array>;
  size: number;
  /** Bytes of the file below that were never cut off. */
  visibleBelow: number;
  /** Of a file that is in no folder below: no other file's. */
  readonly inode: bigint;
}

/** Far above those of real files. */
let nextInode = 2n ** 48n;

/**
 * A view of `below` on which files can be changed without touching them: changes stay in memory and are gone with the view.
 * A store is tried on it first, so that a file that is refused stays as it was, even where SQLite would first roll back its journal.
 */
export function overlayDisk(below: Disk): Disk {
  const layers = new Map<string, Layer>();
  const deleted = new Set<string>();

  const stat = (path: string): FileStat | undefined => {
    const layer = layers.get(path);
    if (deleted.has(path)) return undefined;
    const found = below.stat(path);
    if (layer === undefined) return found;
    return { size: layer.size, isFolder: false, device: found?.device ?? 0n, inode: found?.inode ?? layer.inode };
  };

  const disk: Disk = {
    open: (path, mode) => {
      const exists = stat(path) !== undefined;
      if (mode === 'create-new' && exists) throw systemError('EEXIST', path);
      if ((mode === 'read' || mode === 'read-write') && !exists) throw systemError('ENOENT', path);
      const belowFile = deleted.has(path) || below.stat(path) === undefined ? undefined : below.open(path, 'read');
      if (!exists) deleted.delete(path);
      const size = belowFile?.stat().size ?? 0;
      const layer = layers.get(path) ?? { blocks: new Map(), size, visibleBelow: size, inode: nextInode++ };
      layers.set(path, layer);
      return overlayFile(layer, belowFile, () => stat(path) ?? { size: layer.size, isFolder: false, device: 0n, inode: 0n });
    },
    stat,
    unlink: (path) => {
      if (stat(path) === undefined) throw systemError('ENOENT', path);
      layers.delete(path);
      deleted.add(path);
    },
    rename: (from, to) => {
      const source = disk.open(from, 'read');
      if (stat(to) !== undefined) disk.unlink(to);
      const target = disk.open(to, 'create-new');
      const block = new Uint8Array(blockBytes);
      for (let at = 0; at < source.stat().size; at += blockBytes) target.write(block.subarray(0, source.read(block, at)), at);
      source.close();
      target.close();
      disk.unlink(from);
    },
    syncFolder: () => undefined,
    makeFolder: () => undefined,
    realPath: (path) => below.realPath(path),
    assertWritable: () => undefined,
  };
  return disk;
}

function overlayFile(layer: Layer, below: OpenFile | undefined, stat: () => FileStat): OpenFile {
  const block = (index: number): Uint8Array => {
    const changed = layer.blocks.get(index);
    if (changed !== undefined) return changed;
    const bytes = new Uint8Array(blockBytes);
    const readable = Math.min(blockBytes, layer.visibleBelow - index * blockBytes);
    if (readable > 0) below?.read(bytes.subarray(0, readable), index * blockBytes);
    return bytes;
  };
  /** Calls `visit` with each stretch of a range that lies in one block. */
  const stretches = (position: number, length: number, visit: (index: number, from: number, to: number, done: number) => void): void => {
    for (let done = 0; done < length;) {
      const index = Math.floor((position + done) / blockBytes);
      const from = position + done - index * blockBytes;
      const to = Math.min(blockBytes, from + length - done);
      visit(index, from, to, done);
      done += to - from;
    }
  };
  return {
    read: (into, position) => {
      const length = Math.max(0, Math.min(into.length, layer.size - position));
      stretches(position, length, (index, from, to, done) => {
        into.set(block(index).subarray(from, to), done);
      });
      return length;
    },
    write: (bytes, position) => {
      stretches(position, bytes.length, (index, from, to, done) => {
        const changed = block(index);
        changed.set(bytes.subarray(done, done + to - from), from);
        layer.blocks.set(index, changed);
      });
      layer.size = Math.max(layer.size, position + bytes.length);
      return bytes.length;
    },
    truncate: (length) => {
      if (length < layer.size) cut(layer, length, block);
      layer.size = length;
    },
    sync: () => undefined,
    stat,
    close: () => {
      below?.close();
    },
  };
}

/** What is cut off reads as zeros when the file grows again. */
function cut(layer: Layer, length: number, block: (index: number) => Uint8Array): void {
  const last = Math.floor(length / blockBytes);
  const kept = block(last);
  kept.fill(0, length - last * blockBytes);
  layer.blocks.set(last, kept);
  for (const index of layer.blocks.keys()) if (index > last) layer.blocks.delete(index);
  layer.visibleBelow = Math.min(layer.visibleBelow, length);
}

function systemError(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}
