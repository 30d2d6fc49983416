import { showHidden } from '../../core/model/hidden-characters';

/** Rows as CSV (RFC 4180). */
export const csvText = (rows: readonly (readonly (string | number | null)[])[]): string =>
  rows.map((row) => `${row.map((cell) => (typeof cell === 'string' ? textCell(cell) : String(cell ?? ''))).join(',')}\r\n`).join('');

/** Text may be anybody's: what a spreadsheet would take for a formula is marked as text, and what cannot be seen is shown as its code. */
function textCell(given: string): string {
  const text = showHidden(given, '\t\n');
  const harmless = /^\s*[=+\-@＝＋－＠]|^[\t\n]/.test(text) ? `'${text}` : text;
  return /[",;\n\t]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
