/** What a file brings: orders, orders for circuits, or circuit orders that are given up. */
export const importKinds = ['orders', 'circuits', 'releases'] as const;
export type ImportKind = (typeof importKinds)[number];

export const importNouns: Readonly<Record<ImportKind, { readonly one: string; readonly many: string; readonly done: string }>> = {
  orders: { one: 'order', many: 'orders', done: 'entered' },
  circuits: { one: 'circuit order', many: 'circuit orders', done: 'entered' },
  releases: { one: 'circuit order', many: 'circuit orders', done: 'released' },
};

/**
 * - `reading`: its rows come, and are tried; `checked`: all were, and nothing is entered
 * - `entering`: the host is at it; `stopped`: somebody stopped it; `done`: every row was asked for
 * - `undoing`, `undone`: what it entered is being taken back, or was
 */
export const importStates = ['reading', 'checked', 'entering', 'stopped', 'done', 'undoing', 'undone'] as const;
export type ImportState = (typeof importStates)[number];

/**
 * - before: `new` (would be entered), `same` (is there, as the row says), `differs` (is there, and not as it says), `malformed` (cannot be read),
 *   `refused` (would not be taken), `no-route` (would be taken, and rejected)
 * - after: `entered`, `failed` (was refused when it was asked for; it can be tried again), `taken-back`
 */
export const rowOutcomes = ['new', 'same', 'differs', 'malformed', 'refused', 'no-route', 'entered', 'failed', 'taken-back'] as const;
export type RowOutcome = (typeof rowOutcomes)[number];
/** Which somebody has to look at. */
export const problemOutcomes: readonly RowOutcome[] = ['malformed', 'refused', 'no-route', 'differs', 'failed'];

export type OutcomeCounts = Readonly<Partial<Record<RowOutcome, number>>>;

/** A row of a file, and what it would be or became. */
export interface ImportRow {
  /** Where it begins; the header is line 1. */
  readonly line: number;
  readonly fields: Readonly<Record<string, string>>;
  readonly outcome: RowOutcome;
  /** The columns in which something is wrong, or differs, as `a, limit`; empty: none. */
  readonly column: string;
  /** In words: why, what differs, or how it would be served. */
  readonly why: string;
}

/** A file that is being imported: kept until somebody discards it. */
export interface ImportJob {
  readonly id: string;
  readonly kind: ImportKind;
  /** Of the file. */
  readonly name: string;
  /** Who read it; or entered it, or took it back, since. */
  readonly by: string;
  readonly state: ImportState;
  /** Rows of the file, and of those how many were tried. */
  readonly total: number;
  readonly read: number;
  readonly counts: OutcomeCounts;
  /** Since when it is being entered or taken back without a pause, how many rows there were to do then, and how many of them are done. */
  readonly run: { readonly sinceMs: number; readonly toDo: number; readonly done: number } | null;
  readonly changedAtMs: number;
}

/** Rows that are kept, tried and entered together. */
export const rowsPerPiece = 100;
/** Most imports that are kept. */
export const mostImports = 100;
/** Rows of all of them together, at 250 bytes each; one alone may have more. */
export const mostKeptRows = 400_000;

export const addCounts = (one: OutcomeCounts, other: OutcomeCounts, sign: 1 | -1): OutcomeCounts =>
  Object.fromEntries(
    rowOutcomes.flatMap((outcome) => {
      const count = (one[outcome] ?? 0) + sign * (other[outcome] ?? 0);
      return count > 0 ? [[outcome, count]] : [];
    }),
  );

export function countsOf(rows: readonly Pick<ImportRow, 'outcome'>[]): OutcomeCounts {
  const counts: Partial<Record<RowOutcome, number>> = {};
  for (const { outcome } of rows) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
