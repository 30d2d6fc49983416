import { readCsvTable } from '../carriers/import/csv-table';
import { orderFields, readOrder, type IntakeProblem, type OrderFields } from '../orders/intake';
import type { OrderRequest } from '../model/order';

export interface OrderRow {
  /** Where the row begins; the header is line 1. */
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
  const outcome = readCsvTable(bytes);
  if (outcome.kind === 'unreadable') {
    const where = outcome.line === null ? '' : `, line ${outcome.line}`;
    return { kind: 'unreadable', message: `${name}${where}: ${outcome.message} and import it again` };
  }
  const { columns, rows } = outcome.table;
  const missing = (['order', 'a', 'z', 'limit'] as const).filter((column) => !columns.includes(column));
  if (missing.length > 0) {
    return {
      kind: 'unreadable',
      message: `${name} has no column ${missing.join(', ')}; its first line must name the columns ${orderFields.join(', ')}`,
    };
  }
  return {
    kind: 'rows',
    rows: rows.map((row): OrderRow => {
      const fields = Object.fromEntries(
        orderFields.flatMap((field) => (row.fields.has(field) ? [[field, row.fields.get(field)]] : [])),
      ) as OrderFields;
      return { line: row.line, fields, intake: readOrder(fields) };
    }),
  };
}
