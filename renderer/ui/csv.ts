import { csvCell } from '../../core/model/csv-cell';

/** Rows as CSV (RFC 4180), with a line of names. A cell that a spreadsheet would take for a formula is given an apostrophe; what cannot be seen is shown as its code. */
export const csvOf = (columns: readonly string[], rows: readonly CsvRow[]): string => csvLines([columns, ...rows]);

export type CsvRow = readonly (string | number | null)[];

/** The same without a line of names: a piece of a longer file. */
export const csvLines = (rows: readonly CsvRow[]): string => rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
