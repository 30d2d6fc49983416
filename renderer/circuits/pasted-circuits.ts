/** Circuit orders as they were pasted: a row a line, or with a line of column names as `circuits import` reads it. */
export interface PastedRow {
  /** The first is 1. */
  readonly line: number;
  readonly fields: Readonly<Record<string, string>>;
  /** Why it cannot be ordered, whatever the host says. */
  readonly amiss?: string;
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
  if (first === undefined) return { kind: 'malformed', message: 'nothing is pasted: one order a line, as C-1, Elm Street 5, 1-1-8-17' };
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
  const firstLines = new Map<string, number>();
  return {
    kind: 'rows',
    rows: rows.map(({ line, cells }) => {
      const given = columns.flatMap((name, index): readonly (readonly [string, string])[] => {
        const cell = cells[index] ?? '';
        return cell === '' || told.includes(name) ? [] : [[name, cell]];
      });
      const fields: PastedRow['fields'] = { path: pathId, ...Object.fromEntries(given) };
      const id = fields['order'] ?? '';
      const firstLine = firstLines.get(id);
      if (id !== '' && firstLine === undefined) firstLines.set(id, line);
      return firstLine === undefined
        ? { line, fields }
        : { line, fields, amiss: `order ${id} stands on line ${firstLine} already: give each an id of its own` };
    }),
  };
}

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

const separatorIn = (line: string): string | undefined => ['\t', ';', ','].find((each) => line.includes(each));

/** Tab, semicolon or comma: the first of them that is in the first line; of a line without it, the first that is in that. Cells may be quoted, with doubled quotes inside. */
function splitRows(text: string): readonly Row[] {
  const characters = text.replaceAll('\r\n', '\n');
  const usual = separatorIn(text.trimStart().split(/\r?\n/, 1)[0] ?? '') ?? ',';
  const separatorFrom = (start: number): string => {
    const end = characters.indexOf('\n', start);
    const row = characters.slice(start, end < 0 ? undefined : end);
    return row.includes(usual) ? usual : (separatorIn(row) ?? usual);
  };
  let separator = separatorFrom(0);
  const rows: Row[] = [];
  let [cells, cell, isQuoted, line, beginsAt]: [string[], string, boolean, number, number] = [[], '', false, 1, 1];
  const endRow = (): void => {
    cells.push(cell.trim());
    if (cells.some(Boolean)) rows.push({ line: beginsAt, cells });
    [cells, cell] = [[], ''];
  };
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
      if (!isQuoted) {
        beginsAt = line;
        separator = separatorFrom(index + 1);
      }
    }
  }
  endRow();
  return rows;
}
