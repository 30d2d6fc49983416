/** What the demo shows: headings, lines and tables; on a terminal also a line of progress that is written over. */
export interface Screen {
  heading(text: string): void;
  line(text: string): void;
  table(columns: readonly string[], rows: readonly (readonly string[])[]): void;
  /** Replaces the last progress on a terminal; elsewhere it is a line a second, where it differs. */
  progress(text: string): void;
}

export function createScreen(out: NodeJS.WriteStream): Screen {
  let shown = '';
  let shownAtMs = 0;
  const clear = () => {
    if (shown !== '' && out.isTTY) out.write('\r\u001b[K');
    shown = '';
  };
  const line = (text: string) => {
    clear();
    out.write(`${text}\n`);
  };
  const bold = (text: string) => (out.isTTY ? `\u001b[1m${text}\u001b[0m` : text);
  return {
    heading: (text) => {
      line(`\n${bold(text)}`);
    },
    line,
    table(columns, rows) {
      const widths = columns.map((column, index) => Math.max(width(column), ...rows.map((row) => width(row[index] ?? ''))));
      const format = (cells: readonly string[]) => `  ${cells.map((cell, index) => pad(cell, widths[index] ?? 0)).join('  ')}`.trimEnd();
      line(bold(format(columns)));
      for (const row of rows) line(format(row));
    },
    progress(text) {
      if (text === shown) return;
      if (out.isTTY) out.write(`\r\u001b[K  ${text}`);
      else if (Date.now() - shownAtMs > 1_000) {
        out.write(`  … ${text}\n`);
        shownAtMs = Date.now();
      }
      shown = text;
    },
  };
}

const width = (text: string): number => Array.from(new Intl.Segmenter().segment(text)).length;

/** Numbers to the right. */
const pad = (text: string, to: number): string =>
  /^[-+]?[\d.,]+( (ms|µs|%|s))?$/.test(text) ? ' '.repeat(to - width(text)) + text : text + ' '.repeat(to - width(text));
