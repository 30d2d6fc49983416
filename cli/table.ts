import { clip, plain, width } from './plain-text';

/** No column is made narrower than this to fit. */
const narrowest = 8;
const gap = 2;
const indent = 2;

/** The lines of a table, the header first; numbers to the right. Where it is wider than `columns`, the widest cells are cut short; null: never. */
export function tableLines(header: readonly string[], rows: readonly (readonly string[])[], columns: number | null): readonly string[] {
  const cells = [header, ...rows].map((row) => row.map(plain));
  const wanted = header.map((_, index) => Math.max(...cells.map((row) => width(row[index] ?? ''))));
  const widths = columns === null ? wanted : fitted(wanted, columns - indent - gap * (header.length - 1));
  return cells.map((row) =>
    `${' '.repeat(indent)}${row.map((cell, index) => pad(clip(cell, widths[index] ?? 0), widths[index] ?? 0)).join(' '.repeat(gap))}`.trimEnd(),
  );
}

/** The widest gives first, until all fit or none can give any more. */
function fitted(wanted: readonly number[], columns: number): readonly number[] {
  const widths = [...wanted];
  for (let excess = widths.reduce((sum, one) => sum + one, 0) - columns; excess > 0;) {
    const widest = Math.max(...widths);
    if (widest <= narrowest) break;
    const next = Math.max(narrowest, ...widths.filter((one) => one < widest));
    const among = widths.filter((one) => one === widest).length;
    const given = Math.min(widest - next, Math.ceil(excess / among));
    for (const [index, one] of widths.entries()) if (one === widest) widths[index] = one - given;
    excess -= given * among;
  }
  return widths;
}

const pad = (text: string, to: number): string => {
  const blanks = ' '.repeat(Math.max(0, to - width(text)));
  return /^[-+]?[\d.,]+( (ms|µs|%|s))?$/.test(text) ? blanks + text : text + blanks;
};
