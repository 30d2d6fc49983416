import type { FileStat, OpenMode } from './disk';

/** How SQLite's WebAssembly and the system calls below it talk: musl's and WASI's numbers and structures. */

/** An address in SQLite's memory. */
export type Pointer = number;

/** musl's open flags. */
export const openFlag = { access: 3, readWrite: 2, create: 0o100, exclusive: 0o200, truncate: 0o1000 } as const;

export function openMode(flags: number): OpenMode {
  if ((flags & openFlag.create) !== 0) return (flags & openFlag.exclusive) === 0 ? 'create' : 'create-new';
  return (flags & openFlag.access) === openFlag.readWrite ? 'read-write' : 'read';
}

/** WASI's error numbers (wasi_snapshot_preview1), by Node's codes. */
export const errorNumbers = {
  EACCES: 2,
  EBADF: 8,
  EDQUOT: 19,
  EEXIST: 20,
  EINVAL: 28,
  EIO: 29,
  EISDIR: 31,
  EMFILE: 33,
  ENFILE: 41,
  ENOENT: 44,
  ENOSPC: 51,
  ENOTDIR: 54,
  EPERM: 63,
  EROFS: 69,
} as const;

export const codeOf = (error: Error): unknown => ('code' in error ? error.code : undefined);

export const isFull = (error: Error): boolean => codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT';

export function errorNumber(error: Error): number {
  // A spent quota is a full disk to SQLite, which knows that one only.
  if (isFull(error)) return errorNumbers.ENOSPC;
  const code = codeOf(error);
  return typeof code === 'string' && code in errorNumbers ? errorNumbers[code as keyof typeof errorNumbers] : errorNumbers.EIO;
}

/** musl's `struct stat` for wasm32. */
export function writeStat(view: DataView, buffer: number, stat: FileStat): number {
  for (let at = 0; at < 96; at += 8) view.setBigInt64(buffer + at, 0n, true);
  view.setUint32(buffer, Number(BigInt.asUintN(32, stat.device)), true);
  view.setUint32(buffer + 4, stat.isFolder ? 0o040700 : 0o100600, true);
  view.setUint32(buffer + 8, 1, true);
  view.setBigInt64(buffer + 24, BigInt(stat.size), true);
  view.setInt32(buffer + 32, 4096, true);
  view.setBigInt64(buffer + 88, BigInt.asIntN(64, stat.inode), true);
  return 0;
}

export function textAt(view: DataView, pointer: number): string {
  let end = pointer;
  while (view.getUint8(end) !== 0) end++;
  return Buffer.from(view.buffer, pointer, end - pointer).toString('utf8');
}
