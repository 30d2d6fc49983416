import { showHidden } from '../../core/model/hidden-characters';

/** Rows as CSV (RFC 4180), with a line of names. A cell that a spreadsheet would take for a formula is given an apostrophe; what cannot be seen is shown as its code. */
export const csvOf = (columns: readonly string[], rows: readonly CsvRow[]): string => csvLines([columns, ...rows]);

export type CsvRow = readonly (string | number | null)[];

/** The same without a line of names: a piece of a longer file. */
export const csvLines = (rows: readonly CsvRow[]): string => rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('');

function cellOf(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = showHidden(value, '\t\n');
  // Full-width signs count in some editions.
  const safe = /^\s*[=+\-@＝＋－＠]|^[\t\n]/.test(text) ? `'${text}` : text;
  return /[",;\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
