export interface CsvRecord {
  /** Where it begins: the first line is 1. */
  readonly line: number;
  /** Blanks around a cell that is not quoted are left out. */
  readonly cells: readonly string[];
  /** Which rule of quoting it breaks, with the remedy; empty: none. The next record is then looked for on the next line. */
  readonly fault: string;
}

/** Longer than any cell that means something: a quote that is never closed ends here, and not at the end of the file. */
const longestQuoted = 20_000;

const quote = 34;
const newline = 10;

/**
 * Reads CSV (RFC 4180) record by record, so that a long file can be read in slices. A record that is badly quoted is given with its fault, and takes no
 * other line with it. Lines end with LF, CR LF or CR; lines without a character are passed over.
 */
export function* csvRecords(given: string, delimiter: string): Generator<CsvRecord, void> {
  const text = given.includes('\r') ? given.replace(/\r\n?/g, '\n') : given;
  const mark = delimiter.charCodeAt(0);
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const begin = at;
    const cells: string[] = [];
    let fault = '';
    let lines = 1;
    for (;;) {
      let from = at;
      while (isBlank(text.charCodeAt(from), mark)) from += 1;
      if (text.charCodeAt(from) === quote) {
        const cell = quotedCell(text, from + 1);
        if (cell === null) {
          fault = `cell ${cells.length + 1} begins with a quotation mark and has none at its end: add it, or write the mark twice in a quoted cell`;
          break;
        }
        at = cell.end;
        while (isBlank(text.charCodeAt(at), mark)) at += 1;
        if (at < text.length && text.charCodeAt(at) !== mark && text.charCodeAt(at) !== newline) {
          fault = `after the closing quotation mark of cell ${cells.length + 1} stands more text: write a quotation mark within a cell twice`;
          break;
        }
        cells.push(cell.text);
        lines += cell.breaks;
      } else {
        at = endOfPlain(text, from, mark);
        const cell = text.slice(from, at).trimEnd();
        if (fault === '' && cell.includes('"'))
          fault = `cell ${cells.length + 1} has a quotation mark and is not quoted: put the cell in quotation marks, and write its own twice`;
        cells.push(cell);
      }
      if (text.charCodeAt(at) !== mark) break;
      at += 1;
    }
    if (fault !== '') {
      const end = text.indexOf('\n', begin);
      const whole = text.slice(begin, end === -1 ? text.length : end);
      at = begin + whole.length;
      lines = 1;
      yield { line, cells: whole.split(delimiter).map((cell) => cell.trim()), fault };
    } else if (cells.length > 1 || cells[0] !== '') yield { line, cells, fault };
    line += lines;
    at += 1;
  }
}

const isBlank = (code: number, mark: number): boolean => (code === 32 || code === 9 || code === 0xa0) && code !== mark;

function endOfPlain(text: string, from: number, mark: number): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === mark || code === newline) break;
  }
  return at;
}

/** From after its opening mark; `end`: after the closing one; null: there is none. */
function quotedCell(text: string, from: number): { readonly text: string; readonly end: number; readonly breaks: number } | null {
  let doubled = false;
  for (let at = text.indexOf('"', from); at !== -1 && at - from <= longestQuoted; at = text.indexOf('"', at + 1)) {
    if (text.charCodeAt(at + 1) === quote) {
      doubled = true;
      at += 1;
      continue;
    }
    const raw = text.slice(from, at);
    const breaks = raw.includes('\n') ? raw.split('\n').length - 1 : 0;
    return { text: doubled ? raw.replaceAll('""', '"') : raw, end: at + 1, breaks };
  }
  return null;
}

/** The mark between cells, by the first line that has one: most of comma, semicolon and tab outside quotes. */
export function delimiterOf(text: string): string {
  const header = (/^[﻿\s]*([^\r\n]*)/.exec(text)?.[1] ?? '').replace(/"[^"]*"/g, '');
  return [',', ';', '\t'].reduce((best, mark) => (header.split(mark).length > header.split(best).length ? mark : best), ',');
}
