import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Writes a file for its owner alone (0600), with the folders that are missing. Whoever reads it meanwhile, or after a crash, finds the old or the new
 * one whole; where the path is a link, what it leads to is replaced. Throws what the system says, and leaves nothing behind.
 */
export function replaceFile(path: string, content: string | Uint8Array): void {
  const file = behindLinks(path);
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true });
  const partial = `${file}.${randomUUID()}.partial`;
  try {
    writeDurably(partial, content);
    renameSync(partial, file);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
  // Windows has no way to open a folder.
  if (process.platform !== 'win32') synchronise(folder);
}

/** Where the file is, or (a link that leads nowhere yet) would be. */
function behindLinks(path: string): string {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found) return path;
  try {
    return realpathSync(path);
  } catch (error) {
    if (!(found.isSymbolicLink() && error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    return resolve(dirname(path), readlinkSync(path));
  }
}

function writeDurably(file: string, content: string | Uint8Array): void {
  const opened = openSync(file, 'wx', 0o600);
  try {
    writeFileSync(opened, content);
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

function synchronise(folder: string): void {
  const opened = openSync(folder, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
