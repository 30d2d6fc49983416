import type { ImportRow } from '../../model/import-job';

/** A row as it was read from a file. */
export interface GivenRow {
  readonly line: number;
  readonly fields: ImportRow['fields'];
  /** Why it cannot be read, whatever its fields say; empty: it can. */
  readonly amiss: string;
}

export type Judged = Pick<ImportRow, 'outcome' | 'column' | 'why'>;

/** Tries rows of one file, in their order, and lets others have their turn: nothing is changed. */
export type TryRows = (rows: readonly GivenRow[]) => Promise<readonly ImportRow[]>;

interface Problem {
  readonly field: string;
  readonly message: string;
}

/** A row that is wrong in its fields, each told with its column. */
export const amissIn = (outcome: 'malformed' | 'refused', problems: readonly Problem[]): Judged => ({
  ...{ outcome, column: columnsOf(problems.map(({ field }) => field)) },
  why: problems.map(({ message }) => message).join('; '),
});

export const columnsOf = (fields: readonly string[]): string => [...new Set(fields)].join(', ');
