import { readCsvTable } from '../carriers/import/csv-table';
import { circuitOrderFields } from '../circuits/circuit-order-intake';

export interface CircuitRow {
  /** Where the row begins; the header is line 1. */
  readonly line: number;
  /** Text by column, as it is in the file. */
  readonly fields: Readonly<Record<string, string>>;
}

export type CircuitFile =
  | { readonly kind: 'rows'; readonly rows: readonly CircuitRow[] }
  /** The file as a whole cannot be read; nothing of it is. */
  | { readonly kind: 'unreadable'; readonly message: string };

/** Reads circuit orders from a CSV file, as `readOrderFile` does orders; columns that it does not know are passed over. */
export function readCircuitFile(bytes: Uint8Array, name: string): CircuitFile {
  const outcome = readCsvTable(bytes);
  if (outcome.kind === 'unreadable') {
    const where = outcome.line === null ? '' : `, line ${outcome.line}`;
    return { kind: 'unreadable', message: `${name}${where}: ${outcome.message} and import it again` };
  }
  const { columns, rows } = outcome.table;
  const missing = (['order', 'end-user', 'path', 'line'] as const).filter((column) => !columns.includes(column));
  if (missing.length > 0) {
    return {
      kind: 'unreadable',
      message: `${name} has no column ${missing.join(', ')}; its first line must name the columns ${circuitOrderFields.join(', ')}`,
    };
  }
  return {
    kind: 'rows',
    rows: rows.map(({ line, fields }) => ({
      line,
      fields: Object.fromEntries(
        circuitOrderFields.flatMap((field) => {
          const text = fields.get(field);
          return text === undefined ? [] : [[field, text] as const];
        }),
      ),
    })),
  };
}
