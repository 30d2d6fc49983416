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
  const replacing = beginReplacing(path);
  replacing.add(content);
  replacing.finish();
}

/** A file that is written in pieces, and only then put in its place. */
export interface Replacing {
  /** Throws what the system says, and then has given the file up. */
  add(content: string | Uint8Array): void;
  /** Throws as above; what stood in the place before is there still. */
  finish(): void;
  /** Leaves nothing behind. */
  giveUp(): void;
}

/** As `replaceFile`, for what is not all there at once. */
export function beginReplacing(path: string): Replacing {
  const file = behindLinks(path);
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true });
  const partial = `${file}.${randomUUID()}.partial`;
  let opened: number | null = openSync(partial, 'wx', 0o600);
  const giveUp = (): void => {
    if (opened !== null) closeSync(opened);
    opened = null;
    rmSync(partial, { force: true });
  };
  const attempt = (work: (handle: number) => void): void => {
    if (opened === null) throw new Error(`the file ${file} was given up`);
    try {
      work(opened);
    } catch (error) {
      giveUp();
      throw error;
    }
  };
  return {
    giveUp,
    add: (content) => {
      attempt((handle) => {
        writeFileSync(handle, content);
      });
    },
    finish: () => {
      attempt((handle) => {
        fsyncSync(handle);
        closeSync(handle);
        opened = null;
        renameSync(partial, file);
      });
      // Windows has no way to open a folder.
      if (process.platform !== 'win32') synchronise(folder);
    },
  };
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

function synchronise(folder: string): void {
  const opened = openSync(folder, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
