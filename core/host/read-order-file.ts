import { orderFields, orderListColumns, requiredOrderFields, type OrderFields } from '../model/order-fields';
import { readOrder, type IntakeProblem } from '../orders/intake';
import type { OrderRequest } from '../model/order';
import { readOrderTable } from './order-table';

export interface OrderRow {
  /** Where the row begins; the header is line 1. */
  readonly line: number;
  readonly fields: OrderFields;
  readonly intake:
    | { readonly kind: 'request'; readonly request: OrderRequest }
    | { readonly kind: 'malformed'; readonly problems: readonly Pick<IntakeProblem, 'message'>[] };
}

export type OrderFile =
  | { readonly kind: 'rows'; readonly rows: readonly OrderRow[] }
  /** The file as a whole cannot be read; nothing of it is. */
  | { readonly kind: 'unreadable'; readonly message: string };

/** Reads orders from a CSV file: UTF-8, or UTF-16 with its mark; comma, semicolon or tab; a header that names the columns. A bad row does not stop the others. */
export function readOrderFile(bytes: Uint8Array, name: string): OrderFile {
  const table = readOrderTable(bytes, name, { fields: orderFields, required: requiredOrderFields, told: orderListColumns });
  if (table.kind === 'unreadable') return table;
  return {
    kind: 'rows',
    rows: table.rows.map(({ line, fields, amiss }): OrderRow => ({
      ...{ line, fields },
      intake: amiss === null ? readOrder(fields) : { kind: 'malformed', problems: [{ message: amiss }] },
    })),
  };
}
