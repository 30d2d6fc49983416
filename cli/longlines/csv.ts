import { textCell } from '../../core/latency-watch/compliance-csv';

/** Rows as CSV (RFC 4180). Text may be anybody's: customers name themselves, and carriers their links. */
export const csvText = (rows: readonly (readonly (string | number | null)[])[]): string =>
  rows.map((row) => `${row.map((cell) => (typeof cell === 'string' ? textCell(cell) : String(cell ?? ''))).join(',')}\r\n`).join('');
