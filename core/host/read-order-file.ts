import { parse, CsvError } from 'csv-parse/sync';
import { orderFields, readOrder, type IntakeProblem, type OrderFields } from '../orders/intake';
import type { OrderRequest } from '../model/order';

export interface OrderRow {
  /** As a spreadsheet counts: the header is line 1. */
  readonly line: number;
  readonly fields: OrderFields;
  readonly intake:
    | { readonly kind: 'request'; readonly request: OrderRequest }
    | { readonly kind: 'malformed'; readonly problems: readonly IntakeProblem[] };
}

export type OrderFile =
  | { readonly kind: 'rows'; readonly rows: readonly OrderRow[] }
  /** The file as a whole cannot be read; nothing of it is. */
  | { readonly kind: 'unreadable'; readonly message: string };

/** Reads orders from a CSV file: UTF-8, or UTF-16 with its mark; comma, semicolon or tab; a header that names the columns. A bad row does not stop the others. */
export function readOrderFile(bytes: Uint8Array, name: string): OrderFile {
  const text = decode(bytes);
  if (text === null) {
    return { kind: 'unreadable', message: `${name} is neither UTF-8 nor UTF-16; save it as "CSV UTF-8" and import it again` };
  }
  const header = text.split(/\r?\n/, 1)[0] ?? '';
  const delimiter = [',', ';', '\t'].reduce((best, mark) => (header.split(mark).length > header.split(best).length ? mark : best), ',');
  let records: Readonly<Record<string, string>>[];
  try {
    const parsed = parse(text, {
      delimiter,
      columns: (names: string[]) => names.map((column) => column.trim().toLowerCase()),
      skip_empty_lines: true,
      relax_column_count: true,
      info: true,
      trim: true,
    }) as unknown as readonly { readonly record: Record<string, string>; readonly info: { readonly lines: number } }[];
    records = parsed.map(({ record, info }) => ({ ...record, [lineKey]: String(info.lines) }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { kind: 'unreadable', message: `${name} is not well-formed CSV: ${error.message}; mend that line and import it again` };
  }
  const columns = header.split(delimiter).map((column) => column.trim().toLowerCase().replaceAll('"', ''));
  const missing = (['order', 'a', 'z', 'limit'] as const).filter((column) => !columns.includes(column));
  if (missing.length > 0) {
    return {
      kind: 'unreadable',
      message: `${name} has no column ${missing.join(', ')}; its first line must name the columns ${orderFields.join(', ')}`,
    };
  }
  return {
    kind: 'rows',
    rows: records.map((record): OrderRow => {
      const fields = Object.fromEntries(
        orderFields.flatMap((field) => (record[field] === undefined ? [] : [[field, record[field]]])),
      ) as OrderFields;
      return { line: Number(record[lineKey]), fields, intake: readOrder(fields) };
    }),
  };
}

const lineKey = '\u0000line';

function decode(bytes: Uint8Array): string | null {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
