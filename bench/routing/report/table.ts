import type { Line } from './lines';
import { ratioWords, type Verdict } from '../verdicts';

/** Of one job on one network. */
export function tableOf(lines: readonly Line[]): string {
  const rows = lines.map(({ peer, median, mean, p95, n, ratio, unproved, stopped }) => [
    peer,
    micros(median),
    micros(mean),
    micros(p95),
    String(n),
    ratio === null ? '' : ratioWords(ratio),
    [unproved > 0 ? `${unproved} not proved` : '', stopped ?? ''].filter((words) => words !== '').join('; '),
  ]);
  return aligned([['', 'median µs', 'mean µs', 'p95 µs', 'questions', 'longlines takes', ''], ...rows], new Set([0, 6]));
}

export const verdictTable = (verdicts: readonly Verdict[]): string =>
  aligned(
    verdicts.map(({ job, net, target, measured, isMet }) => [job, net, target, measured, isMet === null ? '–' : isMet ? 'met' : 'MISSED']),
    new Set([0, 1, 2, 4]),
  );

function aligned(rows: readonly (readonly string[])[], leftColumns: ReadonlySet<number>): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (leftColumns.has(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const micros = (value: number): string => {
  if (Number.isNaN(value)) return '–';
  return value >= 1_000 ? Math.round(value).toLocaleString('en') : value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);
};
