import { showHidden } from './hidden-characters';

/** What some spreadsheet takes for a formula; full-width signs count in some editions. Apostrophes before it are those of a guard, or of the text itself. */
const formula = /^'*(?:\s*[=+\-@＝＋－＠]|[\t\n\r])/;

/** Marks as text, by an apostrophe before it, what a spreadsheet would take for a formula. `unguarded` takes exactly that away again. */
export const guarded = (text: string): string => (formula.test(text) ? `'${text}` : text);

export const unguarded = (text: string): string => (text.startsWith("'") && formula.test(text.slice(1)) ? text.slice(1) : text);

/** A cell of a CSV file (RFC 4180) that no spreadsheet executes. What would steer a terminal, or cannot be seen, is shown as its code. */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = guarded(showHidden(value, '\t\n'));
  return /[",;\n\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
