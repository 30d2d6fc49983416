import type { SqliteInterface } from './sqljs-on-disk';
import { resultCode } from './store-error';
import type { Pointer } from './wasm-abi';

/**
 * A copy of a whole database that is made in steps, between which its connection may go on to write: what it changes is changed in the copy
 * too (sqlite.org/c3ref/backup_finish.html). No step may fall into a transaction of the source.
 */
export interface PageCopy {
  /** Copies so many pages more. */
  step(pages: number): CopyStep;
  /** Gives up what is not whole. */
  end(): void;
}

/** `whole`: the copy is complete and committed. A failure is the store's error of the side that refused; the copy is then ended. */
export type CopyStep =
  | { readonly kind: 'partial' }
  | { readonly kind: 'whole' }
  | { readonly kind: 'source-failed'; readonly error: Error }
  | { readonly kind: 'target-failed'; readonly error: Error };

/** One of the two connections. */
export interface CopySide {
  readonly handle: Pointer;
  /** The disk's last refusal since the question was last asked. */
  readonly takeDiskError: () => Error | null;
  readonly failure: (code: number, diskError: Error | null) => Error;
}

/** `mainPointer` leads to the text `main`, the name of either database in its connection. */
export function beginPageCopy(api: SqliteInterface, source: CopySide, target: CopySide, mainPointer: Pointer): PageCopy {
  let backup = api._sqlite3_backup_init(target.handle, mainPointer, source.handle, mainPointer);
  if (backup === 0) throw target.failure(resultCode.error, target.takeDiskError());
  const end = (): void => {
    if (backup !== 0) api._sqlite3_backup_finish(backup);
    backup = 0;
  };
  return {
    end,
    step: (pages) => {
      source.takeDiskError();
      // Extended result codes (sqlite.org/rescode.html) keep the primary one in their lowest byte.
      const result = api._sqlite3_backup_step(backup, pages) & 0xff;
      if (result === resultCode.ok) return { kind: 'partial' };
      const sourceError = source.takeDiskError();
      const targetError = target.takeDiskError();
      // Only after this does the target's connection have words for it.
      end();
      if (result === resultCode.done) return { kind: 'whole' };
      return sourceError !== null && targetError === null
        ? { kind: 'source-failed', error: source.failure(result, sourceError) }
        : { kind: 'target-failed', error: target.failure(result, targetError) };
    },
  };
}
