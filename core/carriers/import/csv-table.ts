import { CsvError, parse } from 'csv-parse/sync';
import { decodeText } from './decode-text';

export interface CsvTable {
  /** As the header names them, in lower case. */
  readonly columns: readonly string[];
  readonly rows: readonly CsvRow[];
}

export interface CsvRow {
  /** Where the row begins: the header is line 1. */
  readonly line: number;
  /** By column; what is not there, or blank, is absent. */
  readonly fields: ReadonlyMap<string, string>;
  /** Cells that are not blank beyond the last column, or in one that the header does not name. */
  readonly surplus: readonly string[];
}

export type CsvOutcome =
  | { readonly kind: 'table'; readonly table: CsvTable }
  | { readonly kind: 'unreadable'; readonly message: string; readonly line: number | null };

/** Reads a CSV file: UTF-8, or UTF-16 with its mark; comma, semicolon or tab; quoted fields may hold line breaks; a header that names the columns. */
export function readCsvTable(bytes: Uint8Array): CsvOutcome {
  // The parser counts CR LF inside quotes as two lines.
  const text = decodeText(bytes)?.replace(/\r\n?/g, '\n') ?? null;
  if (text === null) return unreadable('it is neither UTF-8 nor UTF-16: save it as "CSV UTF-8"');
  const header = text.split('\n', 1)[0] ?? '';
  const delimiter = [',', ';', '\t'].reduce((best, mark) => (header.split(mark).length > header.split(best).length ? mark : best), ',');
  let records: readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[];
  try {
    records = parse(text, {
      delimiter,
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as typeof records;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return unreadable(
      `it is not well-formed CSV: ${error.message}: correct that line`,
      typeof error['lines'] === 'number' ? error['lines'] : null,
    );
  }
  const [first, ...rest] = records;
  const columns = (first?.record ?? []).map((column) => column.trim().toLowerCase());
  const twice = columns.find((column, index) => column !== '' && columns.indexOf(column) !== index);
  if (twice !== undefined) return unreadable(`two columns are called ${twice}: give each a name of its own`, 1);
  return {
    kind: 'table',
    table: {
      columns,
      rows: rest.flatMap(({ record, info }) => (record.every((cell) => cell === '') ? [] : [rowFrom(columns, record, info.lines)])),
    },
  };
}

/** The parser tells the line on which a row ends. */
function rowFrom(columns: readonly string[], record: readonly string[], lastLine: number): CsvRow {
  const breaks = record.reduce((count, cell) => count + (cell.match(/\n/g)?.length ?? 0), 0);
  const cells = record.flatMap((cell, index): [string, string][] => {
    const column = columns[index];
    return column === undefined || column === '' || cell === '' ? [] : [[column, cell]];
  });
  return { line: lastLine - breaks, fields: new Map(cells), surplus: record.filter((cell, index) => cell !== '' && !columns[index]) };
}

const unreadable = (message: string, line: number | null = null): CsvOutcome => ({ kind: 'unreadable', message, line });
