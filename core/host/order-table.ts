import { readCsvTable } from '../carriers/import/csv-table';
import { unguarded } from '../model/csv-cell';
import { edits } from '../model/edits';

export interface OrderColumns<Field extends string> {
  /** What an order is read from. */
  readonly fields: readonly Field[];
  /** Those that have to be there. */
  readonly required: readonly Field[];
  /** What lists of orders tell besides: passed over, so that a list can be imported. */
  readonly told: readonly string[];
}

export interface OrderTableRow<Field extends string> {
  /** Where the row begins; the header is line 1. */
  readonly line: number;
  /** Text by column; what is not there, or blank, is absent. */
  readonly fields: Readonly<Partial<Record<Field, string>>>;
  /** Why the row cannot be read, however its fields look; null: it can. */
  readonly amiss: string | null;
}

export type OrderTable<Field extends string> =
  | { readonly kind: 'rows'; readonly rows: readonly OrderTableRow<Field>[] }
  /** The file as a whole cannot be read; nothing of it is. */
  | { readonly kind: 'unreadable'; readonly message: string };

/**
 * Reads orders from a CSV file. A column that is not known refuses the file: passed over, what it says would be replaced by what holds without it.
 * A row with more cells than columns is amiss: some cell of it may stand under another column than it is meant for.
 */
export function readOrderTable<Field extends string>(
  bytes: Uint8Array,
  name: string,
  { fields, required, told }: OrderColumns<Field>,
): OrderTable<Field> {
  const outcome = readCsvTable(bytes);
  if (outcome.kind === 'unreadable') {
    const where = outcome.line === null ? '' : `, line ${outcome.line}`;
    return { kind: 'unreadable', message: `${name}${where}: ${outcome.message} and import it again` };
  }
  const { columns, rows } = outcome.table;
  const unknown = columns.filter((column) => column !== '' && ![...fields, ...told].includes(column));
  const missing = required.filter((column) => !columns.includes(column));
  if (missing.length > 0) {
    const meant = unknown.flatMap((column) => meantBy(column, missing).map((near) => `"${column}" is perhaps meant as ${near}`));
    const hint = meant.length === 0 ? '' : ` (${meant.join(', ')})`;
    return {
      kind: 'unreadable',
      message: `${name} has no column ${missing.join(', ')}${hint}; its first line must name the columns ${fields.join(', ')}`,
    };
  }
  if (unknown.length > 0) {
    const each = unknown.map(
      (column) =>
        `column "${column}" is not known${meantBy(column, fields)
          .map((near) => `; write ${near} if that is meant`)
          .join('')}`,
    );
    return {
      kind: 'unreadable',
      message: `${name}, line 1: ${each.join('; ')}; there are ${fields.join(', ')}; correct it, or remove it, and import the file again`,
    };
  }
  return {
    kind: 'rows',
    rows: rows.map((row) => ({
      line: row.line,
      fields: Object.fromEntries(
        fields.flatMap((field) => {
          const text = row.fields.get(field);
          return text === undefined ? [] : [[field, unguarded(text)] as const];
        }),
      ) as Partial<Record<Field, string>>,
      amiss:
        row.surplus.length === 0
          ? null
          : `${name}, line ${row.line}: ${row.surplus.map((cell) => `"${cell}"`).join(', ')} ${row.surplus.length === 1 ? 'is' : 'are'} in no column that the first line names; put a text that has the delimiter in it in quotes, or remove what is too much`,
    })),
  };
}

/** The field that differs in its punctuation, or in two letters at most; none, or one. */
function meantBy<Field extends string>(column: string, fields: readonly Field[]): readonly Field[] {
  const plain = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');
  const far = (field: Field): number => edits(plain(column), plain(field));
  const [nearest] = fields.toSorted((one, other) => far(one) - far(other));
  return nearest !== undefined && far(nearest) <= Math.min(2, Math.floor(nearest.length / 3)) ? [nearest] : [];
}
