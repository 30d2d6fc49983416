import { csvCell } from '../../core/model/csv-cell';

/** Rows as CSV (RFC 4180). Text may be anybody's: customers name themselves, and carriers their links. */
export const csvText = (rows: readonly (readonly (string | number | null)[])[]): string =>
  rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
