import { circuitListColumns, circuitOrderFields } from './circuit-order-fields';
import { unguarded } from './csv-cell';
import { csvRecords, delimiterOf } from './csv-records';
import { edits } from './edits';
import { importNouns, type ImportKind } from './import-job';
import { neededOrderFields, orderFields, orderListColumns, requiredOrderFields } from './order-fields';

export interface BulkFileRow {
  /** Where it begins; the header is line 1. */
  readonly line: number;
  /** Text by column; what is not there, or blank, is absent. */
  readonly fields: Readonly<Record<string, string>>;
  /** Why it cannot be read, whatever its fields say, with the remedy; empty: it can. */
  readonly amiss: string;
}

export type BulkFile =
  | { readonly kind: 'rows'; readonly columns: readonly string[]; readonly rows: Generator<BulkFileRow, void> }
  /** Nothing of the file is read. */
  | { readonly kind: 'unreadable'; readonly message: string };

/** Most bytes of a file that is read, and rows of it: 100,000 orders take 15 MB. */
export const maxBulkBytes = 64 * 2 ** 20;
export const mostBulkRows = 500_000;

/** What is wrong with a row, in a file of rows that are to be mended: passed over. */
export const problemColumn = 'problem';

/** More than any field takes: what is longer is told to be too long all the same. */
const longestCell = 2_000;

interface Columns {
  /** What a row is read from. */
  readonly fields: readonly string[];
  /** Columns without which the file is refused as a whole. */
  readonly required: readonly string[];
  /** What no row may leave out. */
  readonly needed: readonly string[];
  /** What lists tell besides: passed over, so that a list can be imported. */
  readonly told: readonly string[];
}

const neededOfCircuit = ['order', 'end-user', 'path', 'line'];

export const bulkColumns: Readonly<Record<ImportKind, Columns>> = {
  orders: { fields: orderFields, required: requiredOrderFields, needed: neededOrderFields, told: [...orderListColumns, problemColumn] },
  circuits: {
    fields: circuitOrderFields,
    required: neededOfCircuit,
    needed: neededOfCircuit,
    told: [...circuitListColumns, problemColumn],
  },
  releases: {
    fields: ['order'],
    required: ['order'],
    needed: ['order'],
    told: [...circuitOrderFields.slice(1), ...circuitListColumns, problemColumn],
  },
};

/**
 * Reads a CSV file row by row, so that a long one can be read in slices: comma, semicolon or tab; a header that names the columns. A column that is not
 * known refuses the file: passed over, what it says would be replaced by what holds without it. A bad row stops no other.
 */
export function readBulkFile(text: string, kind: ImportKind): BulkFile {
  const delimiter = delimiterOf(text);
  const records = csvRecords(text, delimiter);
  const first = records.next();
  if (first.done) return { kind: 'unreadable', message: 'it is empty: choose another' };
  const header = first.value;
  if (header.fault !== '') return { kind: 'unreadable', message: `line ${header.line}: ${header.fault}` };
  const columns = header.cells.map((cell) => cell.trim().toLowerCase());
  const problem = headerProblem(columns, kind);
  return problem === null ? { kind: 'rows', columns, rows: rowsOf(records, columns, kind) } : { kind: 'unreadable', message: problem };
}

function* rowsOf(records: ReturnType<typeof csvRecords>, columns: readonly string[], kind: ImportKind): Generator<BulkFileRow, void> {
  const { fields: known } = bulkColumns[kind];
  const read = columns.map((column) => (known.includes(column) ? column : ''));
  const lineOf = new Map<string, number>();
  let count = 0;
  for (const { line, cells, fault } of records) {
    if (cells.every((cell) => cell === '')) continue;
    count += 1;
    const fields: Record<string, string> = {};
    const surplus: string[] = [];
    for (let at = 0; at < cells.length; at += 1) {
      const cell = cells[at] as string;
      if (cell === '') continue;
      const column = read[at];
      if (column) fields[column] = unguarded(cell).slice(0, longestCell);
      else if (!columns[at]) surplus.push(cell);
    }
    const id = fields['order'] ?? '';
    const former = id === '' ? undefined : lineOf.get(id);
    if (former === undefined && fault === '') lineOf.set(id, line);
    const amiss =
      fault !== ''
        ? fault
        : surplus.length > 0
          ? surplusWords(surplus)
          : former !== undefined
            ? `${importNouns[kind].one} ${id} is in line ${former} already: give this one another id, or remove it`
            : count > mostBulkRows
              ? `a file has at most ${mostBulkRows} rows: put this one into another`
              : '';
    yield { line, fields, amiss };
  }
}

const surplusWords = (surplus: readonly string[]): string =>
  `${surplus
    .slice(0, 5)
    .map((cell) => `"${cell.slice(0, 40)}"`)
    .join(
      ', ',
    )}${surplus.length > 5 ? ' and others' : ''} ${surplus.length === 1 ? 'is' : 'are'} in no column that the first line names: put a text that has the delimiter in it in quotes, or remove what is too much`;

/** With the remedy; null: it is good. */
function headerProblem(columns: readonly string[], kind: ImportKind): string | null {
  const { fields, required, told } = bulkColumns[kind];
  const twice = columns.find((column, at) => column !== '' && columns.indexOf(column) !== at);
  if (twice !== undefined) return `two columns are called "${twice}": give each a name of its own`;
  const missing = required.filter((field) => !columns.includes(field));
  const unknown = columns.filter((column) => column !== '' && ![...fields, ...told].includes(column));
  const hints = unknown.map((column) => `column "${column.slice(0, 40)}" is not known${meantBy(column, fields)}`);
  if (missing.length > 0) {
    const hint = hints.length > 0 ? ` (${hints.slice(0, 5).join('; ')})` : '';
    return `it has no column ${missing.join(', ')}${hint}: its first line must name the columns ${fields.join(', ')}`;
  }
  return hints.length === 0 ? null : `${hints.slice(0, 5).join('; ')}: correct it, or remove it`;
}

function meantBy(column: string, fields: readonly string[]): string {
  const plain = column.replace(/[^\p{L}\p{N}]/gu, '').slice(0, 40);
  const far = (field: string): number => edits(plain, field.replace(/-/g, ''));
  const [nearest] = [...fields].sort((one, other) => far(one) - far(other));
  return nearest !== undefined && far(nearest) <= Math.min(2, Math.floor(nearest.length / 3)) ? `, perhaps it is meant as ${nearest}` : '';
}
