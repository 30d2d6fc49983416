/**
 * - `damaged`: not readable as the store that it was; `foreign-file`: something else is in its place; `newer-version`: a later Longlines wrote it
 * - `read-only`, `disk-full`, `io`: the disk refuses; after `io` and `damaged` the store serves nothing until it is opened again
 * - `in-use`: another host, or this one, has it open; `closed`: it was closed
 * - `exists`, `no-folder`: where a backup is to go
 * - `constraint`: an invariant of the schema refused; `detail` has the words of SQLite or of the trigger
 */
export type StoreErrorCode =
  | 'damaged'
  | 'foreign-file'
  | 'newer-version'
  | 'read-only'
  | 'disk-full'
  | 'io'
  | 'in-use'
  | 'exists'
  | 'no-folder'
  | 'constraint'
  | 'closed';

export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;
  /** SQLite's own words, such as `UNIQUE constraint failed: vc.vci`; empty where it was not asked. */
  readonly detail: string;

  constructor(code: StoreErrorCode, message: string, options: { readonly detail?: string; readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.detail = options.detail ?? '';
  }
}

/** SQLite's primary result codes (sqlite.org/rescode.html) that the store tells apart. */
export const resultCode = {
  ok: 0,
  error: 1,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cantOpen: 14,
  constraint: 19,
  notADatabase: 26,
  row: 100,
  done: 101,
} as const;

export interface Refusal {
  readonly file: string;
  readonly sql: string;
  /** SQLite's words. */
  readonly detail: string;
  /** What the disk answered last, if it refused. */
  readonly diskError: Error | null;
}

/** What SQLite refused, as an error of the store; what only a bug can cause is a plain Error that shows the SQL. */
export function failureOf(code: number, { file, sql, detail, diskError }: Refusal): Error {
  const diskOptions = { detail, cause: diskError ?? undefined };
  const why = diskError === null ? detail : `${detail}: ${diskError.message}`;
  switch (code) {
    case resultCode.constraint:
      return new StoreError('constraint', `the store ${file} refuses the change: ${detail}`, { detail });
    case resultCode.full:
      return new StoreError(
        'disk-full',
        `the disk of the store ${file} is full: make room, then try again; what was recorded is kept`,
        diskOptions,
      );
    case resultCode.corrupt:
      // What the disk could not read, SQLite may call malformed.
      if (diskError !== null) return failureOf(resultCode.ioError, { file, sql, detail, diskError });
      return new StoreError(
        'damaged',
        `the store ${file} is damaged (${detail}): stop Longlines and restore the file from a backup`,
        diskOptions,
      );
    case resultCode.notADatabase:
      return new StoreError(
        'foreign-file',
        `${file} is not a Longlines store (${detail}): choose another file, or restore this one from a backup`,
        diskOptions,
      );
    case resultCode.readOnly:
      return new StoreError(
        'read-only',
        `the store ${file} cannot be written (${why}): if it was moved, deleted or write-protected while open, put it back; then start Longlines again`,
        diskOptions,
      );
    case resultCode.ioError:
    case resultCode.cantOpen:
      return isWriteProtection(diskError)
        ? new StoreError(
            'read-only',
            `the store ${file} cannot be written (${why}): give its owner the right to write, then start Longlines again`,
            diskOptions,
          )
        : new StoreError('io', `the disk of the store ${file} fails (${why}): check the disk, then start Longlines again`, diskOptions);
    default:
      return new Error(`SQLite refuses (${code}: ${detail}): ${sql}`);
  }
}

/** The disk's answer means: not for you, or not at all on this medium. */
export function isWriteProtection(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM' || error.code === 'EROFS');
}
