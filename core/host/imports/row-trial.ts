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

export const malformed = (problems: readonly { readonly field: string; readonly message: string }[]): Judged => ({
  ...{ outcome: 'malformed', column: problems[0]?.field ?? '' },
  why: problems.map(({ message }) => message).join('; '),
});
