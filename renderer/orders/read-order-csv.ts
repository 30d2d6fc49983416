import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import { edits } from '../../core/model/edits';
import { orderFields, requiredOrderFields, orderListColumns, type OrderFields } from '../../core/model/order-fields';

export interface CsvOrder {
  /** Where the row begins; the header is line 1. */
  readonly line: number;
  readonly fields: OrderFields;
  /** Why the row cannot be read, whatever its fields say; empty: it can. */
  readonly amiss: string;
}

export type CsvOrders =
  | { readonly kind: 'orders'; readonly orders: readonly CsvOrder[] }
  /** Nothing of the file is read. */
  | { readonly kind: 'unreadable'; readonly message: string };

/** Most bytes of a file that is read: 100,000 orders fit several times. */
export const maxCsvBytes = 64 * 2 ** 20;

/**
 * Reads orders from a CSV file: UTF-8, or UTF-16 with its mark; comma, semicolon or tab; a header that names the columns, as the command line reads them.
 * A column that is not known refuses the file: passed over, what it says would be replaced by what holds without it.
 */
export function readOrderCsv(bytes: Uint8Array, name: string): CsvOrders {
  const unreadable = (message: string): CsvOrders => ({ kind: 'unreadable', message: `${name}: ${message}, and choose it again` });
  if (bytes.length > maxCsvBytes) return unreadable(`it is larger than ${maxCsvBytes / 2 ** 20} MB: split it`);
  // The parser counts CR LF inside quotes as two lines.
  const text = decoded(bytes)?.replace(/\r\n?/g, '\n') ?? null;
  if (text === null) return unreadable('it is neither UTF-8 nor UTF-16: save it as "CSV UTF-8"');
  let records: readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[];
  try {
    const options = { delimiter: delimiterOf(text), bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true };
    // The parser's types do not follow `info`.
    records = parse(text, options) as unknown as typeof records;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return unreadable(`it is not well-formed CSV: ${error.message}: correct that line`);
  }
  const [first, ...rest] = records;
  const columns = (first?.record ?? []).map((column) => column.trim().toLowerCase());
  const problem = headerProblem(columns);
  if (problem !== '') return unreadable(problem);
  return {
    kind: 'orders',
    orders: rest.flatMap(({ record, info }) => (record.every((cell) => cell === '') ? [] : [rowOf(columns, record, info.lines)])),
  };
}

function headerProblem(columns: readonly string[]): string {
  const twice = columns.find((column, at) => column !== '' && columns.indexOf(column) !== at);
  if (twice !== undefined) return `two columns are called "${twice}": give each a name of its own`;
  const missing = requiredOrderFields.filter((field) => !columns.includes(field));
  const known: readonly string[] = [...orderFields, ...orderListColumns];
  const unknown = columns.filter((column) => column !== '' && !known.includes(column));
  const hints = unknown.map((column) => `column "${column}" is not known${meantBy(column)}`);
  if (missing.length > 0) {
    const hint = hints.length > 0 ? ` (${hints.join('; ')})` : '';
    return `it has no column ${missing.join(', ')}${hint}: its first line must name the columns ${orderFields.join(', ')}`;
  }
  return hints.length === 0 ? '' : `${hints.join('; ')}: correct it, or remove it`;
}

function meantBy(column: string): string {
  const far = (field: string): number => edits(column.replace(/[^\p{L}\p{N}]/gu, ''), field.replace(/-/g, ''));
  const [nearest] = [...orderFields].sort((one, other) => far(one) - far(other));
  return nearest !== undefined && far(nearest) <= Math.min(2, Math.floor(nearest.length / 3)) ? `, perhaps it is meant as ${nearest}` : '';
}

/** The parser tells the line on which a row ends. */
function rowOf(columns: readonly string[], record: readonly string[], lastLine: number): CsvOrder {
  const breaks = record.reduce((count, cell) => count + (cell.match(/\n/g)?.length ?? 0), 0);
  const surplus = record.filter((cell, at) => cell !== '' && !columns[at]);
  return {
    line: lastLine - breaks,
    fields: Object.fromEntries(
      orderFields.flatMap((field) => {
        const cell = record[columns.indexOf(field)] ?? '';
        return cell === '' ? [] : [[field, unmarked(cell)]];
      }),
    ),
    amiss:
      surplus.length === 0
        ? ''
        : `${surplus.map((cell) => `"${cell}"`).join(', ')} ${surplus.length === 1 ? 'is' : 'are'} in no column that the first line names; put a text that has the delimiter in it in quotes`,
  };
}

/** Lists mark with an apostrophe what a spreadsheet would take for a formula. */
const unmarked = (text: string): string => text.replace(/^'(?=\s*[=+\-@＝＋－＠])/, '');

const delimiterOf = (text: string): string => {
  const header = text.split('\n', 1)[0] ?? '';
  return [',', ';', '\t'].reduce((best, mark) => (header.split(mark).length > header.split(best).length ? mark : best), ',');
};

function decoded(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  const encoding = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
