import { plain } from './plain-text';
import { tableLines } from './table';

/** What a program shows: headings, lines and tables; on a terminal also a line of progress that is written over. */
export interface Screen {
  heading(text: string): void;
  line(text: string): void;
  table(columns: readonly string[], rows: readonly (readonly string[])[]): void;
  /** Replaces the last progress on a terminal; elsewhere it is a line a second, where it differs. */
  progress(text: string): void;
}

/** On a terminal tables fit its width and headings are bold, unless `NO_COLOR` is set (no-color.org); nothing that is shown can steer the terminal. */
export function createScreen(out: NodeJS.WriteStream, environment: NodeJS.ProcessEnv = process.env): Screen {
  let shown = '';
  let shownAtMs = 0;
  const clear = () => {
    if (shown !== '' && out.isTTY) out.write('\r\u001b[K');
    shown = '';
  };
  const write = (text: string) => {
    clear();
    out.write(`${text}\n`);
  };
  const isStyled = out.isTTY && !environment['NO_COLOR'];
  const bold = (text: string) => (isStyled ? `\u001b[1m${text}\u001b[0m` : text);
  // Line breaks are meant; what is between them is not to steer anything.
  const plainLines = (text: string) => text.split('\n').map(plain).join('\n');
  return {
    heading: (text) => {
      write(`\n${bold(plainLines(text))}`);
    },
    line: (text) => {
      write(plainLines(text));
    },
    table(columns, rows) {
      const [header = '', ...lines] = tableLines(columns, rows, out.isTTY ? out.columns : null);
      write(bold(header));
      for (const line of lines) write(line);
    },
    progress(text) {
      if (text === shown) return;
      if (out.isTTY) out.write(`\r\u001b[K  ${plain(text).slice(0, Math.max(0, out.columns - 3))}`);
      else if (Date.now() - shownAtMs > 1_000) {
        out.write(`  … ${plain(text)}\n`);
        shownAtMs = Date.now();
      }
      shown = text;
    },
  };
}
