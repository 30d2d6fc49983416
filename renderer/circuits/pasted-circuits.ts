/** Circuit orders as they were pasted: a row a line, or with a line of column names as `circuits import` reads it. */
export interface PastedRow {
  /** The first is 1. */
  readonly line: number;
  readonly fields: Readonly<Record<string, string>>;
}

export type Pasted =
  { readonly kind: 'rows'; readonly rows: readonly PastedRow[] } | { readonly kind: 'malformed'; readonly message: string };

export const pastedColumns = ['order', 'end-user', 'line', 'line-vpi', 'line-vci'] as const;
const known: readonly string[] = [...pastedColumns, 'path'];
/** What `circuits list --csv` tells beside them. */
const told: readonly string[] = ['provider', 'vpi', 'vci', 'switch', 'state', 'impaired', 'cause', 'received-at', 'state-since'];

/** Reads it; every row is for the path, unless a column names another. */
export function readPasted(text: string, pathId: string): Pasted {
  const lines = splitRows(text);
  const [first] = lines;
  if (first === undefined) return { kind: 'malformed', message: 'nothing is pasted: one order a line, as C-1, Elm Street 5, 1-1-2-17' };
  const names = first.cells.map((cell) => cell.toLowerCase());
  const isHeaded = names.includes('order');
  const columns = isHeaded ? names : [...pastedColumns];
  const strange = isHeaded ? columns.filter((name) => !known.includes(name) && !told.includes(name)) : [];
  if (strange.length > 0)
    return { kind: 'malformed', message: `column ${strange.join(', ')} is not known: the columns are ${known.join(', ')}` };
  const rows = isHeaded ? lines.slice(1) : lines;
  const long = rows.find(({ cells }) => cells.length > columns.length);
  if (long)
    return {
      kind: 'malformed',
      message: `line ${long.line} has ${long.cells.length} cells for ${columns.length} columns (${columns.join(', ')}): quote what has a separator in it`,
    };
  if (rows.length === 0) return { kind: 'malformed', message: 'below the names of the columns there is no order: add one a line' };
  return {
    kind: 'rows',
    rows: rows.map(({ line, cells }) => {
      const given = columns.flatMap((name, index): readonly (readonly [string, string])[] => {
        const cell = cells[index] ?? '';
        return cell === '' || told.includes(name) ? [] : [[name, cell]];
      });
      return { line, fields: { path: pathId, ...Object.fromEntries(given) } };
    }),
  };
}

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Tab, semicolon or comma: the first of them that is in the first line. Cells may be quoted, with doubled quotes inside. */
function splitRows(text: string): readonly Row[] {
  const firstLine = text.trimStart().split(/\r?\n/, 1)[0] ?? '';
  const separator = ['\t', ';', ','].find((each) => firstLine.includes(each)) ?? ',';
  const rows: Row[] = [];
  let [cells, cell, isQuoted, line, beginsAt]: [string[], string, boolean, number, number] = [[], '', false, 1, 1];
  const endRow = (): void => {
    cells.push(cell.trim());
    if (cells.some(Boolean)) rows.push({ line: beginsAt, cells });
    [cells, cell] = [[], ''];
  };
  const characters = text.replaceAll('\r\n', '\n');
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters.charAt(index);
    if (isQuoted) {
      if (character === '"' && characters.charAt(index + 1) === '"') {
        cell += '"';
        index += 1;
      } else if (character === '"') isQuoted = false;
      else cell += character;
    } else if (character === '"' && cell.trim() === '') [isQuoted, cell] = [true, ''];
    else if (character === separator) {
      cells.push(cell.trim());
      cell = '';
    } else if (character === '\n') endRow();
    else cell += character;
    if (character === '\n') {
      line += 1;
      if (!isQuoted) beginsAt = line;
    }
  }
  endRow();
  return rows;
}
